"""Bytes of a plan document in, the structured plan out."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace

from zhengyou.plandocs.blocks import Block, Extract
from zhengyou.plandocs.breaking import break_line
from zhengyou.plandocs.cleaning import Line, clean
from zhengyou.plandocs.document import documents
from zhengyou.plandocs.formats import extract
from zhengyou.plandocs.plan import Origin, Reading, Source


def read(data: bytes, name: str, converted: tuple[bytes, str] | None = None) -> Reading:
    """Read a plan document in this process.

    `data` is the file's bytes, `name` its file name (used for its ending and kept in `source`), `converted` what
    `legacy.convert` made of a .doc file. Raises UnreadableDocument with a Chinese sentence. For files from outside
    use `read_safely`.
    """
    found = extract(data, name, converted)
    lines, origins = _lines(found)
    source = Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=found.format,
        encoding=found.encoding,
        size=len(data),
    )
    return Reading(
        source=source,
        lines=tuple(line.text for line in lines),
        cleaned=tuple(line.match for line in lines),
        origins=tuple(origins),
        documents=documents(lines, _notes_by_line(found, origins)),
    )


def _lines(found: Extract) -> tuple[list[Line], list[Origin]]:
    """The file's paragraphs as numbered lines with working copies; glued ones are broken up first."""
    lines: list[Line] = []
    origins: list[Origin] = []
    for block in found.blocks:
        for offset, piece in break_line(block.text):
            lines.append(clean(piece, len(lines) + 1, block.kind, block.heading))
            origins.append(_origin(block, offset, len(piece)))
    return lines, origins


def _origin(block: Block, at: int, length: int) -> Origin:
    """Where the piece of a block from character `at` on stood in the file."""
    first = bisect_right(block.joins, at, key=lambda join: join.at)
    last = bisect_left(block.joins, at + length, key=lambda join: join.at)
    joins = tuple(replace(join, at=join.at - at) for join in block.joins[first:last])
    number, offset, begin = block.number, 0, 0
    if first:
        before = block.joins[first - 1]
        number, offset, begin = before.number, before.offset, before.at
    return Origin(number=number, offset=offset + at - begin, kind=block.kind, joins=joins)


def _notes_by_line(found: Extract, origins: list[Origin]) -> list[tuple[int, str, str, str]]:
    """The reader's own notes as (line, code, severity, message)."""
    first: dict[int, int] = {}
    for number, origin in enumerate(origins, 1):
        first.setdefault(origin.number, number)
    numbers = [block.number for block in found.blocks]
    told = [(first[numbers[note.block]], note.code, note.severity, note.message) for note in found.notes]
    pieces = Counter(origin.number for origin in origins)
    for number, count in pieces.items():
        if count > 1:
            said = f"原文把{count}段文字连成了一行，已按标题和空格断开，文字没有改动。请核对断开的地方。"
            told.append((first[number], "glued-paragraphs", "note", said))
    return told
