"""From the tables of a TOML file to frozen dataclasses, strictly: nothing unknown, nothing missing, no wrong kind."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_WORDS = {str: "文字", int: "整数", bool: "true 或 false"}


class PackError(Exception):
    """A pack file that is not as docs/packs.md says; the message names file, place and mistake."""


def build(cls: type[_T], given: Mapping[str, Any], where: str) -> _T:
    """One table as a dataclass; `where` names it in messages. A ValueError of the dataclass becomes a PackError."""
    hints, known = get_type_hints(cls), {field.name: field for field in fields(cls)}  # type: ignore[arg-type]  # a dataclass
    for name in given:
        if name not in known:
            raise PackError(f"{where}：不认识“{name}”；可以写：{'、'.join(known)}")
    for name, field in known.items():
        if name not in given and _required(field):
            raise PackError(f"{where}：缺“{name}”")
    values = {name: _value(hints[name], value, f"{where} {name}") for name, value in given.items()}
    try:
        return cls(**values)
    except ValueError as error:
        raise PackError(f"{where}：{error}") from error


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(kind: Any, given: Any, where: str) -> Any:
    if isinstance(kind, UnionType):  # X | None: TOML has no null, so that a given value is an X
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], given, where)
    if hasattr(kind, "parse"):
        return _parsed(kind, _value(str, given, where), where)
    if is_dataclass(kind):
        if not isinstance(given, Mapping):
            raise PackError(f"{where}：应当是一张表")
        return build(kind, given, where)  # type: ignore[arg-type]  # a dataclass, not one of its values
    if type(given) is not kind:
        raise PackError(f"{where}：应当是{_WORDS[kind]}")
    if given == "":
        raise PackError(f"{where}：是空的；没有就不写")
    return given


def _several(kind: Any, given: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise PackError(f"{where}：应当是一列")
    return tuple(_value(kind, one, f"{where}[{number}]") for number, one in enumerate(given, 1))


def _parsed(kind: Any, given: str, where: str) -> Any:
    try:
        return kind.parse(given)
    except ValueError as error:
        raise PackError(f"{where}：{error}") from error
