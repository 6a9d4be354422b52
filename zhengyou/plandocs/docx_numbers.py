"""Automatic list numbers of a .docx, which stand nowhere in its text: 一、 （一） 1. ① A.

Word counts per abstract list: every paragraph of a level counts it up and starts the deeper levels again; a list may
override the start of a level once. Chinese counting of every kind Word offers is written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import cn2an
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_HEAVENLY, _EARTHLY = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"


@dataclass
class Level:
    """One level of a list: its first number, its way of writing numbers, its pattern (%1、) and its restart."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restarts: bool = True
    follow: str = "tab"


@dataclass
class _List:
    """A concrete list: the counter it shares, its levels, and starts it overrides once."""

    shared: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts through a document. Ask `label` once for every numbered paragraph, in order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._counters: dict[str, dict[int, int]] = {}

    def label(self, list_id: str, depth: int) -> str:
        """The printed number of the next paragraph of that list and level, "" for bullets and unknown lists."""
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels:
            return ""
        counter = self._counters.setdefault(found.shared, {})
        self._count(found, counter, depth)
        level = found.levels[depth]
        if level.form in {"bullet", "none"}:
            return ""
        text = re.sub("%([1-9])", lambda m: self._number(found, counter, int(m[1]) - 1), level.pattern)
        return text + (" " if level.follow != "nothing" and text[-1:].isascii() and text else "")

    def _count(self, found: _List, counter: dict[int, int], depth: int) -> None:
        if depth in found.overrides:
            counter[depth] = found.overrides.pop(depth)
        else:
            counter[depth] = counter.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [one for one in counter if one > depth]:
            if deeper not in found.levels or found.levels[deeper].restarts:
                del counter[deeper]

    def _number(self, found: _List, counter: dict[int, int], depth: int) -> str:
        level = found.levels.get(depth, Level())
        return written(counter.get(depth, level.start), level.form)


def written(value: int, form: str) -> str:
    """A number in one of Word's ways of writing; plain digits for the ways that lists of ours do not use."""
    write = _FORMS.get(form)
    return write(value) if write and value > 0 else str(value)


def _lists(numbering: etree._Element) -> dict[str, _List]:
    abstract = {a.get(f"{W}abstractNumId", ""): a for a in numbering.iterfind(f"{W}abstractNum")}
    styles = {
        own.get(f"{W}val"): a for a in abstract.values() if (own := a.find(f"{W}styleLink")) is not None
    }
    found: dict[str, _List] = {}
    for num in numbering.iterfind(f"{W}num"):
        shared = _value(num.find(f"{W}abstractNumId")) or ""
        base = abstract.get(shared)
        if base is not None and (link := _value(base.find(f"{W}numStyleLink"))):
            base = styles.get(link, base)
        levels = _levels(base) if base is not None else {}
        one = _List(shared, levels)
        for override in num.iterfind(f"{W}lvlOverride"):
            _override(one, override)
        found[num.get(f"{W}numId", "")] = one
    return found


def _override(one: _List, override: etree._Element) -> None:
    depth = int(override.get(f"{W}ilvl", "0"))
    if (level := override.find(f"{W}lvl")) is not None:
        one.levels[depth] = _level(level)
    start = _value(override.find(f"{W}startOverride"))
    if start is not None and start.isdigit():
        one.overrides[depth] = int(start)


def _levels(base: etree._Element) -> dict[int, Level]:
    found = {}
    for level in base.iterfind(f"{W}lvl"):
        depth = level.get(f"{W}ilvl", "0")
        if depth.isdigit() and int(depth) < _LEVELS:
            found[int(depth)] = _level(level)
    return found


def _level(level: etree._Element) -> Level:
    start = _value(level.find(f"{W}start")) or "1"
    return Level(
        start=int(start) if start.isdigit() else 1,
        form=_value(level.find(f"{W}numFmt")) or "decimal",
        pattern=_value(level.find(f"{W}lvlText")) or "",
        restarts=_value(level.find(f"{W}lvlRestart")) != "0",
        follow=_value(level.find(f"{W}suff")) or "tab",
    )


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _chinese(value: int) -> str:
    text: str = cn2an.an2cn(value, "low")
    return text.removeprefix("一") if 10 <= value < 20 else text


def _formal(value: int) -> str:
    return str(cn2an.an2cn(value, "up"))


def _digital(value: int) -> str:
    return _chinese(value) if value <= 10 else "".join(_DIGITS[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 260 else str(value)


def _roman(value: int) -> str:
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    out = ""
    for size, sign in (*pairs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, value = divmod(value, size)
        out += sign * min(count, 9)
    return out


def _from(first: str, count: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, as far as there are any."""
    return lambda value: chr(ord(first) + value - 1) if value <= count else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "japaneseDigitalTenThousand",
         "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"), _chinese,
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "koreanDigital2"), _digital),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _formal),
    "ideographTraditional": lambda value: _HEAVENLY[(value - 1) % 10],
    "ideographZodiac": lambda value: _EARTHLY[(value - 1) % 12],
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalZero": lambda value: f"{value:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}  # fmt: skip
