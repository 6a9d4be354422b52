"""Writing many rows at once: COPY, with keys reserved beforehand so that rows can point at each other."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def reserve(model: type[Model], count: int) -> list[int]:
    """`count` keys of a table that nobody else will be given, in rising order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s::bigint)",
            [model._meta.db_table, count],
        )
        return sorted(key for (key,) in cursor.fetchall())


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


def change(model: type[Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Give rows of a table new values in one statement: `rows` are (id, value, …) in the order of `fields`."""
    if not rows:
        return 0
    columns = [_column(model, name) for name in fields]
    types = [str(_field(model, name).rel_db_type(connection)) for name in fields]
    taken = ", ".join(f"%s::{kind}[]" for kind in ["bigint", *types])
    names = ", ".join(f'"{name}"' for name in columns)
    sets = ", ".join(f'"{name}" = given."{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" AS t SET {sets}'  # noqa: S608  names of columns only
            f" FROM unnest({taken}) AS given (id, {names}) WHERE t.id = given.id",
            [list(values) for values in zip(*rows, strict=True)],
        )
        return int(cursor.rowcount)


def analyse(*models: type[Model]) -> None:
    """Let the planner know what was just written: without it, it joins as if the tables were still empty."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _column(model: type[Model], name: str) -> str:
    column = _field(model, name).column
    assert column is not None
    return column


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    return found
