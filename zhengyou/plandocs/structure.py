"""Lines -> sections by numbering, and the small units of text that rules look at one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.labels import RUN_RANK, STAGE, Item, Label, label_of, runs_of
from zhengyou.plandocs.numbers import ordinal
from zhengyou.plandocs.plan import Section

_LONG_HEADING = 60
_STOP = re.compile(r"[。；：！？]|\s\||(?<=[a-z0-9)])[.:;](?=\s|$)")
_AFTER_LABEL = re.compile(r"[\s：、，.:—]{0,6}")
_HAN = re.compile("[\u4e00-\u9fff]")
_STAGE = re.compile(
    r"第[一二三四五六七八九1-9](?:个)?(?:阶段|步骤?)\s?[：:]\s?"
)  # 第一阶段：动员部署 is one heading
_TIMED = re.compile(r"（[^（）]{2,30}）\s?[：:]\s?")  # 第一阶段（3月）：学习动员
_MONTH_ITEM = re.compile(r"\s{0,8}(?P<label>(?P<n>[二三四五六七八九十])、)(?=[一二三四五六七八九十]{1,2}月)")
KNOWN_HEADINGS = (
    "指导思想和总体要求|指导思想|总体要求|总体目标|目标任务|目标要求|主要目标|工作目标|活动目标|活动主题和载体|活动主题|活动载体"
    "|活动形式|主要内容及基本要求|主要内容|基本要求|活动内容|活动安排|活动时间|时间安排|参加对象|活动对象|范围对象|具体措施"
    "|主要措施|工作措施|保障措施|方法步骤|实施步骤|活动步骤|工作步骤|创建方法|组织实施|组织领导|组织机构|组织保障|工作要求"
    "|具体要求|活动要求|有关要求|几点要求|工作安排|工作任务|主要任务|重点任务|重点工作|主要做法|工作内容|基本情况|存在问题"
    "|存在的问题|下一步打算|下一步工作打算|指导原则|基本原则|工作原则|总体思路|工作思路"
)
_KNOWN = re.compile(rf"(?:{KNOWN_HEADINGS})")
_ALONE = re.compile(
    rf"\s{{0,8}}(?:[【\[《]?(?P<known>{KNOWN_HEADINGS})[】\]》]?\s?：?|【(?P<framed>[^【】]{{2,12}})】)\s{{0,8}}$"
)
_BARE = re.compile(r"\s{0,8}(?P<label>[1-9]\d?)\s{1,4}(?=[\u4e00-\u9fff]{2,20}\s{0,4}$)")
_DEEP = re.compile(r"\s{0,8}1\.1[\s、.\u4e00-\u9fff]")
_ATTACHED = re.compile(r"\s{0,8}附\s?件\s?：\s?1\s?[.、]")
_LIST_LINE = re.compile(r"\s{0,20}\d{1,2}\s?[.、]\s?[^。；]{2,40}$")
_OUTER = 0.8  # of unnumbered headings over numbered sections


@dataclass
class Node:
    """A section while the tree is built; offsets are in the line's working copy."""

    line: Line
    label: str
    rank: float
    value: int
    start: int
    label_end: int
    heading_start: int
    heading_end: int
    end_line: int = 0
    kind: str = ""
    inline_end: int | None = None
    first_part: int = 0  # the line of its first child that is a section of its own
    children: list[Node] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The heading in simplified script, for matching."""
        return self.line.match[self.heading_start : self.heading_end].strip()


@dataclass(frozen=True)
class Unit:
    """The smallest piece that stands for itself: an unnumbered paragraph, a leaf section's line, a list item.

    `start`..`end` are offsets in the line's working copy, `head` the span of its short title if it has one,
    `path` the sections around it from the outermost in.
    """

    line: Line
    start: int
    end: int
    head: tuple[int, int] | None
    path: tuple[Node, ...]

    @property
    def text(self) -> str:
        return self.line.match[self.start : self.end]


@dataclass(frozen=True)
class Structure:
    """The sections of one document and its units, in order."""

    lines: list[Line]
    roots: list[Node]
    units: list[Unit]
    loose: list[Node] = field(default_factory=list)  # run-on lists outside any section


def build(lines: list[Line]) -> Structure:
    """The structure of one document's lines (its title's lines may be among them)."""
    roots: list[Node] = []
    stack: list[Node] = []
    units: list[Unit] = []
    loose: list[Node] = []
    plain, bare, attached = _plain_rank(lines), _has_bare_numbers(lines), False
    for line in lines:
        attached = _ATTACHED.match(line.match) is not None or (
            attached and _LIST_LINE.match(line.match) is not None
        )
        if attached and not _ATTACHED.match(line.match):
            continue
        node = _node(line, stack, plain) or (_bare(line) if bare else None)
        if line.match.strip() and stack and stack[-1].kind == "run":
            _end(stack, line.number - 1)
        if node is not None:
            _hang(node, stack, roots)
        if line.match.strip():
            units += _units(line, node, tuple(stack), loose)
    _close(roots, lines[-1].number if lines else 0)
    return Structure(lines, roots, units, loose)


def sections(structure: Structure) -> tuple[Section, ...]:
    """The tree as frozen values, levels counted from 1."""
    whole = sorted((*structure.roots, *structure.loose), key=lambda node: (node.line.number, node.start))
    return tuple(_section(node, 1) for node in whole)


def _plain_rank(lines: list[Line]) -> float:
    """The rank of headings without a number: over 一、 where the count begins anew under one, else beside it."""
    after_plain = False
    for line in lines:
        label = label_of(line)
        if label and label.kind == "cn":
            if after_plain and label.value == 1:
                return _OUTER
            after_plain = False
        elif label is None and _ALONE.match(line.match):
            after_plain = True
    return 1.0


def _node(line: Line, stack: list[Node], plain: float) -> Node | None:
    label = label_of(line) or _month_item(line, stack)
    if label is None:
        return _unnumbered(line, plain)
    rank = _nested_rank(label, stack)
    if label.kind == STAGE:
        rank = _stage_rank(stack)
    if label.kind == "run" and runs_of(line, label.start):
        return None
    start, end = heading_span(line, label.end)
    return Node(line, label.text, rank, label.value, label.start, label.end, start, end, kind=label.kind)


def _nested_rank(label: Label, stack: list[Node]) -> float:
    """The label's rank; 1. under （1） where the text nests them so (they follow no 1. around them)."""
    if label.kind != "num":
        return label.rank
    before = next((node for node in reversed(stack) if node.kind == "num"), None)
    if before is not None:
        return before.rank
    top = stack[-1] if stack else None
    return top.rank + 0.1 if top and label.value == 1 and top.kind == "num-paren" else label.rank


def _has_bare_numbers(lines: list[Line]) -> bool:
    """Whether the text numbers as standards of industry do: 1 活动内容, 1.1 …, 2 …"""
    deep = any(_DEEP.match(line.match) for line in lines)
    return deep and sum(_BARE.match(line.match) is not None for line in lines) >= 2


def _bare(line: Line) -> Node | None:
    match = _BARE.match(line.match)
    if match is None:
        return None
    start, end = match.span("label")
    head = heading_span(line, end)
    return Node(line, line.words(start, end), 3.0, int(match["label"]), start, end, *head, kind="num")


def _month_item(line: Line, stack: list[Node]) -> Label | None:
    """三、九月份举办…: the third item, not the third and the ninth month, where a second one stands above."""
    match = _MONTH_ITEM.match(line.match)
    above = next((node for node in reversed(stack) if node.kind == "cn"), None)
    if match is None or above is None or ordinal(match["n"]) != above.value + 1:
        return None
    start, end = match.span("label")
    return Label(above.kind, above.rank, above.value + 1, line.words(start, end), start, end)


def _stage_rank(stack: list[Node]) -> float:
    """第二阶段 stands beside 第一阶段; the first one hangs under whatever heading it follows."""
    before = next((node.rank for node in stack if node.kind == STAGE), None)
    if before is not None:
        return before
    above = [node.rank for node in stack if node.rank < RUN_RANK]
    return min([r for r in above if r >= 1], default=1.0) + 0.5 if len(above) < 2 else above[-1] + 0.5


def _unnumbered(line: Line, rank: float) -> Node | None:
    """A heading without a number: styled as one in the file, or one of the headings every plan has."""
    alone = _ALONE.match(line.match)
    if alone is None and not (line.heading and 0 < len(line.match.strip()) <= _LONG_HEADING):
        return None
    start, end = alone.span(alone.lastgroup or 0) if alone else (0, len(line.match))
    return Node(line, "", float(line.heading or rank), 0, start, start, start, end, kind="plain")


def heading_span(line: Line, begin: int) -> tuple[int, int]:
    """Where the heading after a label stands: up to the first full stop, or the whole of a short line."""
    text = line.match
    skipped = _AFTER_LABEL.match(text, begin)
    start = skipped.end() if skipped else begin
    stage = _STAGE.match(text, start) or _TIMED.match(text, start)
    stop = _STOP.search(text, stage.end() if stage else start)
    end = stop.start() if stop else len(text.rstrip())
    if end - start <= _LONG_HEADING * (1 if _HAN.search(text, start, end) else 2):
        return start, max(start, end)
    known = _KNOWN.match(text, start)
    if known:
        return start, known.end()
    comma = text.find("，", start + 4, start + _LONG_HEADING)
    return start, comma if comma > 0 else min(end, start + _LONG_HEADING)


def _end(stack: list[Node], last: int) -> None:
    """An item of a list of paragraphs (一是…) is its own line and no more."""
    stack.pop().end_line = last


def _hang(node: Node, stack: list[Node], roots: list[Node]) -> None:
    while stack and stack[-1].rank >= node.rank:
        stack.pop().end_line = node.line.number - 1
    if stack:
        stack[-1].first_part = stack[-1].first_part or node.line.number
    (stack[-1].children if stack else roots).append(node)
    stack.append(node)


def _close(nodes: list[Node], last: int) -> None:
    """End every section that nothing ended, and order children by place."""
    todo = list(nodes)
    while todo:
        node = todo.pop()
        node.end_line = max(node.line.number, node.end_line or last)
        todo.extend(node.children)


def _units(line: Line, node: Node | None, path: tuple[Node, ...], loose: list[Node]) -> list[Unit]:
    """The line's units; its run-on lists become children of the section it stands in, or `loose`."""
    begin = node.heading_start if node else 0
    found: list[Unit] = []
    at = begin
    for chain in runs_of(line, begin):
        if chain[0].start > at:
            found.append(_unit(line, at, chain[0].start, node if at == begin else None, path))
        for item in chain:
            child = _inline(line, item)
            (path[-1].children if path else loose).append(child)
            found.append(
                Unit(line, item.body, item.end, (child.heading_start, child.heading_end), (*path, child))
            )
        at = chain[-1].end
    if at < len(line.match.rstrip()):
        found.append(_unit(line, at, len(line.match), node if at == begin else None, path))
    return [unit for unit in found if unit.text.strip()]


def _unit(line: Line, start: int, end: int, node: Node | None, path: tuple[Node, ...]) -> Unit:
    head = (node.heading_start, node.heading_end) if node else _titled(line, start, end)
    return Unit(line, start, end, head, path)


def _titled(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """公开承诺。按照…: a short first sentence without a comma is a title of the paragraph."""
    latin = not _HAN.search(line.match, start, end)
    stop = line.match.find(". " if latin else "。", start, min(end, start + (80 if latin else 16)))
    short = 0 <= stop < end - 2 and "，" not in line.match[start:stop]
    return (start, stop) if short and stop - start >= 2 else None


def _inline(line: Line, item: Item) -> Node:
    start, end = heading_span(line, item.body)
    end = min(end, item.end)
    return Node(
        line, item.label, RUN_RANK, item.value, item.start, item.body, start, end,
        end_line=line.number, kind="inline", inline_end=item.end,
    )  # fmt: skip


def _section(node: Node, level: int) -> Section:
    return Section(
        **node.line.at(node.start, node.heading_end),
        label=node.label,
        heading=node.line.words(node.heading_start, node.heading_end),
        level=level,
        end_line=node.end_line,
        inline=node.kind == "inline",
        children=tuple(_section(child, level + 1) for child in node.children),
    )
