"""A plan as a stream of units for comparing: what copying changes is left out, every unit knows its place.

A unit is one Chinese character in simplified script, one word in other letters, one number, or one mask (XX, ××, __).
Punctuation, blanks, width, pinyin and stray marks, site furniture and the numbers before headings are no units, so
that they change nothing. Each unit is kept as one character of `Stream.units`: words and numbers by a code in the
private planes (two words in 131,000 share one, which no passage of a dozen units can be built from).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from zhengyou.plandocs.cleaning import Line, clean
from zhengyou.plandocs.furniture import furniture
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.plan import Reading

MASK = "\ue000"
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"(?P<mask>[xX×*○_]{{2,}}|[×○])|[{_HAN}]|\d+(?:\.\d+)?|[^\W\d_×{_HAN}]+")
_PRIVATE, _CODES = 0xF0000, 0x10FFFE - 0xF0000


@dataclass(frozen=True, kw_only=True)
class Span:
    """Units `begin` to `end` of a stream, and where they stand in the original: from character `start` of line `line`
    up to but not including character `stop` of line `last_line` (lines from 1)."""

    begin: int
    end: int
    line: int
    start: int
    last_line: int
    stop: int


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One line of the original, or part of one, cut where the label of its units changes: (words, label)."""

    line: int
    segments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Stream:
    """The units of a document and their places. `lines` is the whole original, line 1 first."""

    lines: tuple[str, ...]
    units: str
    line_of: array[int]
    starts: array[int]
    stops: array[int]

    def __len__(self) -> int:
        return len(self.units)

    def span(self, begin: int, end: int) -> Span:
        """The place of units `begin` to `end` (at least one)."""
        last = end - 1
        return Span(
            begin=begin,
            end=end,
            line=self.line_of[begin],
            start=self.starts[begin],
            last_line=self.line_of[last],
            stop=self.stops[last],
        )

    def line_begin(self, unit: int) -> int:
        """The first unit of the line in which a unit stands."""
        return bisect_left(self.line_of, self.line_of[unit], 0, unit + 1)

    def words(self, begin: int, end: int) -> str:
        """The original words of some units with what stands between them; line ends are left out."""
        if begin >= end:
            return ""
        where = self.span(begin, end)
        if where.line == where.last_line:
            return self.lines[where.line - 1][where.start : where.stop]
        between = self.lines[where.line : where.last_line - 1]
        ends = self.lines[where.line - 1][where.start :], self.lines[where.last_line - 1][: where.stop]
        return "".join((ends[0], *between, ends[1]))

    def paragraphs(self, begin: int, end: int, labels: Sequence[str]) -> list[Paragraph]:
        """The original of some units line by line, each line cut where the label changes.

        `labels[i]` is the label of unit `begin + i`. Punctuation goes with the unit before it; a line wholly inside is
        given whole, with what stands before its first unit.
        """
        found = []
        at = begin
        while at < end:
            upto = at
            while upto < end and self.line_of[upto] == self.line_of[at]:
                upto += 1
            segments = tuple(self._segments(at, upto, labels, begin))
            found.append(Paragraph(line=self.line_of[at], segments=segments))
            at = upto
        return found

    def _segments(self, at: int, upto: int, labels: Sequence[str], begin: int) -> Iterator[tuple[str, str]]:
        text = self.lines[self.line_of[at] - 1]
        opens = at == 0 or self.line_of[at - 1] != self.line_of[at]
        closes = upto == len(self) or self.line_of[upto] != self.line_of[at]
        left = 0 if opens else self.starts[at]
        for i in range(at, upto):
            last = i + 1 == upto
            if last or labels[i + 1 - begin] != labels[i - begin]:
                right = (len(text) if closes else self.stops[i]) if last else self.starts[i + 1]
                yield text[left:right], labels[i - begin]
                left = right


def stream(lines: Sequence[str], first: int = 1, last: int | None = None) -> Stream:
    """The stream of lines `first` to `last` (from 1, both included) of a text; by default all of it."""
    cleaned = [clean(text, number) for number, text in enumerate(lines, 1) if first <= number]
    cleaned = cleaned[: None if last is None else last - first + 1]
    skipped = furniture(cleaned)
    units: list[str] = []
    line_of, starts, stops = array("I"), array("I"), array("I")
    for line in cleaned:
        if line.number in skipped:
            continue
        for unit, start, end in _units(line):
            units.append(unit)
            line_of.append(line.number)
            starts.append(line.offsets[start])
            stops.append(line.offsets[end - 1] + 1)
    return Stream(lines=tuple(lines), units="".join(units), line_of=line_of, starts=starts, stops=stops)


def stream_of(reading: Reading, document: int = 0) -> Stream:
    """The stream of one document of a reading."""
    first, last = reading.documents[document].span
    return stream(reading.lines, first, last)


def _units(line: Line) -> Iterator[tuple[str, int, int]]:
    """Each unit with its offsets in the line's working copy, behind the number of a heading."""
    label = label_of(line)
    for match in _UNIT.finditer(line.match, label.end if label else 0):
        word = match[0]
        if match["mask"]:
            unit = MASK
        elif len(word) == 1 and not word.isascii():
            unit = word
        else:
            unit = chr(_PRIVATE + crc32(word.lower().encode()) % _CODES)
        yield unit, match.start(), match.end()
