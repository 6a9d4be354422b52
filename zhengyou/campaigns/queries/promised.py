"""Promises as they stood on a day, counted from their dated stages; and who has promised at all (coverage)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhengyou.organisations.models import MEMBERS, CircumstanceKind
from zhengyou.organisations.queries import today

from .campaigns import Scope
from .commitments import PUBLIC, RESULTS, RUNNING, current_round
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


def _stated(scope: Scope) -> str:
    """CTEs `places` and `stated`: the items made by the day with the state and the deadline they then had."""
    # Today's stages are the open ones, which have an index of their own.
    held = "s.until IS NULL" if scope.as_of == today() else "(s.until IS NULL OR s.until > %(day)s)"
    return f"""WITH {PLACES}, stated AS (
      SELECT c.id, c.organisation_id, c.person_id, c.round, s.state, s.due_on
      FROM campaigns_commitment c JOIN campaigns_commitmentstage s ON s.row_id = c.id
      WHERE c.campaign_id = %(campaign)s AND s.since <= %(day)s AND {held}
        AND s.state NOT IN ('draft', 'withdrawn'))"""


def promised(scope: Scope) -> dict[str, Promised]:
    """The counts by subject, "person" and "organisation", in one statement."""
    counts = ", ".join(f"count(*) FILTER (WHERE {COUNTS[name]})" for name in Promised._fields)
    sql = f"""{_stated(scope)}
    SELECT CASE WHEN person_id IS NULL THEN 'organisation' ELSE 'person' END, {counts}
    FROM stated JOIN places USING (organisation_id) GROUP BY 1"""
    found = {subject: Promised(*numbers) for subject, *numbers in rows(sql, scope)}
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


def items(scope: Scope, counted: str, *, subject: str = "", after_id: int = 0, size: int = 50) -> list[Item]:
    """The items counted under one name of COUNTS (of one subject), in the order of entering."""
    of = {"person": "AND s.person_id IS NOT NULL", "organisation": "AND s.person_id IS NULL"}.get(subject, "")
    condition = COUNTS[counted]
    sql = f"""{_stated(scope)}
    SELECT s.id, p.name, n.name, c.text, s.due_on, s.state
    FROM (SELECT * FROM stated WHERE {condition}) s JOIN places p USING (organisation_id)
    JOIN campaigns_commitment c ON c.id = s.id LEFT JOIN organisations_person n ON n.id = s.person_id
    WHERE s.id > %(after)s {of} ORDER BY s.id LIMIT %(size)s"""
    return [Item(*row) for row in rows(sql, scope, after=after_id, size=size)]


class Covered(NamedTuple):
    """Subjects from whom a promise is due, and those who have one published."""

    covered: int = 0
    due: int = 0


def coverage(scope: Scope) -> dict[int, dict[str, Covered]]:
    """By child of the node (the node itself under its own number) and subject, all in one grouped statement.

    Due from every member but VOLUNTARY ones, and from every organisation; covered: at least one item of this round
    published."""
    sql = f"""{_stated(scope)}, has AS (
      SELECT DISTINCT organisation_id, person_id FROM stated
      WHERE round = %(round)s AND state IN {_any(PUBLIC)}),
    members AS (
      SELECT m.person_id, m.organisation_id FROM organisations_membership m
      WHERE m.status IN {_any(MEMBERS)} AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s)
        AND NOT EXISTS (SELECT FROM organisations_circumstance x WHERE x.person_id = m.person_id
          AND x.kind IN {_any(VOLUNTARY)} AND x.since <= %(day)s AND (x.until IS NULL OR x.until > %(day)s))),
    subjects AS (
      SELECT p.child, p.organisation_id, 'person' AS subject, h.person_id IS NOT NULL AS covered
      FROM members m JOIN places p USING (organisation_id)
      LEFT JOIN (SELECT DISTINCT person_id FROM has WHERE person_id IS NOT NULL) h USING (person_id)
      UNION ALL
      SELECT p.child, p.organisation_id, 'organisation', h.organisation_id IS NOT NULL
      FROM places p LEFT JOIN (SELECT organisation_id FROM has WHERE person_id IS NULL) h USING (organisation_id))
    SELECT coalesce(child, organisation_id), subject, count(*) FILTER (WHERE covered), count(*)
    FROM subjects GROUP BY 1, 2"""
    found: dict[int, dict[str, Covered]] = {}
    for child, subject, covered, due in rows(sql, scope, round=current_round(scope.campaign.pk, scope.as_of)):
        found.setdefault(child, {})[subject] = Covered(covered, due)
    return found
