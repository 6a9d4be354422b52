"""The visit of one unit: what is already known, what was seen, what the unit says to it (domain.md P15)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import visits as actions
from ..actions.rectification import NotPossible
from ..forms.inspections import VisitForm
from ..queries.inspections import rounds
from ..queries.inspections import visits as queries
from ..queries.inspections.known import known
from ..queries.policies import policy
from ..rules.policies import INSPECTION_RECTIFY
from ..rules.procedures import INSPECTION_VISIT, RECTIFICATION, WrongState
from .stepping import Thing, chip, journey, not_open, presses, taken


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def visit(request: HttpRequest, actor: Actor, visit_id: int) -> HttpResponse:
    """One visit: the findings for whoever may see them, what the records say for the people sent, and the next
    step."""
    row = queries.visit(actor, visit_id)
    thing, place, day = _thing(actor, row), queries.place_of(row), organisations.today()
    lines = queries.checklist(row)
    found = [
        (one.line, one.finding, chip(RECTIFICATION, problem.state) if problem else None)
        for one in lines
        for problem in [one.finding.rectification if one.finding else None]
    ]
    context = {
        "row": row,
        "inspection": row.inspection,
        "place": place,
        "organiser": organisations.standing_place(row.inspection.organisation_id, day),
        "chip": chip(INSPECTION_VISIT, row.state),
        "methods": [word for key, word in rounds.METHODS if key in row.methods],
        "lines": found,
        "looked": sum(one.finding is not None for one in lines),
        "problems": sum(one.finding is not None and one.finding.verdict == queries.PROBLEM for one in lines),
        "own": actor.path == place.path,
        "known": known(actor, row.inspection.campaign_id, place, day)
        if queries.sees_records(actor, row)
        else None,
        "presses": presses(thing, actor),
        "stages": journey(INSPECTION_VISIT, queries.stages(row)),
        "today": day,
        "breadcrumbs": [*thing.breadcrumbs, (row.title, "")],
    }
    return render(request, "campaigns/inspections/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def record(request: HttpRequest, actor: Actor, visit_id: int) -> HttpResponse:
    """Record what was seen, or correct it before the feedback."""
    row = queries.visit(actor, visit_id)
    thing, day = _thing(actor, row), organisations.today()
    verb = "correct" if row.state == "visited" else "record"
    if verb not in [found.verb for found in thing.offered(actor)]:
        return not_open(request, actor, thing, verb)
    sent = request.method == "POST"
    form = VisitForm(
        *((request.POST,) if sent else ()),
        lines=queries.checklist(row),
        first=row.inspection.opens_on,
        today=day,
        initial={
            "visited_on": row.visited_on or day,
            "methods": row.methods or row.inspection.methods,
            "good": row.good,
        },
    )
    draft = f"visit-{row.pk}-{verb}"
    if sent and form.is_valid():
        try:
            actions.record(by=actor, visit=row, seen=form.seen(), now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect("visit", row.pk)
        else:
            say(request, str(INSPECTION_VISIT.step(verb).done), draft=draft)
            return redirect("visit", row.pk)
    context = {
        "row": row,
        "place": queries.place_of(row),
        "form": form,
        "draft_key": draft,
        "submit_label": _("记下"),
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (row.title, thing.url), (_("记下查到的情况"), "")],
        "today": day,
    }
    return render(request, "campaigns/inspections/record.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, visit_id: int, verb: str) -> HttpResponse:
    """One step of the visit; what was seen is recorded on a page of its own."""
    row = queries.visit(actor, visit_id)
    thing = _thing(actor, row)
    if verb in ("record", "correct"):
        INSPECTION_VISIT.check(verb, INSPECTION_VISIT.step(verb).sources[0], actor, thing.concerned)
        return redirect("visit-record", row.pk)
    return taken(request, actor, thing, verb)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, visit=row, verb=verb, answers=answers, now=timezone.now())

    def address(verb: str) -> str:
        if verb in ("record", "correct"):
            return reverse("visit-record", args=[row.pk])
        return reverse("visit-step", args=[row.pk, verb])

    day, inspection = organisations.today(), row.inspection
    usual = day + timedelta(days=policy(inspection.campaign_id, INSPECTION_RECTIFY, day))
    begun = day >= inspection.opens_on and inspection.state == "visiting"
    return Thing(
        procedure=INSPECTION_VISIT,
        row=row,
        concerned=queries.concerned_in(row, day),
        url=reverse("visit", args=[row.pk]),
        step_url=address,
        take=take,
        refusals=(NotPossible,),
        initial={"rectify_by": usual},
        not_yet=frozenset() if begun else frozenset({"record", "correct", "miss", "feed_back"}),
        breadcrumbs=(
            (inspection.campaign.title, reverse("campaign", args=[inspection.campaign_id])),
            (_("督查"), reverse("inspections", args=[inspection.campaign_id])),
            (inspection.title, reverse("inspection", args=[inspection.pk])),
        ),
    )
