"""Themed drives as data (三查三看, domain.md P24): a pack with the steps that every unit goes through.

The files are `zhengyou/packs/drives/*.toml`; docs/drives.md describes every field. Nothing in the code names a drive, a
step or a fault.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhengyou.organisations.models import Kind, Sector

from .pack_fields import PackError, build
from .packs import Pack

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "drives"
TASK, SELF_CHECK, PROBLEMS, MEASURES = "task", "self_check", "problems", "measures"
_KEY = re.compile(r"[a-z]+([-_][a-z]+)*")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A sort of units that go through the drive: of which kinds and sectors, and how many the source counts."""

    name: str
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    number: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        for given, known, name in (
            (self.kinds, Kind.values, "kinds"),
            (self.sectors, Sector.values, "sectors"),
        ):
            if wrong := [one for one in given if one not in known]:
                raise ValueError(f"{name} 里没有“{wrong[0]}”；可以写：{'、'.join(known)}")
        if not self.kinds:
            raise ValueError("没有写是哪几类组织（kinds）")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the faults that problems are sorted by, or one of the looks."""

    key: str
    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a unit: through once the pack's `task` is met, its self-check is handed up, a problem is listed, or
    all its problems have measures."""

    key: str
    name: str
    by: str
    task: str = ""

    def __post_init__(self) -> None:
        if self.by not in (TASK, SELF_CHECK, PROBLEMS, MEASURES):
            raise ValueError(f"步骤“{self.name}”的 by 只能是 task、self_check、problems 或 measures")
        if bool(self.task) != (self.by == TASK):
            raise ValueError(f'步骤“{self.name}”：by = "task" 的写 task，别的不写')
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"“{self.key}”：key 只用小写字母和连字号")


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a drive adds to its pack. A unit is done with the drive when it is through the steps named in `done`."""

    units: tuple[Unit, ...]
    steps: tuple[Step, ...]
    done: tuple[str, ...]
    faults: tuple[Choice, ...] = ()
    looks: tuple[Choice, ...] = ()
    looks_note: str = ""

    def __post_init__(self) -> None:
        for named, where in ((self.steps, "steps"), (self.faults, "faults"), (self.looks, "looks")):
            keys = [one.key for one in named]
            if twice := [key for key in keys if keys.count(key) > 1]:
                raise ValueError(f"{where} 里“{twice[0]}”写了两次")
        if not self.steps or not self.units:
            raise ValueError("至少要有一步（steps）和一类单位（units）")
        known = [step.key for step in self.steps]
        if wrong := [key for key in self.done if key not in known]:
            raise ValueError(f"done 里的“{wrong[0]}”不是哪一步")
        if not self.done:
            raise ValueError("没有写走完哪几步才算办完（done）")


@dataclass(frozen=True, kw_only=True)
class Drive:
    """A pack and its course, by the name of its file."""

    key: str
    pack: Pack
    course: Course

    def __post_init__(self) -> None:
        named = [step.task for step in self.course.steps if step.by == TASK]
        there = [task.name for task in self.pack.all_tasks]
        if wrong := [name for name in named if name not in there]:
            raise ValueError(f"没有任务“{wrong[0]}”，却有一步按它来算")
        if len(there) != len(set(there)) or len(named) != len(set(named)):
            raise ValueError("任务的名称不能重复，一项任务只算一步")
        if any(step.by == SELF_CHECK for step in self.course.steps) and not self.pack.standards:
            raise ValueError("有自查这一步，却没有自查的标准（standards）")

    def step_of(self, task: str) -> str:
        """The key of the step that a task of the pack is; empty for none."""
        return next((step.key for step in self.course.steps if step.task == task), "")

    def fault(self, key: str) -> str:
        """The word of a fault; of one the file has no more its key."""
        return next((one.name for one in self.course.faults if one.key == key), key)


def audience_of(units: Sequence[Unit]) -> tuple[list[str], list[str]]:
    """The kinds and the sectors of these units together."""
    kinds = {kind for unit in units for kind in unit.kinds}
    sectors = {sector for unit in units for sector in unit.sectors}
    return [kind for kind in Kind.values if kind in kinds], [one for one in Sector.values if one in sectors]


def read_drive(path: Path) -> Drive:
    """The drive in a file, UTF-8 TOML. PackError says file, place and what is wrong."""
    if not _KEY.fullmatch(path.stem):
        raise PackError(f"{path.name}：文件名只用小写字母、连字号和下划线")
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name}：不是 UTF-8 的 TOML：{error}") from error
    course = given.pop("drive", None)
    if not isinstance(course, dict):
        raise PackError(f"{path.name}：缺“drive”这张表")
    pack = build(Pack, {"key": path.stem.replace("_", "-"), **given}, path.name)
    try:
        return Drive(key=path.stem, pack=pack, course=build(Course, course, f"{path.name} drive"))
    except ValueError as error:
        raise PackError(f"{path.name}：{error}") from error


@cache
def _read(folder: Path) -> dict[str, Drive]:
    found = {path.stem: read_drive(path) for path in sorted(folder.glob("*.toml"))}
    return dict(sorted(found.items(), key=lambda item: item[1].pack.order))


def drives() -> dict[str, Drive]:
    """The drives there are, by key in their order; read once a process."""
    return _read(FOLDER)


def drive_of(key: str) -> Drive | None:
    """The drive of this key; None where there is none (any more)."""
    return drives().get(key)
