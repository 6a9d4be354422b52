"""How expectations stood on a day: pieces of SQL that counts and lists share, so that both see the same rows.

For today the state comes from the columns on the expectation itself; for a past day from the dated rows of
fulfilments and excuses, which never change, so the same day gives the same rows for ever.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from zhengyou.organisations.queries import today

from ..rules.states import STATE_SQL
from .campaigns import Scope

SOON = timedelta(days=30)
"""How far ahead "due soon" looks."""

_COLUMNS = "organisation_id, task_id, period_start, period_end, opens_on, due_on"
_NOW = f"""
SELECT id, {_COLUMNS}, grace_until, outcome, in_time, confirmed
FROM campaigns_expectation
WHERE campaign_id = %(campaign)s AND (withdrawn_on IS NULL OR withdrawn_on > %(day)s) AND created_on <= %(day)s
"""
# The grace that counts is that of the latest return up to the day.
_THEN = f"""
SELECT e.id, {_COLUMNS},
       CASE WHEN e.grace_until IS NOT NULL THEN (SELECT r.grace_until FROM campaigns_fulfilment r
            WHERE r.expectation_id = e.id AND r.until <= %(day)s AND r.grace_until IS NOT NULL
            ORDER BY r.until DESC, r.id DESC LIMIT 1) END AS grace_until,
       coalesce(CASE WHEN x.id IS NOT NULL THEN 'excused' END, f.outcome, 'open') AS outcome,
       f.in_time, x.id IS NOT NULL OR coalesce(f.accepted_on <= %(day)s, false) AS confirmed
FROM campaigns_expectation e
LEFT JOIN campaigns_fulfilment f
  ON f.expectation_id = e.id AND f.outcome <> 'part' AND f.since <= %(day)s AND (f.until IS NULL OR f.until > %(day)s)
LEFT JOIN campaigns_excuse x
  ON x.expectation_id = e.id AND x.state = 'approved'
 AND (x.decided_at AT TIME ZONE %(zone)s)::date <= %(day)s
WHERE e.campaign_id = %(campaign)s AND (e.withdrawn_on IS NULL OR e.withdrawn_on > %(day)s) AND e.created_on <= %(day)s
"""

PLACES = """places AS (
  SELECT organisation_id, nullif(split_part(path, '/', %(level)s), '')::bigint AS child, name, path,
         changed_sector
  FROM organisations_placement
  WHERE path LIKE %(root)s AND since <= %(day)s AND (until IS NULL OR until > %(day)s)
)"""

COUNTS = {
    "asked": "true",
    "excused": "state = 'excused'",
    "due": "fallen AND state <> 'excused'",
    "on_time": "fallen AND state = 'on_time'",
    "late": "fallen AND state = 'late'",
    "zero": "fallen AND state = 'zero'",
    "missing": "fallen AND state = 'missing'",
    "in_grace": "fallen AND state = 'due'",
    "early": "NOT fallen AND state IN ('on_time', 'late', 'zero')",
    "open": "NOT fallen AND state = 'due'",
    "ahead": "NOT fallen AND state = 'not_due'",
    "done": "fallen AND state IN ('on_time', 'late', 'zero')",
    "confirmed": "fallen AND state IN ('on_time', 'late', 'zero') AND confirmed",
    "unconfirmed": "fallen AND state IN ('on_time', 'late', 'zero') AND NOT confirmed",
    "soon": "soon AND state IN ('due', 'not_due')",
}
"""What is counted, each as a condition over the CTE `stated`; the same condition lists the rows."""

_NARROW = {
    "missing": "outcome = 'open' AND due_on < %(day)s",
    "soon": "due_on > %(day)s AND due_on <= %(soon)s",
}
"""What follows from a condition of COUNTS and has an index."""


def standing(scope: Scope) -> str:
    """A query of the campaign's expectations as they stood on the scope's day; at a node below the root only of
    the organisations in `places`."""
    sql = _NOW if scope.as_of == today() else _THEN
    within = " AND organisation_id IN (SELECT organisation_id FROM places)" if scope.node.depth else ""
    return sql + within


def stated(scope: Scope, columns: str) -> str:
    """Two CTEs, `places` and `stated`: expectations with their state and whether they have fallen due.

    For several counts at once: OFFSET 0 keeps the planner from working the state out again for each of them, half
    the time of the whole.
    """
    return f"{_stated(scope, columns)} OFFSET 0)"


def listed(scope: Scope, columns: str, counted: str) -> str:
    """CTEs `places`, `stated` and `listed`: the expectations counted under one name of COUNTS, with their state."""
    narrow = f" WHERE {_NARROW[counted]}" if counted in _NARROW else ""
    return f"{_stated(scope, columns)}{narrow}), listed AS (SELECT * FROM stated WHERE {COUNTS[counted]})"


def _stated(scope: Scope, columns: str) -> str:
    return f"""{PLACES}, standing AS ({standing(scope)}), stated AS (
      SELECT {columns}, due_on <= %(day)s AS fallen, due_on > %(day)s AND due_on <= %(soon)s AS soon,
             {STATE_SQL} AS state
      FROM standing"""


def rows(sql: str, scope: Scope, **more: Any) -> list[tuple[Any, ...]]:
    """Run a query put together from these pieces."""
    parameters = {
        "campaign": scope.campaign.pk,
        "day": scope.as_of,
        "soon": scope.as_of + SOON,
        "zone": settings.TIME_ZONE,
        "root": scope.path + "%",
        # "/1/5/" has the child of node 1 in the third field: one more than the node's own.
        "level": scope.node.depth + 3,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
