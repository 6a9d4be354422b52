"""One member's democratic appraisal, one member's party-spirit analysis: pages and steps (domain.md P6, P7)."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.campaigns.views.stepping import Thing, chip, journey, presses, taken
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission

from ..actions import members as actions
from ..queries import members as queries
from ..rules.democratic import GRADING
from ..rules.spirit import ANALYSIS

_TOGETHER = frozenset({"vote", "decide"})
"""Steps of an appraisal that have their page at the branch."""


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def grading(request: HttpRequest, actor: Actor, grading_id: int) -> HttpResponse:
    """One member's appraisal, for the member, the committee and those above."""
    row = _grading(actor, grading_id)
    thing = _of_grading(actor, row)
    context = {
        "row": row,
        "chip": chip(GRADING, row.state),
        "presses": presses(thing, actor),
        "sees_grade": queries.sees_grade(actor, row),
        "stages": journey(GRADING, row.stages.select_related("by__person").order_by("pk")),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.person.name, "")],
    }
    return render(request, "appraisals/members/grading.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def grading_step(request: HttpRequest, actor: Actor, grading_id: int, verb: str) -> HttpResponse:
    """Take one step of one member's appraisal."""
    row = _grading(actor, grading_id)
    if verb in _TOGETHER:
        raise Http404
    return taken(request, actor, _of_grading(actor, row), verb)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def analysis(request: HttpRequest, actor: Actor, analysis_id: int) -> HttpResponse:
    """One party-spirit analysis, for the member, the branch committee and the superior only."""
    row = _analysis(actor, analysis_id)
    thing = _of_analysis(actor, row)
    context = {
        "row": row,
        "chip": chip(ANALYSIS, row.state),
        "presses": presses(thing, actor),
        "stages": journey(ANALYSIS, row.stages.select_related("by__person").order_by("pk")),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.person.name, "")],
    }
    return render(request, "appraisals/members/analysis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def analysis_step(request: HttpRequest, actor: Actor, analysis_id: int, verb: str) -> HttpResponse:
    """Take one step of one analysis."""
    return taken(request, actor, _of_analysis(actor, _analysis(actor, analysis_id)), verb)


def _grading(actor: Actor, grading_id: int) -> Any:
    row = queries.grading_for(actor, grading_id, organisations.today())
    if row is None:
        raise Http404
    return row


def _analysis(actor: Actor, analysis_id: int) -> Any:
    row = queries.analysis_for(actor, analysis_id, organisations.today())
    if row is None:
        raise Http404
    return row


def _of_grading(actor: Actor, row: Any) -> Thing:
    day = organisations.today()

    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step_grading(by=actor, grading=row, verb=verb, answers=answers, now=timezone.now())

    return Thing(
        procedure=GRADING,
        row=row,
        concerned=queries.concerned_by_grading(row, day),
        url=reverse("democratic", args=[row.pk]),
        step_url=lambda verb: reverse("democratic-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        initial={"own_text": row.own_text or queries.own_record(row, day)},
        breadcrumbs=_crumbs(row),
        not_yet=_TOGETHER,
    )


def _of_analysis(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step_analysis(by=actor, analysis=row, verb=verb, answers=answers, now=timezone.now())

    written = {name: getattr(row, name) for name in ("problems", "roots", "direction")}
    return Thing(
        procedure=ANALYSIS,
        row=row,
        concerned=queries.concerned_by_analysis(row, organisations.today()),
        url=reverse("spirit", args=[row.pk]),
        step_url=lambda verb: reverse("spirit-step", args=[row.pk, verb]),
        take=take,
        initial=written,
        breadcrumbs=_crumbs(row),
    )


def _crumbs(row: Any) -> tuple[tuple[str, str], ...]:
    campaign = row.round.campaign
    return (
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("民主评议党员、党性分析"), reverse("member-rounds", args=[campaign.pk])),
        (row.round.name, reverse("member-round", args=[row.round_id])),
    )
