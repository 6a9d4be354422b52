"""Before and after of a change as a line keeps them: plain, small, and only what differs."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

_LONG = 200

Values = dict[str, Any]


def values(row: Model, *names: str) -> Values:
    """These fields of a row as they stand, in the types that the database gives them back in."""
    return {name: _field(row, name).to_python(getattr(row, name)) for name in names}


def _field(row: Model, name: str) -> Any:
    return row._meta.get_field(name)


def given(row: Model, *names: str) -> Values:
    """These fields of a row as it was made, without those left empty."""
    return {name: value for name, value in values(row, *names).items() if value not in (None, "", [])}


def plain(value: Any) -> Any:
    """A value as JSON has it: days and amounts as texts, a long text by its digest and length only."""
    if type(value) is str:
        return value if len(value) <= _LONG else _digest(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):  # one of several codes
        return plain(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def sides(before: Values | None, after: Values | None) -> tuple[Values | None, Values | None]:
    """Both sides as they are kept: what is the same on both is on neither; where all is, it stands after alone."""
    old, new = plain(before) or None, plain(after) or None
    if old is None or new is None:
        return old, new
    same = {name for name in old if name in new and old[name] == new[name]}
    if len(same) == len(old) == len(new):
        return None, new
    return _without(old, same), _without(new, same)


def _without(side: Values, same: Collection[str]) -> Values | None:
    return {name: value for name, value in side.items() if name not in same} or None


def _digest(text: str) -> Values:
    return {"length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
