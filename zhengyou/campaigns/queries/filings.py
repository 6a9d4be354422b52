"""The plans that a campaign asks organisations to file: one row for each organisation asked, as it stands today.

Two statements over the whole subtree, however many organisations stand in it: the counts that answer the question,
and one page of rows in the chosen order.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Count

from zhengyou.organisations.models import Kind
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor

from ..models.plans import Asked, PlanState
from ..models.tasks import Task
from ..rules.filings import STATE_SQL
from ..rules.policies import NEAR_COPY
from .campaigns import Scope
from .kept import Kept
from .policies import policy
from .records import to_decide
from .standing import rows

T = TypeVar("T")
BINS = 10
KINDS = {kind.value: str(kind.label) for kind in Kind}

_PLACES = """WITH places AS MATERIALIZED (
  SELECT p.organisation_id, p.parent_id, p.name, p.path, coalesce(p.changed_kind, o.kind) AS kind
  FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id
  WHERE p.path LIKE %(root)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
)"""
# Of several filings asked of one organisation (one a year, say) the one it is at: open by now, else settled last.
_ASKED = """e AS MATERIALIZED (
  SELECT DISTINCT ON (x.organisation_id) x.organisation_id, x.id, x.outcome, x.in_time, x.settled_on, x.due_on,
         greatest(x.due_on, x.grace_until) AS last_day, places.name, places.path, places.kind, places.parent_id
  FROM campaigns_expectation x
  JOIN campaigns_task t ON t.id = x.task_id AND t.asks = 'plan'
  JOIN places ON places.organisation_id = x.organisation_id
  WHERE x.campaign_id = %(campaign)s AND x.withdrawn_on IS NULL
  ORDER BY x.organisation_id, x.opens_on > %(day)s, x.outcome <> 'open',
           CASE WHEN x.outcome = 'open' THEN x.due_on END, x.due_on DESC, x.id DESC
)"""
_PLANS = """plan AS MATERIALIZED (
  SELECT DISTINCT ON (p.organisation_id) p.id, p.organisation_id, p.state
  FROM campaigns_plan p
  WHERE p.superior_id = %(plan)s AND p.state <> 'discarded'
    AND p.organisation_id IN (SELECT organisation_id FROM places)
  ORDER BY p.organisation_id, p.state = 'closed', p.id DESC
), sent AS MATERIALIZED (
  SELECT DISTINCT ON (r.organisation_id) r.organisation_id, r.id, r.state, r.submitted_at, r.plan_version_id
  FROM (SELECT f.record_id AS id FROM e JOIN campaigns_fulfilment f ON f.expectation_id = e.id
        UNION SELECT r.id FROM plan JOIN campaigns_planversion v ON v.plan_id = plan.id
                          JOIN campaigns_record r ON r.plan_version_id = v.id) AS found
  JOIN campaigns_record r USING (id)
  WHERE r.state <> 'withdrawn'
  ORDER BY r.organisation_id, r.submitted_at DESC, r.id DESC
)"""
_FILINGS = f"""{_PLACES}, {_ASKED}, {_PLANS}, filings AS MATERIALIZED (
  SELECT e.organisation_id, e.id AS expectation_id, e.name, e.path, e.kind, e.parent_id, e.last_day,
         {STATE_SQL} AS state, plan.id AS plan_id, plan.state AS plan_state, sent.id AS record_id,
         (sent.submitted_at AT TIME ZONE %(zone)s)::date AS filed_on, sent.plan_version_id AS version_id,
         s.units, s.inherited, CASE WHEN sent.id IS NOT NULL THEN s.likest_id END AS likest_id,
         CASE WHEN sent.id IS NOT NULL THEN coalesce(s.likeness, 0) ELSE 0 END AS likeness
  FROM e
  LEFT JOIN plan USING (organisation_id)
  LEFT JOIN sent USING (organisation_id)
  LEFT JOIN campaigns_plansketch s ON s.plan_id = plan.id AND s.part = 'own'
)"""
# The orders: a number that rises from row to row; equal ones stand as the tree has them.
_ORDERS = {
    "": "0",
    "due": "last_day - date '2000-01-01'",
    "-due": "date '2000-01-01' - last_day",
    "filed": "coalesce(filed_on - date '2000-01-01', 1e9)",
    "-filed": "coalesce(date '2000-01-01' - filed_on, 1e9)",
    "like": "likeness",
    "-like": "-likeness",
}
ORDERS = tuple(_ORDERS)


@dataclass(frozen=True)
class Filing:
    """One organisation's plan. `receiver` is the level that receives it; `filed_on` the day it was sent up last,
    `inherited` the share of its text that stands in the superior's plan, `likeness` that of its own text that stands
    in its sibling `likest`, both from 0 to 1; `tasks` and `targets` count its own."""

    organisation_id: int
    name: str
    kind: str
    path: str
    receiver: str
    state: str
    last_day: date
    expectation_id: int
    record_id: int | None
    plan_state: str
    filed_on: date | None
    version: int | None
    met_on: date | None
    inherited: float | None
    likest: str
    likeness: float
    tasks: int
    targets: int
    order: float

    @property
    def key(self) -> str:
        """Where the next page goes on."""
        return f"{self.order!r}:{self.path}"

    @property
    def plan_word(self) -> str:
        """How far a plan is that was not sent up; "" where none was begun."""
        return str(PlanState(self.plan_state).label) if self.plan_state else ""


class BadKey(ValueError):
    """A page's key that no page of ours has given."""


@dataclass(frozen=True)
class Narrowed:
    """Which rows: in one state, of one kind of organisation, near copies only; "" and False for all."""

    state: str = ""
    kind: str = ""
    copies: bool = False


class Cell(NamedTuple):
    """How many organisations have all of this in common; `own` is the tenth their own text falls into, 0 to 9."""

    state: str
    kind: str
    copies: bool
    own: int | None
    number: int


@dataclass(frozen=True)
class Counts:
    """Everything that is counted at a node, and the percentage from which a plan counts as a near copy."""

    cells: list[Cell]
    near_copy: int

    def total(self, chosen: Narrowed | None = None) -> int:
        """The organisations that fit."""
        return sum(cell.number for cell in self._fitting(chosen or Narrowed()))

    def states(self, chosen: Narrowed) -> Counter[str]:
        """By state, of those that fit otherwise."""
        return _summed(self._fitting(Narrowed("", chosen.kind, chosen.copies)), lambda cell: cell.state)

    def kinds(self, chosen: Narrowed) -> Counter[str]:
        """By kind of organisation, of those that fit otherwise."""
        return _summed(self._fitting(Narrowed(chosen.state, "", chosen.copies)), lambda cell: cell.kind)

    def copies(self, chosen: Narrowed) -> int:
        """Near copies, of those that fit otherwise."""
        return self.total(Narrowed(chosen.state, chosen.kind, True))

    def own(self, chosen: Narrowed) -> list[int]:
        """Filed plans by the tenth that their own text falls into."""
        found = _summed(
            (cell for cell in self._fitting(chosen) if cell.own is not None), lambda cell: cell.own
        )
        return [found[number] for number in range(BINS)] if found else []

    def _fitting(self, chosen: Narrowed) -> Iterable[Cell]:
        return (
            cell
            for cell in self.cells
            if (not chosen.state or cell.state == chosen.state)
            and (not chosen.kind or cell.kind == chosen.kind)
            and (cell.copies or not chosen.copies)
        )


def _summed(cells: Iterable[Cell], of: Callable[[Cell], T]) -> Counter[T]:
    found: Counter[T] = Counter()
    for cell in cells:
        found[of(cell)] += cell.number
    return found


_counts: Kept[Counts] = Kept(size=64)


def asks_plans(tasks: Iterable[Task]) -> bool:
    """Whether one of a campaign's tasks asks for plans."""
    return any(task.asks == Asked.PLAN and task.withdrawn_on is None for task in tasks)


def to_review(actor: Actor, day: date) -> list[tuple[int, str, int]]:
    """How many filings wait for the actor, by campaign: its id, its title and their number."""
    found = to_decide(actor, day).filter(plan_version__isnull=False).order_by()
    named = found.values_list("plan_version__plan__superior__campaign", "plan_version__plan__superior__title")
    return list(named.annotate(number=Count("pk")).order_by("plan_version__plan__superior__campaign"))


def counts(scope: Scope) -> Counts:
    """What is counted at the scope's node, today."""
    return _counts.get((scope.campaign.pk, scope.path, today()), lambda: _counted(scope))


def _counted(scope: Scope) -> Counts:
    near = policy(scope.campaign.pk, NEAR_COPY, scope.as_of)
    sql = f"""{_FILINGS}
    SELECT state, kind, likeness >= %(near)s, CASE WHEN record_id IS NOT NULL AND units > 0
           THEN least({BINS} * (units - inherited) / units, {BINS - 1}) END, count(*)
    FROM filings GROUP BY 1, 2, 3, 4"""
    return Counts(
        [Cell(*row) for row in rows(sql, scope, plan=scope.campaign.plan_id, near=near / 100)], near
    )


def filings(
    scope: Scope, chosen: Narrowed, *, near_copy: int, sort: str = "", after: str = "", size: int | None = 50
) -> list[Filing]:
    """The rows that fit in one of `ORDERS`, after the key `after`; all of them where `size` is None.

    Raises BadKey for a key that cannot be read.
    """
    order, path = _after(after)
    sql = f"""{_FILINGS}, page AS MATERIALIZED (
      SELECT * FROM (SELECT filings.*, ({_ORDERS[sort]})::float8 AS place FROM filings) AS filings
      WHERE (%(state)s = '' OR state = %(state)s) AND (%(kind)s = '' OR kind = %(kind)s)
        AND (NOT %(copies)s OR likeness >= %(near)s)
        AND (place, path) > (%(order)s::float8, %(path)s)
      ORDER BY place, path LIMIT %(size)s)
    SELECT page.organisation_id, page.name, page.kind, page.path, coalesce(above.name, ''), page.state,
           page.last_day, page.expectation_id, page.record_id, coalesce(page.plan_state, ''), page.filed_on,
           v.number, m.held_on, CASE WHEN page.units > 0 THEN page.inherited / page.units::float8 END,
           coalesce(other.name, ''), page.likeness, coalesce(own.tasks, 0), coalesce(own.targets, 0), page.place
    FROM page
    LEFT JOIN organisations_placement above ON above.organisation_id = page.parent_id
      AND above.since <= %(day)s AND (above.until IS NULL OR above.until > %(day)s)
    LEFT JOIN campaigns_planversion v ON v.id = page.version_id
    LEFT JOIN campaigns_meeting m ON m.version_id = v.id
    LEFT JOIN campaigns_plan sibling ON sibling.id = page.likest_id
    LEFT JOIN organisations_placement other ON other.organisation_id = sibling.organisation_id
      AND other.since <= %(day)s AND (other.until IS NULL OR other.until > %(day)s)
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE i.kind = 'task') AS tasks, count(*) FILTER (WHERE i.kind = 'target') AS targets
      FROM campaigns_planitem i WHERE i.plan_id = page.plan_id AND NOT i.removed
        AND i.origin <> 'inherited' AND coalesce(i.inherited_from_id, 0) = 0) AS own ON true
    ORDER BY page.place, page.path"""
    found = rows(
        sql,
        scope,
        plan=scope.campaign.plan_id,
        state=chosen.state,
        kind=chosen.kind,
        copies=chosen.copies,
        near=near_copy / 100,
        order=order,
        path=path,
        size=size,
    )
    return [Filing(*row) for row in found]


_KEY = re.compile(r"(-?[\d.]+(?:e[+-]?\d+)?):((?:/\d+)+/)", re.ASCII)


def _after(key: str) -> tuple[float, str]:
    if not key:
        return float("-inf"), ""
    found = _KEY.fullmatch(key)
    if found is None:
        raise BadKey(key)
    try:
        return float(found[1]), found[2]
    except ValueError as error:
        raise BadKey(key) from error
