"""Tasks: what somebody must do, one for each smallest item of the plan's working sections.

A titled item (一是动员部署。召开…) is one task named by its title; where its sentences name different owners or times
each of these is a task of its own. Untitled paragraphs give a task for each sentence with a concrete verb and a
modal, an owner or a time. Ideology, goals and the items of standards give none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import pairwise

from zhengyou.plandocs.cleaning import Line, latin
from zhengyou.plandocs.dates import When, find_dates
from zhengyou.plandocs.extraction.context import Context, ahead, sentences, spanned, trimmed, working_region
from zhengyou.plandocs.extraction.lexicon import (
    ATTITUDE,
    CONCRETE,
    MANNER,
    MODAL,
    PRINCIPLE,
    VAGUE_HEAD,
)
from zhengyou.plandocs.extraction.naming import name_of
from zhengyou.plandocs.extraction.owners import owner_in, owner_of
from zhengyou.plandocs.extraction.recurrence import UNCOMMON, per_class, recurrence
from zhengyou.plandocs.extraction.tables import Row, repeats, rows
from zhengyou.plandocs.plan import Phase, Standard, StandardItem, Task
from zhengyou.plandocs.structure import Unit

_SHORT = 9  # 一要提高站位: too short to say what is to be done, if it names nothing
_FAR = 40  # in a phase, whatever is said is to be done
_STOPS = " 。；，、：！？;.:（）"
_LABEL_ONLY = re.compile(
    r"[（\s]{0,4}(?:责任|牵头|承办|主办|负责|实施|落实)(?:单位|部门|科室|处室|股室|站所|支部|人|领导)[^。；]{0,40}$"
)
_SALUTATION = re.compile(
    r"\s*[^。；]{2,60}：\s*$|\s*(?:报|送|发|抄送|抄报|主送|分送)："
)  # 各党支部，局属各单位：
_DATE_ONLY = re.compile(r"[\s\d年月日号至到和—、，。.:：（）上中下旬初底末前后从起止-]*$")
_ANSWERED = re.compile(
    r"[（(](?:责任|牵头|承办|主办|负责|实施|落实)[^（）]{1,4}[：:][^（）]{2,60}[）)][。；]?\s{0,4}$"
)
_ALSO = re.compile(r"[^，。；]{2,12}(?:还|也)(?:要|将)?(?:组织|开展|举办|召开)")
_WHOLE = frozenset(("全年", "年内", "一月"))
_SEMICOLON = re.compile("；")


def tasks(context: Context, phases: tuple[Phase, ...], standards: tuple[Standard, ...]) -> tuple[Task, ...]:
    """The document's tasks in order, each with owner, time and recurrence as far as the text gives them."""
    taken = {item.line for standard in standards for item in standard.items}
    names = {(phase.line, phase.start) for phase in phases}
    starts = sorted(names)
    named = {phase.line for phase in phases if phase.line != phase.end_line}
    table = rows(context.lines)
    tabled = {row.line.number for row in table}
    found: list[Task] = []
    for unit in ahead(context):
        if not _works(unit, context, taken) or unit.line.number in tabled:
            continue
        if context.signed and unit.line.number >= context.signed:
            continue
        if unit.line.number in taken and _holds_items(unit, standards):
            continue
        place = unit.line.at(unit.start, unit.end)
        if (
            (unit.line.number in named and len(unit.text) <= 60)
            or _only_heading(unit, context)
            or _introduces(unit)
        ):
            continue
        phase = _phase_of(unit, phases, starts)
        if unit.line.number in taken and not _only_titled(unit, standards):
            found += _beside_items(unit, standards, context.year, phase)
            continue
        made = _of_unit(unit, context.year, phase, (place["line"], _own_start(unit)) in names)
        found += [replace(task, phase=_ordinal(task, phases, starts)) for task in made]
    found += [task for row in table for task in _of_row(row, phases, context.year)]
    return tuple(sorted(found, key=lambda task: (task.line, task.start)))


def _holds_items(unit: Unit, standards: tuple[Standard, ...]) -> bool:
    """Whether the unit is itself an item of a standard, or one of a run-on list of them."""
    inline = bool(unit.path) and unit.path[-1].kind == "inline"
    place = unit.line.at(unit.start, unit.end)
    last = place["end"] - 2
    return inline or any(i.start <= place["start"] and i.end >= last for i in _items_in(unit, standards))


def _items_in(unit: Unit, standards: tuple[Standard, ...]) -> list[StandardItem]:
    return [item for s in standards for item in s.items if item.line == unit.line.number]


def _only_titled(unit: Unit, standards: tuple[Standard, ...]) -> bool:
    """Whether the items stand in the title, and the work below it: 1、亮标准、亮身份。6月底前，各窗口…"""
    if unit.head is None or unit.head[1] >= unit.end - 2:
        return False
    ends = unit.line.at(*unit.head)["end"]
    return all(item.end <= ends for item in _items_in(unit, standards))


def _beside_items(
    unit: Unit, standards: tuple[Standard, ...], year: int | None, phase: Phase | None
) -> list[Task]:
    """The sentences of a paragraph that say who does what, besides those that spell out a standard."""
    line = unit.line
    items = _items_in(unit, standards)
    found = []
    for span in sentences(unit):
        at = line.at(*span)
        clear = not any(item.start < at["end"] and item.end > at["start"] for item in items)
        clear = clear or (CONCRETE.search(line.match, *span) is not None and _own(line, span))
        if clear and _own(line, span) and _duty(line, span):
            found.append(_task(line, span, None, year, phase))
    return found


def _own_start(unit: Unit) -> int:
    """Where the section begins whose line the unit is (the unit itself begins after the number)."""
    node = unit.path[-1] if unit.path else None
    start: int = unit.line.at(node.start, unit.end)["start"] if node and node.line is unit.line else -1
    return start


def _of_row(row: Row, phases: tuple[Phase, ...], year: int | None) -> list[Task]:
    """A row of a table of duties; a row that only repeats a phase is left to the phases."""
    if "task" not in row.cells or any(repeats(row, phase.name) for phase in phases):
        return []
    line, span = row.line, trimmed(row.line.match, *row.cells["task"])
    when = next(iter(find_dates(row.words("time"))), None)
    due, suggested, unsure = _due(when, year)
    often, odd = recurrence(row.words("time") or row.words("task"))
    return [
        Task(
            **spanned(line, *span),
            name=name_of(line, span, None),
            text=line.words(*span),
            owner=line.words(*row.cells["owner"]) if "owner" in row.cells else None,
            due=due,
            suggested_due=suggested,
            date_text=line.words(*row.cells["time"]) if "time" in row.cells else "",
            recurrence=often,
            phase=None,
            per_class=per_class(row.words("task") + row.words("time")),
            certain=not (unsure or odd),
            doubt=unsure + odd,
        )
    ]


def _works(unit: Unit, context: Context, taken: set[int]) -> bool:
    """Whether the unit stands where duties are given. 主要内容 may hold standards (`taken`) or the work itself."""
    about = working_region(unit.path, taken)
    if about in {"ideology", "goals", "standards"}:
        return False
    if about == "":
        return not context.structure.roots and context.kind in {"plan", "notice", "report"}
    return True


def _only_heading(unit: Unit, context: Context) -> bool:
    """A heading over other text is a title, not a task."""
    if (
        not unit.path
        or unit.head is None
        or unit.path[-1].line is not unit.line
        or unit.path[-1].kind == "inline"
    ):
        return False
    node = unit.path[-1]
    if unit.line.match[unit.head[1] : unit.end].strip(" 。；：."):
        return False
    last = min(node.end_line, context.signed - 1) if context.signed else node.end_line
    return bool(node.children) or bool(context.between(node.line.number, last))


def _introduces(unit: Unit) -> bool:
    """A paragraph between a heading and its numbered parts, which say the same at length."""
    node = unit.path[-1] if unit.path else None
    if node is None or node.line is unit.line or node.kind == "inline":
        return False
    return unit.line.number < node.first_part


def _ordinal(task: Task, phases: tuple[Phase, ...], starts: list[tuple[int, int]]) -> int | None:
    """The phase of a task in a line in which several begin: 1月为申报阶段，…；2月至11月为创建阶段，…"""
    at = bisect_right(starts, (task.line, task.end)) - 1
    return phases[at].ordinal if at >= 0 and phases[at].line == task.line else task.phase


def _phase_of(unit: Unit, phases: tuple[Phase, ...], starts: list[tuple[int, int]]) -> Phase | None:
    """The phase in whose lines the unit stands; `starts` are the places where the phases begin."""
    here = (unit.line.number, unit.line.at(unit.start, unit.end)["start"])
    at = bisect_right(starts, here) - 1
    return phases[at] if at >= 0 and here[0] <= phases[at].end_line else None


def _of_unit(unit: Unit, year: int | None, phase: Phase | None, is_phase: bool) -> list[Task]:
    line = unit.line
    spans = [part for span in sentences(unit) for part in _parts(line, span)]
    spans = [span for span in spans if CONCRETE.search(line.match, *span) or _own(line, span)]
    if is_phase and unit.head:
        after = unit.head[1]
        spans = [trimmed(line.match, max(after, a), b, _STOPS) for a, b in spans if b > after + 1]
        return [_task(line, span, None, year, phase) for span in spans if _duty(line, span, _FAR)]
    titled = unit.head is not None
    if (titled and _no_work(unit.text.strip("。 "))) or _SALUTATION.match(unit.text) or _only_attitudes(unit):
        return []
    if not titled and _no_work(unit.text):
        spans = [span for span in spans if _when_said(line, span)]
    if unit.head is None or (not _numbered(unit) and _when_said(line, unit.head)):  # a sentence, no title
        return [_task(line, span, None, year, phase) for span in spans if _duty(line, span)]
    own = [] if _ANSWERED.search(unit.text) else spans
    own = [span for span in own if span[0] >= unit.head[1] and _own(line, span)]
    if len(own) >= 2:
        kept = [span for span in spans if span in own or MODAL.match(line.match[slice(*span)].lstrip())]
        return [_task(line, span, None, year, phase) for span in kept]
    end = next((span[0] for span in spans[1:] if _ALSO.match(line.match, *span)), unit.end)
    besides = [_task(line, span, None, year, phase) for span in spans if span[0] == end]
    if not spans and (not _numbered(unit) or len(unit.text.strip("。；， ")) <= _SHORT):
        return []
    return [_task(line, (unit.head[0], end), unit.head, year, phase), *besides]


def _only_attitudes(unit: Unit) -> bool:
    """A title over sentences that are no work: 做好结合。把…结合起来。"""
    if unit.head is None:
        return False
    text = unit.line.match
    under = [text[a:b].strip("。 ") for a, b in sentences(unit) if a >= unit.head[1] and b - a > 2]
    return bool(under) and all(_no_work(one) for one in under)


def _own(line: Line, span: tuple[int, int]) -> bool:
    """Whether a sentence names somebody to act, a time, or how often."""
    if _LABEL_ONLY.match(line.match[slice(*span)].rstrip("。 ")):
        return False
    return owner_in(line, span) is not None or _when_said(line, span)


def _when_said(line: Line, span: tuple[int, int]) -> bool:
    text = line.match[slice(*span)]
    return bool(_times(line, span)) or recurrence(text)[0] is not None or bool(UNCOMMON.search(text))


def _no_work(text: str) -> bool:
    """Words about how to think or go about things."""
    return bool(ATTITUDE.match(text) or PRINCIPLE.match(text))


def _numbered(unit: Unit) -> bool:
    """Whether the unit is an item that the plan numbers; such an item is work, however it is put."""
    node = unit.path[-1] if unit.path else None
    return node is not None and node.line is unit.line and node.kind != "plain"


def _parts(line: Line, span: tuple[int, int]) -> list[tuple[int, int]]:
    """A sentence cut at its semicolons where two or more pieces have an owner or a time of their own."""
    cuts = [span[0], *(m.end() for m in _SEMICOLON.finditer(line.match, *span)), span[1]]
    pieces = [(a, b) for a, b in pairwise(cuts) if b > a]
    own = [one for one in pieces if _own(line, one)]
    return pieces if len(own) >= 2 else [span]


def _duty(line: Line, span: tuple[int, int], near: int = 14) -> bool:
    text = line.match[slice(*span)].lstrip()
    if _no_work(text) or _DATE_ONLY.match(text):
        return False
    verb = CONCRETE.search(MANNER.sub("", text))
    early = bool(verb and verb.start() <= (40 if latin(text) else near))
    return early or bool(MODAL.search(text)) or _own(line, span)


def _times(line: Line, span: tuple[int, int]) -> list[When]:
    return [w for w in find_dates(line.match[slice(*span)]) if _is_deadline(line.match[slice(*span)], w)]


def _is_deadline(text: str, when: When) -> bool:
    """Not the year of a cited document, a past event, or a phrase such as 迎接党的十八大."""
    before = text[max(0, when.start - 6) : when.start]
    quoted = text.rfind("《", 0, when.start) > text.rfind("》", 0, when.start)
    occasion = re.search(r"自(?![查评检我学纠行])|纪念|庆祝|迎接|截至|继|抓住", before[-3:]) or re.match(
        r"等|为契机", text[when.end : when.end + 3]
    )
    return not quoted and not occasion


def _task(
    line: Line, span: tuple[int, int], head: tuple[int, int] | None, year: int | None, phase: Phase | None
) -> Task:
    span = trimmed(line.match, *span)
    text = line.match[slice(*span)]
    owner = owner_of(line, span, head)
    often, odd = recurrence(text)
    times = _times(line, span)
    if often:
        times = [
            when for when in times if line.match[span[0] + when.start : span[0] + when.end] not in _WHOLE
        ]
    when = times[0] if times else None
    due, suggested, unsure = _due(when, _year_in(when, phase, year))
    doubts = [odd, unsure, _vague(text, head, line)]
    return Task(
        **spanned(line, *span),
        name=name_of(line, span, head),
        text=line.words(*span),
        owner=owner,
        due=due,
        suggested_due=suggested,
        date_text=line.words(span[0] + when.start, span[0] + when.end) if when else "",
        recurrence=often,
        phase=phase.ordinal if phase else None,
        per_class=per_class(text),
        certain=not any(doubts),
        doubt="".join(doubts),
    )


def _due(when: When | None, year: int | None) -> tuple[date | None, date | None, str]:
    """The last day the text gives, or a suggestion and a doubt."""
    if when is None:
        return None, None, ""
    if when.event:
        return None, None, f"时间以“{when.event}”为界，没有日期，请填写。"
    _, last = when.dates()
    if when.bound in {"from", "after"}:
        return None, None, "原文只写了从何时开始，没有写办结时间，请填写。"
    if last is None:
        guess = when.dates(year)[1]
        return None, guess, f"时间没有写年份{f'，暂按{year}年推定' if guess else ''}，请确认。"
    return last, None, "原文写的是“前后”，请定一个办结日期。" if when.bound == "around" else ""


def _year_in(when: When | None, phase: Phase | None, year: int | None) -> int | None:
    """The year to suggest: the one that puts the day inside its phase, else the document's."""
    if when is None or phase is None or not phase.starts or not phase.ends:
        return year
    for candidate in range(phase.starts.year, phase.ends.year + 1):
        last = when.dates(candidate)[1]
        if last and phase.starts <= last <= phase.ends:
            return candidate
    return year


def _vague(text: str, head: tuple[int, int] | None, line: Line) -> str:
    """A titled item that only intends (加强…, 提高…) and sets no thing to be done with a date or a number."""
    if head and VAGUE_HEAD.match(line.match[slice(*head)]) and not re.search(r"\d|至少|每[年月季学]", text):
        return "原文是原则性要求，没有说清做到什么程度，请改成可以检查的事。"
    return ""
