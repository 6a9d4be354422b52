"""From words of recurrence to dated periods."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.rules.recurrence import Due, dues
from zhengyou.campaigns.rules.workdays import add_workdays, is_workday, next_workday, workdays_between


def _dues(recurrence: str, first: date, last: date, *, times: int = 1, grace: int = 0) -> list[Due]:
    return dues(
        recurrence=recurrence, times=times, starts_on=first, ends_on=last, due_on=None, grace_days=grace
    )


def test_once_is_due_on_its_day_or_the_next_working_day() -> None:
    # 1 May 2026 is a holiday up to the 5th.
    (due,) = dues(
        recurrence=Recurrence.ONCE,
        times=1,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 12, 31),
        due_on=date(2026, 5, 1),
        grace_days=0,
    )
    assert due == Due(date(2026, 3, 1), date(2026, 5, 1), 1, date(2026, 3, 1), date(2026, 5, 6))


def test_every_month_gives_a_period_for_each_calendar_month() -> None:
    found = _dues(Recurrence.MONTHLY, date(2026, 3, 1), date(2026, 6, 30))
    assert [(due.period_start, due.period_end, due.due_on) for due in found] == [
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 30), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 6, 1), date(2026, 6, 30), date(2026, 6, 30)),
    ]


def test_at_least_two_a_year_gives_two_of_which_each_has_its_number() -> None:
    found = _dues(Recurrence.YEARLY, date(2026, 1, 1), date(2027, 12, 31), times=2)
    assert [(due.period_start.year, due.sequence) for due in found] == [
        (2026, 1),
        (2026, 2),
        (2027, 1),
        (2027, 2),
    ]


def test_every_year_by_a_day_comes_back_on_that_day_each_year() -> None:
    found = dues(
        recurrence=Recurrence.YEARLY,
        times=1,
        starts_on=date(2026, 3, 1),
        ends_on=date(2028, 3, 31),
        due_on=date(2026, 4, 29),
        grace_days=0,
    )
    assert [(due.period_start, due.period_end, due.due_on) for due in found] == [
        (date(2026, 3, 1), date(2026, 4, 29), date(2026, 4, 29)),
        (date(2027, 1, 1), date(2027, 4, 29), date(2027, 4, 29)),
    ]


def test_a_period_of_which_less_than_half_is_left_asks_for_nothing() -> None:
    starts = _dues(Recurrence.MONTHLY, date(2026, 3, 20), date(2026, 5, 10))
    assert [due.period_start for due in starts] == [date(2026, 4, 1)]


def test_a_report_within_five_working_days_after_the_quarter() -> None:
    (due,) = _dues(Recurrence.QUARTERLY, date(2026, 1, 1), date(2026, 3, 31), grace=5)
    assert due.due_on == add_workdays(date(2026, 3, 31), 5)
    assert workdays_between(due.period_end, due.due_on) == 5


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    assert not is_workday(date(2026, 10, 1))  # national holiday, a Thursday
    assert is_workday(date(2026, 10, 10))  # a Saturday worked instead


def test_years_not_yet_published_count_monday_to_friday() -> None:
    assert next_workday(date(2060, 5, 1)) == date(2060, 5, 3)  # Saturday to Monday


@given(
    st.sampled_from([r for r in Recurrence if r != Recurrence.ONCE]),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.integers(0, 900),
    st.integers(1, 4),
)
def test_periods_never_overlap_and_each_is_due_after_it_opened(
    recurrence: str, first: date, length: int, times: int
) -> None:
    last = first + timedelta(days=length)
    found = _dues(recurrence, first, last, times=times)
    assert len({(due.period_start, due.sequence) for due in found}) == len(found)
    ones = [due for due in found if due.sequence == 1]
    assert all(a.period_end < b.period_start for a, b in pairwise(ones))
    assert all(first <= due.period_start <= due.period_end <= last for due in found)
    assert all(due.opens_on <= due.period_end <= due.due_on for due in found)


@pytest.mark.parametrize("days", [1, 5, 15])
def test_counting_working_days_forward_and_between_agree(days: int) -> None:
    start = date(2026, 9, 28)
    assert workdays_between(start, add_workdays(start, days)) == days
