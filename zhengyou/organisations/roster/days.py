"""Days as people write them in a spreadsheet, and as spreadsheets keep them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from .cells import Cell, text

FIRST = date(1900, 1, 1)
_NUMERALS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CLOCK = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_WHOLE = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?\.?$|(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})月?(?:份)?$|(\d{4})(\d{2})$")
_CHINESE = re.compile(r"[〇○零一二三四五六七八九十]+")
_SERIALS = range(7306, 80000)
"""Serial numbers of days from 1920 on; smaller numbers are no days that anybody joined on."""


@dataclass(frozen=True)
class Day:
    """A day; `whole` is False where only the month was written and its first day is taken."""

    date: date
    whole: bool = True


class NoDay(Exception):
    """The cell is no usable day; the sentence says why and what to write."""


def read_day(value: Cell, today: date, *, from_1904: bool = False) -> Day | None:
    """The day in a cell, None where it is empty. `from_1904`: the book counts its days from 1904.

    Raises NoDay for what cannot be read, lies after today or before 1900.
    """
    if value is None or (isinstance(value, str) and text(value) == ""):
        return None
    found = Day(value) if type(value) is date else _read(value, from_1904)
    if found is None:
        raise NoDay(f"“{text(value)[:40]}”看不懂，请写成 2020-07-01 这样。")
    if found.date > today:
        raise NoDay(f"{found.date} 晚于今天，请改正。")
    if found.date < FIRST:
        raise NoDay(f"{found.date} 早于 1900 年，请改正。")
    return found


def _read(value: Cell, from_1904: bool) -> Day | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(float(value), from_1904)
    written = _CLOCK.sub("", unicodedata.normalize("NFKC", text(value)).strip())
    written = _CHINESE.sub(_arabic, re.sub(r"\s+", "", written).replace("—", "-").replace("－", "-"))
    if written.isdigit() and len(written) == 5:
        return _number(float(written), from_1904)
    return _written(written)


def _number(value: float, from_1904: bool) -> Day | None:
    """A number in the cell: 20200701, 202007, 2020.07, or the serial number of a day."""
    if value.is_integer() and len(str(int(value))) in (6, 8):
        return _written(str(int(value)))
    if 1900 <= value < 2100:
        # 2020.1 may have been January or, its last zero lost, October.
        written = f"{value:.2f}"
        exact = abs(value - float(written)) < 1e-9 and not written.endswith("0")
        return _written(written) if exact else None
    if int(value) in _SERIALS:
        begin = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        return Day(begin + timedelta(days=int(value)))
    return None


def _written(written: str) -> Day | None:
    match = _WHOLE.match(written)
    try:
        if match:
            return Day(date(*(int(part) for part in match.groups() if part)))
        match = _MONTH.match(written)
        if match:
            year, month = (int(part) for part in match.groups() if part)
            return Day(date(year, month, 1), whole=False)
    except ValueError:
        pass
    return None


def _arabic(match: re.Match[str]) -> str:
    """二〇二〇 -> 2020, 十二 -> 12, 二十一 -> 21."""
    word = match.group()
    if "十" not in word:
        return "".join(str(_NUMERALS[sign]) for sign in word)
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return word
    return str((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0))
