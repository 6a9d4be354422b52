"""What branches are asked, month by month, by the expectations that exist: all campaigns together (domain.md section
7, "monthly burden meter"). One grouped query from one covering index; what a task weighs is worked out here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhengyou.organisations.models import Kind

from ..models.plans import Asked
from ..models.tasks import Task
from ..rules.activity_kinds import catalogue, meant
from ..rules.burden import Load, load_of
from ..rules.policies import PLAN_MINUTES, UNKNOWN_MINUTES

# Due between two days, asked by a day and not taken out by it.
_ASKED = """e.due_on >= %(first)s AND e.due_on < %(last)s
  AND e.created_on <= %(day)s AND (e.withdrawn_on IS NULL OR e.withdrawn_on > %(day)s)"""
_OF_ONE = f"""SELECT date_trunc('month', e.due_on::timestamp)::date, e.task_id, count(*) FROM campaigns_expectation e
WHERE e.organisation_id = %(organisation)s AND {_ASKED} GROUP BY 1, 2"""
_TASKS = """SELECT id, name, asks, activity, unit FROM campaigns_task
WHERE starts_on < %(last)s AND (withdrawn_on IS NULL OR withdrawn_on > %(day)s)
  AND NOT campaign_id = ANY(%(left_out)s)"""
_EACH = f"""WITH weights AS MATERIALIZED (
  SELECT * FROM unnest(%(tasks)s::bigint[], %(minutes)s::int[]) AS w (task_id, minutes)),
branches AS MATERIALIZED (
  SELECT p.organisation_id, p.name FROM organisations_placement p
  JOIN organisations_organisation o ON o.id = p.organisation_id
  WHERE p.path LIKE %(root)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
    AND coalesce(p.changed_kind, o.kind) = %(kind)s),
counted AS MATERIALIZED (
  SELECT e.organisation_id, date_trunc('month', e.due_on::timestamp)::date AS month, e.task_id, count(*)::int AS times
  FROM branches b JOIN campaigns_expectation e USING (organisation_id)
  WHERE {_ASKED} GROUP BY 1, 2, 3),
each AS MATERIALIZED (
  SELECT organisation_id, month, sum(times * minutes)::int AS minutes
  FROM counted JOIN weights USING (task_id) GROUP BY 1, 2)"""
_SPREAD = """{each} SELECT month, count(*)::int, percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes), max(minutes),
  count(*) FILTER (WHERE minutes > %(budget)s)::int,
  array_agg(minutes ORDER BY minutes) FROM each GROUP BY month ORDER BY month"""
_ROWS = """{each} SELECT b.organisation_id, b.name, coalesce(each.minutes, 0) FROM branches b
LEFT JOIN each ON each.organisation_id = b.organisation_id AND each.month = %(first)s
WHERE b.organisation_id > %(after)s ORDER BY b.organisation_id LIMIT %(size)s"""


@dataclass(frozen=True)
class Month:
    """One month over the branches that are asked something in it: how many, the middle and the most minutes, how many
    are above the budget, and all their minutes in order."""

    month: date
    branches: int
    median: int
    most: int
    above: int
    minutes: tuple[int, ...]


@dataclass(frozen=True)
class Own:
    """One month of one organisation: what it is asked, and by which tasks, the heaviest first."""

    month: date
    load: Load
    tasks: tuple[tuple[Task, Load], ...]


def months_on(first: date, number: int) -> date:
    """The first day of the month `number` months after the month of a day."""
    index = first.year * 12 + first.month - 1 + number
    return date(index // 12, index % 12 + 1, 1)


def own(organisation_id: int, *, first: date, last: date, day: date) -> list[Own]:
    """What one organisation is asked in each month from `first` until before `last`, as of a day."""
    given = {"organisation": organisation_id, "first": first, "last": last, "day": day}
    found: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for month, task_id, times in _rows(_OF_ONE, given):
        found[month].append((task_id, times))
    ids = {task_id for rows in found.values() for task_id, _times in rows}
    tasks = Task.objects.in_bulk(ids)
    return [
        _own(month, [(tasks[task_id], times) for task_id, times in rows])
        for month, rows in sorted(found.items())
    ]


def _own(month: date, rows: Sequence[tuple[Task, int]]) -> Own:
    loads = [(task, _times(_weight(task.name, task.asks, task.activity, task.unit), n)) for task, n in rows]
    loads.sort(key=lambda one: (-one[1].minutes, one[0].pk))
    return Own(month, sum((load for _task, load in loads), Load()), tuple(loads))


def spread(
    path: str, *, first: date, last: date, day: date, budget: int, left_out: Sequence[int] = ()
) -> list[Month]:
    """The branches at and under a path by month; without the tasks of the campaigns `left_out`."""
    given = _given(path, first, last, day, left_out) | {"budget": budget}
    found = _rows(_SPREAD.format(each=_EACH), given)
    return [
        Month(month, branches, median, most, above, tuple(minutes))
        for month, branches, median, most, above, minutes in found
    ]


def each(path: str, month: date, day: date, *, after: int, size: int) -> list[tuple[int, str, int]]:
    """(id, name, minutes) of `size` branches at and under a path in a month, in the order of their ids."""
    given = _given(path, month, months_on(month, 1), day, ()) | {"after": after, "size": size}
    return [(pk, name, minutes) for pk, name, minutes in _rows(_ROWS.format(each=_EACH), given)]


def _given(path: str, first: date, last: date, day: date, left_out: Sequence[int]) -> dict[str, Any]:
    weights = _weights(last, day, left_out)
    return {
        "root": f"{path}%",
        "kind": Kind.BRANCH.value,
        "first": first,
        "last": last,
        "day": day,
        "tasks": list(weights),
        "minutes": list(weights.values()),
    }


def _weights(last: date, day: date, left_out: Sequence[int]) -> Mapping[int, int]:
    """Minutes of one time of each task that may fall due, by the task's id."""
    given = {"last": last, "day": day, "left_out": list(left_out)}
    return {pk: _weight(*said).minutes for pk, *said in _rows(_TASKS, given)}


def _weight(name: str, asks: str, activity: str | None, unit: str) -> Load:
    if asks == Asked.PLAN:
        return load_of(None, number=bool(unit), unknown=PLAN_MINUTES.default)
    kind = catalogue().kind(meant(name, activity))
    return load_of(kind, number=bool(unit), unknown=UNKNOWN_MINUTES.default)


def _times(load: Load, n: int) -> Load:
    return Load(load.times * n, load.minutes * n, load.fields * n, load.files * n)


def _rows(sql: str, given: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
