"""Promises as they stood on a day, counted from their dated stages; and who has promised at all (coverage)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhengyou.organisations.models import MEMBERS, CircumstanceKind
from zhengyou.organisations.queries import today

from .campaigns import Scope
from .commitments import PUBLIC, RESULTS, RUNNING, current_round
from .kept import Kept
from .standing import PLACES, rows

VOLUNTARY = (CircumstanceKind.RETIRED, CircumstanceKind.INFIRM, CircumstanceKind.EXCUSED)
"""Whoever is old, ill or excused promises as he likes (domain.md P3, R25c): not among those from whom it is due."""


def _any(states: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


_DUE = f"(state IN {_any(RESULTS)} OR state IN {_any(RUNNING)} AND due_on <= %(day)s)"
COUNTS = {
    "made": "true",
    "unpublished": "state IN ('submitted', 'returned', 'accepted')",
    "published": f"state IN {_any(PUBLIC)}",
    "cancelled": "state = 'cancelled'",
    "due": _DUE,
    "honoured": "state = 'honoured'",
    "partly": "state = 'partly'",
    "unmet_objective": "state = 'unmet_objective'",
    "unmet": "state = 'unmet'",
    "undecided": f"state IN {_any(RUNNING)} AND due_on <= %(day)s",
}
"""What is counted, each as a condition; the same condition lists the rows.

made = unpublished + published + cancelled; due (fallen due, or judged before) = honoured + partly + unmet_objective +
unmet + undecided."""


class Promised(NamedTuple):
    """Counts of items, each as in COUNTS."""

    made: int = 0
    unpublished: int = 0
    published: int = 0
    cancelled: int = 0
    due: int = 0
    honoured: int = 0
    partly: int = 0
    unmet_objective: int = 0
    unmet: int = 0
    undecided: int = 0

    def __add__(self, other: object) -> "Promised":
        """Both together."""
        return (
            Promised(*(a + b for a, b in zip(self, other, strict=True)))
            if isinstance(other, Promised)
            else NotImplemented
        )


def _stated(scope: Scope, round: str = "") -> str:
    """CTEs `places` and `stated`: the items made by the day with the state and the deadline they then had.

    The planner knows neither how many organisations lie under a node nor how many items they have, so counts are
    grouped by organisation first and put into the tree afterwards. An archived item counts as the state it ended in.
    """
    # Today's stages are the open ones, which have an index of their own.
    held = "s.until IS NULL" if scope.as_of == today() else "(s.until IS NULL OR s.until > %(day)s)"
    within = "AND c.organisation_id IN (SELECT organisation_id FROM places)" if scope.node.depth else ""
    of_round = "AND c.round = %(round)s" if round else ""
    return f"""WITH {PLACES}, stated AS (
      SELECT c.id, c.organisation_id, c.person_id, c.round,
             CASE s.state WHEN 'archived' THEN c.ended_as ELSE s.state END AS state, s.due_on
      FROM campaigns_commitment c JOIN campaigns_commitmentstage s ON s.row_id = c.id
      WHERE c.campaign_id = %(campaign)s AND s.since <= %(day)s AND {held} {within} {of_round}
        AND s.state NOT IN ('draft', 'withdrawn'))"""


_kept: Kept[dict[str, Promised]] = Kept(size=64)


def promised(scope: Scope, round: str = "") -> dict[str, Promised]:
    """The counts by subject, "person" and "organisation", of one round or of all, in one statement."""
    key = (scope.campaign.pk, scope.path, scope.as_of, today(), round)
    return _kept.get(key, lambda: _promised(scope, round))


def _promised(scope: Scope, round: str) -> dict[str, Promised]:
    counts = ", ".join(
        f"(count(*) FILTER (WHERE {COUNTS[name]}))::int AS {name}" for name in Promised._fields
    )
    sums = ", ".join(f"sum({name})::int" for name in Promised._fields)
    sql = f"""{_stated(scope, round)}, counted AS MATERIALIZED (
      SELECT organisation_id, person_id IS NULL AS own, {counts} FROM stated GROUP BY 1, 2)
    SELECT CASE WHEN own THEN 'organisation' ELSE 'person' END, {sums}
    FROM counted JOIN places USING (organisation_id) GROUP BY 1"""
    found = {subject: Promised(*numbers) for subject, *numbers in rows(sql, scope, round=round)}
    return {"person": found.get("person", Promised()), "organisation": found.get("organisation", Promised())}


@dataclass(frozen=True)
class Item:
    """One item as it stood on the day."""

    commitment_id: int
    organisation_name: str
    person_name: str | None
    text: str
    due_on: date
    state: str


def items(
    scope: Scope, counted: str, *, subject: str = "", round: str = "", after_id: int = 0, size: int = 50
) -> list[Item]:
    """The items counted under one name of COUNTS (of one subject, of one round), in the order of entering."""
    of = {"person": "AND s.person_id IS NOT NULL", "organisation": "AND s.person_id IS NULL"}.get(subject, "")
    condition = COUNTS[counted]
    sql = f"""{_stated(scope, round)}
    SELECT s.id, p.name, n.name, c.text, s.due_on, s.state
    FROM (SELECT * FROM stated WHERE {condition}) s JOIN places p USING (organisation_id)
    JOIN campaigns_commitment c ON c.id = s.id LEFT JOIN organisations_person n ON n.id = s.person_id
    WHERE s.id > %(after)s {of} ORDER BY s.id LIMIT %(size)s"""
    return [Item(*row) for row in rows(sql, scope, round=round, after=after_id, size=size)]


class Covered(NamedTuple):
    """Subjects from whom a promise is due, and those who have one published."""

    covered: int = 0
    due: int = 0


_kept_coverage: Kept[dict[int, dict[str, Covered]]] = Kept(size=64)


def coverage(scope: Scope) -> dict[int, dict[str, Covered]]:
    """By child of the node (the node itself under its own number) and subject, all in one grouped statement.

    Due from every member but VOLUNTARY ones, and from every organisation; covered: at least one item of this round
    published."""
    key = (scope.campaign.pk, scope.path, scope.as_of, today())
    return _kept_coverage.get(key, lambda: _coverage(scope))


def _asked(scope: Scope) -> str:
    """CTEs up to `has`, the subjects with an item published (members by their number, organisations by theirs below
    zero), and `members`, those from whom one is due."""
    within = "AND m.organisation_id IN (SELECT organisation_id FROM places)" if scope.node.depth else ""
    return f"""{_stated(scope)}, has AS MATERIALIZED (
      SELECT DISTINCT coalesce(person_id, -organisation_id) AS subject FROM stated
      WHERE round = %(round)s AND state IN {_any(PUBLIC)}),
    free AS MATERIALIZED (
      SELECT DISTINCT person_id FROM organisations_circumstance
      WHERE kind IN {_any(VOLUNTARY)} AND since <= %(day)s AND (until IS NULL OR until > %(day)s)),
    members AS MATERIALIZED (
      SELECT m.organisation_id, m.person_id, h.subject IS NOT NULL AS covered
      FROM organisations_membership m LEFT JOIN has h ON h.subject = m.person_id
      WHERE m.status IN {_any(MEMBERS)} AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s) {within}
        AND m.person_id NOT IN (SELECT person_id FROM free))"""


def _coverage(scope: Scope) -> dict[int, dict[str, Covered]]:
    sql = f"""{_asked(scope)}, counted AS MATERIALIZED (
      SELECT organisation_id, (count(*) FILTER (WHERE covered))::int AS covered, count(*)::int AS due
      FROM members GROUP BY organisation_id)
    SELECT coalesce(p.child, p.organisation_id), sum(m.covered)::int, sum(m.due)::int,
           count(h.subject)::int, count(*)::int
    FROM places p LEFT JOIN counted m USING (organisation_id) LEFT JOIN has h ON h.subject = -p.organisation_id
    GROUP BY 1"""
    found = rows(sql, scope, round=current_round(scope.campaign.pk, scope.as_of))
    return {
        child: {"person": Covered(covered or 0, due or 0), "organisation": Covered(of_places, places)}
        for child, covered, due, of_places, places in found
    }


@dataclass(frozen=True)
class Asked:
    """One subject from whom a promise is due; `key` tells members and organisations apart and gives the order."""

    key: int
    organisation_name: str
    person_name: str | None
    covered: bool


def asked(scope: Scope, *, subject: str = "", after: int = 0, size: int = 50) -> list[Asked]:
    """The subjects that `coverage` counts (of one kind), behind the key `after`."""
    of = {"person": "AND person_id IS NOT NULL", "organisation": "AND person_id IS NULL"}.get(subject, "")
    sql = f"""{_asked(scope)}, subjects AS (
      SELECT 2 * organisation_id AS key, organisation_id, NULL::bigint AS person_id, h.subject IS NOT NULL AS covered
      FROM places LEFT JOIN has h ON h.subject = -organisation_id
      UNION ALL
      SELECT 2 * person_id + 1, organisation_id, person_id, covered FROM members),
    page AS MATERIALIZED (
      SELECT * FROM subjects WHERE key > %(after)s {of}
        AND organisation_id IN (SELECT organisation_id FROM places) ORDER BY key LIMIT %(size)s)
    SELECT s.key, p.name, n.name, s.covered
    FROM page s JOIN places p USING (organisation_id) LEFT JOIN organisations_person n ON n.id = s.person_id
    ORDER BY s.key"""
    found = rows(sql, scope, round=current_round(scope.campaign.pk, scope.as_of), after=after, size=size)
    return [Asked(*row) for row in found]
