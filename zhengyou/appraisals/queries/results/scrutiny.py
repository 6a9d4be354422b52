"""What scrutineers look at before a count is approved: the count done again, and hints with numbers."""

import math
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from ...models import Ballot, Batch, Piece, Round, Tally, VoidProposal
from ..ballots import counted, fingerprint_of

_ALIKE_FROM = 5
_BY_CHANCE = 0.001
_ALIKE = """
SELECT b.piece_id, b.marks, count(*) FROM appraisals_ballot b JOIN appraisals_piece p ON p.id = b.piece_id
WHERE p.round_id = %s GROUP BY 1, 2 HAVING count(*) >= %s
  AND (SELECT count(DISTINCT m) FROM unnest(b.marks) AS m) > 1
ORDER BY 3 DESC, 1 LIMIT 100
"""
_SAME_MARK = """
SELECT count(*) FILTER (WHERE (SELECT count(DISTINCT m) FROM unnest(b.marks) AS m) = 1), count(*)
FROM appraisals_ballot b JOIN appraisals_piece p ON p.id = b.piece_id
WHERE p.round_id = %s AND b.marks[1] > 0 AND cardinality(b.marks) > 1
"""


@dataclass(frozen=True)
class Recount:
    """Whether counting again gave the same fingerprint and the same counts."""

    ballots: int
    fingerprint: bool
    counts: bool


def recount(row: Round) -> Recount:
    """Count a round again from its ballots, beside what was kept when the urns were opened."""
    kept = {
        (piece, subject, item): numbers
        for piece, subject, item, numbers in Tally.objects.filter(piece__round=row).values_list(
            "piece_id", "subject", "item", "counts"
        )
    }
    number = Ballot.objects.filter(piece__round=row).count()
    return Recount(number, fingerprint_of(row) == row.fingerprint, kept == counted(row))


@dataclass(frozen=True)
class Alike:
    """Sheets of one piece that are marked the same, of how many, and how many would be by chance."""

    piece: int
    marks: list[int]
    number: int
    of: int
    chance: float


def alike(row: Round) -> list[Alike]:
    """Sheets marked the same beyond what chance gives, if the questions were answered without regard to each other;
    those with one mark throughout are left out, they are common."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [row.pk, _ALIKE_FROM])
        found = cursor.fetchall()
    sizes = dict(Piece.objects.filter(round=row).values_list("pk", "returned"))
    items = len(row.sheet["items"])
    shares = _shares({piece for piece, _marks, _number in found}, sizes)
    told = []
    for piece, marks, number in found:
        places = enumerate(marks)
        likely = math.prod(
            shares.get((piece, at // items, at % items, mark), 1.0) for at, mark in places if mark
        )
        expected = sizes[piece] * likely
        if _tail(expected, number) < _BY_CHANCE:
            told.append(Alike(piece, list(marks), number, sizes[piece], expected))
    return told


def _shares(keys: set[int], sizes: dict[int, int]) -> dict[tuple[int, int, int, int], float]:
    rows = Tally.objects.filter(piece_id__in=keys).values_list("piece_id", "subject", "item", "counts")
    return {
        (piece, subject, item, place): number / sizes[piece]
        for piece, subject, item, numbers in rows
        for place, number in enumerate(numbers, 1)
    }


def _tail(expected: float, number: int) -> float:
    """How likely so many or more are, where so many are expected (Poisson)."""
    below = (
        sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(number))
        if number < 150
        else 1.0
    )
    return max(0.0, 1.0 - below)


def one_mark_throughout(row: Round) -> tuple[int, int]:
    """How many of a round's ballots have the same mark throughout, and of how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SAME_MARK, [row.pk])
        same, all_ = cursor.fetchone()
    return same, all_


def overfull(row: Round) -> list[Batch]:
    """Batches into which more came back than was made out."""
    found = Batch.objects.filter(urn__round=row, returned__gt=F("issued"))
    return list(found.select_related("urn", "rater_class").order_by("pk"))


def proposals(row: Round) -> list[VoidProposal]:
    """Ballots that one of those who count says should not count."""
    found = VoidProposal.objects.filter(ballot__piece__round=row)
    return list(found.select_related("ballot", "first__person").order_by("pk"))


def proposal(key: int) -> VoidProposal | None:
    """One of them; None when it was settled."""
    return VoidProposal.objects.filter(pk=key).select_related("ballot__piece").first()


def ballots(row: Round, piece: int, marks: list[int] | None, size: int, after: UUID | None) -> list[Ballot]:
    """Ballots of a piece in no order but that of their chance keys, those with these marks if given."""
    found: Any = Ballot.objects.filter(piece__round=row, piece_id=piece).select_related("voided", "proposal")
    if marks is not None:
        found = found.filter(marks=marks)
    if after is not None:
        found = found.filter(pk__gt=after)
    return list(found.order_by("pk")[:size])


def ballot(key: UUID) -> Ballot | None:
    """One ballot by its key of chance."""
    return Ballot.objects.filter(pk=key).select_related("piece").first()
