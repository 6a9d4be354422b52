"""Fixing the frame of a round in few statements: urns, subjects, batches and electors as of one day (domain.md P5)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from zhengyou.organisations.models import MEMBERS, PostKind

from ..models import Channel, Round, Source

_BELOW = """
INSERT INTO appraisals_urn (round_id, organisation_id)
SELECT %(round)s, p.organisation_id
FROM organisations_placement p JOIN organisations_organisation o ON o.id = p.organisation_id
WHERE p.path LIKE %(below)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
  AND coalesce(p.changed_kind, o.kind) = ANY(%(kinds)s::text[])
ORDER BY p.path
"""
_ITSELF = "INSERT INTO appraisals_urn (round_id, organisation_id) VALUES (%(round)s, %(organisation)s)"
_ORGANISATIONS = """
INSERT INTO appraisals_subject (urn_id, person_id, "order")
SELECT id, NULL, 0 FROM appraisals_urn WHERE round_id = %(round)s
"""
_MEMBERS = """
INSERT INTO appraisals_subject (urn_id, person_id, "order")
SELECT u.id, m.person_id, row_number() OVER (PARTITION BY u.id ORDER BY p.pinyin, p.id) - 1
FROM appraisals_urn u JOIN organisations_membership m ON m.organisation_id = u.organisation_id
JOIN organisations_person p ON p.id = m.person_id
WHERE u.round_id = %(round)s AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s)
  AND m.status = ANY(%(members)s::text[])
"""
_BATCHES = """
INSERT INTO appraisals_batch (urn_id, rater_class_id, channel, entitled, issued)
SELECT u.id, c.id, %(online)s, 0, 0 FROM appraisals_urn u
JOIN appraisals_raterclass c ON c.round_id = u.round_id WHERE u.round_id = %(round)s
"""
_ELECTORS_MEMBERS = """
INSERT INTO appraisals_elector (batch_id, person_id, issued)
SELECT b.id, m.person_id, false
FROM appraisals_batch b JOIN appraisals_urn u ON u.id = b.urn_id JOIN appraisals_raterclass c ON c.id = b.rater_class_id
JOIN organisations_membership m ON m.organisation_id = u.organisation_id
WHERE u.round_id = %(round)s AND c.source = %(source)s
  AND m.since <= %(day)s AND (m.until IS NULL OR m.until > %(day)s) AND m.status = ANY(%(members)s::text[])
"""
_ELECTORS_SUPERIORS = """
INSERT INTO appraisals_elector (batch_id, person_id, issued)
SELECT DISTINCT b.id, w.person_id, false
FROM appraisals_batch b JOIN appraisals_urn u ON u.id = b.urn_id JOIN appraisals_raterclass c ON c.id = b.rater_class_id
JOIN organisations_placement p ON p.organisation_id = u.organisation_id AND p.since <= %(day)s
  AND (p.until IS NULL OR p.until > %(day)s)
JOIN organisations_post w ON w.organisation_id = p.parent_id
WHERE u.round_id = %(round)s AND c.source = %(source)s
  AND w.since <= %(day)s AND (w.until IS NULL OR w.until > %(day)s) AND w.kind = ANY(%(posts)s::text[])
"""
_COUNTED = """
UPDATE appraisals_batch b
SET entitled = coalesce(e.n, 0), issued = CASE WHEN c.source = %(served)s THEN c.slips ELSE coalesce(e.n, 0) END
FROM appraisals_urn u, appraisals_raterclass c, appraisals_batch x
LEFT JOIN (SELECT batch_id, count(*) AS n FROM appraisals_elector GROUP BY batch_id) e ON e.batch_id = x.id
WHERE x.id = b.id AND u.id = b.urn_id AND c.id = b.rater_class_id AND u.round_id = %(round)s
"""
_SUPERIORS = (
    PostKind.LEADER,
    PostKind.OFFICE,
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.COMMISSIONER,
)


def lay(row: Round, path: str, day: date) -> None:
    """Fix what is judged and who judges, from the roster of the day. `path` is that of the organisation that runs the
    round."""
    values = {
        "round": row.pk,
        "organisation": row.organisation_id,
        "below": f"{path}_%",
        "kinds": list(row.kinds),
        "day": day,
        "members": [str(status) for status in MEMBERS],
        "posts": [str(post) for post in _SUPERIORS],
        "online": Channel.ONLINE.value,
        "served": Source.SERVED.value,
    }
    of_persons = row.sheet["subject"] == "person"
    _run(
        [
            (_BELOW if row.kinds else _ITSELF, ""),
            (_MEMBERS if of_persons else _ORGANISATIONS, ""),
            (_BATCHES, ""),
            (_ELECTORS_MEMBERS, Source.MEMBERS.value),
            (_ELECTORS_SUPERIORS, Source.SUPERIORS.value),
            (_COUNTED, ""),
        ],
        values,
    )


def _run(statements: Sequence[tuple[str, str]], values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        for statement, source in statements:
            cursor.execute(statement, values | {"source": source})
