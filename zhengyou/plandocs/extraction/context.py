"""What every rule of extraction looks at: one document's lines, structure and regions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.structure import Node, Structure, Unit

_REGIONS = (
    (
        "ideology",
        re.compile(
            r"指导思想|^总则$|^附则$|(?:重大|重要)?意义$|背景|指导原则|基本原则|基本情况|存在的?(?:主要)?(?:问题|不足)"
            r"|guiding ideology"
        ),
    ),
    ("steps", re.compile(r"步骤|阶段|组织实施|活动安排|时间安排|进度|实施安排|日程|implementation")),
    (
        "goals",
        re.compile(
            r"总体要求|总体目标|目标任务|目标要求|工作目标|主要目标|活动目标|目的|宗旨|总体思路|(?:年度|具体|奋斗|预期|任务|主要|争创|创建)目标$|target"
        ),
    ),
    ("standards", re.compile(r"基本要求|标准|主要内容|争创条件")),
    ("organisation", re.compile(r"组织领导|领导|保障|要求|责任|requirements")),
)
_STANDARDS = re.compile("标准|条件|基本要求")
_OF_STANDARDS = re.compile(r"^(?:创建|争创|先进|考核|评选|评定|评比|具体|基本)?(?:标准|条件)$")
_FRAMES = re.compile(r"^(?:活动)?(?:主题|载体)|主题和载体$|主题与载体$|主题、载体")
_NEXT = re.compile(
    r"下一步|今后|接下来|下阶段|下一阶段|(?:明年|下半年|后段|下步|下季度|(?:19|20)\d\d年).{0,6}(?:打算|计划|安排|思路|要点)"
    r"|(?:明年|下半年|后段|下步|下季度).{0,6}工作|(?:^|(?<=[。；]))(?:明年|来年|下半年|新的一年)里?，?(?:我们?[\u4e00-\u9fff]{0,3})?[要将]|(?:工作|几点)?打算$|努力方向$|整改措施$|(?:改进|推进)(?:措施|方向)$"
)


@dataclass(frozen=True)
class Context:
    """One document while it is read. `lines` are its text without furniture; `kind` as in plan.Document."""

    lines: list[Line]
    structure: Structure
    kind: str
    title: str
    signed: int | None  # the line of the signature; what follows is attached
    year: int | None  # the one year the document is of, to suggest where a date has none

    def between(self, first: int, last: int) -> list[Line]:
        """The lines with words whose numbers are over `first` and up to `last`."""
        numbers = self._numbers
        return self._filled[bisect_right(numbers, first) : bisect_right(numbers, last)]

    @cached_property
    def _filled(self) -> list[Line]:
        return [line for line in self.lines if line.match.strip()]

    @cached_property
    def _numbers(self) -> list[int]:
        return [line.number for line in self._filled]

    @property
    def units(self) -> list[Unit]:
        return self.structure.units


def region(path: tuple[Node, ...]) -> str:
    """What the section is about, by the outermost heading that tells: ideology, steps, goals, standards,
    organisation, or measures for all others; "" outside any section."""
    if not path:
        return ""
    if _FRAMES.search(path[0].heading):
        return "goals"
    if any(_OF_STANDARDS.search(node.heading) for node in path):
        return "standards"
    for node in path:
        for name, pattern in _REGIONS:
            if pattern.search(node.heading):
                return name
    return "measures"


def working_region(path: tuple[Node, ...], taken: Collection[int]) -> str:
    """The same, but 主要内容 is measures where no item of a standard (lines `taken`) stands in it."""
    about = region(path)
    if about == "standards" and not _STANDARDS.search(path[0].heading):
        root = path[0]
        return about if any(root.line.number <= line <= root.end_line for line in taken) else "measures"
    return about


def ahead(context: Context) -> list[Unit]:
    """The units that speak of work still to do: all of a plan, only the outlook of a report.

    A paragraph in which the outlook begins in the middle is cut there.
    """
    if context.kind != "report":
        return context.units
    found: list[Unit] = []
    looking, top = False, None
    for unit in context.units:
        root = unit.path[0] if unit.path and unit.path[0].kind != "inline" else None
        if root is not top:
            looking, top = False, root
        if looking or (root and _NEXT.search(root.heading)):
            looking = True
            found.append(unit)
        elif begins := _NEXT.search(unit.line.match, unit.start, unit.end):
            looking = True
            stop = unit.line.match.rfind("。", unit.start, begins.start()) + 1
            found.append(replace(unit, start=stop, head=None) if stop > unit.start else unit)
    return found


def sentences(unit: Unit) -> list[tuple[int, int]]:
    """The sentences of a unit as spans in its line's working copy."""
    text, spans, start = unit.line.match, [], unit.start
    for match in re.finditer(r"[。！？!?]|(?<=[a-z0-9)%])\.(?=\s|$)", text[unit.start : unit.end]):
        stop = unit.start + match.end()
        if text[start:stop].strip():
            spans.append((start, stop))
        start = stop
    if text[start : unit.end].strip():
        spans.append((start, unit.end))
    return spans


def trimmed(text: str, start: int, end: int, marks: str = " 。；，、：！？;.") -> tuple[int, int]:
    """A span without blanks and stops at its ends."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def spanned(line: Line, start: int, end: int) -> dict[str, Any]:
    """Place arguments of a span without blanks and stops at its ends."""
    return line.at(*trimmed(line.match, start, end))
