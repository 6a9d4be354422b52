"""Writing many rows at once: COPY, with keys reserved beforehand so that rows can point at each other."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def reserve(model: type[Model], count: int) -> range:
    """`count` keys of a table that nobody else will be given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute(f"SELECT nextval('{sequence}')")
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s::regclass, %s::bigint)", [sequence, first + max(count, 1) - 1])
    return range(first, first + count)


def copy(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Store rows of plain values in the order of `fields` (model field names); returns how many."""
    columns = ", ".join(f'"{_column(model, name)}"' for name in fields)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as pipe,
    ):
        for row in rows:
            pipe.write_row(row)
            count += 1
    return count


def analyse(*models: type[Model]) -> None:
    """Let the planner know what was just written: without it, it joins as if the tables were still empty."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _column(model: type[Model], name: str) -> str:
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    assert found.column is not None
    return found.column
