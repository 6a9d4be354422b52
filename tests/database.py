"""The database under the tests: the server named in the environment, or one thrown away at the end."""

import atexit
import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import Any

import django
import pytest
from django.db import connection

from zhengyou.commandline import postgres, test

_OPEN = contextlib.ExitStack()
if "ZHENGYOU_DATABASE_URL" not in os.environ:
    # Begun here, before any plugin of ours imports a model; the processes of xdist inherit the variable.
    os.environ["ZHENGYOU_DATABASE_URL"] = _OPEN.enter_context(postgres.throwaway())
    atexit.register(_OPEN.close)
os.environ.setdefault("ZHENGYOU_SECRET_KEY", test.SECRET)
os.environ["ZHENGYOU_TESTING"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "zhengyou.settings"
# The browser's driver leaves an event loop in its thread, in which Django would then refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()

_QUEUE = "procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"


@pytest.fixture(scope="session", autouse=True)
def _emptying_goes_round_the_ledgers_triggers() -> Iterator[None]:
    """Between transactional tests all tables are emptied, which the ledger refuses everybody else."""
    kind = type(connection.ops)
    empty = kind.execute_sql_flush

    def round_the_triggers(operations: Any, statements: Sequence[str]) -> None:
        before = [
            "SET LOCAL session_replication_role = replica",
            f"TRUNCATE {_QUEUE} RESTART IDENTITY CASCADE",
        ]
        empty(operations, [*before, *statements])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "execute_sql_flush", round_the_triggers)
        yield
