"""Lines for tests of the ledger alone."""

from typing import Any

from django.db import connection, transaction

from zhengyou.ledger.models import Entry
from zhengyou.ledger.writing import Line, Writer, write
from zhengyou.organisations.rules import System


def line(sentence: str = "试写一行。", **more: Any) -> Line:
    """A line about nothing in particular, at /1/ unless said otherwise."""
    told: dict[str, Any] = {"verb": "test.write", "subject": "test", "subject_id": 1, "path": "/1/"}
    return Line(sentence=sentence, **{**told, **more})


def written(sentence: str = "试写一行。", by: Writer | None = None, **more: Any) -> Entry:
    """The row of a line that was just written and committed, as far as the test commits."""
    with transaction.atomic():
        write(by=by or System(), line=line(sentence, **more))
    return Entry.objects.latest("pk")


def behind_the_triggers(*statements: str) -> None:
    """What somebody can do who owns the machine."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")
