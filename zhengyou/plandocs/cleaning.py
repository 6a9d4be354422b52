"""A working copy of each line without what copying added, with every character's place in the original.

Two copies are kept beside the original: `mended` (pinyin in brackets, stray marks and invisible characters left out,
script kept) and `match` (the same characters one by one, in simplified script and one width of punctuation). Both
have the same length, so an offset found in `match` gives words from `mended` and a place in the original.
Nothing is mended silently: each kind is counted in `dropped` and reported as a defect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import opencc

_HAN = "\u3400-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = re.compile(rf"(?<=[{_HAN}])[(（](?:[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}|de|le|zhe|men|zi|ge)[)）]")
_STRAY = re.compile(rf"(?:(?<=[{_HAN}，。；：、])['`´.]|(?<=[,;:])['`´])(?=[{_HAN}“])")
_DOUBLED = re.compile(rf"(?<=[。；，：])[,，、.](?=[{_HAN}“])|(?<=,),(?=[{_HAN}“])")
_LEADING = re.compile(rf"^['`´.](?=[{_HAN}])")
_CHINESE = re.compile(f"[{_HAN}]")
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_CN_DIGITS = "一二三四五六七八九十"
_WIDE = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{c: c - 0xFEE0 for c in range(0xFF21, 0xFF5B)},
}
_WIDE = {code: to for code, to in _WIDE.items() if chr(to).isalnum()}
_SAME = str.maketrans(
    {
        **{chr(code): chr(to) for code, to in _WIDE.items()},
        **dict.fromkeys("「『＂", "“"),
        **dict.fromkeys("」』", "”"),
        **dict.fromkeys("~～–—－─―", "—"),
        **dict.fromkeys("\xa0\u3000\t", " "),
        "．": ".",
        "﹑": "、",
        "％": "%",
        "(": "（",
        ")": "）",
        ";": "；",
        "!": "！",
        "?": "？",
        "〇": "○",
        "／": "/",
    }
)
_HALF = re.compile(r"(?<!\d)[,:]|[,:](?!\d)")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the reading. `offsets[i]` is the place in `text` of character i of `mended` and `match`."""

    number: int
    text: str
    mended: str
    match: str
    offsets: tuple[int, ...] | range
    kind: str = "body"
    heading: int = 0
    dropped: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def at(self, start: int, end: int) -> dict[str, Any]:
        """Keyword arguments of a Place for the words `match[start:end]`, blanks at both ends left out."""
        while start < end and self.match[start].isspace():
            start += 1
        while end > start and self.match[end - 1].isspace():
            end -= 1
        if start >= end:
            return {"line": self.number, "start": 0, "end": 0, "printed": ""}
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return {"line": self.number, "start": first, "end": last, "printed": self.text[first:last]}

    def original(self, start: int, end: int) -> dict[str, Any]:
        """The same for offsets in the original text."""
        return {"line": self.number, "start": start, "end": end, "printed": self.text[start:end]}

    def words(self, start: int, end: int) -> str:
        """The mended words of a span, without blanks around them."""
        return self.mended[start:end].strip()


def clean(text: str, number: int, kind: str = "body", heading: int = 0) -> Line:
    """The line with its working copies. `number` is 1-based."""
    dropped = _debris(text)
    gone = sorted(span for spans in dropped.values() for span in spans)
    offsets: tuple[int, ...] | range = range(len(text))
    mended = text
    if gone:
        holes = {i for start, end in gone for i in range(start, end)}
        offsets = tuple(i for i in range(len(text)) if i not in holes)
        mended = "".join(text[i] for i in offsets)
    return Line(
        number=number,
        text=text,
        mended=mended,
        match=_for_matching(mended),
        offsets=offsets,
        kind=kind,
        heading=heading,
        dropped=dropped,
    )


def _debris(text: str) -> dict[str, list[tuple[int, int]]]:
    """Spans to leave out of the working copy, by the code of the defect that reports them."""
    found: dict[str, list[tuple[int, int]]] = {}
    if pinyin := [match.span() for match in _PINYIN.finditer(text)]:
        found["pinyin"] = pinyin
    stray = [m.span() for m in _STRAY.finditer(text) if not _meant(text, m.start())]
    stray += [match.span() for match in _DOUBLED.finditer(text)]
    stray += [m.span() for m in _LEADING.finditer(text) if not _meant(text, m.start())]
    if stray:
        found["stray-mark"] = sorted(set(stray))
    if hidden := [match.span() for match in _HIDDEN.finditer(text)]:
        found["hidden"] = hidden
    return found


def _meant(text: str, at: int) -> bool:
    """Whether a mark belongs where it stands: 七.一, numbering 一.指导思想, or one of a pair of quotes."""
    if text[at] == ".":
        return at > 0 and text[at - 1] in _CN_DIGITS
    return text.count(text[at]) % 2 == 0 and (at == 0 or text[at - 1] != "的")


def _for_matching(text: str) -> str:
    if text.isascii():
        return text
    plain = _HALF.sub(lambda match: "，" if match[0] == "," else "：", text.translate(_SAME))
    if '"' in plain:
        plain = "".join(_alternate(plain))
    return simplified(plain)


def _alternate(text: str) -> list[str]:
    """Straight quotes as opening and closing ones by turns."""
    out, opening = [], True
    for char in text:
        if char == '"':
            char, opening = ("“" if opening else "”"), not opening
        out.append(char)
    return out


def latin(text: str) -> bool:
    """Whether a text has no Chinese character: English, a number, a date in digits."""
    return not _CHINESE.search(text)


def simplified(text: str) -> str:
    """The text in simplified script, character for character (never longer or shorter)."""
    changed = _converter("t2s").convert(text)
    return changed if len(changed) == len(text) else "".join(_one(char) for char in text)


def traditional(text: str) -> str:
    """The text in traditional script, character for character."""
    changed = _converter("s2t").convert(text)
    return changed if len(changed) == len(text) else text


@cache
def _one(char: str) -> str:
    changed: str = _converter("t2s").convert(char)
    return changed if len(changed) == 1 else char


@cache
def _converter(name: str) -> Any:
    return opencc.OpenCC(name)
