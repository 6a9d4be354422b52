"""Inspection rounds: the rounds of a campaign, one round with its steps, writing its scheme (domain.md P15)."""

from collections.abc import Mapping
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

from ..actions import inspections as actions
from ..actions.rectification import NotPossible
from ..forms.inspections import MORE, ROWS, Known, SchemeForm
from ..queries import campaigns
from ..queries.inspections import framing, rounds
from ..queries.inspections import visits as visit_queries
from ..queries.policies import policies
from ..rules.policies import INSPECTION_CONFIRM, INSPECTION_NOTICE, INSPECTION_RECTIFY, INSPECTION_VISITS
from ..rules.procedures import INSPECTION, INSPECTION_VISIT, WrongState
from .heads import at_head
from .stepping import Thing, chip, journey, not_open, presses, taken

_ELSEWHERE = {"edit": "inspection-edit", "circulate": "inspection-circulate"}
_POLICIES = (INSPECTION_VISITS, INSPECTION_NOTICE, INSPECTION_CONFIRM, INSPECTION_RECTIFY)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
@at_head
def inspections(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The rounds of a campaign that reach the actor."""
    campaign = campaigns.campaign(actor, campaign_id)
    context = {
        "campaign": campaign,
        "rounds": [(one, chip(INSPECTION, one.row.state)) for one in rounds.rounds(actor, campaign.pk)],
        "may_plan": _may_plan(actor),
        "today": organisations.today(),
        "breadcrumbs": _breadcrumbs(campaign, leaf=True),
    }
    return render(request, "campaigns/inspections/list.html", context)


def _may_plan(actor: Actor) -> bool:
    return actor.may(Permission.DECIDE) and bool(
        organisations.children(actor.organisation_id, organisations.today())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
@at_head
def plan(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Write the scheme of a round of the own organisation."""
    campaign = campaigns.campaign(actor, campaign_id)
    form = _scheme_form(request, actor.organisation_id, campaign.pk, {})
    draft = f"inspection-{campaign.pk}"
    if "more" not in request.POST and form.is_bound and form.is_valid():
        try:
            row = actions.plan(by=actor, campaign=campaign, scheme=form.scheme(), now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("方案已存好，还没有公布，只有本级看得到。看一遍，没有问题再公布。")
            say(request, told, draft=draft)
            return redirect("inspection", row.pk)
    cancel = reverse("inspections", args=[campaign.pk])
    return _scheme_page(request, form, draft, cancel, [*_breadcrumbs(campaign), (_("安排一轮督查"), "")])


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def edit(request: HttpRequest, actor: Actor, inspection_id: int) -> HttpResponse:
    """Write another scheme in the place of one that is not published yet."""
    row = rounds.inspection(actor, inspection_id)
    thing = _thing(actor, row)
    if "edit" not in [found.verb for found in thing.offered(actor)]:
        return not_open(request, actor, thing, "edit")
    form = _scheme_form(request, row.organisation_id, row.campaign_id, _typed(row))
    draft = f"inspection-{row.pk}-edit"
    if "more" not in request.POST and form.is_bound and form.is_valid():
        try:
            actions.edit(by=actor, inspection=row, scheme=form.scheme(), now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect("inspection", row.pk)
        else:
            say(request, str(INSPECTION.step("edit").done), draft=draft)
            return redirect("inspection", row.pk)
    crumbs = [*_breadcrumbs(row.campaign), (row.title, thing.url), (_("改方案"), "")]
    return _scheme_page(request, form, draft, thing.url, crumbs)


def _scheme_page(
    request: HttpRequest, form: SchemeForm, draft: str, cancel: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    context = {"form": form, "draft_key": draft, "cancel_url": cancel, "breadcrumbs": crumbs}
    refused = form.is_bound and form.errors
    return render(request, "campaigns/inspections/scheme.html", context, status=422 if refused else 200)


def _scheme_form(
    request: HttpRequest, organisation_id: int, campaign_id: int, initial: Mapping[str, Any]
) -> SchemeForm:
    """Empty or with the scheme as it stands; as sent; or, where only more rows are wanted, with what was typed."""
    sent, more = request.POST, "more" in request.POST
    bound = request.method == "POST" and not more
    day = organisations.today()
    items, tasks = rounds.possible_lines(campaign_id)
    known = Known(
        inspectors=rounds.possible_inspectors(organisation_id, day),
        items=[(one.pk, f"{one.standard.label}：{one.label}") for one in items],
        tasks=[(one.pk, one.name) for one in tasks],
        units=framing.units_by_word(organisation_id, day) if bound else {},
    )
    there = max(
        (int(key.split("_")[1]) + 1 for key in (sent or initial) if key.startswith("many_")), default=ROWS
    )
    given = {**initial, **{key: _typed_value(sent, key) for key in sent}} if more else initial
    return SchemeForm(
        *((sent,) if bound else ()),
        known=known,
        rows=there + MORE if more else max(there, ROWS),
        initial=given,
    )


def _typed_value(sent: Any, key: str) -> Any:
    return sent.getlist(key) if key in ("methods", "inspectors", "items", "tasks") else sent[key]


def _typed(row: Any) -> dict[str, Any]:
    """A scheme as its form shows it."""
    same = (
        "title",
        "purpose",
        "methods",
        "draw_on",
        "opens_on",
        "closes_on",
        "seed",
        "public_name",
        "public_on",
    )
    lines, strata = list(row.lines.all()), list(row.strata.all())
    found: dict[str, Any] = {name: getattr(row, name) for name in same}
    found |= {
        "unannounced": "1" if row.unannounced else "",
        "inspectors": list(row.inspectors.values_list("pk", flat=True)),
        "items": [line.item_id for line in lines if line.item_id],
        "tasks": [line.task_id for line in lines if line.task_id],
        "own": "\n".join(line.text for line in lines if not line.item_id and not line.task_id),
    }
    for number, one in enumerate(strata):
        many = f"{one.percent}%" if one.percent else str(one.number)
        found |= {f"sector_{number}": one.sector, f"kind_{number}": one.kind, f"many_{number}": many}
    for number, unit in enumerate(framing.chosen_units(row)):
        found |= {f"unit_{number}": unit.code, f"why_{number}": unit.reason}
        found.setdefault(f"many_{number}", "")
    return found


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def inspection(request: HttpRequest, actor: Actor, inspection_id: int) -> HttpResponse:
    """One round: its scheme, its draw, its units as far as the actor may see them named, and what may be done now."""
    row = rounds.inspection(actor, inspection_id)
    thing = _thing(actor, row)
    inside = rounds.runs(actor, thing.concerned.path) or rounds.sent(actor, row)
    day = organisations.today()
    context = {
        "row": row,
        "organiser": organisations.standing_place(row.organisation_id, day),
        "chip": chip(INSPECTION, row.state),
        "methods": [word for key, word in rounds.METHODS if key in row.methods],
        "inspectors": rounds.inspectors(row) if inside or actor.may(Permission.VIEW_RECORDS) else [],
        "lines": list(row.lines.all()),
        "strata": list(row.strata.all()),
        "chosen": framing.chosen_units(row) if inside or rounds.named(row) else [],
        "visits": [(one, chip(INSPECTION_VISIT, one.row.state)) for one in visit_queries.visits(actor, row)],
        "hidden": row.state in rounds.DRAWN and not rounds.named(row) and not inside,
        "inside": inside,
        "left": rounds.open_visits(row, day) if row.state == "visiting" else 0,
        "circular": row.state in ("circular", "closed"),
        "published_on": rounds.published_on(row),
        "policies": policies(row.campaign_id, day, _POLICIES),
        "presses": presses(thing, actor),
        "stages": journey(INSPECTION, rounds.stages(row)),
        "today": day,
        "breadcrumbs": [*thing.breadcrumbs, (row.title, "")],
    }
    return render(request, "campaigns/inspections/inspection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, inspection_id: int, verb: str) -> HttpResponse:
    """One step of the round; the scheme and the circular have pages of their own."""
    row = rounds.inspection(actor, inspection_id)
    thing = _thing(actor, row)
    if verb in _ELSEWHERE:
        INSPECTION.check(verb, INSPECTION.step(verb).sources[0], actor, thing.concerned)
        return redirect(_ELSEWHERE[verb], row.pk)
    return taken(request, actor, thing, verb)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, inspection=row, verb=verb, answers=answers, now=timezone.now())

    def address(verb: str) -> str:
        if verb in _ELSEWHERE:
            return reverse(_ELSEWHERE[verb], args=[row.pk])
        return reverse("inspection-step", args=[row.pk, verb])

    day = organisations.today()
    return Thing(
        procedure=INSPECTION,
        row=row,
        concerned=rounds.concerned_in(row, day),
        url=reverse("inspection", args=[row.pk]),
        step_url=address,
        take=take,
        refusals=(NotPossible,),
        not_yet=rounds.not_yet(row, day),
        breadcrumbs=tuple(_breadcrumbs(row.campaign)),
    )


def _breadcrumbs(campaign: Any, *, leaf: bool = False) -> list[tuple[str, str]]:
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("督查"), "" if leaf else reverse("inspections", args=[campaign.pk])),
    ]
