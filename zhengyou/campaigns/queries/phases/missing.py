"""What is missing of a phase: counted by task and organisation in one grouped query, kept as a dated list."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Sum

from zhengyou.organisations.models import Placement

from ...models.campaigns import Phase
from ...models.phases import PhaseClosing
from ..standing import PLACES

# The open things of one phase's tasks, from the partial index of what is open by task alone.
_OPEN = """FROM campaigns_expectation e
WHERE e.task_id = ANY(ARRAY(SELECT id FROM campaigns_task WHERE phase_id = %(phase)s))
  AND e.outcome = 'open' AND e.withdrawn_on IS NULL"""
_MISSING = "count(*) FILTER (WHERE greatest(e.due_on, e.grace_until) < %(day)s)"
_KEEP = f"""INSERT INTO campaigns_phasemissing (closing_id, task_id, organisation_id, missing, ahead)
SELECT %(closing)s, e.task_id, e.organisation_id, {_MISSING}, count(*) - {_MISSING} {_OPEN}
GROUP BY e.task_id, e.organisation_id"""
_COUNTS = """SELECT t.id, t.name, c.missing, c.ahead FROM (
  SELECT e.task_id, {missing} AS missing, count(*) - {missing} AS ahead {open} GROUP BY e.task_id) c
JOIN campaigns_task t ON t.id = c.task_id ORDER BY t.ordinal"""
_BY_TASK = _COUNTS.format(missing=_MISSING, open=_OPEN)
_KEPT_BY_UNIT = """WITH {places}
SELECT coalesce(p.child, p.organisation_id), sum(m.missing)::int, sum(m.ahead)::int
FROM campaigns_phasemissing m JOIN places p USING (organisation_id)
WHERE m.closing_id = %(closing)s GROUP BY 1"""


class Lacking(NamedTuple):
    """What is missing of one task, or of one unit: overdue, and not due yet."""

    pk: int
    name: str
    missing: int
    ahead: int


def by_task(phase: Phase, day: date) -> list[Lacking]:
    """What is open of each task of a phase on a day."""
    given: dict[str, Any] = {"phase": phase.pk, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(_BY_TASK, given)
        return [Lacking(*row) for row in cursor.fetchall()]


def keep(closing: PhaseClosing, day: date) -> None:
    """Keep what is open of the closing's phase, row by row, within the caller's transaction."""
    given: dict[str, Any] = {"phase": closing.phase_id, "day": day, "closing": closing.pk}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, given)


def kept_by_task(closing: PhaseClosing) -> list[Lacking]:
    """The list by task."""
    rows = closing.rows.values_list("task_id", "task__name").annotate(Sum("missing"), Sum("ahead"))
    return [Lacking(*row) for row in rows.order_by("task__ordinal")]


def kept_by_unit(closing: PhaseClosing, node: Placement, units: dict[int, str]) -> list[Lacking]:
    """The list by organisation directly below a node and the node itself (`units`: their names), most first."""
    given: dict[str, Any] = {
        "closing": closing.pk,
        "day": closing.listed_on,
        "root": f"{node.path}%",
        "level": node.depth + 3,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_BY_UNIT.format(places=PLACES), given)
        found = [Lacking(pk, units.get(pk, ""), missing, ahead) for pk, missing, ahead in cursor.fetchall()]
    return sorted(found, key=lambda one: (-one.missing, -one.ahead, one.pk))
