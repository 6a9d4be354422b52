"""The rows that figures are counted from: expectations with their state, and organisations with their rates."""

from dataclasses import dataclass
from datetime import date

from zhengyou.organisations.queries import today

from ..rules.states import State
from .campaigns import Scope
from .kept import Kept
from .standing import COUNTS, listed, rows, stated

_COLUMNS = """id, organisation_id, task_id, period_start, period_end, due_on, confirmed,
             greatest(due_on, grace_until) AS last_day"""


@dataclass(frozen=True)
class Standing:
    """One expectation and its state as of a day. `last_day` is the last day in time, grace after a return included."""

    expectation_id: int
    organisation_id: int
    organisation_name: str
    task_id: int
    task_name: str
    period_start: date
    period_end: date
    due_on: date
    last_day: date
    state: str
    confirmed: bool
    record_id: int | None

    @property
    def label(self) -> str:
        """The state in the users' words."""
        return str(State(self.state).label)

    @property
    def key(self) -> str:
        """Where the next page goes on."""
        return f"{self.last_day.isoformat()}.{self.expectation_id}"

    def days_over(self, day: date) -> int:
        """Days past the last day in time; 0 or less while there is time."""
        return (day - self.last_day).days


class BadKey(ValueError):
    """A page's key that no page of ours has given."""


def standings(
    scope: Scope,
    counted: str = "asked",
    *,
    sector: str | None = None,
    task: int | None = None,
    after: str = "",
    size: int = 50,
) -> list[Standing]:
    """Expectations counted under the name `counted` (a key of COUNTS), the longest due first, after the key `after`.

    The state is as of the scope's day. Raises BadKey for a key that cannot be read.
    """
    # The page is cut before names are joined; IS TRUE makes the planner look organisations up in a hash, where its
    # guess of very few rows would make it run through the tree for each of thousands.
    sql = f"""WITH {listed(scope, _COLUMNS, counted)}, page AS MATERIALIZED (
      SELECT * FROM listed
      WHERE (organisation_id IN (SELECT p.organisation_id FROM places p JOIN organisations_organisation o
             ON o.id = p.organisation_id
             WHERE %(sector)s::text IS NULL OR coalesce(p.changed_sector, o.sector) = %(sector)s)) IS TRUE
        AND (%(task)s::bigint IS NULL OR task_id = %(task)s)
        AND (last_day, id) > (%(after_day)s::date, %(after_id)s::bigint)
      ORDER BY last_day, id LIMIT %(size)s)
    SELECT s.id, s.organisation_id, p.name, s.task_id, t.name, s.period_start, s.period_end, s.due_on, s.last_day,
           s.state, s.confirmed, (SELECT f.record_id FROM campaigns_fulfilment f WHERE f.expectation_id = s.id
                                  AND f.outcome <> 'part'
                                  AND f.since <= %(day)s AND (f.until IS NULL OR f.until > %(day)s))
    FROM page s
    JOIN places p USING (organisation_id)
    JOIN campaigns_task t ON t.id = s.task_id
    ORDER BY s.last_day, s.id"""
    day, number = _after(after)
    found = rows(sql, scope, sector=sector, task=task, after_day=day, after_id=number, size=size)
    return [Standing(*row) for row in found]


def _after(key: str) -> tuple[date, int]:
    if not key:
        return date.min, 0
    day, _dot, number = key.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError as error:
        raise BadKey(key) from error


_longest: Kept[list[Standing]] = Kept(size=64)


def longest_overdue(scope: Scope, size: int) -> list[Standing]:
    """The things overdue the longest, for the progress page."""
    key = (scope.campaign.pk, scope.path, scope.as_of, today(), size)
    return _longest.get(key, lambda: standings(scope, "missing", size=size))


@dataclass(frozen=True)
class Rate:
    """One organisation asked for something: done and due as of the day; where nothing fell due, due is 0."""

    organisation_id: int
    organisation_name: str
    path: str
    done: int
    due: int


def rates(
    scope: Scope,
    *,
    due_only: bool = False,
    sector: str | None = None,
    child: int | None = None,
    after: str = "",
    size: int = 50,
) -> list[Rate]:
    """Organisations of the scope that are asked for something, in the order of the tree, after the path `after`."""
    sql = f"""WITH {stated(scope, "organisation_id")},
    counted AS (SELECT organisation_id, count(*) FILTER (WHERE {COUNTS["done"]}) AS done,
                       count(*) FILTER (WHERE {COUNTS["due"]}) AS due FROM stated GROUP BY organisation_id)
    SELECT organisation_id, p.name, p.path, done, due
    FROM counted JOIN places p USING (organisation_id)
    JOIN organisations_organisation o ON o.id = organisation_id
    WHERE p.path > %(after)s AND (NOT %(due_only)s OR due > 0)
      AND (%(sector)s::text IS NULL OR coalesce(p.changed_sector, o.sector) = %(sector)s)
      AND (%(child)s::bigint IS NULL OR coalesce(p.child, organisation_id) = %(child)s)
    ORDER BY p.path LIMIT %(size)s"""
    found = rows(sql, scope, after=after, due_only=due_only, sector=sector, child=child, size=size)
    return [Rate(*row) for row in found]
