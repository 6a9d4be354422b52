"""Packs: programmes as data. What a pack holds, field by field, and the refusals of one that is not whole.

The files are `zhengyou/packs/*.toml`; docs/packs.md describes every field. Days in a pack are relative, so that a pack
says the same every year: see `Day`. A standard is known by its label, its issuer and its version, because the same
label has other items elsewhere (domain.md 3.3).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Self

from zhengyou.organisations.models import Kind, Sector

from ..models.plans import Recurrence
from .pack_fields import PackError, build

SCHEMA = 1
FOLDER = Path(__file__).resolve().parents[2] / "packs"
_KEY = re.compile(r"[a-z]+(-[a-z]+)*")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_OFFSET = re.compile(r"\+(\d{1,2})")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_COMMON_YEAR = 2001
_NUMBERS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "双": 2}


@dataclass(frozen=True)
class Day:
    """A day that hangs on when the plan begins: "+3" after three months, or "04-30" of the year that was chosen.

    "+3" as a beginning is the day on which three months have passed, as an end the day before it, so that one phase
    ends where the next begins.
    """

    text: str
    calendar: str
    months: int = 0
    month: int = 1
    day: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError with a sentence for what is no such day; 29 February is none, since most years lack it."""
        if offset := _OFFSET.fullmatch(text):
            return cls(text, "start", months=int(offset[1]))
        try:
            month, day = (int(part) for part in _MONTH_DAY.fullmatch(text).groups())  # type: ignore[union-attr]  # caught
            date(_COMMON_YEAR, month, day)
        except (AttributeError, ValueError):
            raise ValueError(
                f"“{text}”不是日子；写“+3”（开始后满 3 个月）或“04-30”（当年 4 月 30 日）"
            ) from None
        return cls(text, "year", month=month, day=day)

    def starting(self, begins: date) -> date:
        """The day as a beginning, in a plan that begins on `begins`."""
        if self.calendar == "year":
            return date(begins.year, self.month, self.day)
        return months_after(begins, self.months)

    def ending(self, begins: date) -> date:
        """The day as an end, which is still included."""
        return self.starting(begins) - timedelta(days=self.calendar == "start")


def months_after(day: date, months: int) -> date:
    """The same day `months` later; from the 29th on, the first of the next month where that month is too short."""
    index = day.year * 12 + day.month - 1 + months
    try:
        return date(index // 12, index % 12 + 1, day.day)
    except ValueError:
        return date((index + 1) // 12, (index + 1) % 12 + 1, 1)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A goal, a mechanism, or an item of a standard: a name, and what it means."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A named set of criteria as one issuer gave it in one year; with `countable` a checklist (五个一)."""

    label: str
    applies_to: str
    issuer: str
    version: int
    source: str
    items: tuple[Named, ...]
    countable: bool = False

    def __post_init__(self) -> None:
        """五个好 has five items; 四强四优 may count four pairs or eight items."""
        numbers = [_NUMBERS[char] for char in self.label if char in _NUMBERS]
        if numbers and len(self.items) not in {numbers[0], sum(numbers)}:
            raise ValueError(f"“{self.label}”说有 {numbers[0]} 条，只写了 {len(self.items)} 条")

    @property
    def key(self) -> str:
        """What tells it from every other standard, also of the same label."""
        return f"{self.label}@{self.issuer}@{self.version}"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the numbers that the sources of a policy give, with the source."""

    value: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A number on which sources disagree: whoever begins chooses, and the plan's text says what was chosen."""

    key: str
    question: str
    unit: str
    default: int
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if self.default not in [option.value for option in self.options]:
            raise ValueError(f"默认值 {self.default} 不在可选的数里")


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to be done. `text` is one sentence with {by}, {times} or {a policy's key} where those are printed."""

    name: str
    text: str
    owner: str
    audience: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    by: Day | None = None
    recurrence: str = Recurrence.ONCE.value
    times: int = 1
    times_from: str = ""
    grace_days: int = 0
    zero_allowed: bool = False

    def __post_init__(self) -> None:
        _among(self.audience, Kind.values, "audience")
        _among(self.sectors, Sector.values, "sectors")
        _among((self.recurrence,), Recurrence.values, "recurrence")
        once = self.recurrence == Recurrence.ONCE
        if not self.audience:
            raise ValueError("没有说由哪些组织办（audience）")
        if once != (self.by is not None):
            raise ValueError("只办一次的要有截止日（by），反复办的不写截止日")
        if ("{by}" in self.text) != once:
            raise ValueError("只办一次的要在 text 里用 {by} 写出截止日，反复办的不写")
        if not once and (self.times > 1 or self.times_from) and "{times}" not in self.text:
            raise ValueError("每期不止一次的，要在 text 里用 {times} 写出次数")
        if self.owner not in self.text:
            raise ValueError(f"text 里没有牵头的“{self.owner}”")
        if self.text.endswith("。") or self.name.endswith("。"):
            raise ValueError("name 和 text 末尾不写句号")

    @property
    def policies(self) -> set[str]:
        """Keys of the policies that the task prints or is repeated by."""
        printed = set(_PLACEHOLDER.findall(self.text)) - {"by", "times"}
        return printed | ({self.times_from} if self.times_from else set())


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A stage with the tasks that fall into it."""

    name: str
    starts: Day
    ends: Day
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One file. Without phases and tasks it only adds to the register of standards, and no plan begins from it."""

    key: str
    schema: int
    order: int
    title: str
    about: str
    calendar: str = "start"
    months: int = 12
    plan_title: str = ""
    purpose: str = ""
    theme: str = ""
    aims: tuple[Named, ...] = ()
    mechanisms: tuple[Named, ...] = ()
    standards: tuple[Standard, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()
    policies: tuple[Policy, ...] = ()

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"格式版本是 {self.schema}，本程序只读 {SCHEMA}")
        if self.calendar not in {"start", "year"}:
            raise ValueError("calendar 只能是 start（从开始那天算）或 year（按某一年的月日）")
        self._check_days()
        self._check_policies()
        if self.begins and not (self.plan_title and self.purpose):
            raise ValueError("可以起草方案的样板要有 plan_title 和 purpose")

    @property
    def begins(self) -> bool:
        """Whether a plan can begin from it."""
        return bool(self.all_tasks)

    @property
    def all_tasks(self) -> tuple[Task, ...]:
        """Those of the phases in order, then those that go on all the time."""
        return tuple(task for phase in self.phases for task in phase.tasks) + self.tasks

    def first_day(self, chosen: date) -> date:
        """The day the plan begins where this one was chosen: the same, or the first of its year."""
        return date(chosen.year, 1, 1) if self.calendar == "year" else chosen

    def proposed_day(self, today: date) -> date:
        """What is proposed to begin with: the first of the next month, or the year that most are planning by now."""
        if self.calendar == "year":
            return date(today.year + (today.month > 6), 1, 1)
        return months_after(today.replace(day=1), 1)

    @property
    def last_day(self) -> Day:
        """The end of the plan: so many months after its start, or the end of the year."""
        return Day.parse(f"+{self.months}" if self.calendar == "start" else "12-31")

    def _check_days(self) -> None:
        """Days of the pack's own calendar; phases in order without overlap; each task inside its phase or plan."""
        days = [day for phase in self.phases for day in (phase.starts, phase.ends)]
        days += [task.by for task in self.all_tasks if task.by]
        if strange := [day.text for day in days if day.calendar != self.calendar]:
            raise ValueError(f"“{strange[0]}”不合本样板的历法（calendar = {self.calendar}）")
        probe = date(_COMMON_YEAR, 1, 1)
        free, last = probe, self.last_day.ending(probe)
        for phase in self.phases:
            starts, ends = phase.starts.starting(probe), phase.ends.ending(probe)
            if not free <= starts <= ends <= last:
                raise ValueError(f"阶段“{phase.name}”的起止不在方案之内，或与前一阶段重叠")
            free = ends + timedelta(days=1)
            _check_dues(phase.tasks, starts, ends, f"阶段“{phase.name}”")
        _check_dues(self.tasks, probe, last, "方案")

    def _check_policies(self) -> None:
        """Every policy is printed by some task, and none is printed that does not exist."""
        known = {policy.key for policy in self.policies}
        used = {key for task in self.all_tasks for key in task.policies}
        if known != used:
            raise ValueError(f"这些参数没有定义或没有用到：{'、'.join(sorted(known ^ used))}")


def _check_dues(tasks: tuple[Task, ...], starts: date, ends: date, where: str) -> None:
    for task in tasks:
        if task.by and not starts <= task.by.ending(date(_COMMON_YEAR, 1, 1)) <= ends:
            raise ValueError(f"任务“{task.name}”的截止日不在{where}之内")


def _among(given: tuple[str, ...], known: list[str], name: str) -> None:
    if wrong := [one for one in given if one not in known]:
        raise ValueError(f"{name} 里没有“{wrong[0]}”；可以写：{'、'.join(known)}")


def read_pack(path: Path) -> Pack:
    """The pack in a file, UTF-8 TOML. PackError says file, place and what is wrong."""
    if not _KEY.fullmatch(path.stem):
        raise PackError(f"{path.name}：文件名只用小写字母和连字号")
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name}：不是 UTF-8 的 TOML：{error}") from error
    if "key" in given:
        raise PackError(f"{path.name}：不写 key，文件名就是")
    return build(Pack, {"key": path.stem, **given}, path.name)


def read_packs(folder: Path) -> dict[str, Pack]:
    """Every pack of a folder by its key. PackError also where one standard stands in two packs."""
    found = {path.stem: read_pack(path) for path in sorted(folder.glob("*.toml"))}
    seen: dict[str, str] = {}
    for pack in found.values():
        for standard in pack.standards:
            if standard.key in seen:
                raise PackError(
                    f"{pack.key}.toml：标准“{standard.key}”在 {seen[standard.key]}.toml 里已经有了"
                )
            seen[standard.key] = pack.key
    return dict(sorted(found.items(), key=lambda item: item[1].order))


@cache
def packs() -> dict[str, Pack]:
    """The packs that come with the system, read once a process."""
    return read_packs(FOLDER)


def standards() -> Iterator[Standard]:
    """The register: every standard of every pack."""
    for pack in packs().values():
        yield from pack.standards


def variants(label: str) -> list[Standard]:
    """Every standard of that label (in simplified script), the newest first."""
    return sorted(
        (one for one in standards() if one.label == label), key=lambda one: (-one.version, one.issuer)
    )
