"""Phases (阶段): numbered, named in headings, or unnumbered under "本次活动分四个阶段进行" (domain.md 3.1, 3.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from zhengyou.plandocs.cleaning import Line, latin
from zhengyou.plandocs.dates import When, find_dates
from zhengyou.plandocs.extraction.context import Context, trimmed
from zhengyou.plandocs.extraction.tables import rows
from zhengyou.plandocs.labels import STAGE, label_of
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Phase
from zhengyou.plandocs.structure import Node

ANNOUNCED = re.compile(
    r"(?:分为?|划分为|按|共分?为?|分成)(?:以下)?(?P<n>[二三四五六七八九两2-9])个?(?:阶段|步(?!入)|步骤)"
    r"|(?P<m>[二三四五六七八九两2-9])个阶段(?:进行|实施|推进|开展|组织)"
)
_ANNOUNCED_ENGLISH = re.compile(r"in (?P<n>two|three|four|five|six) (?:phases|stages)")
_ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_STEPS = re.compile(r"步骤|阶段|实施安排|进度|时间安排|组织实施|活动安排|日程")
_PHASE_WORD = re.compile(r"阶段(?!性)|\b(?:stage|phase)\b")
_SO_MANY = re.compile("[二三四五六两2-6]个阶段")
_ENDS_AS_PHASE = re.compile(r"阶段\s{0,4}$")
_TYPICAL = re.compile(
    r"动员|部署|启动|发动|准备|宣传|学习|实施|推进|争创|自查|整改|总结|验收|表彰|巩固|提高|提升"
    r"|评比|评议|承诺|长效|完善|考核"
)
_INLINE = re.compile(
    r"(?:^|(?<=[。；：，]))\s?(?P<label>第(?P<n>[一二三四五六七八九])(?:个)?(?:阶段|步))[：，、]?"
)
_PARENTHESES = re.compile(r"[（(](?P<inside>[^（）()]{2,60})[）)]")
_STAGE_PREFIX = re.compile(r"第[一二三四五六七八九1-9](?:个)?(?:阶段|步骤?)\s?[：:]\s?")
_TIME_FIRST = re.compile(
    r"(?:^|(?<=[。；]))\s{0,8}(?:[（(]?[一二三四五六1-6][）)、.]\s?)?(?:从|自|每年)?"
    r"(?P<time>[^，。；：]{2,30}?)，?[为是](?P<name>[\u4e00-\u9fff]{2,12}阶段)"
)
_NO_DATE = "原文没有写这个阶段的起止时间，请填写。"


@dataclass
class _Found:
    line: Line
    ordinal: int
    start: int
    name_start: int
    name_end: int
    end: int | None = None  # offset where an inline phase ends


def phases(context: Context) -> tuple[Phase, ...]:
    """The phases in order. Dates are only those the text gives; guesses go to `suggested_*`."""
    found = _by_stage_labels(context) or _by_headings(context) or _by_times(context) or _inline(context)
    found = found or _unnumbered(context)
    found = found or _under_steps(context) or _by_table(context)
    last = context.lines[-1].number if context.lines else 0
    out = []
    for index, one in enumerate(found):
        following = found[index + 1].line.number if index + 1 < len(found) else None
        end_line = max(one.line.number, (following - 1) if following else _end_of(one, context, last))
        out.append(_phase(one, index, end_line, context))
    return tuple(out)


def announced(context: Context) -> tuple[Line, int, int, int] | None:
    """Where the text says how many phases there are: line, span and number."""
    for line in context.lines:
        match = ANNOUNCED.search(line.match)
        if match:
            return line, match.start(), match.end(), integer(match["n"] or match["m"]) or 0
        match = _ANNOUNCED_ENGLISH.search(line.match)
        if match:
            return line, match.start(), match.end(), _ENGLISH[match["n"]]
    return None


def _nodes(context: Context) -> list[tuple[Node, Node | None]]:
    """All sections in order, each with its parent."""
    out: list[tuple[Node, Node | None]] = []
    todo: list[tuple[Node, Node | None]] = [(node, None) for node in reversed(context.structure.roots)]
    while todo:
        node, parent = todo.pop()
        out.append((node, parent))
        todo.extend((child, node) for child in reversed(node.children))
    return out


def _by_stage_labels(context: Context) -> list[_Found]:
    """第一阶段：… at the beginning of paragraphs or table rows."""
    found = [_of_node(node) for node, _ in _nodes(context) if node.kind == STAGE]
    return [one for one in found if one.ordinal] if len(found) >= 2 else []


def _by_headings(context: Context) -> list[_Found]:
    """（一）动员部署阶段（2010年5月）, or the children of 实施步骤 if most of them look like phases."""
    named = [
        (n, p) for n, p in _nodes(context) if n.kind != "inline" and _PHASE_WORD.search(_core(n.heading))
    ]
    named = [
        (n, p)
        for n, p in named
        if (p is not None and not ANNOUNCED.search(n.heading) and not _SO_MANY.search(n.heading))
        or n.label.startswith(("（", "("))
        or (n.label and _ENDS_AS_PHASE.search(_core(n.heading)) and not _SO_MANY.search(n.heading))
    ]
    if len(named) >= 1 and len({n.rank for n, _ in named}) == 1:
        return [_of_node(node) for node, _ in named]
    for node, _ in _nodes(context):
        children = [child for child in node.children if child.kind != "inline"]
        if _STEPS.search(node.heading) and len(children) >= 2 and children[0].rank < 9:
            typical = [c for c in children if _TYPICAL.search(c.heading)]
            dated = [c for c in children if find_dates(c.line.match)]
            if len(typical) * 2 > len(children) and dated:
                return [_of_node(child) for child in children]
    return []


def _core(heading: str) -> str:
    """A heading without brackets and quotes; a long one is a sentence and names no phase."""
    core = _PARENTHESES.sub("", heading)
    return core if len(core) <= (80 if latin(core) else 40) else ""


def _of_node(node: Node) -> _Found:
    return _Found(node.line, node.value, node.start, node.heading_start, node.heading_end)


def _inline(context: Context) -> list[_Found]:
    """第一阶段（5月）…。第二阶段… inside one paragraph."""
    for line in context.lines:
        matches = list(_INLINE.finditer(line.match))
        if len(matches) >= 2 and "阶段" in matches[0]["label"]:
            ends = [m.start("label") for m in matches[1:]] + [len(line.match)]
            return [
                _Found(
                    line, integer(m["n"]) or 0, m.start("label"), m.end(), _clause(line, m.end(), end), end
                )
                for m, end in zip(matches, ends, strict=True)
            ]
    return []


def _by_times(context: Context) -> list[_Found]:
    """2011年4月为宣传发动阶段，…: each paragraph begins with its time."""
    found: list[_Found] = []
    for line in context.lines:
        matches = [m for m in _TIME_FIRST.finditer(line.match) if find_dates(m["time"])]
        ends = [m.start("time") for m in matches[1:]] + [len(line.match)]
        for match, end in zip(matches, ends, strict=False):
            alone = len(matches) == 1
            span = match.span("name")
            found.append(_Found(line, len(found) + 1, match.start("time"), *span, None if alone else end))
    return found if len(found) >= 2 else []


def _clause(line: Line, start: int, end: int) -> int:
    stops = [at for mark in "。；：，" if (at := line.match.find(mark, start + 2, end)) > 0]
    return min([*stops, end])


def _unnumbered(context: Context) -> list[_Found]:
    """Short paragraphs standing alone after "分四个阶段", if they are as many as announced."""
    said = announced(context)
    if said is None:
        return []
    after = [line for line in context.lines if line.number > said[0].number]
    section = next(
        (i for i, line in enumerate(after) if (at := label_of(line)) and at.kind in {"cn", "part"}),
        len(after),
    )
    short = [line for line in after[:section] if _is_name(line)]
    if len(short) != said[3]:
        dated = [line for line in short if _TYPICAL.search(line.match) or find_dates(line.match)]
        couplets = [line for line in short if "，" in line.match]
        short = next((some for some in (dated, couplets) if len(some) == said[3]), [])
    return [
        _Found(
            line,
            number,
            *trimmed(line.match, 0, len(line.match))[:1],
            *trimmed(line.match, 0, len(line.match)),
        )
        for number, line in enumerate(short, 1)
    ]


def _under_steps(context: Context) -> list[_Found]:
    """Short paragraphs under 活动步骤, each over longer ones: 宣传动员 / 2月中旬前，召开…"""
    for node, _ in _nodes(context):
        if not _STEPS.search(node.heading) or node.children:
            continue
        lines = context.between(node.line.number, node.end_line)
        short = [line for line in lines if len(line.match.strip()) <= 16 and _is_name(line)]
        over = {a.number for a, b in pairwise(lines) if b not in short}
        if len(short) >= 2 and lines[0] is short[0] and all(line.number in over for line in short):
            spans = [(line, *trimmed(line.match, 0, len(line.match))) for line in short]
            return [_Found(line, number, a, a, b) for number, (line, a, b) in enumerate(spans, 1)]
    return []


def _by_table(context: Context) -> list[_Found]:
    """The rows of a table with a column 阶段."""
    named = [row for row in rows(context.lines) if row.words("phase")]
    spans = [(row.line, trimmed(row.line.match, *row.cells["phase"])) for row in named]
    return [_Found(line, number, a, a, b, len(line.match)) for number, (line, (a, b)) in enumerate(spans, 1)]


def _is_name(line: Line) -> bool:
    text = line.match.strip()
    english = latin(text)
    limit = 80 if english else 30
    return (
        3 <= len(text) <= limit
        and label_of(line) is None
        and text.rstrip(".。").count(". " if english else "。") == 0
    )


def _end_of(one: _Found, context: Context, last: int) -> int:
    """The last line of the last phase: where the section around it ends."""
    around = [
        n for n, _ in _nodes(context) if n.kind != "inline" and n.line.number <= one.line.number <= n.end_line
    ]
    own = [n for n in around if n.line is one.line]
    outer = own or around
    return min((node.end_line for node in outer), default=last)


def _phase(one: _Found, index: int, end_line: int, context: Context) -> Phase:
    start, end = _name_span(one)
    when, text = _when(one, end_line, context)
    phase = Phase(
        **one.line.at(one.start, max(end, one.name_end)),
        ordinal=one.ordinal or index + 1,
        name=one.line.words(start, end) or f"第{index + 1}阶段",
        starts=None,
        ends=None,
        date_text=text,
        end_line=end_line,
        certain=False,
        doubt=_NO_DATE,
    )
    return phase if when is None else _dated(phase, when, context.year)


def _name_span(one: _Found) -> tuple[int, int]:
    """The name without its dates in brackets, its number and its stops."""
    start, end = trimmed(one.line.match, one.name_start, one.name_end)
    stage = _STAGE_PREFIX.match(one.line.match, start, end)
    if stage and stage.end() < end:
        start = stage.end()
    inside = _PARENTHESES.search(one.line.match, start, end)
    if inside and (find_dates(inside["inside"]) or inside.end() == end):
        start, end = (inside.end(), end) if inside.start() == start else (start, inside.start())
    return trimmed(one.line.match, start, end)


def _when(one: _Found, end_line: int, context: Context) -> tuple[When | None, str]:
    """The time in the phase's heading, else the first one a "时间：" or the first sentence of its text gives."""
    stop = one.end or len(one.line.match)
    lines = [(one.line, one.start, stop)]
    following = context.between(one.line.number, end_line)
    lines += [(line, 0, len(line.match)) for line in following[:1] if one.end is None]
    for line, begin, finish in lines:
        dates = find_dates(line.match[begin:finish])
        near = [w for w in dates if w.start <= max(60, one.name_end + 12 - begin)]
        if near:
            joined = _start_and_end(near, line.match[begin:finish])
            return joined, line.words(begin + joined.start, begin + joined.end)
    return None, ""


def _start_and_end(dates: list[When], text: str) -> When:
    """从2010年5月开始，到6月底结束: two times that are the two ends of one."""
    first = dates[0]
    for second in dates[1:2]:
        between = text[first.end : second.start]
        if len(between) <= 6 and re.search("[至到—-]", between):
            year = second.last_year or first.last_year
            return When(
                first.start,
                second.end,
                first.first,
                second.last,
                first.first_year,
                year,
                second.bound,
                second.event,
            )
    return first


def _dated(phase: Phase, when: When, year: int | None) -> Phase:
    if when.event:
        said = f"原文以“{when.event}”为界，没有写日期，请填写这个时间点。"
        first = _first_only(when)
        return replace(phase, starts=first, doubt=said)
    starts, ends = when.dates()
    if when.bound == "by":
        starts = (
            starts
            if when.first != when.last and (when.first or (0, 0))[0] != (when.last or (0, 0))[0]
            else None
        )
    if when.bound == "from":
        return replace(phase, starts=starts, doubt="原文只写了开始时间，没有写到何时结束，请填写。")
    if starts is None and ends is None:
        guess = when.dates(year)
        hint = f"暂按{year}年推定，" if year else ""
        said = f"原文“{phase.date_text}”没有写年份，{hint}请确认。"
        return replace(phase, suggested_start=guess[0], suggested_end=guess[1], doubt=said)
    if starts and ends and starts > ends:
        return replace(phase, starts=starts, ends=ends, doubt="开始时间晚于结束时间，请核对。")
    return replace(phase, starts=starts, ends=ends, certain=True, doubt="")


def _first_only(when: When) -> date | None:
    if when.first is None or when.first_year is None:
        return None
    return replace(when, last=when.first, last_year=when.first_year).dates()[0]
