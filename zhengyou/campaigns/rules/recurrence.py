"""From "每季度至少 2 次" to dated periods (domain.md P17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..models.plans import Recurrence
from .rhythms import day_in_month, fits
from .terms import calendar
from .workdays import add_workdays

_MONTHS = {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3, Recurrence.HALF_YEARLY: 6, Recurrence.YEARLY: 12}
Span = tuple[date, date]


@dataclass(frozen=True)
class Due:
    """One thing due: the period it belongs to, its number within the period, and its dates (all inclusive)."""

    period_start: date
    period_end: date
    sequence: int
    opens_on: date
    due_on: date


def dues(
    *,
    recurrence: str,
    times: int,
    starts_on: date,
    ends_on: date,
    due_on: date | None,
    grace_days: int,
    anchor: str = "",
) -> list[Due]:
    """What falls due from `starts_on` to `ends_on`.

    A deadline on a rest day moves to the next working day; `grace_days` are the working days allowed after a period
    has ended. A period cut by the start or end of the campaign counts if at least half of it is left. Yearly with a
    `due_on` before the end: due on that day of each year. With an `anchor` (rules.rhythms) what is due is due on that
    day of each period, and a period counts if the day lies within the campaign; around a festival the window is the
    period. An anchor that does not fit the recurrence says nothing.
    """
    anchor = anchor if fits(recurrence, anchor) else ""
    if recurrence == Recurrence.ONCE:
        last = due_on or ends_on
        return _numbered(min(starts_on, last), last, times, grace_days)
    if anchor and recurrence != Recurrence.YEARLY:
        return _on_days(Recurrence(recurrence), anchor, times, starts_on, ends_on, grace_days)
    if recurrence == Recurrence.YEARLY and not anchor and due_on is not None and due_on < ends_on:
        return _each_year_by(due_on, times, starts_on, ends_on, grace_days)
    found: list[Due] = []
    for first, last in _periods(Recurrence(recurrence), anchor, starts_on, ends_on):
        start, end = max(first, starts_on), min(last, ends_on)
        if 2 * ((end - start).days + 1) >= (last - first).days + 1:
            found += _numbered(start, end, times, grace_days)
    return found


def _each_year_by(day: date, times: int, starts_on: date, ends_on: date, grace_days: int) -> list[Due]:
    found: list[Due] = []
    for year in range(day.year, ends_on.year + 1):
        leap_day = (day.month, day.day) == (2, 29)
        last = date(year, 2, 28) if leap_day else day.replace(year=year)
        if last <= ends_on:
            found += _numbered(max(starts_on, date(year, 1, 1)), last, times, grace_days)
    return found


def _on_days(
    recurrence: Recurrence, anchor: str, times: int, starts_on: date, ends_on: date, grace_days: int
) -> list[Due]:
    """One round for each week or month, due on its fixed day; several times a week or month all by that day."""
    found: list[Due] = []
    for first, last in _periods(recurrence, "", starts_on, ends_on):
        weekly = recurrence == Recurrence.WEEKLY
        day = (
            first + timedelta(days=int(anchor) - 1)
            if weekly
            else day_in_month(first.year, first.month, anchor)
        )
        if starts_on <= day <= ends_on:
            start, end = max(first, starts_on), min(last, ends_on)
            deadline = add_workdays(day, grace_days)
            found += [Due(start, end, n, start, deadline) for n in range(1, times + 1)]
    return found


def _numbered(start: date, end: date, times: int, grace_days: int) -> list[Due]:
    deadline = add_workdays(end, grace_days)
    return [Due(start, end, n, start, deadline) for n in range(1, times + 1)]


def _periods(recurrence: Recurrence, anchor: str, starts_on: date, ends_on: date) -> Iterator[Span]:
    """The whole periods that touch the campaign, in order."""
    if recurrence == Recurrence.WEEKLY:
        yield from _weeks(starts_on, ends_on)
    elif recurrence == Recurrence.PER_TERM:
        terms = calendar().spans(starts_on.year - 1, ends_on.year)
        yield from ((first, last) for first, last in terms if first <= ends_on and last >= starts_on)
    elif anchor:
        yield from _windows(anchor, starts_on, ends_on)
    else:
        yield from _calendar_periods(_MONTHS[recurrence], starts_on, ends_on)


def _weeks(starts_on: date, ends_on: date) -> Iterator[Span]:
    """Monday to Sunday."""
    monday = starts_on - timedelta(days=starts_on.weekday())
    while monday <= ends_on:
        yield monday, monday + timedelta(days=6)
        monday += timedelta(days=7)


def _windows(anchor: str, starts_on: date, ends_on: date) -> Iterator[Span]:
    """The days around a festival in each year."""
    festival = calendar().festival(anchor)
    for year in range(starts_on.year - 1, ends_on.year + 2):
        window = festival.window(year) if festival else None
        if window and window[0] <= ends_on and window[1] >= starts_on:
            yield window


def _calendar_periods(months: int, starts_on: date, ends_on: date) -> Iterator[Span]:
    month = (starts_on.month - 1) // months * months + 1
    first = date(starts_on.year, month, 1)
    while first <= ends_on:
        index = first.year * 12 + first.month - 1 + months
        following = date(index // 12, index % 12 + 1, 1)
        yield first, following - timedelta(days=1)
        first = following
