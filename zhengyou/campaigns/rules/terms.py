"""School terms and festivals as data: what "每学期" and "七一前后" mean in days (domain.md M76, M80, P17).

The file is `zhengyou/packs/activities/calendar.toml`. A festival stands on the same day of each year, or on days that
a table gives; a year that the table lacks has no such window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from .activity_kinds import FOLDER, SCHEMA, read_table
from .pack_fields import build
from .packs import Day


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term of the school year; where it ends before it starts it runs into the next year."""

    key: str
    name: str
    starts: Day
    ends: Day

    def __post_init__(self) -> None:
        if "start" in (self.starts.calendar, self.ends.calendar):
            raise ValueError("学期的起止写月日，比如“02-01”")

    def beginning(self, year: int) -> tuple[date, date]:
        """First and last day of the term that begins in a year."""
        first = date(year, self.starts.month, self.starts.day)
        last = date(year, self.ends.month, self.ends.day)
        return first, last if last > first else last.replace(year=year + 1)


@dataclass(frozen=True, kw_only=True)
class Festival:
    """A festival with the days before and after it that count; either `day` or `days`."""

    key: str
    name: str
    before: int
    after: int
    source: str
    day: Day | None = None
    days: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.day is None) == (not self.days):
            raise ValueError("写 day（每年同一天）或 days（逐年的日子），不能都写或都不写")
        if self.day is not None and self.day.calendar == "start":
            raise ValueError("day 写月日，比如“07-01”")
        if not (0 <= self.before <= 60 and 0 <= self.after <= 60):
            raise ValueError("before、after 在 0 到 60 天之间")
        given = [date.fromisoformat(text).year for text in self.days]
        if given != sorted(set(given)):
            raise ValueError("days 每年一个，从早到晚写")

    def on(self, year: int) -> date | None:
        """The day of the festival in a year; None where the table has none."""
        if self.day is not None:
            return date(year, self.day.month, self.day.day)
        found = (date.fromisoformat(text) for text in self.days)
        return next((day for day in found if day.year == year), None)

    def window(self, year: int) -> tuple[date, date] | None:
        """The days around it in a year, both included."""
        day = self.on(year)
        if day is None:
            return None
        return day - timedelta(days=self.before), day + timedelta(days=self.after)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The terms of a school year and the festivals."""

    schema: int
    terms: tuple[Term, ...]
    festivals: tuple[Festival, ...]

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"格式版本是 {self.schema}，本程序只读 {SCHEMA}")
        keys = [term.key for term in self.terms] + [one.key for one in self.festivals]
        if len(keys) != len(set(keys)):
            raise ValueError("有一个 key 写了两次")
        _apart(list(self.spans(2001, 2004)))

    def festival(self, key: str) -> Festival | None:
        """The festival with this key."""
        return next((one for one in self.festivals if one.key == key), None)

    def spans(self, first_year: int, last_year: int) -> Iterator[tuple[date, date]]:
        """The terms that begin in these years, in order."""
        found = [term.beginning(year) for year in range(first_year, last_year + 1) for term in self.terms]
        yield from sorted(found)

    def term_of(self, last: date) -> tuple[str, int]:
        """The name of the term that a day lies in, and the year in which that term began; of a day between terms the
        one before."""
        years = (last.year - 1, last.year)
        begun = [
            (term.beginning(year)[0], term.name, year)
            for year in years
            for term in self.terms
            if term.beginning(year)[0] <= last
        ]
        _first, name, year = max(begun)
        return name, year


def _apart(spans: list[tuple[date, date]]) -> None:
    for (_first, last), (following, _end) in pairwise(spans):
        if following <= last:
            raise ValueError("两个学期的日子重叠了")


def read_calendar(path: Path) -> Calendar:
    """The calendar in a file; PackError says what is wrong."""
    return build(Calendar, read_table(path), path.name)


@cache
def calendar() -> Calendar:
    """The calendar that comes with the system, read once a process."""
    return read_calendar(FOLDER / "calendar.toml")
