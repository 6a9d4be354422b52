"""Who reviews whom on a day, worked out from the tree and the posts (domain.md P4): one statement for each kind.

Each organisation below the issuing one is reviewed by the organisation directly above it, and its secretary with it;
each member, full or probationary, by the organisation he belongs to, but for its own secretary.
"""

from datetime import date
from typing import Any

from zhengyou.organisations.models import MEMBERS, PostKind

_ORGANISATIONS = """
SELECT p.parent_id AS reviewer_id, p.organisation_id, NULL::bigint AS person_id
FROM organisations_placement p
WHERE p.path LIKE %(below)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)"""
_MEMBERS = """
SELECT m.organisation_id AS reviewer_id, m.organisation_id, m.person_id
FROM organisations_membership m
JOIN organisations_placement p ON p.organisation_id = m.organisation_id AND p.path LIKE %(within)s
 AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
WHERE m.status = ANY(%(members)s::text[]) AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s)
  AND NOT EXISTS (SELECT FROM organisations_post s WHERE s.organisation_id = m.organisation_id
                  AND s.person_id = m.person_id AND s.kind = %(secretary)s
                  AND s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s))"""

# What was held stays where it was held: whoever moves afterwards is not asked for again.
_END = """WITH derived AS MATERIALIZED ({derived})
UPDATE campaigns_review r SET until = %(day)s
WHERE r.round_id = %(round)s AND r.until IS NULL AND r.person_id IS {kind}
  AND r.state IN ('planned', 'reported', 'excused')
  AND NOT EXISTS (SELECT FROM derived d WHERE d.reviewer_id = r.reviewer_id
                  AND d.organisation_id = r.organisation_id{same})"""
_ADD = """INSERT INTO campaigns_review (round_id, reviewer_id, organisation_id, person_id, state, since, comment, form,
                              self_report, strengths, direction, none_found, response)
SELECT %(round)s, reviewer_id, organisation_id, person_id, 'planned', %(day)s, '', '', '', '', '', '', ''
FROM ({derived}) derived
ON CONFLICT DO NOTHING"""

_KINDS = (
    (_ORGANISATIONS, "NULL", ""),
    (_MEMBERS, "NOT NULL", " AND d.person_id = r.person_id"),
)
ENDING = tuple(_END.format(derived=derived, kind=kind, same=same) for derived, kind, same in _KINDS)
"""Statements that let what was not held and is not due any more end: of organisations, of members."""
ADDING = tuple(_ADD.format(derived=derived) for derived, _kind, _same in _KINDS)
"""Statements that add what is due and not yet there: of organisations, of members."""
_COUNT = "SELECT (SELECT count(*) FROM ({organisations}) o), (SELECT count(*) FROM ({members}) m)"
COUNTING = _COUNT.format(organisations=_ORGANISATIONS, members=_MEMBERS)
"""How many of each there are."""


def parameters(round_id: int, path: str, day: date) -> dict[str, Any]:
    """What these statements ask for: the round, the place of the issuing organisation, the day."""
    return {
        "round": round_id,
        "below": f"{path}_%",
        "within": f"{path}%",
        "day": day,
        "members": [status.value for status in MEMBERS],
        "secretary": PostKind.SECRETARY.value,
    }
