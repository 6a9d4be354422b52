"""Rounds, visits, findings and what became of them as of any day, counted from dated stages."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from zhengyou.organisations.queries import on_day, subtree

from ...models.inspections import (
    Inspection,
    InspectionLine,
    InspectionStage,
    InspectionState,
    InspectionVisitStage,
    VisitState,
)
from ...models.rectification import RectificationStage, RectificationState
from ..campaigns import Scope
from ..problems import CLOSED

_STARTED = (InspectionState.VISITING, InspectionState.CIRCULAR, InspectionState.CLOSED)
# A unit that was not told yet is not named to anybody by a figure's rows.
_SEEN = (VisitState.FED_BACK, VisitState.DISPUTED, VisitState.ANSWERED, VisitState.CONFIRMED)


@dataclass(frozen=True)
class Part:
    """A part of all inspections: one round, or one line of a round's checklist; both None for all."""

    round: int | None = None
    line: int | None = None


class Inspected(NamedTuple):
    """How many rounds were under way or done, units visited, problems found there and not withdrawn, and of these put
    right."""

    rounds: int
    visits: int
    findings: int
    put_right: int


def inspected(scope: Scope, part: Part) -> Inspected:
    """The counts of a scope as of its day, in three queries."""
    problems = found_page(scope, part).aggregate(
        all=Count("pk"), right=Count("pk", filter=Q(state__in=CLOSED))
    )
    return Inspected(
        rounds_page(scope).count(), visits_page(scope, part).count(), problems["all"], problems["right"]
    )


def rounds_page(scope: Scope) -> QuerySet[InspectionStage]:
    """The rounds of organisations of the scope, with where each stood that day."""
    found = InspectionStage.objects.filter(
        on_day(scope.as_of), row__campaign_id=scope.campaign.pk, state__in=_STARTED
    )
    return found.filter(row__organisation_id__in=_within(scope)).select_related("row").order_by("row_id")


def visits_page(scope: Scope, part: Part) -> QuerySet[InspectionVisitStage]:
    """The units of the scope that were visited, with where each visit stood that day."""
    found = InspectionVisitStage.objects.filter(
        on_day(scope.as_of), row__inspection__campaign_id=scope.campaign.pk, state__in=_SEEN
    )
    if part.round is not None:
        found = found.filter(row__inspection_id=part.round)
    return found.filter(row__organisation_id__in=_within(scope)).select_related("row").order_by("row_id")


def found_page(scope: Scope, part: Part) -> QuerySet[RectificationStage]:
    """The problems found at units of the scope, with where each stood that day."""
    found = RectificationStage.objects.filter(
        on_day(scope.as_of),
        row__campaign_id=scope.campaign.pk,
        row__found_in_inspection__isnull=False,
    ).exclude(state=RectificationState.WITHDRAWN)
    if part.round is not None:
        found = found.filter(row__found_in_inspection__visit__inspection_id=part.round)
    if part.line is not None:
        found = found.filter(row__found_in_inspection__line_id=part.line)
    return found.filter(row__organisation_id__in=_within(scope)).select_related("row").order_by("row_id")


def _within(scope: Scope) -> QuerySet[Any, Any]:
    return subtree(scope.path, scope.as_of).values("organisation_id")


def round_names(campaign_id: int) -> dict[str, str]:
    """The rounds of a campaign by number, as text."""
    found = Inspection.objects.filter(campaign_id=campaign_id).order_by("pk")
    return {str(key): title for key, title in found.values_list("pk", "title")}


def line_names(campaign_id: int) -> dict[str, str]:
    """The lines of all checklists of a campaign by number, as text."""
    found = InspectionLine.objects.filter(inspection__campaign_id=campaign_id).order_by("pk")
    return {str(key): text for key, text in found.values_list("pk", "text")}
