"""The catalogue of activity kinds, as data: what is asked when something was done, and whom it brings together.

The file is `zhengyou/packs/activities/kinds.toml`; docs/activities.md describes every field. What a kind asks beyond
the fields of every record is kept as JSON and checked here (domain.md P17, M16, M70, M75-M81).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .pack_fields import PackError, build

SCHEMA = 1
FOLDER = Path(__file__).resolve().parents[2] / "packs" / "activities"
_KEY = re.compile(r"[a-z]+(-[a-z]+)*")
_LONGEST = {"line": 200, "text": 2000}
_MOST = Decimal(10_000_000)


class Goal(TextChoices):
    """The four-sentence goal of such campaigns (domain.md M05)."""

    DEVELOPMENT = "development", gettext_lazy("推动科学发展")
    HARMONY = "harmony", gettext_lazy("促进社会和谐")
    SERVICE = "service", gettext_lazy("服务人民群众")
    ORGANISATION = "organisation", gettext_lazy("加强基层组织")


class ActionField(TextChoices):
    """The three fields of service (domain.md M81)."""

    POST = "post", gettext_lazy("岗位行动")
    HOME = "home", gettext_lazy("家园行动")
    VOLUNTEER = "volunteer", gettext_lazy("志愿行动")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a kind asks: a line, a text of several lines, or a number in `unit`."""

    key: str
    name: str
    kind: str
    unit: str = ""
    help: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (*_LONGEST, "number"):
            raise ValueError(f"“{self.key}”的 kind 只能是 line、text 或 number")
        if self.unit and self.kind != "number":
            raise ValueError(f"“{self.key}”不是数，不写 unit")

    @property
    def longest(self) -> int:
        """Characters at most, of a line or a text."""
        return _LONGEST[self.kind]


@dataclass(frozen=True, kw_only=True)
class ActivityKind:
    """One kind of activity. `roster`: "all" (all members are due, absentees are named), "some" (whoever came is
    ticked) or "none"; `brief`: absentees are told later; `quorum`: how many came decides what may be passed;
    `issues`: problems raised there are written down; `evidence`: what is to be kept, by default nothing."""

    key: str
    name: str
    source: str
    minutes: int
    roster: str
    words: tuple[str, ...]
    fields: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    action_fields: tuple[str, ...] = ()
    brief: bool = False
    quorum: bool = False
    issues: bool = False

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"“{self.key}”：key 只用小写字母和连字号")
        if self.roster not in ("all", "some", "none"):
            raise ValueError("roster 只能是 all、some 或 none")
        if (self.brief or self.quorum) and self.roster != "all":
            raise ValueError("要补课（brief）或要看到会人数（quorum）的，roster 是 all")
        if not 0 < self.minutes <= 24 * 60:
            raise ValueError("minutes 在 1 到 1440 之间")
        if not self.words:
            raise ValueError("没有写认出它的词（words）")
        _among(self.goals, Goal.values, "goals")
        _among(self.action_fields, ActionField.values, "action_fields")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All kinds and all fields they may ask."""

    schema: int
    fields: tuple[Field, ...]
    kinds: tuple[ActivityKind, ...]

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"格式版本是 {self.schema}，本程序只读 {SCHEMA}")
        _once([field.key for field in self.fields], "fields")
        _once([kind.key for kind in self.kinds], "kinds")
        _once([kind.name for kind in self.kinds], "kinds")
        known = [field.key for field in self.fields]
        for kind in self.kinds:
            _among(kind.fields, known, f"“{kind.name}”的 fields")
        asked = {key for kind in self.kinds for key in kind.fields}
        if unused := [key for key in known if key not in asked]:
            raise ValueError(f"没有一种活动问“{unused[0]}”")

    def kind(self, key: str) -> ActivityKind | None:
        """The kind with this key; None where there is none (any more)."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def fields_of(self, kind: ActivityKind) -> list[Field]:
        """What a kind asks, in its order."""
        by_key = {field.key: field for field in self.fields}
        return [by_key[key] for key in kind.fields]

    def guess(self, name: str) -> ActivityKind | None:
        """The kind that a task of this name means: the first of the catalogue whose word stands in it."""
        return next((kind for kind in self.kinds if any(word in name for word in kind.words)), None)


class BadDetails(ValueError):
    """Something told of an activity that its kind does not ask, or not so; the sentence says what."""


def checked(kind: ActivityKind | None, details: Mapping[str, Any]) -> dict[str, Any]:
    """What was told beyond the fields of every record, as it is kept: texts, and numbers as decimal text; what is
    empty is left out. Raises BadDetails."""
    asked = {field.key: field for field in catalogue().fields_of(kind)} if kind else {}
    if unknown := [key for key in details if key not in asked]:
        raise BadDetails(f"这类活动不记“{unknown[0]}”。")
    return {key: _kept(asked[key], value) for key, value in details.items() if value not in (None, "")}


def _kept(field: Field, value: Any) -> str:
    if field.kind != "number":
        text = str(value)
        if len(text) > field.longest:
            raise BadDetails(f"“{field.name}”最多{field.longest}个字。")
        return text
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise BadDetails(f"“{field.name}”请填一个数。") from None
    if not (number.is_finite() and 0 <= number <= _MOST):
        raise BadDetails(f"“{field.name}”请填 0 到 {_MOST} 之间的数。")
    return format(number, "f")


def told(kind: ActivityKind | None, details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was told, as (word, value) in the kind's order; a key the catalogue no longer has keeps its name."""
    fields = {field.key: field for field in catalogue().fields}
    order = list(kind.fields) if kind else []
    for key in sorted(details, key=lambda one: order.index(one) if one in order else len(order)):
        field = fields.get(key)
        yield (field.name if field else key), f"{details[key]}{field.unit if field else ''}"


def name_of(key: str) -> str:
    """The name of a kind; of one the catalogue no longer has its key."""
    found = catalogue().kind(key)
    return found.name if found else key or _("其他活动")


def meant(name: str, chosen: str | None) -> str:
    """The key of the kind of a task: what was chosen, or (None) what its name means; empty for none."""
    found = catalogue().guess(name) if chosen is None else catalogue().kind(chosen)
    return found.key if found else ""


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue in a file, UTF-8 TOML. PackError says file, place and what is wrong."""
    return build(Catalogue, read_table(path), path.name)


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file as a table; PackError where it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name}：不是 UTF-8 的 TOML：{error}") from error


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the system, read once a process."""
    return read_catalogue(FOLDER / "kinds.toml")


def _among(given: tuple[str, ...], known: list[str], name: str) -> None:
    if wrong := [one for one in given if one not in known]:
        raise ValueError(f"{name} 里没有“{wrong[0]}”；可以写：{'、'.join(known)}")


def _once(given: list[str], name: str) -> None:
    if twice := [one for one in given if given.count(one) > 1]:
        raise ValueError(f"{name} 里“{twice[0]}”写了两次")
