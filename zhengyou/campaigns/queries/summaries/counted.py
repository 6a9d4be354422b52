"""How many summaries were handed in and published below a node: numbers only, no names (docs/decisions/0020)."""

from typing import NamedTuple

from zhengyou.organisations.models import MEMBERS

from ..campaigns import Scope
from ..promised import VOLUNTARY
from ..standing import PLACES, rows


class Written(NamedTuple):
    """Members from whom a summary is due; how many of them handed in; how many of those are published."""

    due: int = 0
    handed_in: int = 0
    published: int = 0


_SQL = """WITH {places}, counted AS MATERIALIZED (
  SELECT m.organisation_id, count(*) AS due,
         count(*) FILTER (WHERE s.state IN ('handed_in', 'published')) AS handed_in,
         count(*) FILTER (WHERE s.state = 'published') AS published
  FROM organisations_membership m
  LEFT JOIN campaigns_summary s ON s.round_id = %(round)s AND s.person_id = m.person_id
  WHERE m.status = ANY(%(members)s::text[]) AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s)
    AND m.person_id NOT IN (
      SELECT person_id FROM organisations_circumstance
      WHERE kind = ANY(%(voluntary)s::text[]) AND since <= %(day)s AND (until IS NULL OR until > %(day)s))
  GROUP BY 1)
SELECT coalesce(p.child, p.organisation_id), coalesce(sum(due), 0)::int, coalesce(sum(handed_in), 0)::int,
       coalesce(sum(published), 0)::int
FROM places p LEFT JOIN counted USING (organisation_id) GROUP BY 1"""


def written(scope: Scope, round_id: int) -> dict[int, Written]:
    """By child of the node (the node itself under its own number), in one grouped statement."""
    told = {"round": round_id, "members": list(MEMBERS), "voluntary": list(VOLUNTARY)}
    return {child: Written(*numbers) for child, *numbers in rows(_SQL.format(places=PLACES), scope, **told)}


def total(found: dict[int, Written]) -> Written:
    """All of them together."""
    return Written(*(sum(column) for column in zip(Written(), *found.values(), strict=True)))
