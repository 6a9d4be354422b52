"""Passages: runs of equal words joined where little stands between them, so that they can be read side by side.

Between two runs a name may have been exchanged (澜溪区 for 云岭乡); such words count as taken over, like the words
around them, and are listed as renamings. All other differing words are the plan's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from zhengyou.plandocs.comparison.aligning import Run, runs
from zhengyou.plandocs.comparison.streams import MASK, Span, Stream

SAME, RENAMED, CHANGED = "same", "renamed", "changed"
SHORTEST = 12  # fewer units are phrases that everybody uses
_GAP = 16
_NAME = 10
_TAIL = 3
_PLACE = re.compile(
    r"[省市州区县旗镇乡村校园院局厅厂矿馆站]|街道|社区|公司|集团|[小中大]学|党委|党工委|党组|教育|机关"
)
_NUMBER = re.compile(r"^[\d一二三四五六七八九十百千万两零○年月日.%％]+$")
_WORD = re.compile(
    r"^(?:各级?|全[体部区市县]?|所有|每个|我们?|本|基层|广大|其他|有关|这|该|一些|部分|优秀|先进)$"
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Part of a passage: the same on both sides, renamed, or changed; a side without words there is None."""

    kind: str
    first: Span | None
    second: Span | None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words of one document and of another that say the same; `alike` units of the first are the same or renamed."""

    alike: int
    first: Span
    second: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Renaming:
    """A name of the first document where the second has another, and how often."""

    first: str
    second: str
    count: int


class Part(NamedTuple):
    """A piece by units: `kind`, units of the first stream, units of the second."""

    kind: str
    a: int
    a_end: int
    b: int
    b_end: int


def passages(first: Stream, second: Stream, a: str, b: str) -> tuple[list[list[Part]], list[Renaming]]:
    """Passages as lists of parts, in the order of `first`, and the renamings in them.

    `a` and `b` are the units to compare: those of the streams, where inherited ones may be blotted out.
    """
    least = min(SHORTEST, len(first), len(second))
    joined = [_parts(group, a, b) for group in _joined(runs(a, b))]
    _open(joined, first, second)
    known = set(_names(first, second, joined))
    kept = []
    for parts in joined:
        told = _closed([_told(part, first, second, known) for part in parts])
        if alike(told) >= least:
            kept.append(told)
    counted = Counter(
        (first.words(p.a, p.a_end), second.words(p.b, p.b_end))
        for one in kept
        for p in one
        if p.kind == RENAMED
    )
    renamings = [Renaming(first=one, second=two, count=n) for (one, two), n in counted.most_common()]
    return kept, renamings


def alike(parts: Iterable[Part]) -> int:
    """Units of the first side that are taken over."""
    return sum(part.a_end - part.a for part in parts if part.kind != CHANGED)


def passage(parts: list[Part], first: Stream, second: Stream) -> Passage:
    """The passage with the places of its words."""
    return Passage(
        alike=alike(parts),
        first=first.span(parts[0].a, parts[-1].a_end),
        second=second.span(parts[0].b, parts[-1].b_end),
        pieces=tuple(_piece(part, first, second) for part in parts),
    )


def _piece(part: Part, first: Stream, second: Stream) -> Piece:
    return Piece(
        kind=part.kind,
        first=first.span(part.a, part.a_end) if part.a < part.a_end else None,
        second=second.span(part.b, part.b_end) if part.b < part.b_end else None,
    )


def _joined(found: list[Run]) -> Iterator[list[Run]]:
    """Runs in groups: each follows the one before it closely on both sides."""
    group: list[Run] = []
    for run in found:
        if group and not _follows(group[-1], run):
            yield group
            group = []
        if group and (overlap := group[-1].second + group[-1].length - run.second) > 0:
            run = Run(run.first + overlap, run.second + overlap, run.length - overlap)
        group.append(run)
    if group:
        yield group


def _follows(before: Run, run: Run) -> bool:
    gap = run.first - before.first - before.length
    other = run.second - before.second - before.length
    return gap <= _GAP and -run.length < other <= _GAP and run.second > before.second


def _parts(group: list[Run], a: str, b: str) -> list[Part]:
    """The runs of a group and, cut small by a library's alignment, what stands between them."""
    first = group[0]
    parts = [Part(SAME, first.first, first.first + first.length, first.second, first.second + first.length)]
    for before, run in pairwise(group):
        i, j = before.first + before.length, before.second + before.length
        for op in Levenshtein.opcodes(a[i : run.first], b[j : run.second]):
            kind = SAME if op.tag == "equal" else CHANGED
            parts.append(Part(kind, i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end))
        parts.append(Part(SAME, run.first, run.first + run.length, run.second, run.second + run.length))
    return _settled(parts)


def _settled(parts: list[Part]) -> list[Part]:
    """Neighbours of one kind as one; a single equal unit between two changes belongs to the change."""
    kinds = [part.kind for part in parts]
    for at in range(1, len(parts) - 1):
        lonely = parts[at].a_end - parts[at].a == 1 and kinds[at - 1] == parts[at + 1].kind == CHANGED
        if lonely:
            kinds[at] = CHANGED
    merged: list[Part] = []
    for part, kind in zip(parts, kinds, strict=True):
        if merged and merged[-1].kind == kind:
            last = merged.pop()
            part = Part(kind, last.a, part.a_end, last.b, part.b_end)
        merged.append(part._replace(kind=kind))
    return merged


def _open(groups: list[list[Part]], first: Stream, second: Stream) -> None:
    """Put the few words before a group at the beginning of its line, where a name may have been exchanged, into it."""
    ended = 0
    for parts in groups:
        begin = parts[0]
        i, j = first.line_begin(begin.a), second.line_begin(begin.b)
        if max(i, ended) < begin.a <= i + _NAME and ended <= i and j < begin.b <= j + _NAME:
            parts.insert(0, Part(CHANGED, i, begin.a, j, begin.b))
        ended = parts[-1].a_end


def _closed(parts: list[Part]) -> list[Part]:
    """The parts without a change at the beginning that turned out to be no renaming."""
    return parts[1:] if parts[0].kind == CHANGED else parts


def _names(first: Stream, second: Stream, groups: list[list[Part]]) -> Iterator[tuple[str, str]]:
    """Exchanged words that are names by what they end in or what follows them, or that are masked."""
    for parts in groups:
        for part, after in pairwise(parts):
            if part.kind == CHANGED and _exchanged(part, first, second):
                tail = first.units[part.a_end : min(after.a_end, part.a_end + _TAIL)]
                one, two = first.units[part.a : part.a_end], second.units[part.b : part.b_end]
                if MASK in one + two or (_PLACE.search(one[1:] + tail) and _PLACE.search(two[1:] + tail)):
                    yield one, two


def _exchanged(part: Part, first: Stream, second: Stream) -> bool:
    """Whether a change puts words that could be a name in the place of words that could be one."""
    one, two = first.words(part.a, part.a_end), second.words(part.b, part.b_end)
    short = 0 < len(one) <= _NAME and 0 < len(two) <= _NAME
    return short and not any(_NUMBER.match(words) or _WORD.match(words) for words in (one, two))


def _told(part: Part, first: Stream, second: Stream, names: set[tuple[str, str]]) -> Part:
    pair = first.units[part.a : part.a_end], second.units[part.b : part.b_end]
    return part._replace(kind=RENAMED) if part.kind == CHANGED and pair in names else part
