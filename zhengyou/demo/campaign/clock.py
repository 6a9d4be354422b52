"""Ledger lines of the past: what the actions write while the demonstration is loaded carries the day it tells of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection


class Clock:
    """The moment that the next ledger lines carry."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def set(self, moment: datetime) -> None:
        """From now on lines carry this moment."""
        self.moment = moment
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER TABLE ledger_entry ALTER COLUMN entered_at SET DEFAULT '{moment.isoformat()}'::timestamptz"
            )


@contextmanager
def ledger_clock(moment: datetime) -> Iterator[Clock]:
    """Within a transaction: lines written inside carry the clock's moment instead of the present one.

    It sets the column's default and puts the former one back, since lines can never be altered afterwards.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid"
            " AND a.attnum = d.adnum WHERE d.adrelid = 'ledger_entry'::regclass AND a.attname = 'entered_at'"
        )
        (former,) = cursor.fetchone()
        clock = Clock(moment)
        clock.set(moment)
        yield clock
        cursor.execute(f"ALTER TABLE ledger_entry ALTER COLUMN entered_at SET DEFAULT {former}")
