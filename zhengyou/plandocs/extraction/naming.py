"""The short name of a task: its title, or the clause that says what to do."""

from __future__ import annotations

import re
from itertools import pairwise

from zhengyou.plandocs.cleaning import Line, latin
from zhengyou.plandocs.extraction.context import trimmed
from zhengyou.plandocs.extraction.lexicon import CONCRETE

_NAME = 30
_NO_NAME = re.compile(
    r"^(?:[^，。；：]{0,20}(?:根据|按照|围绕|结合|为了?|通过|随着|利用)[^，。；：]{0,40}[，：])"
)
_SETS_UP = re.compile(
    r"(?P<verb>成立|建立|组建|设立)(?:以|由).{2,160}?的(?P<what>[^，。；、的]{0,20}(?:小组|机构"
    r"|办公室|委员会)(?:和[^，。；]{2,10})?)(?=[，。；]|$)"
)
_MANNER = re.compile(
    r"\s?(?:随着|根据|按照|围绕|结合|通过|利用|为了|[^，]{0,6}以“)|[^，]{0,30}为(?:主题|抓手|保障|动力|基础)"
)
_QUOTED = re.compile(r"“[^”]{0,60}”|（[^）]{0,60}）")
_PLAIN = re.compile(r"[，。；：]")


def name_of(line: Line, span: tuple[int, int], head: tuple[int, int] | None) -> str:
    """The title, or the first clause that says what to do, in at most 30 characters (60 of Latin script)."""
    limit = _NAME * 2 if latin(line.match) else _NAME
    if head and head[1] - head[0] <= limit and _whole(line, head):
        return line.words(*trimmed(line.match, *head))
    text = line.match[slice(*span)]
    sets_up = _SETS_UP.search(text)
    if sets_up:
        what = line.words(span[0] + sets_up.start("what"), span[0] + sets_up.end("what"))
        return line.words(span[0] + sets_up.start("verb"), span[0] + sets_up.end("verb")) + what
    begin, end = trimmed(line.match, *_clause(line.match, span))
    if end - begin > limit:
        cut = max(line.match.rfind(mark, begin + limit // 3, begin + limit) for mark in "、 ")
        end = cut if cut > 0 else begin + limit
    return line.words(begin, end).removeprefix("是")


def _whole(line: Line, head: tuple[int, int]) -> bool:
    """Whether a title ends where a sentence does, and is not the first half of one (随着…，根据…，)."""
    return line.match[head[1] : head[1] + 1] != "，" and not _NO_NAME.match(line.match[slice(*head)] + "，")


def _clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The first clause with a concrete verb; its beginning without 同时， and the like."""
    quoted = {i for m in _QUOTED.finditer(text, *span) for i in range(*m.span())}
    cuts = [span[0], *(m.end() for m in _PLAIN.finditer(text, *span) if m.start() not in quoted), span[1]]
    clauses = [(a, b) for a, b in pairwise(cuts) if b - a > 1 and CONCRETE.search(text, a, b)]
    plain = [(a, b) for a, b in clauses if not _MANNER.match(text, a, b)]
    return (plain or clauses or [span])[0]
