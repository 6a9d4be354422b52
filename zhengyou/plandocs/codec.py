"""Frozen dataclasses as JSON-able values and back, after their types alone.

A class with `LOCATED = True` (plan.Place and its children) is written with its offsets apart:
`"line": 3, "at": {"start": 0, "end": 4}, "printed": "…"`, because `start` and `end` are dates in issue 3's schema.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_DATES = {"starts": "start", "ends": "end"}
_PLACE = {"line", "start", "end", "printed"}


def encode(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, dates as ISO strings."""
    if is_dataclass(value):
        item: Any = value
        written = {_DATES.get(name, name): encode(getattr(item, name)) for name in _own_fields(type(item))}  # type: ignore[arg-type]  # encode takes dataclasses only
        if _located(type(item)):
            at = {"start": item.start, "end": item.end}
            written |= {"line": item.line, "at": at, "printed": item.printed}
        return written
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def decode(kind: Any, value: Any) -> Any:
    """The value of type `kind` that `encode` wrote. KeyError, TypeError or ValueError where it does not fit."""
    if value is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is tuple:
        return tuple(decode(get_args(kind)[0], part) for part in value)
    if is_dataclass(kind):
        return _build(kind, value)
    return date.fromisoformat(value) if kind is date else value


def _build(cls: Any, values: dict[str, Any]) -> Any:
    found = {name: decode(_hints(cls)[name], values[_DATES.get(name, name)]) for name in _own_fields(cls)}
    if _located(cls):
        found |= {"line": values["line"], "printed": values["printed"], **values["at"]}
    return cls(**found)


def _located(cls: Any) -> bool:
    return bool(getattr(cls, "LOCATED", False))


@cache
def _own_fields(cls: Any) -> tuple[str, ...]:
    """The names of a class's fields without those that say where it stands."""
    return tuple(f.name for f in fields(cls) if not (_located(cls) and f.name in _PLACE))


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)
