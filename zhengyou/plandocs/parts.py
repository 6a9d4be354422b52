"""One file, several documents: where each begins.

Two ways in which documents come glued together: a collection whose parts are announced (…篇一, 范文二), and a notice
with its plan or a plan with its attachments, where a new title follows a signature date or the word 附件.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.numbers import CN, ordinal

TITLE_WORDS = (
    "实施方案|工作方案|活动方案|方案|实施计划|工作计划|活动计划|计划|实施意见|意见|安排|工作要点|要点|规划|总结|汇报|报告|通知|通报"
    "|办法|制度|细则|计划书|任务书|决定|纪要|讲话|倡议书|承诺书|简报|公告|通告|规定|调研|体会"
)
_TITLE_END = re.compile(rf"(?:{TITLE_WORDS})(?:（[^）]{{1,14}}）)?[》”]?\s{{0,4}}$")
_PART = re.compile(
    rf"^\s{{0,8}}[【\[]?(?P<prefix>[^。；]{{0,40}}?)(?:篇\s?(?P<n>[{CN}\d]{{1,3}})"
    rf"|第\s?(?P<m>[{CN}\d]{{1,3}})\s?篇|范文(?P<k>[{CN}\d]{{1,3}}))"
    r"(?:[】\]]?(?:[：\s][^。]{0,40})?|[】\]][^。]{0,40})$"
)
_ATTACHED = re.compile(r"^\s{0,8}附\s?件?\s?(?:[一二三四五六七八九十\d]{1,2})?\s?[：:]?\s{0,4}$")
_SIGNED = re.compile(
    r"(?:(?:19|20)\d\d|[一二][○零一二三四五六七八九]{3})年.{1,6}月.{1,4}日\s{0,4}(?:印发)?\s{0,4}$"
)


@dataclass(frozen=True)
class Part:
    """Lines `lines[begin:end]` of the file; `value` is the number a collection gives it."""

    begin: int
    end: int
    value: int | None = None


def split(lines: list[Line], skipped: dict[int, str]) -> list[Part]:
    """The documents of a file in order. Lines before the first announced part belong to none."""
    heads = _announced(lines)
    if len(heads) < 2:
        heads = _glued(lines, skipped)
    ends = [begin for begin, _ in heads[1:]] + [len(lines)]
    return [Part(begin, end, value) for (begin, value), end in zip(heads, ends, strict=True)]


def announces(text: str) -> bool:
    """Whether a working-copy line announces a part of a collection: 关工委活动计划篇三."""
    return len(text) <= 60 and _PART.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a working-copy line looks like a document's title: short, ending in a kind of document."""
    plain = text.strip()
    return 4 <= len(plain) <= 70 and not re.search("[。；，：？]", plain) and bool(_TITLE_END.search(plain))


def _announced(lines: list[Line]) -> list[tuple[int, int | None]]:
    """Lines like 关工委活动计划篇三, all with the same words before the number."""
    found: list[tuple[int, int | None, str]] = []
    for index, line in enumerate(lines):
        if len(line.match) <= 60 and (match := _PART.match(line.match)):
            value = ordinal(match["n"] or match["m"] or match["k"])
            found.append((index, value, match["prefix"]))
    prefixes = {prefix for _, _, prefix in found}
    return (
        [(index, value) for index, value, prefix in found] if len(prefixes) <= max(1, len(found) // 2) else []
    )


def _glued(lines: list[Line], skipped: dict[int, str]) -> list[tuple[int, int | None]]:
    heads: list[tuple[int, int | None]] = [(0, None)]
    filled = [i for i, line in enumerate(lines) if line.match.strip() and line.number not in skipped]
    reached = 0
    for at, index in enumerate(filled):
        line = lines[index]
        label = label_of(line)
        if label and label.kind == "cn":
            reached = label.value
            continue
        if at < 3 or len(filled) - at < 4 or label or line.kind != "body" or not is_title(line.match):
            continue
        before = [lines[i].match for i in filled[max(0, at - 3) : at]]
        attached = next((i for i in filled[max(0, at - 2) : at] if _ATTACHED.match(lines[i].match)), None)
        if attached is not None or any(_SIGNED.search(text) and len(text) < 60 for text in before) or (
            reached >= 2 and _restarts(lines, filled[at + 1 : at + 8])
        ):  # fmt: skip
            heads.append((attached if attached is not None else index, None))
            reached = 0
    return heads


def _restarts(lines: list[Line], following: list[int]) -> bool:
    labels = [label for i in following if (label := label_of(lines[i])) and label.kind == "cn"]
    return bool(labels) and labels[0].value == 1
