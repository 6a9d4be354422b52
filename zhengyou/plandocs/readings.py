"""What an ambiguous time can mean: the readings side by side, for a person to choose (domain.md 3.1).

The reader commits itself to one reading or to none and says why it doubts; here every reading that the same words
bear is worked out as data. Nothing is chosen. Words are a passage of a plan as printed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhengyou.plandocs.dates import When, find_dates
from zhengyou.plandocs.plan import Recurrence

_ODD = re.compile(r"每月每一?个?[周週](?:星期|礼拜|禮拜)?(?P<day>[一二三四五六日])")
_WEEKDAYS = "一二三四五六日"
_POINT = re.compile("[底末初]")  # 5月底前 means one thing
_PARTS = {"上旬": "1日到10日", "中旬": "11日到20日", "下旬": "21日到月底"}


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One reading. `key` names it for good, `words` says it, `why` what speaks for it.

    Either a rhythm (`recurrence`, with the next `days` it would mean and how often a year) or dates (`starts`, `ends`;
    None where this reading leaves that end open).
    """

    key: str
    words: str
    why: str
    starts: date | None = None
    ends: date | None = None
    recurrence: Recurrence | None = None
    days: tuple[date, ...] = ()
    per_year: int | None = None


def odd_rhythm(words: str) -> str:
    """The words that have two rhythms, as printed; empty where there are none."""
    odd = _ODD.search(words)
    return odd[0] if odd else ""


def rhythm_readings(words: str, after: date) -> tuple[Alternative, ...]:
    """每月每一个周星期一: the first Monday of each month, or every Monday; () where the words are plain.

    `days` are the next three after the day `after`.
    """
    odd = _ODD.search(words)
    if odd is None:
        return ()
    weekday = _WEEKDAYS.index(odd["day"])
    return (
        Alternative(
            key="first-of-month",
            words=f"每月第一个星期{odd['day']}",
            why="同类通知里有“每月最后一个周星期五”的写法，指的是当月最后一个星期五，所以多半是这一种。",
            recurrence=Recurrence(kind="monthly", count=1, unit="month"),
            days=_next(after, weekday, first_only=True),
            per_year=12,
        ),
        Alternative(
            key="each-week",
            words=f"每个星期{odd['day']}",
            why="按字面，“每一个”就是一个也不少。",
            recurrence=Recurrence(kind="weekly", count=1, unit="week"),
            days=_next(after, weekday, first_only=False),
            per_year=52,
        ),
    )


def _next(after: date, weekday: int, *, first_only: bool) -> tuple[date, ...]:
    day = after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)
    found: list[date] = []
    while len(found) < 3:
        if day.day <= 7 or not first_only:
            found.append(day)
        day += timedelta(days=7)
    return tuple(found)


def date_readings(words: str, years: Sequence[int]) -> tuple[Alternative, ...]:
    """What the first time in the words can mean: in which of the `years` where none is printed, and with 前 whether
    the named period counts. () where it has only one reading, or none that is a date."""
    when = next(iter(find_dates(words)), None)
    if when is None or when.event or when.first is None:
        return ()
    wholes = [None] if when.has_year else [*dict.fromkeys(years)][:3]
    by_period = when.bound == "by" and when.first != when.last and not _POINT.search(words)
    found: list[Alternative] = []
    for year in wholes:
        starts, ends = when.dates(year)
        if ends is not None:
            found.append(_within(words, when, year, starts, ends, period=by_period))
            if by_period and starts is not None:
                found.append(_before(words, year, starts))
    return tuple(found) if len(found) > 1 else ()


def _within(
    words: str, when: When, year: int | None, starts: date | None, ends: date, *, period: bool
) -> Alternative:
    part = next((f"{part}是{span}。" for part, span in _PARTS.items() if part in words), "")
    why = part + ("“前”通常算到这段时间的最后一天。" if period else "")
    return Alternative(
        key=f"{year or 'printed'}-last-day",
        words=f"到{_written(ends)}" if when.bound == "by" else _span(starts, ends),
        why=why or (f"按{year}年算。" if year else ""),
        starts=None if when.bound in {"by", "around"} else starts,
        ends=None if when.bound in {"from", "after"} else ends,
    )


def _before(words: str, year: int | None, starts: date) -> Alternative:
    eve = starts - timedelta(days=1)
    return Alternative(
        key=f"{year or 'printed'}-before-it",
        words=f"到{_written(eve)}",
        why=f"按字面，“{words}”还没有到那段时间。",
        ends=eve,
    )


def span_readings(starts: date, ends: date) -> tuple[Alternative, ...]:
    """How a time whose start lies after its end (2012年12月至2012年7月) may have been meant; () for one in order."""
    if starts <= ends:
        return ()
    years = starts.year - ends.year + ((starts.month, starts.day) > (ends.month, ends.day))
    pairs = (
        ("later-end", moved(ends, years), starts, f"结束的年份写错了，应是{ends.year + years}年。"),
        ("earlier-start", ends, moved(starts, -years), f"开始的年份写错了，应是{starts.year - years}年。"),
        ("turned", starts, ends, "开始和结束写颠倒了。"),
    )
    return tuple(
        Alternative(key=key, words=_span(first, last), why=why, starts=first, ends=last)
        for key, last, first, why in pairs
    )


def moved(day: date, years: int) -> date:
    """The same day some years later (or earlier); 29 February becomes the 28th where there is none."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _span(starts: date | None, ends: date) -> str:
    if starts is None or starts == ends:
        return _written(ends)
    return f"{_written(starts)}至{_written(ends)}"


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
