"""What anybody may take away of a published round to count again: its ballots, in the order of what is on them, and the
digests of its receipts."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from ...models import Ballot, Receipt, Round, Voided
from ..ballots import CHUNK


def ballots(row: Round) -> Iterator[tuple[int, bool, list[int]]]:
    """Every ballot of a round that is told of: its piece, whether it was voided, its marks; sorted by these."""
    voided = Voided.objects.filter(ballot_id=OuterRef("pk"))
    found = Ballot.objects.filter(piece__round=row).annotate(gone=Exists(voided))
    return (
        found.order_by("piece_id", "marks", "gone")
        .values_list("piece_id", "gone", "marks")
        .iterator(chunk_size=CHUNK)
    )


def receipts(row: Round) -> Iterator[bytes]:
    """The digests of a round's receipts, sorted."""
    found = Receipt.objects.filter(round=row).order_by("digest").values_list("digest", flat=True)
    return (bytes(digest) for digest in found.iterator(chunk_size=CHUNK))
