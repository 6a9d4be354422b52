"""Weeks, terms, weekdays of the month, days around a festival: none missing, none twice, all within the campaign."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.campaigns.models.plans import PlanItem, Recurrence
from zhengyou.campaigns.rules.compiling import recurrence_of
from zhengyou.campaigns.rules.pack_fields import PackError
from zhengyou.campaigns.rules.periods import period_name
from zhengyou.campaigns.rules.recurrence import Due, dues
from zhengyou.campaigns.rules.rhythms import LAST, anchor_of, anchors, day_in_month, fits, often
from zhengyou.campaigns.rules.terms import calendar, read_calendar
from zhengyou.campaigns.rules.workdays import is_workday
from zhengyou.plandocs.extraction.recurrence import recurrence as reads

_STARTS = st.dates(date(2021, 1, 1), date(2028, 1, 1))
_LENGTHS = st.integers(0, 1100)
_ANCHORS = {
    Recurrence.WEEKLY: [""] + [str(day) for day in range(1, 8)],
    Recurrence.MONTHLY: [""] + [f"{n}-{day}" for n in range(1, LAST + 1) for day in range(1, 8)],
    Recurrence.PER_TERM: [""],
    Recurrence.YEARLY: [one.key for one in calendar().festivals],
}
_BOTH = st.sampled_from(sorted((str(often), anchor) for often, found in _ANCHORS.items() for anchor in found))


def _dues(
    recurrence: str, anchor: str, first: date, last: date, *, times: int = 1, grace: int = 0
) -> list[Due]:
    return dues(
        recurrence=recurrence,
        times=times,
        starts_on=first,
        ends_on=last,
        due_on=None,
        grace_days=grace,
        anchor=anchor,
    )


@given(_BOTH, _STARTS, _LENGTHS, st.integers(1, 4), st.integers(0, 10))
def test_what_comes_back_lies_within_the_campaign_once_and_is_due_on_a_working_day(
    both: tuple[str, str], first: date, length: int, times: int, grace: int
) -> None:
    last = first + timedelta(days=length)
    found = _dues(*both, first, last, times=times, grace=grace)
    assert len({(due.period_start, due.sequence) for due in found}) == len(found)
    ones = [due for due in found if due.sequence == 1]
    assert len(found) == times * len(ones)
    assert all(a.period_end < b.period_start for a, b in pairwise(ones))
    assert all(a.due_on < b.due_on for a, b in pairwise(ones) if not grace and both[0] != "weekly")
    assert all(first <= due.period_start == due.opens_on <= due.period_end <= last for due in found)
    assert all(is_workday(due.due_on) and due.opens_on <= due.due_on for due in found)


@given(st.integers(0, 7), _STARTS, _LENGTHS)
def test_no_week_is_missing_between_the_first_and_the_last(weekday: int, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = _dues(Recurrence.WEEKLY, str(weekday or ""), first, last)
    assert all(a.period_end + timedelta(days=1) == b.period_start for a, b in pairwise(found))
    if weekday:
        wanted = [first + timedelta(days=n) for n in range(length + 1)]
        assert len(found) == sum(day.isoweekday() == weekday for day in wanted)


@given(st.integers(1, LAST), st.integers(1, 7), _STARTS, _LENGTHS)
def test_a_weekday_of_the_month_is_asked_once_in_each_month_whose_day_lies_in_the_campaign(
    n: int, weekday: int, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = _dues(Recurrence.MONTHLY, f"{n}-{weekday}", first, last)
    days = [first + timedelta(days=number) for number in range(length + 1)]
    of_that_name = [day for day in days if day.isoweekday() == weekday]
    if n == LAST:
        fixed = [day for day in of_that_name if (day + timedelta(days=7)).month != day.month]
    else:
        fixed = [day for day in of_that_name if (day.day - 1) // 7 == n - 1]
    assert [(due.period_start.year, due.period_start.month) for due in found] == [
        (day.year, day.month) for day in fixed
    ]
    assert all(due.period_start <= day <= due.period_end for due, day in zip(found, fixed, strict=True))


@pytest.mark.parametrize(
    ("recurrence", "anchor"), [("weekly", "1-1"), ("monthly", "3"), ("quarterly", "1"), ("yearly", "5-5")]
)
def test_a_day_that_does_not_go_with_how_often_says_nothing(recurrence: str, anchor: str) -> None:
    days = date(2026, 1, 1), date(2026, 12, 31)
    assert _dues(recurrence, anchor, *days) == _dues(recurrence, "", *days)


def test_the_first_monday_of_october_in_the_holidays_is_due_on_the_first_working_day_after() -> None:
    found = _dues(Recurrence.MONTHLY, "1-1", date(2026, 9, 1), date(2026, 11, 30))
    assert [day_in_month(2026, month, "1-1") for month in (9, 10, 11)] == [
        date(2026, 9, 7),
        date(2026, 10, 5),
        date(2026, 11, 2),
    ]
    assert [due.due_on for due in found] == [date(2026, 9, 7), date(2026, 10, 8), date(2026, 11, 2)]


def test_two_terms_make_a_school_year_and_a_term_of_which_half_is_left_counts() -> None:
    found = _dues(Recurrence.PER_TERM, "", date(2026, 3, 1), date(2027, 1, 31), times=2)
    assert [(due.period_start, due.period_end, due.sequence) for due in found] == [
        (date(2026, 3, 1), date(2026, 7, 31), 1),
        (date(2026, 3, 1), date(2026, 7, 31), 2),
        (date(2026, 8, 21), date(2027, 1, 31), 1),
        (date(2026, 8, 21), date(2027, 1, 31), 2),
    ]
    assert _dues(Recurrence.PER_TERM, "", date(2026, 6, 1), date(2026, 8, 20)) == []


def test_around_the_first_of_july_the_window_is_the_period() -> None:
    found = _dues(Recurrence.YEARLY, "party-day", date(2026, 1, 1), date(2027, 12, 31))
    assert [(due.period_start, due.period_end) for due in found] == [
        (date(2026, 6, 16), date(2026, 7, 16)),
        (date(2027, 6, 16), date(2027, 7, 16)),
    ]


def test_the_new_year_of_the_table_lies_in_the_published_holidays() -> None:
    festival = calendar().festival("spring-festival")
    assert festival is not None
    days = [date.fromisoformat(text) for text in festival.days]
    published = [day for day in days if day.year <= 2026]
    names = [chinese_calendar.get_holiday_detail(day) for day in published]
    assert names == [(True, "Spring Festival")] * len(published)
    # Months by the moon: a year has 12 of them or 13, and each begins at a new moon.
    assert {(later - day).days for day, later in pairwise(days)} <= {353, 354, 355, 383, 384, 385}
    moons = [(day - days[0]).days / 29.530588 for day in days]
    assert all(abs(number - round(number)) < 0.05 for number in moons)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("每月第一个星期一召开例会", ("monthly", "1-1")),
        ("每月最后一个周星期五集中学习", ("monthly", "5-5")),
        ("每月的第三个周日义务劳动", ("monthly", "3-7")),
        ("每周一升国旗", ("weekly", "1")),
        ("每个星期五下午学习", ("weekly", "5")),
        ("每周五次", None),
        ("每周一次", None),
        ("每月至少一次", None),
        ("每月每一个周星期一", ("monthly", "1-1")),
    ],
)
def test_a_named_weekday_is_read_and_a_count_is_not_taken_for_one(
    words: str, meant: tuple[str, str] | None
) -> None:
    assert anchor_of(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("每周开展一次志愿服务", ("weekly", 1)),
        ("每周一升国旗", ("weekly", 1)),
        ("每周至少两次", ("weekly", 2)),
        ("每学期至少两次家长课堂", ("per_term", 2)),
        ("每月第一个星期一召开例会", ("monthly", 1)),
        ("每年至少四次比赛", ("yearly", 4)),
    ],
)
def test_how_often_is_kept_as_the_text_says_it(words: str, meant: tuple[str, int]) -> None:
    task: Any = SimpleNamespace(recurrence=reads(words)[0])
    assert recurrence_of(task) == meant


def test_only_what_may_be_chosen_fits_and_everything_that_may_be_chosen_has_a_word() -> None:
    weekly, monthly, yearly = (dict(found) for _word, found in anchors())
    assert (len(weekly), len(monthly), len(yearly)) == (7, 35, len(calendar().festivals))
    groups = {"weekly": weekly, "monthly": monthly, "yearly": yearly}
    for recurrence in Recurrence.values:
        for of, found in groups.items():
            assert {fits(recurrence, anchor) for anchor in found} == {recurrence == of}
    assert all(fits(recurrence, "") for recurrence in Recurrence.values)
    assert often(PlanItem(recurrence="monthly", anchor="5-5")) == "每月最后一个星期五"
    assert often(PlanItem(recurrence="weekly", anchor="1")) == "每周星期一"
    assert often(PlanItem(recurrence="yearly", anchor="party-day")) == "每年七一前后"
    assert often(PlanItem(recurrence="quarterly")) == "每季度"


@pytest.mark.parametrize(
    ("recurrence", "last", "name"),
    [
        ("weekly", date(2026, 11, 22), "11月16日那周"),
        ("weekly", date(2027, 1, 3), "12月28日那周"),
        ("per_term", date(2026, 7, 31), "春季学期"),
        ("per_term", date(2027, 1, 31), "秋季学期"),
        ("per_term", date(2027, 7, 31), "2027年春季学期"),
    ],
)
def test_people_call_a_week_by_its_monday_and_a_term_by_its_season(
    recurrence: str, last: date, name: str
) -> None:
    assert period_name(recurrence, last, date(2026, 11, 20)) == name


_TERM = '[[terms]]\nkey = "a"\nname = "甲"\nstarts = "02-01"\nends = "07-31"\n'
_FESTIVAL = '[[festivals]]\nkey = "f"\nname = "节"\nbefore = 3\nafter = 3\nsource = "试"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("schema = 2\n" + _TERM + _FESTIVAL + 'day = "07-01"', "格式版本是 2"),
        ("schema = 1\n" + _TERM + _FESTIVAL, "写 day（每年同一天）或 days"),
        ("schema = 1\n" + _TERM + _FESTIVAL + 'day = "+3"', "day 写月日"),
        ("schema = 1\n" + _TERM + _TERM.replace('"a"', '"b"') + _FESTIVAL + 'day = "07-01"', "日子重叠了"),
        ("schema = 1\n" + _TERM + _FESTIVAL + 'days = ["2026-02-17", "2025-01-29"]', "从早到晚写"),
        ("schema = 1\n" + _TERM + _FESTIVAL + 'day = "07-01"\nwhen = 3', "不认识“when”"),
        ("schema = ", "不是 UTF-8 的 TOML"),
    ],
)
def test_a_calendar_that_is_not_whole_is_refused_with_its_place(
    text: str, fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=r"calendar\.toml") as refused:
        read_calendar(path)
    assert fault in str(refused.value)
