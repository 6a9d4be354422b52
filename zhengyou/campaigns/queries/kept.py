"""Answers kept while nothing in the database has changed: for counts that cost a whole pass over a campaign."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """At most `size` answers, each under the name of the snapshot it was taken from.

    PostgreSQL names what a statement sees: the transactions finished and the ones still running. Any commit anywhere
    changes the name and none comes twice, so an answer under the same name cannot be stale. Changes of one's own
    that are not committed yet are not in the name; within a transaction nothing is kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The kept answer to the question `key`, or the one that `answer` works out now."""
        if connection.in_atomic_block:
            return answer()
        name = (_snapshot(), key)
        with self._lock:
            if name in self._answers:
                self._answers.move_to_end(name)
                return self._answers[name]
        found = answer()
        with self._lock:
            self._answers[name] = found
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return found


def _snapshot() -> tuple[str, ...]:
    """Snapshot, start of the server (a restored copy may count transactions anew) database and schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text,"
            " current_database() || '.' || current_schema()"
        )
        found: tuple[str, ...] = cursor.fetchone()
    return found
