"""Passages of two plans laid side by side, paragraph by paragraph, with what is word for word the same folded away."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from zhengyou.plandocs.comparison import Paragraph, Passage, Stream

_FOLDED = 3  # fewer unchanged paragraphs in a row are read as quickly as folded
_SAME = "same"


@dataclass(frozen=True)
class Row:
    """One paragraph of ours, or the part of it that is in the passage, and what stands for it in theirs."""

    ours: list[Paragraph]
    theirs: list[Paragraph]
    changed: bool


@dataclass(frozen=True)
class Stretch:
    """Rows that follow each other; `folded` where all are the same and there are several."""

    folded: bool
    rows: list[Row]


@dataclass(frozen=True)
class Pair:
    """A passage: its paragraphs here and there, from `line` to `last_line` (from 1) on either side."""

    alike: int
    line: int
    last_line: int
    their_line: int
    their_last_line: int
    stretches: list[Stretch]


def pair(ours: Stream, theirs: Stream, passage: Passage) -> Pair:
    """The passage laid out; its first and second side are parts of `ours` and `theirs`."""
    stretches = []
    for changed, group in groupby(_rows(ours, theirs, passage), lambda row: row.changed):
        rows = list(group)
        stretches.append(Stretch(not changed and len(rows) >= _FOLDED, rows))
    return Pair(
        alike=passage.alike,
        line=passage.first.line,
        last_line=passage.first.last_line,
        their_line=passage.second.line,
        their_last_line=passage.second.last_line,
        stretches=stretches,
    )


def _rows(ours: Stream, theirs: Stream, passage: Passage) -> Iterator[Row]:
    here, there = _kinds(passage, "first"), _kinds(passage, "second")
    places = _counterparts(passage)
    begin, end, other = passage.first.begin, passage.first.end, passage.second.begin
    cuts = [begin, *(u for u in range(begin + 1, end) if ours.line_of[u] != ours.line_of[u - 1]), end]
    for left, right in pairwise(cuts):
        at, upto = places[left - begin], places[right - begin]
        kinds = {*here[left - begin : right - begin], *there[at - other : upto - other]}
        yield Row(
            ours=ours.paragraphs(left, right, here[left - begin : right - begin]),
            theirs=theirs.paragraphs(at, upto, there[at - other : upto - other]),
            changed=kinds != {_SAME},
        )


def _kinds(passage: Passage, side: str) -> list[str]:
    """The kind of each unit of one side."""
    spans = [(getattr(piece, side), piece.kind) for piece in passage.pieces]
    return [kind for where, kind in spans if where for _ in range(where.begin, where.end)]


def _counterparts(passage: Passage) -> list[int]:
    """For each unit of our side the unit of theirs that stands for it, and at last the end of theirs.

    Of differing words only the first has a counterpart: the beginning of theirs; the others have its end.
    """
    places: list[int] = []
    reached = passage.second.begin
    for piece in passage.pieces:
        ours, theirs = piece.first, piece.second
        begin, end = (theirs.begin, theirs.end) if theirs else (reached, reached)
        if ours:
            length = ours.end - ours.begin
            same = range(begin, end) if piece.kind == _SAME else [begin, *[end] * (length - 1)]
            places.extend(same)
        reached = end
    return [*places, reached]
