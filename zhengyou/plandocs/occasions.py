"""Occasions whose year is known: anniversaries and congresses, by which a year that was replaced gives itself away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhengyou.plandocs.numbers import integer

FOUNDED = (
    (re.compile(r"建党|(?:共产)?党(?:的)?(?:成立|诞生|生日)|共产党成立|“七一”"), 1921, "建党"),
    (re.compile(r"建军|解放军(?:建军|成立)"), 1927, "建军"),
    (re.compile(r"建国|新中国成立|国庆|共和国成立"), 1949, "新中国成立"),
    (re.compile(r"五四运动"), 1919, "五四运动"),
    (re.compile(r"共青团|建团"), 1922, "建团"),
    (re.compile(r"抗(?:日)?战(?:争)?胜利"), 1945, "抗战胜利"),
    (re.compile(r"红军长征|长征胜利"), 1936, "长征胜利"),
    (re.compile(r"改革开放"), 1978, "改革开放"),
)
ANNIVERSARY = re.compile(
    r"(?P<what>[^，。；：]{0,16}?)(?P<n>\d{2,3}"
    r"|[一二三四五六七八九]?[百]?[零]?[一二三四五六七八九]?十[一二三四五六七八九]?)(?:_{1,3}|\s?周年|华诞)"
)
CONGRESS = {
    "十七": date(2007, 10, 15),
    "十八": date(2012, 11, 8),
    "十九": date(2017, 10, 18),
    "二十": date(2022, 10, 16),
}
AWAITED = re.compile(
    r"(?:迎接|向)(?:党的)?(?P<a>十[七八九]|二十)大|(?:党的)?(?P<b>十[七八九]|二十)大(?:的)?(?:即将"
    r"|胜利)?召开(?:之)?(?:以?前|在即)?|(?P<c>十[七八九]|二十)大(?:的)?即将"
)


@dataclass(frozen=True)
class Occasion:
    """An occasion that the words name, at text[start:end]: 建党90周年 is in 2011, the 18th congress in 2012."""

    words: str
    year: int
    start: int
    end: int


def anniversaries(text: str) -> Iterator[Occasion]:
    """The anniversaries a text speaks of; its number alone is the place."""
    if "周年" not in text and "_" not in text and "华诞" not in text:
        return
    for match in ANNIVERSARY.finditer(text):
        count = integer(match["n"])
        near = text[max(0, match.start("n") - 14) : match.start("n")]
        named = next(((year, name) for pattern, year, name in FOUNDED if pattern.search(near)), None)
        if count and named:
            yield Occasion(f"{named[1]}{count}周年", named[0] + count, match.start("n"), match.end())


def congresses(text: str) -> Iterator[Occasion]:
    """The congresses a text still waits for."""
    for match in AWAITED.finditer(text):
        held = CONGRESS[match["a"] or match["b"] or match["c"]]
        yield Occasion(match[0], held.year, *match.span())
