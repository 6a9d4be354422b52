from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from zhengyou.ui import wording

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("done", "total", "written"),
    [
        (25, 30, "83%（25/30）"),
        (1, 8, "13%（1/8）"),
        (0, 30, "0%（0/30）"),
        (30, 30, "100%（30/30）"),
        (0, 0, "—（0/0）"),
        (2917, 34921, "8%（2,917/34,921）"),
    ],
)
def test_a_share_stands_with_its_counts(done: int, total: int, written: str) -> None:
    assert wording.percent_text(done, total) == written


def test_a_share_is_whole_only_when_everything_is_done_and_nothing_only_when_nothing_is() -> None:
    assert [wording.whole_percent(done, 1000) for done in (1, 4, 995, 999, 1000)] == [1, 1, 99, 99, 100]


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        (12000, "12,000元"),
        (Decimal("12000.5"), "12,000.50元"),
        (Decimal("0.005"), "0.01元"),
        (Decimal("-3"), "-3元"),
        (0, "0元"),
        (None, "—"),
    ],
)
def test_money_is_written_with_separators(yuan: int | Decimal | None, written: str) -> None:
    assert wording.money_text(yuan) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (34921, "34,921"),
        (Decimal("4.50"), "4.5"),
        (Decimal("100"), "100"),
        (0.1, "0.1"),
        (1e21, "1" + ",000" * 7),
        (None, "—"),
    ],
)
def test_a_number_loses_empty_places_and_never_becomes_an_exponent(
    value: int | float | Decimal | None, written: str
) -> None:
    assert wording.number_text(value) == written


@pytest.mark.parametrize(
    ("day", "left", "written"),
    [
        (date(2026, 7, 8), 5, "7月8日（还剩5个工作日）"),
        (date(2026, 7, 1), 0, "7月1日（今天截止）"),
        (date(2026, 6, 28), 0, "6月28日（已过3天）"),
        (date(2026, 7, 5), 0, "7月5日（只剩休息日）"),
        (date(2027, 1, 4), 126, "2027年1月4日（还剩126个工作日）"),
        (date(2026, 7, 8), None, "7月8日"),
        (None, 5, "—"),
    ],
)
def test_a_due_day_says_what_it_means_today(day: date | None, left: int | None, written: str) -> None:
    assert wording.deadline_text(day, today=TODAY, working_days_left=left) == written


def test_a_day_keeps_its_year_unless_it_is_this_year() -> None:
    days = [date(2026, 12, 31), date(2025, 12, 31)]
    assert [wording.day_text(day, today=TODAY) for day in days] == ["12月31日", "2025年12月31日"]
    assert wording.day_text(days[0]) == "2026年12月31日"


def test_an_instant_is_told_in_the_time_of_the_place() -> None:
    assert wording.moment_text(datetime(2026, 6, 30, 18, 5, tzinfo=UTC)) == "2026年7月1日 02:05"
    assert wording.moment_text(None) == "—"
