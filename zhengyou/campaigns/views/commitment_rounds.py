"""Rounds of promises: those there were, opening one by a name, archiving what has ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.saying import say

from ..actions import commitment_rounds as actions
from ..forms.commitments import RoundForm
from ..queries import campaigns
from ..queries import commitments as queries
from .heads import at_head


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def rounds(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The rounds of a campaign; whoever issued it opens the next."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    may_open, sent = queries.may_open(actor, campaign), request.method == "POST"
    if sent and not may_open:
        raise NotPermitted(_("承诺的轮次由印发方案的组织开始和归档。"))
    form = RoundForm(request.POST if sent else None)
    draft = f"commitment-round-{campaign.pk}"
    if sent and form.is_valid():
        try:
            row = actions.open_round(
                by=actor, campaign=campaign, name=form.cleaned_data["name"], now=timezone.now()
            )
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("“%(name)s”已经开始，从今天起新的承诺都算在这一轮；前面几轮的照旧办完。")
            say(request, told % {"name": row.name}, draft=draft)
            return redirect("commitments-rounds", campaign.pk)
    here = reverse("commitments", args=[campaign.pk])
    context = {
        "campaign": campaign,
        "rows": queries.rounds_counted(campaign.pk)
        if may_open
        else [(row, None) for row in queries.rounds(campaign.pk)],
        "current": queries.current_round(campaign.pk, day),
        "form": form if may_open else None,
        "draft_key": draft,
        "submit_label": _("开始这一轮"),
        "cancel_url": here,
        "today": day,
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("承诺台账"), here),
            (_("各轮承诺"), ""),
        ],
    }
    return render(request, "campaigns/commitments/rounds.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.DECIDE)
def archive(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Archive what has ended of a round."""
    row = queries.round_opened(actor, round_id)
    try:
        number = actions.archive_round(by=actor, round=row, now=timezone.now())
    except actions.NotPossible as refusal:
        say(request, str(refusal))
    else:
        told = _("“%(name)s”的%(n)s项承诺已归档，不再列在台账里，数字照算；没有办完的留着。")
        say(request, told % {"name": row.name, "n": number})
    return redirect("commitments-rounds", row.campaign_id)
