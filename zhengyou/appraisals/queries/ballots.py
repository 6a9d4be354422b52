"""Reading ballots: out of the urns in the order of the urns, and counted by option."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from ..models import Ballot, Channel, Code, Round, SealedBallot
from ..rules.privacy import Group
from ..rules.sheets import from_json

CHUNK = 2_000


@dataclass(frozen=True)
class Sealed:
    """One sealed ballot with its urn and how many subjects it is about."""

    urn_id: int
    batch_id: int
    group: Group
    subjects: int
    sealed: bytes


def sealed(row: Round) -> Iterator[Sealed]:
    """What lies in the urns of a round, urn after urn; read in pieces, within the caller's transaction."""
    statement = """
        SELECT u.id, b.id, b.rater_class_id, b.channel,
               (SELECT count(*) FROM appraisals_subject s WHERE s.urn_id = u.id), x.sealed
        FROM appraisals_urn u JOIN appraisals_batch b ON b.urn_id = u.id
        JOIN appraisals_sealedballot x ON x.batch_id = b.id
        WHERE u.round_id = %s ORDER BY u.id"""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, [row.pk])
        while found := cursor.fetchmany(CHUNK):
            for urn_id, batch_id, rater_class, channel, subjects, box in found:
                yield Sealed(urn_id, batch_id, Group(rater_class, channel), subjects, bytes(box))


_COUNT = """
SELECT b.piece_id, (m.place - 1) / %(items)s, (m.place - 1) %% %(items)s, m.mark, count(*)
FROM appraisals_ballot b JOIN appraisals_piece p ON p.id = b.piece_id
CROSS JOIN LATERAL unnest(b.marks) WITH ORDINALITY AS m(mark, place)
WHERE p.round_id = %(round)s AND m.mark > 0
  AND NOT EXISTS (SELECT 1 FROM appraisals_voided v WHERE v.ballot_id = b.id)
GROUP BY 1, 2, 3, 4
"""


def counted(row: Round) -> dict[tuple[int, int, int], list[int]]:
    """How often each option was chosen, by piece, subject and item (both from 0), counted from the ballots."""
    options = [len(item.options) for item in from_json(row.sheet).items]
    found: dict[tuple[int, int, int], list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"round": row.pk, "items": len(options)})
        for piece_id, subject, item, mark, number in cursor.fetchall():
            found.setdefault((piece_id, subject, item), [0] * options[item])[mark - 1] = number
    return found


def fingerprint_of(row: Round) -> str:
    """One number for all counted ballots of a round: SHA-256 over the sorted SHA-256 of each ballot's text, which is
    its piece and its marks. Anyone who has the published ballots can work it out again."""
    found = Ballot.objects.filter(piece__round=row).values_list("piece_id", "marks")
    whole = hashlib.sha256()
    for digest in sorted(hashlib.sha256(line(*one).encode()).digest() for one in found.iterator(CHUNK)):
        whole.update(digest)
    return whole.hexdigest()


def line(piece_id: int, marks: list[int]) -> str:
    """A ballot as it is published: its piece, and its marks with commas between."""
    return f"{piece_id}:{','.join(map(str, marks))}"


def used_and_found(row: Round) -> dict[str, int]:
    """How many codes of a round were used and how many sealed ballots came in with one: the two ought to agree. Answers
    by telephone are sealed without a code."""
    came = {"batch__urn__round": row, "batch__channel": Channel.ONLINE}
    return {
        "used_codes": Code.objects.filter(**came, used=True).count(),
        "sealed_found": SealedBallot.objects.filter(**came).count(),
    }
