"""Who must act, as a sentence says it."""

from __future__ import annotations

import re
from itertools import pairwise

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.extraction import english
from zhengyou.plandocs.extraction.context import trimmed
from zhengyou.plandocs.extraction.lexicon import (
    NOT_OWNER,
    OWNER_BEFORE,
    OWNER_BRACKET,
    OWNER_BY,
    OWNER_EACH,
    OWNER_LABELLED,
)

_PAIRED, _SIDES = re.compile(r"结对|谈心|交朋友|手拉手"), re.compile("[与和同]")
_FULL_STOP = re.compile("。")


def owner_of(line: Line, span: tuple[int, int], head: tuple[int, int] | None) -> str | None:
    """The owner named by the sentence, or by the first sentence under a title that names one."""
    start = head[1] if head and line.match[head[1] : span[1]].strip(" 。；：，") else span[0]
    for labelled in (OWNER_LABELLED, OWNER_BRACKET):
        if named := labelled.search(line.match, start, span[1]):
            return line.words(*named.span("owner"))
    cuts = [start, *(m.end() for m in _FULL_STOP.finditer(line.match, start, span[1])), span[1]]
    found = (owner_in(line, (a, b)) for a, b in pairwise(cuts) if b > a)
    return next((owner for owner in found if owner), None)


def owner_in(line: Line, span: tuple[int, int]) -> str | None:
    """Who must act, if the clause says so."""
    start, end = trimmed(line.match, *span)
    text = line.match[start:end]
    subjects = [match for pattern in (OWNER_EACH, OWNER_BEFORE) if (match := pattern.search(text))]
    named = [pattern.search(text) for pattern in (OWNER_LABELLED, OWNER_BRACKET, OWNER_BY, english.OWNER)]
    for match in [*named, *sorted(subjects, key=lambda match: match.start("owner"))]:
        group = "owner" if match and match["owner"] else "body"
        if match and not NOT_OWNER.match(match[group]):
            at = (start + match.start(group), start + match.end(group))
            return line.words(*_one_side(line.match, *at))
    return None


def _one_side(text: str, start: int, end: int) -> tuple[int, int]:
    """高年级学生党员与困难学生结对: those who act are named first; what two bodies sign is both's."""
    other = _SIDES.search(text, start, end) if _PAIRED.match(text, end) else None
    return (start, other.start()) if other else (start, end)
