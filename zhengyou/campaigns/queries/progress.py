"""How far a campaign is at any node of the tree: one grouped query over expectations, from one covering index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from zhengyou.organisations.queries import today

from .campaigns import Scope
from .kept import Kept
from .standing import COUNTS, rows, stated

SPREAD = 5
"""Organisations by their rate: under a quarter, a half, three quarters, the whole, and all done."""


class Tally(NamedTuple):
    """Counts of expectations, each as in standing.COUNTS.

    `due` = fallen due and not excused = on_time + late + zero + missing + in_grace;
    `asked` = due + excused + early + open + ahead; done = confirmed + unconfirmed; `soon` is part of open and ahead.
    """

    asked: int = 0
    excused: int = 0
    due: int = 0
    on_time: int = 0
    late: int = 0
    zero: int = 0
    missing: int = 0
    in_grace: int = 0
    early: int = 0
    open: int = 0
    ahead: int = 0
    confirmed: int = 0
    unconfirmed: int = 0
    soon: int = 0

    @property
    def done(self) -> int:
        """Done among what has fallen due."""
        return self.on_time + self.late + self.zero

    @property
    def rate(self) -> float | None:
        """Done ÷ due, from 0 to 1; None where nothing has fallen due."""
        return self.done / self.due if self.due else None


# Added up again as integers: sums of bigint are numeric in PostgreSQL, and slow.
_COUNTED = ", ".join(f"(count(*) FILTER (WHERE {COUNTS[name]}))::int AS {name}" for name in Tally._fields)
_SUMS = "ARRAY[" + ", ".join(f"sum({name})::int" for name in Tally._fields) + "]"


def summed(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies; of none, a tally of zeros."""
    return Tally(*(sum(column) for column in zip(*tallies, strict=True)))


@dataclass(frozen=True)
class Progress:
    """Counts at a node. A child is an organisation directly under the node; `own` is the key of the node itself.

    `cells` by (child, task); `sectors` by sector ("" for none); medians are of organisations' rates (0 to 1);
    `spread` counts the organisations of each step of `SPREAD`; `organisations` were asked for something.
    """

    own: int
    cells: dict[tuple[int, int], Tally] = field(default_factory=dict)
    sectors: dict[str, Tally] = field(default_factory=dict)
    medians: dict[int, float] = field(default_factory=dict)
    sector_medians: dict[str, float] = field(default_factory=dict)
    median: float | None = None
    spread: tuple[int, ...] = (0,) * SPREAD
    organisations: int = 0

    @cached_property
    def total(self) -> Tally:
        """Everything at and under the node."""
        return summed(self.children.values())

    @cached_property
    def children(self) -> dict[int, Tally]:
        """All tasks together, by child."""
        return _grouped((child, tally) for (child, _task), tally in self.cells.items())

    @cached_property
    def tasks(self) -> dict[int, Tally]:
        """All organisations together, by task."""
        return _grouped((task, tally) for (_child, task), tally in self.cells.items())


def _grouped(pairs: Iterable[tuple[int, Tally]]) -> dict[int, Tally]:
    found: dict[int, list[Tally]] = defaultdict(list)
    for key, tally in pairs:
        found[key].append(tally)
    return {key: summed(tallies) for key, tallies in found.items()}


_kept: Kept[Progress] = Kept(size=64)


def progress(scope: Scope) -> Progress:
    """Counts by child and task, by sector, medians and spread of rates: one statement, one pass."""
    key = (scope.campaign.pk, scope.path, scope.as_of, today())
    return _kept.get(key, lambda: _counted(scope))


def _counted(scope: Scope) -> Progress:
    cells: dict[tuple[int, int], Tally] = {}
    sectors: dict[str, Tally] = {}
    medians: dict[int, float] = {}
    sector_medians: dict[str, float] = {}
    median, spread, organisations = None, [0] * SPREAD, 0
    for what, child, task, sector, counts, number in rows(_sql(scope), scope):
        match what:
            case "cell":
                cells[child, task] = Tally(*counts)
            case "sector":
                sectors[sector] = Tally(*counts)
            case "spread":
                spread[task] = int(number)
            case "organisations":
                organisations = int(number)
            case "median" if child is not None:
                medians[child] = number
            case "median" if sector is not None:
                sector_medians[sector] = number
            case "median":
                median = number
    own = scope.node.organisation_id
    return Progress(own, cells, sectors, medians, sector_medians, median, tuple(spread), organisations)


def _sql(scope: Scope) -> str:
    return f"""WITH {stated(scope, "organisation_id, task_id, confirmed")},
    counted AS (SELECT organisation_id, task_id, {_COUNTED} FROM stated GROUP BY organisation_id, task_id),
    placed AS MATERIALIZED (SELECT coalesce(p.child, p.organisation_id) AS child,
               coalesce(p.changed_sector, o.sector) AS sector, counted.*
               FROM counted JOIN places p USING (organisation_id)
               JOIN organisations_organisation o ON o.id = organisation_id),
    rates AS MATERIALIZED (SELECT child, sector, sum(on_time + late + zero)::int AS done, sum(due)::int AS due
              FROM placed GROUP BY child, sector, organisation_id HAVING sum(due) > 0)
    SELECT 'cell', child, task_id, NULL, {_SUMS}, NULL::float FROM placed GROUP BY child, task_id
    UNION ALL
    SELECT 'sector', NULL, NULL, sector, {_SUMS}, NULL FROM placed GROUP BY sector
    UNION ALL
    SELECT 'organisations', NULL, NULL, NULL, NULL, count(DISTINCT organisation_id) FROM placed
    UNION ALL
    SELECT 'spread', NULL, CASE WHEN done = due THEN 4 ELSE 4 * done / due END, NULL, NULL, count(*)
    FROM rates GROUP BY 3
    UNION ALL
    SELECT 'median', child, NULL, sector, NULL, percentile_cont(0.5) WITHIN GROUP (ORDER BY done / due::float)
    FROM rates GROUP BY GROUPING SETS ((child), (sector), ())"""
