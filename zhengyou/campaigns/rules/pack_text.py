"""A pack written out as an official plan in numbered sections, each thing knowing the words it stands in.

The result is what the plan reader would give for the same text, so that the workbench, the comparison and the report
treat such a plan like any other.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhengyou.plandocs import (
    Document,
    Mechanism,
    Origin,
    Period,
    Phase,
    Place,
    Reading,
    Section,
    Source,
    StandardItem,
    Theme,
)
from zhengyou.plandocs import Standard as StandardRead
from zhengyou.plandocs import Task as TaskRead

from . import packs
from .packs import Named, Pack, Standard, Task

FORMAT = "pack"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Sheet:
    """A pack's text, what stands where, and the pack's tasks in the order of the document's."""

    lines: tuple[str, ...]
    document: Document
    tasks: tuple[Task, ...]

    @property
    def content(self) -> bytes:
        """The text as a file, UTF-8."""
        return "\n".join(self.lines).encode()

    def reading(self, name: str) -> Reading:
        """As if a file of that name had been read."""
        content = self.content
        source = Source(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            format=FORMAT,
            encoding="utf-8",
            size=len(content),
        )
        origins = tuple(Origin(number=n, offset=0, kind="body") for n in range(1, len(self.lines) + 1))
        return Reading(
            source=source,
            lines=self.lines,
            cleaned=self.lines,
            origins=origins,
            documents=(self.document,),
        )


def render(pack: Pack, *, title: str, begins: date, chosen: Mapping[str, int]) -> Sheet:
    """The plan that begins on `begins` (for a pack of a year: that year); `chosen` has a number for each policy."""
    writer = _Writer(pack, pack.first_day(begins), chosen)
    writer.head(title)
    if pack.aims or pack.mechanisms:
        writer.section("总体要求", writer.goals)
    if pack.standards:
        writer.section("争创标准", writer.standards_section)
    if pack.phases:
        writer.section("方法步骤", writer.phases_section)
    if pack.tasks:
        writer.section("经常性工作", writer.tasks_section)
    return writer.sheet(title)


@dataclass(frozen=True)
class Line:
    """One line of a pack's text: level 0 the title, 1 and 2 headings, 3 all others."""

    level: int
    text: str


def preview(pack: Pack, day: date) -> list[Line]:
    """The text of the plan that would begin on `day` with every policy's default."""
    chosen = {policy.key: policy.default for policy in pack.policies}
    sheet = render(pack, title=pack.plan_title, begins=day, chosen=chosen)
    sections = sheet.document.sections
    levels = {part.line: part.level for section in sections for part in (section, *section.children)}
    return [
        Line(0 if number == 1 else levels.get(number, 3), text) for number, text in enumerate(sheet.lines, 1)
    ]


def day_words(day: date) -> str:
    """2027年1月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def counting(number: int) -> str:
    """A number from 1 to 99 as official texts count: 一, 十, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


@dataclass
class _Writer:
    pack: Pack
    begins: date
    chosen: Mapping[str, int]
    lines: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    standards: list[StandardRead] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    tasks: list[TaskRead] = field(default_factory=list)
    mechanisms: list[Mechanism] = field(default_factory=list)

    def put(self, text: str) -> int:
        """Write one line; its number."""
        self.lines.append(text)
        return len(self.lines)

    def at(self, words: str, line: int | None = None) -> dict[str, Any]:
        """The place of words in a line, the last one unless said otherwise."""
        number = line or len(self.lines)
        start = self.lines[number - 1].index(words)
        return {"line": number, "start": start, "end": start + len(words), "printed": words}

    def head(self, title: str) -> None:
        """Title, and a paragraph that says what for, from when to when, and under what theme."""
        self.put(title)
        self.found["title_at"] = Place(**self.at(title))
        last = self.pack.last_day.ending(self.begins)
        period = f"{day_words(self.begins)}至{day_words(last)}"
        theme = f"活动主题是“{self.pack.theme}”。" if self.pack.theme else ""
        self.put(f"{self.pack.purpose}，制定本方案。活动时间为{period}。{theme}")
        self.found["period"] = Period(**self.at(period), starts=self.begins, ends=last, text=period)
        if self.pack.theme:
            self.found["themes"] = (
                Theme(**self.at(self.pack.theme), text=self.pack.theme, kind="theme", year=None),
            )

    def section(self, heading: str, inside: Any) -> None:
        """A numbered section; `inside` writes it and gives the sections within."""
        label = f"{counting(len(self.sections) + 1)}、"
        place = self.at(label + heading, self.put(label + heading))
        children = inside()
        self.sections.append(
            Section(
                **place,
                label=label,
                heading=heading,
                level=1,
                end_line=len(self.lines),
                children=tuple(children),
            )
        )

    def part(self, number: int, heading: str, inside: Any) -> Section:
        """（一）… and under it 1. 2. 3."""
        label = f"（{counting(number)}）"
        place = self.at(label + heading, self.put(label + heading))
        inside()
        return Section(**place, label=label, heading=heading, level=2, end_line=len(self.lines))

    def goals(self) -> list[Section]:
        groups = [("主要目标", self.pack.aims, ""), ("工作机制", self.pack.mechanisms, "建立")]
        groups = [group for group in groups if group[1]]
        return [
            self.part(number, heading, lambda named=named, verb=verb: self.listed(named, verb))
            for number, (heading, named, verb) in enumerate(groups, 1)
        ]

    def listed(self, named: tuple[Named, ...], verb: str) -> None:
        for number, one in enumerate(named, 1):
            self.put(f"{number}. {verb}{one.name}。{one.text}。")
            if verb:
                self.mechanisms.append(Mechanism(**self.at(one.name), name=one.name, text=one.text))

    def standards_section(self) -> list[Section]:
        return [self.standard(number, one) for number, one in enumerate(self.pack.standards, 1)]

    def standard(self, number: int, one: Standard) -> Section:
        verb = "完成" if one.countable else "要做到"
        items: list[StandardItem] = []

        def inside() -> None:
            for place, item in enumerate(one.items, 1):
                words = f"{place}. " + "。".join(part for part in (item.name, item.text) if part)
                self.put(f"{words}。")
                items.append(StandardItem(**self.at(words), label=item.name, text=item.text))

        section = self.part(number, f"{one.applies_to}{verb}“{one.label}”", inside)
        self.standards.append(
            StandardRead(
                **self.at(one.label, section.line),
                label=one.label,
                key=one.label,
                applies_to=one.applies_to,
                items=tuple(items),
            )
        )
        return section

    def phases_section(self) -> list[Section]:
        return [self.phase(number, one) for number, one in enumerate(self.pack.phases, 1)]

    def phase(self, number: int, one: packs.Phase) -> Section:
        starts, ends = one.starts.starting(self.begins), one.ends.ending(self.begins)
        span = f"{day_words(starts)}至{day_words(ends)}"
        section = self.part(number, f"{one.name}（{span}）", lambda: self.numbered(one.tasks, number))
        self.phases.append(
            Phase(
                **self.at(section.printed, section.line),
                ordinal=number,
                name=one.name,
                starts=starts,
                ends=ends,
                date_text=span,
                end_line=section.end_line,
            )
        )
        return section

    def tasks_section(self) -> list[Section]:
        self.numbered(self.pack.tasks, None)
        return []

    def numbered(self, tasks: tuple[Task, ...], phase: int | None) -> None:
        for number, task in enumerate(tasks, 1):
            due = task.by.ending(self.begins) if task.by else None
            said = {"by": day_words(due) if due else "", "times": times_of(task, self.chosen), **self.chosen}
            words = f"{task.name}。{task.text.format(**said)}"
            self.put(f"{number}. {words}。")
            self.tasks.append(
                TaskRead(
                    **self.at(words),
                    name=task.name,
                    text=words,
                    owner=task.owner,
                    due=due,
                    date_text=day_words(due) if due else "",
                    recurrence=None,
                    phase=phase,
                )
            )

    def sheet(self, title: str) -> Sheet:
        document = Document(
            title=title,
            kind="plan",
            issuer=None,
            number=None,
            signed_on=None,
            published_on=None,
            script="hans",
            span=(1, len(self.lines)),
            sections=tuple(self.sections),
            standards=tuple(self.standards),
            phases=tuple(self.phases),
            tasks=tuple(self.tasks),
            mechanisms=tuple(self.mechanisms),
            **{"period": None, **self.found},
        )
        return Sheet(tuple(self.lines), document, self.pack.all_tasks)


def times_of(task: Task, chosen: Mapping[str, int]) -> int:
    """How many times in each period: the task's own number, or the one chosen for its policy."""
    return chosen[task.times_from] if task.times_from else task.times
