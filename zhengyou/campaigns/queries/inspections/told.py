"""What a circular tells of a round, read once: the draw, the units, what is good and what is wrong (domain.md 6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import standing_places, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.inspections import (
    Inspection,
    InspectionCircular,
    InspectionFinding,
    InspectionVisit,
    UnitPlace,
    Verdict,
    VisitState,
)
from . import rounds


@dataclass(frozen=True)
class Looked:
    """A line of the checklist, and at how many units it was looked at."""

    pk: int
    text: str
    looked: int


@dataclass(frozen=True, kw_only=True)
class Circulated:
    """The facts of a circular. `frame` units took part in the draw; `silent` let their days to answer pass; `units`
    are (name, how it came in, day visited or None, day by which its problems are put right or None)."""

    row: Inspection
    published_on: date | None
    frame: int
    drawn: int
    chosen: int
    missed: int
    silent: int
    good: Sequence[tuple[str, str]]
    problems: Sequence[tuple[str, str]]
    lines: Sequence[Looked]
    units: Sequence[tuple[str, str, date | None, date | None]]
    rectify_by: date | None


def circulated(row: Inspection) -> Circulated:
    """The facts as they stand now, in a fixed number of queries."""
    visits = list(row.visits.select_related("organisation").order_by("organisation__code"))
    names = {key: one.name for key, one in _places(visits).items()}
    found = InspectionFinding.objects.filter(visit__inspection=row).select_related("rectification")
    problems = [
        one
        for one in found.filter(verdict=Verdict.PROBLEM).order_by("line__ordinal", "visit_id")
        if one.rectification is not None and one.rectification.state != "withdrawn"
    ]
    whose = {one.pk: one for one in visits}
    told = {one.visit_id for one in problems}
    due = [whose[key].rectify_by for key in told]
    looked = row.lines.annotate(n=Count("findings")).order_by("ordinal")
    return Circulated(
        row=row,
        published_on=rounds.published_on(row),
        frame=row.units.filter(place=UnitPlace.FRAME).count(),
        drawn=sum(not one.chosen for one in visits),
        chosen=sum(one.chosen for one in visits),
        missed=sum(one.state == VisitState.MISSED for one in visits),
        silent=sum(one.state == VisitState.FED_BACK for one in visits),
        good=[(names[one.organisation_id], one.good) for one in visits if one.good],
        problems=[(names[whose[one.visit_id].organisation_id], one.problem) for one in problems],
        lines=[Looked(one.pk, one.text, one.n) for one in looked],
        units=[
            (
                names[one.organisation_id],
                "点名" if one.chosen else "抽签",
                one.visited_on,
                one.rectify_by if one.pk in told else None,
            )
            for one in visits
        ],
        rectify_by=max((day for day in due if day), default=None),
    )


def _places(visits: list[InspectionVisit]) -> dict[int, Placement]:
    return standing_places([one.organisation_id for one in visits], today())


def issued(actor: Actor, inspection_id: int) -> InspectionCircular:
    """The circular of a round that reaches the actor, as it was issued; otherwise Http404."""
    row = rounds.inspection(actor, inspection_id)
    found = InspectionCircular.objects.filter(inspection=row).select_related("inspection").first()
    if found is None or not actor.may(Permission.VIEW_RECORDS):
        raise Http404
    return found
