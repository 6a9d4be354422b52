"""Working days in China: official holidays and make-up days where they are published, Monday to Friday beyond."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar


@cache
def is_workday(day: date) -> bool:
    """Whether people work that day. Years not yet published count Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def next_workday(day: date) -> date:
    """The day itself if it is a working day, otherwise the first one after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`; with 0 the day itself or the first working day after it."""
    if count == 0:
        return next_workday(day)
    for _ in range(count):
        day = next_workday(day + timedelta(days=1))
    return day


def workdays_between(first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -workdays_between(last, first)
    return sum(is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
