"""Numbers that repeat, jump or do not agree with what was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.defects.evidence import ERROR, NOTE, WARNING, Evidence, of_line, of_place, of_span
from zhengyou.plandocs.extraction.phases import announced
from zhengyou.plandocs.labels import STAGE, runs_near
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Defect
from zhengyou.plandocs.structure import Node

_PROMISE = re.compile(
    r"“?(?P<n>[二三四五六七八九十两])(?:个|项|大|条|种|点)(?P<what>结合|抓手|方面|重点|环节|机制"
    r"|任务|行动|措施|要求|目标|工作|步骤|原则|内容|关系|问题|贯穿|统一|转变|确保)”?"
    r"(?P<tail>[^。；：，]{0,14})(?P<mark>[：。；:]|$)"
)
_STEPS = re.compile(r"步骤|阶段")


def numbering(evidence: Evidence) -> Iterator[Defect]:
    """duplicate-number, missing-section, count-mismatch and missing-phases."""
    last: dict[float, int] = {}
    for siblings in _groups(evidence.context.structure.roots):
        yield from _sequence(siblings, last)
    yield from _promises(evidence)
    yield from _phases(evidence)


def _groups(roots: list[Node]) -> list[list[Node]]:
    """The numbered children of each parent, in the order of the text."""
    found: list[list[Node]] = []
    todo = [roots]
    while todo:
        siblings = todo.pop()
        found.append([node for node in siblings if node.kind not in {"inline", "plain"}])
        todo.extend(node.children for node in siblings if node.children)
    return sorted(filter(None, found), key=lambda group: (group[0].line.number, group[0].start))


def _sequence(siblings: list[Node], last: dict[float, int]) -> Iterator[Defect]:
    """Numbers of one kind under one parent must count 1, 2, 3…, or go on from the parent before (`last` by rank)."""
    by_rank: dict[float, Node] = {}
    for node in siblings:
        before = by_rank.get(node.rank)
        by_rank[node.rank] = node
        follows, last[node.rank] = last.get(node.rank), node.value
        code = "missing-phases" if node.kind == STAGE or "阶段" in node.heading else "missing-section"
        span = (node.line, node.start, max(node.heading_end, node.label_end))
        if before is None:
            if node.value > 1 and follows != node.value - 1:
                said = f"编号从“{node.label}”开始，前面的{node.value - 1}项不见了。请对照原件补上。"
                yield of_span(code, WARNING, said, *span)
        elif node.value == before.value:
            said = f"编号“{node.label}”与第{before.line.number}行重复，请改号（后面的也要顺延）。"
            yield of_span("duplicate-number", WARNING, said, *span)
        elif node.value > before.value + 1:
            said = f"编号由“{before.label}”跳到“{node.label}”，中间可能丢了内容。请对照原件补上。"
            yield of_span(code, WARNING, said, *span)
        elif node.value == 1 and before.value > 1:
            said = "编号在这里从头开始，上面可能丢了一个大标题。请对照原件补上。"
            yield of_span("missing-section", WARNING, said, *span)
        elif node.value < before.value:
            yield of_span(
                "duplicate-number", WARNING, f"编号由“{before.label}”退回“{node.label}”，请核对。", *span
            )


def _promises(evidence: Evidence) -> Iterator[Defect]:
    """五个结合。(四)…(五)…(六)…: what was announced against what follows."""
    lines = evidence.body
    nodes = _by_line(evidence.context.structure.roots)
    for index, line in enumerate(lines):
        for match in _PROMISE.finditer(line.match):
            found = _follows(line, match.end(), lines[index + 1 : index + 3], nodes)
            promised = integer(match["n"])
            if found is not None and promised is not None and found != promised:
                said = f"原文说有“{match['n']}个（项）{match['what']}”，后面只列出{found}个。请核对数目，或补上缺的。"
                yield of_span("count-mismatch", WARNING, said, line, *match.span())
    for standard in evidence.read.standards:
        if standard.items and not standard.certain:
            yield of_place("count-mismatch", WARNING, f"“{standard.label}”：{standard.doubt}", standard)


def _by_line(roots: list[Node]) -> dict[int, tuple[Node, list[Node]]]:
    """Each section that begins a line, with its siblings."""
    found: dict[int, tuple[Node, list[Node]]] = {}
    todo = [roots]
    while todo:
        siblings = todo.pop()
        for node in siblings:
            if node.kind != "inline":
                found[node.line.number] = (node, siblings)
            todo.append(node.children)
    return found


def _follows(line: Line, at: int, after: list[Line], nodes: dict[int, tuple[Node, list[Node]]]) -> int | None:
    """How many items follow an announcement: a run-on list right after it, or the sections that begin next."""
    for chain in runs_near(line, at, 16):
        return len(chain) if chain[0].start - at <= 12 else None
    if line.match[at:].strip() or not after or after[0].number not in nodes:
        return None
    first, siblings = nodes[after[0].number]
    if first.line.number in nodes and line.number in nodes and nodes[line.number][0].rank >= first.rank:
        return None
    return sum(1 for node in siblings if node.rank == first.rank and node.line.number >= first.line.number)


def _phases(evidence: Evidence) -> Iterator[Defect]:
    said = announced(evidence.context)
    count = len(evidence.read.phases)
    if said and said[3] != count:
        found = f"只找到{count}个" if count else "没有找到各阶段的标题"
        message = f"原文说分{said[3]}个阶段，{found}。请在工作台上补齐阶段。"
        yield of_span("missing-phases", ERROR, message, *said[:3])
    elif not said and not count and evidence.read.kind == "plan":
        for node in evidence.context.structure.roots:
            if _STEPS.search(node.heading):
                yield of_line(
                    "missing-phases",
                    NOTE,
                    "这里像是讲步骤的，但没有认出各个阶段。请在工作台上补齐。",
                    node.line,
                )
