"""The frame of a round: which units take part in the draw, which are left out and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import standing_place, subtree

from ...models.inspections import (
    Inspection,
    InspectionStratum,
    InspectionUnit,
    InspectionVisit,
    UnitPlace,
    VisitState,
)
from ...rules.inspections import drawing


@dataclass(frozen=True)
class Unit:
    """A unit in the draw, with the stratum it falls into."""

    place: Placement
    stratum: InspectionStratum


@dataclass(frozen=True)
class LeftOut:
    """A unit of a stratum that takes no part, and why."""

    place: Placement
    reason: str


def below(organisation_id: int, day: date) -> list[Placement]:
    """The organisations below one that day, by code."""
    top = standing_place(organisation_id, day)
    found = subtree(top.path, day).filter(depth__gt=top.depth)
    return list(found.order_by("organisation__code", "organisation_id"))


def stratum_of(place: Placement, strata: Sequence[InspectionStratum]) -> InspectionStratum | None:
    """The first stratum that a unit fits; None where it fits none."""
    for one in strata:
        if one.sector in ("", place.sector) and one.kind in ("", place.kind):
            return one
    return None


def visits_in_year(organisation_ids: Sequence[int], day: date) -> dict[int, int]:
    """How often each of these is or was visited in the year of `day`, by whichever organisation."""
    year = Q(visited_on__year=day.year) | Q(visited_on__isnull=True, due_on__year=day.year)
    rows = (
        InspectionVisit.objects.filter(year, organisation_id__in=list(organisation_ids))
        .exclude(state__in=(VisitState.MISSED, VisitState.CALLED_OFF))
        .values_list("organisation_id")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def frame_of(row: Inspection, most: int, day: date) -> tuple[list[Unit], list[LeftOut]]:
    """Who takes part in the draw of a round that day, and who of its strata does not."""
    strata = list(row.strata.all())
    chosen = set(row.units.values_list("organisation_id", flat=True))
    places = [place for place in below(row.organisation_id, day) if place.organisation_id not in chosen]
    been = visits_in_year([place.organisation_id for place in places], day)
    units: list[Unit] = []
    left: list[LeftOut] = []
    for place in places:
        stratum = stratum_of(place, strata)
        times = been.get(place.organisation_id, 0)
        if stratum is None:
            continue
        if times >= most:
            left.append(LeftOut(place, too_often(times, most)))
        else:
            units.append(Unit(place, stratum))
    return units, left


def too_often(times: int, most: int) -> str:
    """Why a unit is not visited once more this year."""
    return f"今年已督查{times}次，到了一年{most}次的上限"


def chosen_units(row: Inspection) -> list[InspectionUnit]:
    """The units chosen beside the draw."""
    return list(row.units.filter(place="chosen").order_by("code"))


def digest_of(units: Sequence[InspectionUnit]) -> str:
    """The digest of a sealed frame (rules.inspections.drawing)."""
    return drawing.frame_digest(listed(units), left_out(units))


def listed(units: Sequence[InspectionUnit]) -> list[drawing.Listed]:
    """The units that take part in the draw, as the rule takes them."""
    return [
        drawing.Listed(one.code, one.name, one.stratum.ordinal)
        for one in units
        if one.stratum is not None and one.place == UnitPlace.FRAME
    ]


def left_out(units: Sequence[InspectionUnit]) -> list[drawing.Left]:
    """The others: left out, or chosen beside the draw."""
    return [drawing.Left(one.code, one.name, one.reason) for one in units if one.place != UnitPlace.FRAME]


def units_by_word(organisation_id: int, day: date) -> dict[str, int]:
    """The organisations below one by code, and by name where only one is called so."""
    places = below(organisation_id, day)
    times = Counter(place.name for place in places)
    found = {place.name: place.organisation_id for place in places if times[place.name] == 1}
    return found | {place.organisation.code: place.organisation_id for place in places}
