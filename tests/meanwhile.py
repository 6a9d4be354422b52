"""Two things at one moment on the real database: the second begins in a connection of its own and waits."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def _waits_for_us(cursor: Any) -> bool:
    """Whether another connection waits for what this one has locked."""
    cursor.execute(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    (count,) = cursor.fetchone()
    return bool(count)


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> list[Exception]:
    """Do the first thing, begin the second in another connection, and only when that waits (or is done) let the first
    one be done; what the second one raised."""
    raised: list[Exception] = []

    def other() -> None:
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        with connection.cursor() as cursor:
            while thread.is_alive() and not _waits_for_us(cursor):
                thread.join(timeout=0.05)
    thread.join()
    return raised
