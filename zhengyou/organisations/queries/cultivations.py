"""Dual cultivation at and under an organisation, counted by year (domain.md M64)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404

from ..models import Cultivation, Direction, Placement
from .standing import standing_places


@dataclass
class Year:
    """One year: how many began in it, were over in it, and how many of those reached it, by direction."""

    year: int
    begun: dict[str, int]
    over: dict[str, int]
    reached: dict[str, int]

    def rows(self) -> list[tuple[str, int, int, int]]:
        """(direction's word, begun, over, reached)."""
        return [
            (str(one.label), self.begun.get(one, 0), self.over.get(one, 0), self.reached.get(one, 0))
            for one in Direction
        ]


def cultivation_of(cultivation_id: int) -> Cultivation:
    """One of them; Http404 where there is none."""
    found = Cultivation.objects.filter(pk=cultivation_id).first()
    if found is None:
        raise Http404
    return found


def years_of(path: str, day: date) -> list[Year]:
    """The years in which anything began or was over, the latest first; the current one always."""
    begun = _by_year(_under(path, day), "since")
    over = _by_year(_under(path, day).filter(until__isnull=False), "until")
    reached = _by_year(_under(path, day).filter(reached=True), "until")
    years = sorted({day.year, *begun, *over}, reverse=True)
    return [Year(year, begun.get(year, {}), over.get(year, {}), reached.get(year, {})) for year in years]


def cultivations_in(path: str, year: int, day: date) -> list[tuple[Cultivation, Placement | None]]:
    """Those that ran in a year, with where."""
    rows = _under(path, day).filter(Q(until__isnull=True) | Q(until__year__gte=year), since__year__lte=year)
    found = list(rows.select_related("person").order_by("person__pinyin", "pk")[:500])
    places = standing_places([row.organisation_id for row in found], day)
    return [(row, places.get(row.organisation_id)) for row in found]


def _under(path: str, day: date) -> QuerySet[Cultivation]:
    stood = Q(
        organisation__placements__path__startswith=path,
        organisation__placements__since__lte=day,
    ) & (Q(organisation__placements__until__isnull=True) | Q(organisation__placements__until__gt=day))
    return Cultivation.objects.filter(stood)


def _by_year(rows: QuerySet[Cultivation], field: str) -> dict[int, dict[str, int]]:
    counted = rows.annotate(year=ExtractYear(field)).values("year", "direction").annotate(n=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for row in counted:
        found.setdefault(row["year"], {})[row["direction"]] = row["n"]
    return found
