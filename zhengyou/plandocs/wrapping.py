"""Lines that end where the paper ended, put together again into paragraphs.

Printed pages and old editors end a line at the margin, in the middle of a sentence. Such a file is known by its many
lines that reach one right margin without ending a sentence. A line that reaches the margin goes on in the next one,
unless that one is indented or begins with a number or a heading of its own. Every character's place in the file stays
known (`Block.joins`); the line break becomes nothing between Chinese characters and a blank between Latin words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zhengyou.plandocs.blocks import Block, Join

_ENDS = "。！？!?：:；"
_NARROW, _WIDE = 44.0, 130.0  # columns of a printed line; a Chinese character takes two
_ENOUGH, _SHARE = 4, 0.15
_CN = "一二三四五六七八九十"
_PASSED_OVER = re.compile(r"\s*(?:[-—–]{0,2}\s*\d{1,3}\s*[-—–]{0,2})?\s*$")  # a blank line, a page number
_BEGINS = re.compile(
    rf"\s*(?:[{_CN}]{{1,3}}[、.．]|[（(][{_CN}\d]{{1,3}}[)）]|\d{{1,2}}[、.．](?!\d)|[①-⑳]|第[{_CN}]{{1,3}}[部章条阶步]"
    r"|附件|[•·*-]\s)"
)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One line of the file as printed: where its words begin and end, in any unit of length.

    `aside` marks headers, footers and page numbers: a paragraph goes on behind them.
    """

    text: str
    number: int
    left: float
    right: float
    aside: bool = False


def typed(text: str, number: int) -> Printed:
    """A line of plain text, measured in columns."""
    words = text.strip()
    left = columns(text[: len(text) - len(text.lstrip())])
    return Printed(text=text, number=number, left=left, right=left + columns(words))


def columns(text: str) -> float:
    """The width of a text where a Chinese character takes two columns."""
    return float(sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text))


def joined(lines: list[Printed], em: float, *, printed: bool = False) -> list[Block]:
    """The paragraphs of these lines, in order; `em` is the width of a Chinese character.

    `printed` says that the lines certainly come from a page, where every paragraph is broken at the margin.
    """
    margin = _printed_margin(lines, em) if printed else _margin(lines, em)
    indents = (
        min((line.left for line in lines if line.text.strip() and not line.aside), default=0.0) + 1.2 * em
    )
    paragraphs: list[list[Printed]] = []
    going: list[Printed] = []  # the paragraph that may go on
    for line in lines:
        last = going[-1] if going else None
        if line.aside or (_PASSED_OVER.match(line.text) and _unfinished(last, margin, em)):
            paragraphs.append([line])
        elif last is not None and _follows(last, line, margin, em, indents):
            going.append(line)
        else:
            going = [line]
            paragraphs.append(going)
    return [_paragraph(paragraph) for paragraph in paragraphs]


def _margin(lines: list[Printed], em: float) -> float | None:
    """The right margin at which the file's lines were broken; None for a file that was not."""
    filled = [line for line in lines if line.text.strip() and not line.aside]
    if not filled:
        return None
    margin = sorted(line.right for line in filled)[int(len(filled) * 0.9)]
    if not _NARROW / 2 * em <= margin <= _WIDE / 2 * em:
        return None
    broken = [line for line in filled if _reaches(line, margin, em) and line.text.rstrip()[-1] not in _ENDS]
    over = [line for line in filled if line.right > margin + 2.5 * em]
    return margin if len(broken) >= max(_ENOUGH, _SHARE * len(filled)) and not over else None


def _printed_margin(lines: list[Printed], em: float) -> float | None:
    """The right margin of pages: as far as at least two lines reach, if not far from the farthest."""
    ends = sorted((line.right for line in lines if line.text.strip() and not line.aside), reverse=True)
    return ends[1] if len(ends) > 1 and ends[0] - ends[1] < 2 * em else None


def _reaches(line: Printed, margin: float, em: float) -> bool:
    return line.right >= margin - 2.2 * em


def _unfinished(line: Printed | None, margin: float | None, em: float) -> bool:
    """Whether the line above stops inside a sentence: page breaks leave blank lines and numbers there."""
    if line is None or margin is None or not _reaches(line, margin, em):
        return False
    return line.text.rstrip()[-1:] not in _ENDS


def _follows(above: Printed, line: Printed, margin: float | None, em: float, indents: float) -> bool:
    if margin is None or not above.text.strip() or not line.text.strip() or not _reaches(above, margin, em):
        return False
    ended = above.text.rstrip()[-1] in _ENDS
    return not (line.left >= indents and (ended or above.left < indents)) and not _BEGINS.match(line.text)


def _paragraph(lines: list[Printed]) -> Block:
    """Lines as one text. A blank between Latin words stands for the line's end."""
    first = lines[0]
    kind = "header" if first.aside else "body"
    if len(lines) == 1:
        return Block(text=first.text, number=first.number, kind=kind)
    pieces, joins = [first.text.rstrip()], []
    size = len(pieces[0])
    for line in lines[1:]:
        words = line.text.strip()
        gap = " " if _apart(pieces[-1][-1:], words[:1]) else ""
        offset = len(line.text) - len(line.text.lstrip())
        joins.append(Join(at=size + len(gap), number=line.number, offset=offset))
        pieces.append(gap + words)
        size += len(gap) + len(words)
    return Block(text="".join(pieces), number=first.number, kind=kind, joins=tuple(joins))


def _apart(before: str, after: str) -> bool:
    """Whether a line's end parted two Latin words, and not two digits of one number or Chinese characters."""
    latin = before.isascii() and after.isascii() and after.isalnum()
    return latin and not (before.isdigit() and after.isdigit())
