"""How far a campaign is at any node of the tree: grouped queries over expectations, from one covering index.

States are counted as of a day. For today they come from the columns on the expectation itself; for a past day from
the dated rows of fulfilments and excuses, which never change, so the same day gives the same numbers for ever.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from zhengyou.organisations.queries import today

from ..rules.states import STATE_SQL, State
from .campaigns import Scope

# Expectations of the scope as they stood: one row each with outcome, in_time and confirmed as of the day.
_NOW = """
SELECT organisation_id, task_id, opens_on, due_on, grace_until, outcome, in_time, confirmed
FROM campaigns_expectation
WHERE campaign_id = %(campaign)s AND (withdrawn_on IS NULL OR withdrawn_on > %(day)s) AND created_on <= %(day)s
"""
_THEN = """
SELECT e.organisation_id, e.task_id, e.opens_on, e.due_on,
       CASE WHEN e.grace_until IS NOT NULL THEN (SELECT max(r.grace_until) FROM campaigns_fulfilment r
            WHERE r.expectation_id = e.id AND r.until <= %(day)s) END AS grace_until,
       coalesce(CASE WHEN x.id IS NOT NULL THEN 'excused' END, f.outcome, 'open') AS outcome,
       f.in_time, x.id IS NOT NULL OR coalesce(f.accepted_on <= %(day)s, false) AS confirmed
FROM campaigns_expectation e
LEFT JOIN campaigns_fulfilment f
  ON f.expectation_id = e.id AND f.since <= %(day)s AND (f.until IS NULL OR f.until > %(day)s)
LEFT JOIN campaigns_excuse x
  ON x.expectation_id = e.id AND x.state = 'approved'
 AND (x.decided_at AT TIME ZONE %(zone)s)::date <= %(day)s
WHERE e.campaign_id = %(campaign)s AND (e.withdrawn_on IS NULL OR e.withdrawn_on > %(day)s) AND e.created_on <= %(day)s
"""

# Done, late and so on among what has fallen due; things settled ahead of time are counted apart as "early".
_CELLS = f"""
cells AS (
  SELECT organisation_id, task_id,
         count(*) AS asked,
         count(*) FILTER (WHERE state = 'excused') AS excused,
         count(*) FILTER (WHERE fallen AND state <> 'excused') AS due,
         count(*) FILTER (WHERE fallen AND state = 'on_time') AS on_time,
         count(*) FILTER (WHERE fallen AND state = 'late') AS late,
         count(*) FILTER (WHERE fallen AND state = 'zero') AS zero,
         count(*) FILTER (WHERE fallen AND state = 'missing') AS missing,
         count(*) FILTER (WHERE fallen AND state = 'due') AS in_grace,
         count(*) FILTER (WHERE NOT fallen AND state IN ('on_time', 'late', 'zero')) AS early,
         count(*) FILTER (WHERE NOT fallen AND state = 'due') AS open,
         count(*) FILTER (WHERE NOT fallen AND state = 'not_due') AS ahead,
         count(*) FILTER (WHERE fallen AND state IN ('on_time', 'late', 'zero') AND confirmed) AS confirmed
  FROM (SELECT organisation_id, task_id, due_on <= %(day)s AS fallen, confirmed, {STATE_SQL} AS state
        FROM standing) AS stated
  GROUP BY organisation_id, task_id
)"""

_PLACES = """
places AS (
  SELECT organisation_id, nullif(split_part(path, '/', %(level)s), '')::bigint AS child
  FROM organisations_placement
  WHERE path LIKE %(root)s AND since <= %(day)s AND (until IS NULL OR until > %(day)s)
)"""

_SUMS = """sum(asked), sum(excused), sum(due), sum(on_time), sum(late), sum(zero), sum(missing), sum(in_grace),
           sum(early), sum(open), sum(ahead), sum(confirmed)"""


@dataclass(frozen=True)
class Tally:
    """Counts of expectations. `due` = fallen due and not excused = on_time + late + zero + missing + in_grace;
    `asked` = due + excused + early + open + ahead."""

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

    @property
    def done(self) -> int:
        """Done among what has fallen due."""
        return self.on_time + self.late + self.zero

    @property
    def rate(self) -> float | None:
        """Done ÷ due, from 0 to 1; None where nothing has fallen due."""
        return self.done / self.due if self.due else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))


@dataclass(frozen=True)
class Progress:
    """Counts at a node: by (child, task), and each child's median of its organisations' rates (0 to 1).

    A child is an organisation directly under the node; `own` is the key of the node itself."""

    own: int
    cells: dict[tuple[int, int], Tally]
    medians: dict[int, float]
    median: float | None

    def total(self, *, child: int | None = None, task: int | None = None) -> Tally:
        """The sum over everything, one child, one task, or both."""
        found = Tally()
        for (of_child, of_task), tally in self.cells.items():
            if child in (None, of_child) and task in (None, of_task):
                found = found + tally
        return found


def progress(scope: Scope) -> Progress:
    """Counts by child and task in one grouped query, and the medians of rates in the same statement."""
    sql = f"""WITH standing AS ({_standing(scope.as_of)}), {_CELLS}, {_PLACES},
    placed AS (SELECT coalesce(child, organisation_id) AS child, cells.*
               FROM cells JOIN places USING (organisation_id)),
    rates AS (SELECT child, organisation_id, sum(on_time + late + zero) / sum(due)::float AS rate
              FROM placed GROUP BY child, organisation_id HAVING sum(due) > 0)
    SELECT child, task_id, {_SUMS}, NULL::float FROM placed GROUP BY child, task_id
    UNION ALL
    SELECT child, NULL, {"NULL, " * 12} percentile_cont(0.5) WITHIN GROUP (ORDER BY rate)
    FROM rates GROUP BY GROUPING SETS ((child), ())"""
    cells: dict[tuple[int, int], Tally] = {}
    medians: dict[int, float] = {}
    median = None
    for child, task, *counts, rate in _rows(sql, scope):
        if task is not None:
            cells[child, task] = Tally(*map(int, counts))
        elif child is not None:
            medians[child] = rate
        else:
            median = rate
    return Progress(scope.node.organisation_id, cells, medians, median)


def tally(scope: Scope) -> Tally:
    """All counts of the scope in one row."""
    sql = f"""WITH standing AS ({_standing(scope.as_of)}), {_CELLS}, {_PLACES}
    SELECT {_SUMS} FROM cells JOIN places USING (organisation_id)"""
    (row,) = _rows(sql, scope)
    return Tally(*(int(value or 0) for value in row))


def tallies_by_sector(scope: Scope) -> dict[str, Tally]:
    """Counts by sector of the organisation; "" for organisations without one."""
    sql = f"""WITH standing AS ({_standing(scope.as_of)}), {_CELLS}, {_PLACES}
    SELECT o.sector, {_SUMS} FROM cells JOIN places USING (organisation_id)
    JOIN organisations_organisation o ON o.id = organisation_id GROUP BY o.sector"""
    return {sector: Tally(*map(int, counts)) for sector, *counts in _rows(sql, scope)}


def organisation_rates(scope: Scope) -> list[float]:
    """Each organisation's rate (0 to 1) in ascending order, where something has fallen due: for distributions."""
    sql = f"""WITH standing AS ({_standing(scope.as_of)}), {_CELLS}, {_PLACES}
    SELECT sum(on_time + late + zero) / sum(due)::float AS rate FROM cells JOIN places USING (organisation_id)
    GROUP BY organisation_id HAVING sum(due) > 0 ORDER BY rate"""
    return [rate for (rate,) in _rows(sql, scope)]


@dataclass(frozen=True)
class Overdue:
    """One thing overdue: whose, what, since when, and for how many days."""

    expectation_id: int
    organisation_id: int
    organisation_name: str
    task_name: str
    due_on: date
    days: int


def overdue(scope: Scope, *, limit: int = 50, offset: int = 0) -> list[Overdue]:
    """What is missing as of the day, the longest overdue first."""
    sql = f"""WITH standing AS ({_standing(scope.as_of, keys=True)})
    SELECT s.id, s.organisation_id, p.name, t.name, s.due_on,
           (%(day)s::date - greatest(s.due_on, s.grace_until))::int
    FROM standing s
    JOIN organisations_placement p ON p.organisation_id = s.organisation_id AND p.path LIKE %(root)s
     AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
    JOIN campaigns_task t ON t.id = s.task_id
    WHERE s.outcome = 'open' AND greatest(s.due_on, s.grace_until) < %(day)s
    ORDER BY s.due_on, p.path, s.id LIMIT %(limit)s OFFSET %(offset)s"""
    return [Overdue(*row) for row in _rows(sql, scope, limit=limit, offset=offset)]


@dataclass(frozen=True)
class Standing:
    """One expectation and its state as of a day: a row that a figure was counted from."""

    expectation_id: int
    organisation_id: int
    organisation_name: str
    task_name: str
    period_start: date
    period_end: date
    due_on: date
    fallen: bool
    state: str
    confirmed: bool
    record_id: int | None

    @property
    def label(self) -> str:
        """The state in the users' words."""
        return str(State(self.state).label)


def standings(
    scope: Scope,
    *,
    states: tuple[str, ...] = (),
    fallen: bool | None = None,
    confirmed: bool | None = None,
    sector: str | None = None,
    task: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Standing]:
    """The expectations of a scope with their states as of the day, filtered; by due day."""
    sql = f"""WITH standing AS ({_standing(scope.as_of, keys=True)}),
    stated AS (SELECT *, due_on <= %(day)s AS fallen, {STATE_SQL} AS state FROM standing)
    SELECT s.id, s.organisation_id, p.name, t.name, s.period_start, s.period_end, s.due_on, s.fallen, s.state,
           s.confirmed, (SELECT f.record_id FROM campaigns_fulfilment f WHERE f.expectation_id = s.id
                         AND f.since <= %(day)s AND (f.until IS NULL OR f.until > %(day)s))
    FROM stated s
    JOIN organisations_placement p ON p.organisation_id = s.organisation_id AND p.path LIKE %(root)s
     AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
    JOIN organisations_organisation o ON o.id = s.organisation_id
    JOIN campaigns_task t ON t.id = s.task_id
    WHERE (%(states)s::text[] = '{{}}' OR s.state = ANY(%(states)s))
      AND (%(fallen)s::bool IS NULL OR s.fallen = %(fallen)s)
      AND (%(confirmed)s::bool IS NULL OR s.confirmed = %(confirmed)s)
      AND (%(sector)s::text IS NULL OR o.sector = %(sector)s)
      AND (%(task)s::bigint IS NULL OR s.task_id = %(task)s)
    ORDER BY s.due_on, p.path, s.id LIMIT %(limit)s OFFSET %(offset)s"""
    parameters = {
        "states": list(states),
        "fallen": fallen,
        "confirmed": confirmed,
        "sector": sector,
        "task": task,
        "limit": limit,
        "offset": offset,
    }
    return [Standing(*row) for row in _rows(sql, scope, **parameters)]


def _standing(day: date, *, keys: bool = False) -> str:
    sql = _NOW if day == today() else _THEN
    if not keys:
        return sql
    prefix = "" if day == today() else "e."
    return sql.replace("SELECT ", f"SELECT {prefix}id, {prefix}period_start, {prefix}period_end, ", 1)


def _rows(sql: str, scope: Scope, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "campaign": scope.campaign.pk,
                "day": scope.as_of,
                "zone": settings.TIME_ZONE,
                "root": scope.path + "%",
                # "/1/5/" has the child of node 1 in the third field: one more than the node's own.
                "level": scope.node.depth + 3,
                **more,
            },
        )
        return cursor.fetchall()
