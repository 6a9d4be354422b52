"""Two texts by lines, laid side by side: what is the same, and within changed lines which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Indel

# Words of a line, each with whether it is on this side only.
Words = list[tuple[str, bool]]
# Lines that have less in common stand beside each other without marks: everything would be marked.
_ALIKE = 0.5


@dataclass(frozen=True)
class Row:
    """A line before and after; a side without one is empty."""

    before: Words
    after: Words


@dataclass(frozen=True)
class Stretch:
    """Rows that follow each other, all the same on both sides or all changed."""

    same: bool
    rows: list[Row]


def stretches(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    """The lines of two texts, empty ones left out, in their order."""
    first, second = _lines(before), _lines(after)
    found: list[Stretch] = []
    changed: tuple[list[str], list[str]] = ([], [])
    for step in Indel.opcodes(first, second):
        ours, theirs = first[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        if step.tag != "equal":
            changed[0].extend(ours)
            changed[1].extend(theirs)
            continue
        found += _changed(*changed)
        changed = ([], [])
        found.append(Stretch(True, [Row([(line, False)], [(line, False)]) for line in ours]))
    return found + _changed(*changed)


def _lines(lines: Sequence[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    rows = [Row(*_words(ours, theirs)) for ours, theirs in zip_longest(before, after)]
    return [Stretch(False, rows)] if rows else []


def _words(before: str | None, after: str | None) -> tuple[Words, Words]:
    if before is None or after is None:
        return [(before, True)] if before else [], [(after, True)] if after else []
    if Indel.normalized_similarity(before, after) < _ALIKE:
        return [(before, True)], [(after, True)]
    steps = Indel.opcodes(before, after)
    return (
        list(_marked((before[step.src_start : step.src_end], step.tag != "equal") for step in steps)),
        list(_marked((after[step.dest_start : step.dest_end], step.tag != "equal") for step in steps)),
    )


def _marked(parts: Iterator[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    return ((words, marked) for words, marked in parts if words)
