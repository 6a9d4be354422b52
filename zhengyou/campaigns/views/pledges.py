"""Texts of collective pledges (承诺书): those one may use, writing one, using one, printing it with its signatures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import commitments
from ..actions import pledges as actions
from ..forms.pledges import PledgeForm, UseForm
from ..queries import awaiting_promises, campaigns
from ..queries import commitments as promises
from ..queries import pledges as queries
from ..rules.pledges import samples
from .commitments import shown_state
from .heads import at_head

PAGE = 50


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def pledges(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The texts that the own organisation may use."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    found = queries.pledges(actor, campaign)
    context = {
        "campaign": campaign,
        "rows": [(row, place) for row, place in zip(found, _writers(found), strict=True)],
        "may_write": queries.may_write(actor),
        "today": day,
        "breadcrumbs": _way_here(campaign, leaf=True),
    }
    return render(request, "campaigns/pledges/list.html", context)


def _writers(found: list[Any]) -> list[Any]:
    places = organisations.standing_places(
        list({row.organisation_id for row in found}), organisations.today()
    )
    return [places[row.organisation_id] for row in found]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EDIT_PLAN)
@at_head
def add(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Write a text for the own organisation and those below; ?from= begins with one that comes as data."""
    campaign = campaigns.campaign(actor, campaign_id)
    start = samples().get(request.GET.get("from", ""))
    sent = request.method == "POST"
    initial = {"name": start.name, "text": start.text} if start else {}
    form = PledgeForm(request.POST if sent else None, initial=initial)
    draft = f"pledge-{campaign.pk}-{actor.organisation_id}"
    if sent and form.is_valid():
        try:
            row = actions.write_pledge(by=actor, campaign=campaign, now=timezone.now(), **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("《%(name)s》的样本写好了，本组织和下级都可以用；谁用了、改了哪里，在这里看。")
            say(request, told % {"name": row.name}, draft=draft)
            return redirect("pledge", row.pk)
    context = {
        "samples": list(samples().values()),
        "form": form,
        "draft_key": draft,
        "submit_label": _("给下级用"),
        "cancel_url": reverse("pledges", args=[campaign.pk]),
        "breadcrumbs": [*_way_here(campaign), (_("写一份"), "")],
    }
    return render(request, "campaigns/pledges/add.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_RECORDS)
def pledge(request: HttpRequest, actor: Actor, pledge_id: int) -> HttpResponse:
    """One text, and who at or under the own organisation uses it."""
    row = queries.pledge(actor, pledge_id)
    found = queries.used(actor, row, after=number_in(request.GET, "after"), size=PAGE + 1)
    shown = found[:PAGE]
    own = row.organisation_id == actor.organisation_id and row.put_away_on is None
    context = {
        "row": row,
        "place": _writers([row])[0],
        "used": [(one, shown_state(one.row)) for one in shown],
        "next_key": shown[-1].row.pk if len(found) > PAGE else None,
        "may_use": queries.may_use(actor, row),
        "may_put_away": own and queries.may_write(actor),
        "today": organisations.today(),
        "breadcrumbs": [*_way_here(row.campaign), (row.name, "")],
    }
    return render(request, "campaigns/pledges/pledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EDIT_PLAN)
def use(request: HttpRequest, actor: Actor, pledge_id: int) -> HttpResponse:
    """Take the text for the own organisation, changed where it must be, and send it to be vetted."""
    row, day = queries.pledge(actor, pledge_id), organisations.today()
    sent, url = request.method == "POST", reverse("pledge", args=[row.pk])
    last = max(day, min(row.campaign.ends_on, day.replace(month=12, day=31)))
    form = UseForm(request.POST if sent else None, initial={"pledge_text": row.text, "due_on": last})
    draft = f"pledge-use-{row.pk}-{actor.organisation_id}"
    if sent and form.is_valid():
        item = actions.promised_from(
            row,
            organisation=actor.organisation_id,
            text=form.cleaned_data["pledge_text"],
            due_on=form.cleaned_data["due_on"],
        )
        try:
            made = commitments.promise(by=actor, promised=item, submit=True, now=timezone.now())
        except commitments.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已送审。审过、公示以后登记签名，也可以打印出来签。"), draft=draft)
            return redirect("commitment", made.pk)
    context = {
        "row": row,
        "form": form,
        "draft_key": draft,
        "submit_label": _("送审"),
        "cancel_url": url,
        "breadcrumbs": [*_way_here(row.campaign), (row.name, url), (_("用这一份"), "")],
    }
    return render(request, "campaigns/pledges/use.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.EDIT_PLAN)
def put_away(request: HttpRequest, actor: Actor, pledge_id: int) -> HttpResponse:
    """Nobody begins from this text any more."""
    row = queries.pledge(actor, pledge_id)
    try:
        actions.put_away(by=actor, pledge=row, now=timezone.now())
    except actions.NotPossible as refusal:
        say(request, str(refusal))
    else:
        say(request, _("已收起来，下级看不到了；已经用了、签了的不变。"))
    return redirect("pledge", row.pk)


@require_safe
@page(None)
def printed(request: HttpRequest, actor: Actor, commitment_id: int) -> HttpResponse:
    """The text as the organisation signs it, with its members to sign, for paper."""
    row = promises.commitment(actor, commitment_id)
    if row.pledge is None:
        raise Http404
    place = promises.place_of(row)
    signed, unsigned = awaiting_promises.signatures(row, organisations.today())
    names = actor.path == place.path or actor.may(Permission.VIEW_PEOPLE, place.path)
    context = {
        "row": row,
        "place": place,
        "signed": signed if names else [],
        "unsigned": unsigned if names else [],
        "names": names,
        "today": organisations.today(),
        "breadcrumbs": [
            *_way_here(row.campaign),
            (str(row), reverse("commitment", args=[row.pk])),
            (_("打印"), ""),
        ],
    }
    return render(request, "campaigns/pledges/printed.html", context)


def _way_here(campaign: Any, *, leaf: bool = False) -> list[tuple[str, str]]:
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("承诺书"), "" if leaf else reverse("pledges", args=[campaign.pk])),
    ]
