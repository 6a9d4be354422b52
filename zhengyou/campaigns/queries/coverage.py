"""How far the reviews are at a node: one grouped query, organisations and members apart (domain.md P4, 6.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import today

from ..models.rectification import Rectification
from ..models.reviews import ReviewRound
from .standing import PLACES


class Reviewed(NamedTuple):
    """Counts of reviews: `due` leaves out the excused; `problems` are those it found, but withdrawn ones."""

    due: int = 0
    held: int = 0
    excused: int = 0
    none_found: int = 0
    problems: int = 0
    closed: int = 0

    @property
    def left(self) -> int:
        """Due and not held yet."""
        return self.due - self.held


def added(counts: Iterable[Reviewed]) -> Reviewed:
    """The sum; of nothing, zeros."""
    return Reviewed(*(sum(column) for column in zip(Reviewed(), *counts, strict=True)))


@dataclass(frozen=True)
class Coverage:
    """Counts at a node by organisation directly below it (the node itself by its own id), of organisations and of
    members."""

    organisations: dict[int, Reviewed] = field(default_factory=dict)
    members: dict[int, Reviewed] = field(default_factory=dict)

    @property
    def of_organisations(self) -> Reviewed:
        """All organisations at and under the node."""
        return added(self.organisations.values())

    @property
    def of_members(self) -> Reviewed:
        """All members at and under the node."""
        return added(self.members.values())

    @property
    def total(self) -> Reviewed:
        """Both together."""
        return added((self.of_organisations, self.of_members))


_SQL = """WITH {places}
SELECT coalesce(p.child, p.organisation_id), of_member, sum(due)::int, sum(held)::int, sum(excused)::int,
       sum(none)::int, sum(problems)::int, sum(closed)::int
FROM (
  SELECT organisation_id, person_id IS NOT NULL AS of_member,
         count(*) FILTER (WHERE state <> 'excused') AS due, count(*) FILTER (WHERE state IN {held}) AS held,
         count(*) FILTER (WHERE state = 'excused') AS excused,
         count(*) FILTER (WHERE state IN {held} AND none_found <> '') AS none, 0 AS problems, 0 AS closed
  FROM ({reviews}) r GROUP BY 1, 2
  UNION ALL
  SELECT organisation_id, of_member, 0, 0, 0, 0, count(*) FILTER (WHERE state <> 'withdrawn'),
         count(*) FILTER (WHERE state IN ('closed', 'settled'))
  FROM ({problems}) x GROUP BY 1, 2
) counted JOIN places p USING (organisation_id)
GROUP BY 1, 2"""
_HELD = "('held', 'read', 'closed')"
_COUNTING = """r.round_id = ANY(%(rounds)s::bigint[])
    AND r.since <= %(day)s AND (r.until IS NULL OR r.until > %(day)s)"""
_WITHIN = " AND r.organisation_id IN (SELECT organisation_id FROM places)"
_DURING = "s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)"
_REVIEWS_NOW = (
    "SELECT id, organisation_id, person_id, state, none_found FROM campaigns_review r WHERE {counting}"
)
_REVIEWS_THEN = """SELECT r.id, r.organisation_id, r.person_id, coalesce(s.state, 'planned') AS state, r.none_found
    FROM campaigns_review r LEFT JOIN campaigns_reviewstage s ON s.row_id = r.id AND {during} WHERE {counting}"""
_FOUND = """FROM campaigns_reviewproblem b JOIN campaigns_review r ON r.id = b.review_id
    JOIN campaigns_rectification x ON x.id = b.rectification_id"""
_PROBLEMS_NOW = """SELECT x.id, r.organisation_id, r.person_id IS NOT NULL AS of_member, x.state
    {found} WHERE {counting}"""
_PROBLEMS_THEN = """SELECT x.id, r.organisation_id, r.person_id IS NOT NULL AS of_member, s.state
    {found} JOIN campaigns_rectificationstage s ON s.row_id = x.id AND {during} WHERE {counting}"""
_REVIEW_ROWS = """WITH {{places}}
SELECT r.id, organisation_id, p.name, r.person_id IS NOT NULL, r.state
FROM ({{reviews}}) r JOIN places p USING (organisation_id)
WHERE r.id > %(after)s AND {condition} ORDER BY r.id LIMIT %(size)s"""
_PROBLEM_ROWS = """WITH {{places}}
SELECT x.id, organisation_id, p.name, x.of_member, x.state
FROM ({{problems}}) x JOIN places p USING (organisation_id)
WHERE x.id > %(after)s AND {condition} ORDER BY x.id LIMIT %(size)s"""
_LISTED = {
    "due": _REVIEW_ROWS.format(condition="state <> 'excused'"),
    "held": _REVIEW_ROWS.format(condition="state IN {held}"),
    "left": _REVIEW_ROWS.format(condition="state NOT IN {held} AND state <> 'excused'"),
    "none_found": _REVIEW_ROWS.format(condition="state IN {held} AND none_found <> ''"),
    "problems": _PROBLEM_ROWS.format(condition="state <> 'withdrawn'"),
    "closed": _PROBLEM_ROWS.format(condition="state IN ('closed', 'settled')"),
}


def coverage(rounds: Sequence[int], node: Placement, day: date) -> Coverage:
    """The counts of these rounds at a node as of a day; the same past day gives the same for ever."""
    sql = _SQL.format(places=PLACES, held=_HELD, **_pieces(node, day))
    found = Coverage()
    with connection.cursor() as cursor:
        cursor.execute(sql, _parameters(rounds, node, day))
        for child, of_member, *counts in cursor.fetchall():
            (found.members if of_member else found.organisations)[child] = Reviewed(*counts)
    return found


def _pieces(node: Placement, day: date) -> dict[str, str]:
    """The reviews that counted on a day and the problems they found, each as a query; below the root only those of
    the organisations in `places`."""
    now = day == today()
    counting = _COUNTING + (_WITHIN if node.depth else "")
    told = {"counting": counting, "during": _DURING, "found": _FOUND}
    return {
        "reviews": (_REVIEWS_NOW if now else _REVIEWS_THEN).format(**told),
        "problems": (_PROBLEMS_NOW if now else _PROBLEMS_THEN).format(**told),
    }


def _parameters(rounds: Sequence[int], node: Placement, day: date) -> dict[str, Any]:
    return {"rounds": list(rounds), "day": day, "root": f"{node.path}%", "level": node.depth + 3}


class Row(NamedTuple):
    """One review or problem that was counted: of which organisation, whether of a member of it, its state."""

    pk: int
    organisation_id: int
    organisation: str
    of_member: bool
    state: str


def listed(
    rounds: Sequence[int], node: Placement, day: date, counted: str, *, after: int, size: int
) -> list[Row]:
    """`size` rows counted as `counted` (a field of Reviewed) behind the number `after`, in the order of numbers."""
    sql = _LISTED[counted].format(places=PLACES, held=_HELD, **_pieces(node, day))
    with connection.cursor() as cursor:
        cursor.execute(sql, _parameters(rounds, node, day) | {"after": after, "size": size})
        return [Row(*row) for row in cursor.fetchall()]


def titles(problems: Sequence[int]) -> dict[int, str]:
    """What organisations' problems are called; those of members are left out."""
    found = Rectification.objects.filter(pk__in=problems, personal=False)
    return dict(found.values_list("pk", "title"))


def rounds_by(campaign_id: int, day: date) -> list[int]:
    """The rounds opened by a day."""
    found = ReviewRound.objects.filter(opens_on__lte=day, campaign_id=campaign_id)
    return list(found.values_list("pk", flat=True))
