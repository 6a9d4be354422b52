"""Rounds of appraisal: the list, arranging one, its page and steps (domain.md P5)."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.audiences import KINDS
from zhengyou.campaigns.queries.selfchecks.opening import kinds_below
from zhengyou.campaigns.views.heads import at_head
from zhengyou.campaigns.views.stepping import Thing, chip, journey, presses, taken
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import rounds as actions
from ..actions import themes
from ..forms.rounds import ScheduleForm
from ..queries import drawing, following
from ..queries import rounds as queries
from ..queries.results import seeing
from ..rules.policies import KEPT
from ..rules.procedures import APPRAISAL
from ..rules.sheets import from_json, sheets


@require_safe
@page(Permission.VIEW_CAMPAIGN)
@at_head
def appraisals(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The rounds of a campaign that concern the actor."""
    campaign = campaigns.campaign(actor, campaign_id)
    context = {
        "campaign": campaign,
        "rounds": [(row, chip(APPRAISAL, row.state)) for row in queries.rounds_of(actor, campaign.pk)],
        "may_schedule": actor.may(Permission.DECIDE),
        "today": organisations.today(),
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("评议"), "")],
    }
    return render(request, "appraisals/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
@at_head
def schedule(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Arrange a round: who is judged by whom, with which sheet, from when to when."""
    campaign = campaigns.campaign(actor, campaign_id)
    present = kinds_below(actor.organisation_id)
    below = [(kind, f"{word}（{present[kind]}个）") for kind, word in KINDS if kind in present]
    sent = (request.POST,) if request.method == "POST" else ()
    form = ScheduleForm(*sent, sheets=sheets(), below=below, today=organisations.today())
    if sent and form.is_valid():
        try:
            row = actions.schedule(
                by=actor, campaign=campaign, scheduling=form.scheduling(), now=timezone.now()
            )
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已安排。先指定监票人，再定下范围。"), draft=f"appraisal-{campaign.pk}")
            return redirect("appraisal", row.pk)
    context = {
        "campaign": campaign,
        "form": form,
        "draft_key": f"appraisal-{campaign.pk}",
        "submit_label": _("安排这一轮"),
        "cancel_url": reverse("appraisals", args=[campaign.pk]),
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("评议"), reverse("appraisals", args=[campaign.pk])),
            (_("安排一轮"), ""),
        ],
    }
    return render(request, "appraisals/rounds/schedule.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def appraisal(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """One round: where it stands, who counts, and what may be done now."""
    row = found(actor, round_id)
    thing = thing_of(actor, row)
    mine = next((one for one in queries.scrutineers(row) if one.person_id == actor.person_id), None)
    context = {
        "row": row,
        "chip": chip(APPRAISAL, row.state),
        "sheet": from_json(row.sheet),
        "presses": presses(thing, actor),
        "officers": queries.officers(row),
        "results": seeing.visible_urns(actor, row).exists(),
        "counting": row.state in seeing.COUNTED and seeing.counts(actor, row),
        "remarks": mine is not None and row.state in seeing.COUNTED and following.written(row),
        "themes": following.may_read_themes(actor, row) and row.themes_released,
        "public": seeing.public_round(row.slug) is not None,
        "editable": row.state in ("scheduled", "framed", "circulated") and _runs(actor, row),
        "mine": mine,
        "classes": drawing.classes(row),
        "extent": queries.extent(row) if row.state != "scheduled" else None,
        "slips": row.state == "open" and _runs(actor, row),
        "policies": policies_of(row),
        "stages": journey(APPRAISAL, row.stages.select_related("by__person").order_by("pk")),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (str(row), "")],
    }
    return render(request, "appraisals/rounds/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, round_id: int, verb: str) -> HttpResponse:
    """Take one step of a round; opening the urns has a page of its own."""
    row = found(actor, round_id)
    if verb == "count":
        return redirect("appraisal-count", row.pk)
    return taken(request, actor, thing_of(actor, row), verb)


def found(actor: Actor, round_id: int) -> Any:
    """A round that the actor may look at; Http404 otherwise."""
    row = queries.round_for(actor, round_id)
    if row is None:
        raise Http404
    return row


def thing_of(actor: Actor, row: Any) -> Thing:
    """A round as the pages of procedures need it."""
    campaign = row.campaign

    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        now = timezone.now()
        own = {"fix_frame": actions.fix_frame, "open": actions.open_round, "close": actions.close_round}
        if verb in own:
            return own[verb](by=actor, row=row, now=now)
        if verb == "rectify":
            return themes.rectify(by=actor, row=row, due_on=answers["put_right_by"], now=now)
        return actions.step(by=actor, row=row, verb=verb, answers=answers, now=now)

    return Thing(
        procedure=APPRAISAL,
        row=row,
        concerned=queries.concerned_in(row, organisations.today()),
        url=reverse("appraisal", args=[row.pk]),
        step_url=lambda verb: reverse("appraisal-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        breadcrumbs=(
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("评议"), reverse("appraisals", args=[campaign.pk])),
        ),
    )


def _runs(actor: Actor, row: Any) -> bool:
    return actor.may(Permission.DECIDE) and actor.organisation_id == row.organisation_id


def policies_of(row: Any) -> list[tuple[str, str]]:
    """The numbers by which the round is counted, as sentences with their sources."""
    return [
        (kind.sentence.format(value=row.policies.get(kind.key, kind.default)), kind.source) for kind in KEPT
    ]
