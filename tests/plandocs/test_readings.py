"""An ambiguous time as data: every reading its words bear, and none where they are plain (domain.md 3.1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.plandocs.occasions import anniversaries, congresses
from zhengyou.plandocs.plan import Recurrence
from zhengyou.plandocs.readings import date_readings, moved, rhythm_readings, span_readings

TODAY = date(2026, 11, 20)  # a Friday


def test_each_one_week_monday_of_each_month_has_two_readings() -> None:
    first, each = rhythm_readings("每月每一个周星期一为公开日。", TODAY)
    assert (first.words, first.recurrence, first.days, first.per_year) == (
        "每月第一个星期一",
        Recurrence(kind="monthly", count=1, unit="month"),
        (date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1)),
        12,
    )
    assert (each.words, each.recurrence, each.days, each.per_year) == (
        "每个星期一",
        Recurrence(kind="weekly", count=1, unit="week"),
        (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)),
        52,
    )
    assert "最后一个星期五" in first.why


@pytest.mark.parametrize("words", ["每月第一个星期一", "每个星期一", "每月一次", "每月每户走访一次", ""])
def test_a_plain_rhythm_has_no_second_reading(words: str) -> None:
    assert rhythm_readings(words, TODAY) == ()


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from("一二三四五六日"))
def test_the_next_days_are_of_that_weekday_in_order_and_still_to_come(day: date, weekday: str) -> None:
    first, each = rhythm_readings(f"每月每一个周星期{weekday}", day)
    for reading in (first, each):
        assert all("一二三四五六日"[found.weekday()] == weekday for found in reading.days)
        assert sorted({day, *reading.days}) == [day, *reading.days]
    assert all(found.day <= 7 for found in first.days)
    assert each.days[0] - day <= timedelta(days=7)


@pytest.mark.parametrize(
    ("words", "years", "expected"),
    [
        ("3月上旬", (2026, 2027), [("2026-03-01", "2026-03-10"), ("2027-03-01", "2027-03-10")]),
        ("6月底前", (2026, 2027), [(None, "2026-06-30"), (None, "2027-06-30")]),
        ("9月下旬前", (2026,), [(None, "2026-09-30"), (None, "2026-09-20")]),
        ("2026年9月下旬前", (), [(None, "2026-09-30"), (None, "2026-09-20")]),
        ("2026年7月前", (), [(None, "2026-07-31"), (None, "2026-06-30")]),
        ("5月至6月", (2026, 2027), [("2026-05-01", "2026-06-30"), ("2027-05-01", "2027-06-30")]),
        ("11月至2月", (2026, 2027), [("2026-11-01", "2027-02-28"), ("2027-11-01", "2028-02-29")]),
        ("2026年5月", (2026, 2027), []),
        ("6月30日前", (2026,), []),
        ("党的十八大召开前", (2026, 2027), []),
        ("没有时间", (2026, 2027), []),
        ("3月", (), []),
    ],
)
def test_a_time_without_its_year_or_before_a_period_has_each_of_its_readings(
    words: str, years: tuple[int, ...], expected: list[tuple[str | None, str]]
) -> None:
    def day(one: date | None) -> str | None:
        return one.isoformat() if one else None

    assert [(day(one.starts), day(one.ends)) for one in date_readings(words, years)] == expected


def test_readings_of_one_time_have_names_of_their_own_and_reasons() -> None:
    found = date_readings("9月下旬前", (2026, 2027))
    assert [one.key for one in found] == [
        "2026-last-day", "2026-before-it", "2027-last-day", "2027-before-it",
    ]  # fmt: skip
    assert found[0].why == "下旬是21日到月底。“前”通常算到这段时间的最后一天。"


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2012-12-01", "2012-07-31", [("2012-12-01", "2013-07-31"), ("2011-12-01", "2012-07-31"),
                                      ("2012-07-31", "2012-12-01")]),
        ("2015-03-01", "2012-07-31", [("2015-03-01", "2015-07-31"), ("2012-03-01", "2012-07-31"),
                                      ("2012-07-31", "2015-03-01")]),
        ("2012-01-01", "2012-01-01", []),
    ],
)  # fmt: skip
def test_a_time_turned_round_has_three_readings(
    starts: str, ends: str, expected: list[tuple[str, str]]
) -> None:
    found = span_readings(date.fromisoformat(starts), date.fromisoformat(ends))
    assert [(str(one.starts), str(one.ends)) for one in found] == expected


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_every_reading_of_a_turned_time_is_in_order(starts: date, ends: date) -> None:
    for one in span_readings(starts, ends):
        assert one.starts is not None
        assert one.ends is not None
        assert one.starts <= one.ends


def test_a_leap_day_moves_to_the_28th() -> None:
    assert moved(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_occasions_know_their_year() -> None:
    assert [(one.words, one.year) for one in anniversaries("以优异成绩迎接建党90周年")] == [
        ("建党90周年", 2011)
    ]
    assert [(one.words, one.year) for one in congresses("以优异成绩迎接党的十八大")] == [
        ("迎接党的十八大", 2012)
    ]
    assert [*anniversaries("为期三年"), *congresses("大家")] == []


@given(st.text(alphabet="每月一个周星期上下旬前后底年0123456789至-日，。十三", max_size=40))
def test_no_words_break_the_readings(words: str) -> None:
    date_readings(words, (2026, 2027))
    rhythm_readings(words, TODAY)
