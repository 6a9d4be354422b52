"""Casting a ballot: one statement that uses the code up and puts the sealed ballot into the urn, or does neither."""

from uuid import uuid4

from django.db import connection

_CAST = """
WITH used AS (
  UPDATE appraisals_code SET used = true WHERE digest = %s AND live AND NOT used RETURNING batch_id
)
INSERT INTO appraisals_sealedballot (id, batch_id, sealed) SELECT %s, batch_id, %s FROM used
"""


def cast(*, digest: bytes, sealed: bytes) -> bool:
    """Whether the ballot is in the urn now: False when the code was used before, or the vote has ended, or there is no
    such code. Nothing of the moment or of who sent it is kept; no ledger line is written.

    A round that closes meanwhile locks the code first (`close_round`), and this statement then looks at it again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CAST, [digest, uuid4(), sealed])
        return bool(cursor.rowcount)
