"""Being at a roster: whoever is at one holds its lock and tells how far it is, outside of the import's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..queries.roster import LOCK


class Attendance:
    """A connection of its own: it holds the roster's lock and tells the progress outside of any transaction."""

    def __init__(self, own: BaseDatabaseWrapper, run_id: int) -> None:
        self._own, self._run = own, run_id
        self._told: tuple[int, str] = (-1, "")

    def tell(self, done: int, total: int, sentence: str) -> None:
        """As progress.Report; only what differs is written."""
        permille = 1000 * done // max(total, 1)
        if (permille, sentence) == self._told:
            return
        self._told = permille, sentence
        with self._own.cursor() as cursor:
            cursor.execute(
                "UPDATE organisations_rosterrun SET stage = %s, permille = %s WHERE id = %s",
                [sentence[:60], permille, self._run],
            )


@contextmanager
def attending(run_id: int) -> Iterator[Attendance | None]:
    """For as long as it is worked at; None when somebody else is. The lock falls with the connection, however this
    process ends."""
    own = connections.create_connection("default")
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s::int, %s::int)", [LOCK, run_id])
            free = cursor.fetchone()[0]
        yield Attendance(own, run_id) if free else None
    finally:
        own.close()
