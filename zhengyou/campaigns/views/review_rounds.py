"""The rounds of leader reviews: what there was, opening the next."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.saying import say

from ..actions import reviews as actions
from ..forms.reviews import RoundForm
from ..queries import campaigns, coverage
from ..queries import reviews as queries
from .heads import at_head

_NUMERALS = "一二三四五六七八九十"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def rounds(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The rounds with their counts at the actor's own place; whoever may opens the next."""
    campaign = campaigns.campaign(actor, campaign_id)
    day, found = organisations.today(), queries.rounds(campaign.pk)
    may_open, sent = queries.may_open(actor, campaign), request.method == "POST"
    if sent and not may_open:
        raise NotPermitted(_("点评的轮次由印发方案的组织开启。"))
    number = len(found) + 1
    word = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    initial = {
        "name": _("第%(n)s轮点评") % {"n": word},
        "due_on": day + timedelta(days=60),
        "rectify_by": day + timedelta(days=120),
    }
    form = RoundForm(request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        try:
            row = actions.open_round(by=actor, campaign=campaign, opening=form.opening(), now=timezone.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("%(name)s已经开始，各级书记在待办里看到要点评谁。以后组织和人员有变动，名单每晚跟着变。")
            say(request, told % {"name": row.name}, draft=_draft(campaign.pk))
            return redirect(f"{reverse('reviews', args=[campaign.pk])}?round={row.pk}")
    node = organisations.standing_place(actor.organisation_id, day)
    context = {
        "campaign": campaign,
        "node": node,
        "rounds": [(one, coverage.coverage([one.pk], node, day)) for one in found],
        "form": form if may_open else None,
        "due": queries.due_now(campaign, day) if may_open else None,
        "draft_key": _draft(campaign.pk),
        "submit_label": _("开始这一轮"),
        "cancel_url": reverse("reviews", args=[campaign.pk]),
        "today": day,
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("领导点评"), reverse("reviews", args=[campaign.pk])),
            (_("各轮点评"), ""),
        ],
    }
    return render(request, "campaigns/reviews/rounds.html", context, status=422 if form.errors else 200)


def _draft(campaign_id: int) -> str:
    return f"review-round-{campaign_id}"
