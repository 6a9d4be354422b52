"""Days as people and spreadsheets write them."""

from datetime import date

import pytest

from zhengyou.organisations.roster.cells import Cell
from zhengyou.organisations.roster.days import Day, NoDay, read_day

TODAY = date(2026, 11, 20)
FIRST_OF_JULY = Day(date(2020, 7, 1))
JULY = Day(date(2020, 7, 1), whole=False)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2020, 7, 1), FIRST_OF_JULY),
        (44013, FIRST_OF_JULY),
        (44013.0, FIRST_OF_JULY),
        (44013.75, FIRST_OF_JULY),
        ("44013", FIRST_OF_JULY),
        (20200701, FIRST_OF_JULY),
        ("2020-7-1", FIRST_OF_JULY),
        ("2020-07-01", FIRST_OF_JULY),
        ("2020/07/01", FIRST_OF_JULY),
        ("2020/7/1 0:00", FIRST_OF_JULY),
        ("2020-07-01 00:00:00", FIRST_OF_JULY),
        ("2020.7.1", FIRST_OF_JULY),
        ("2020.07.01.", FIRST_OF_JULY),
        ("２０２０．０７．０１", FIRST_OF_JULY),
        ("20200701", FIRST_OF_JULY),
        ("2020年7月1日", FIRST_OF_JULY),
        (" 2020 年 7 月 1 日 ", FIRST_OF_JULY),
        ("2020年7月1号", FIRST_OF_JULY),
        ("2020.7.1日", FIRST_OF_JULY),
        ("二〇二〇年七月一日", FIRST_OF_JULY),
        ("二○二○年七月一日", FIRST_OF_JULY),
        ("二零二零年七月一日", FIRST_OF_JULY),
        ("二〇一九年十二月三十一日", Day(date(2019, 12, 31))),
        ("二〇二〇年十月二十日", Day(date(2020, 10, 20))),
        ("2020.07", JULY),
        (2020.07, JULY),
        ("202007", JULY),
        (202007, JULY),
        ("2020年7月", JULY),
        ("2020-07", JULY),
        ("二〇二〇年七月", JULY),
        (2020.11, Day(date(2020, 11, 1), whole=False)),
        ("2020.1", Day(date(2020, 1, 1), whole=False)),
        (None, None),
        ("  ", None),
    ],
)
def test_a_day_is_read_in_every_usual_form(written: Cell, day: Day | None) -> None:
    assert read_day(written, TODAY) == day


def test_a_book_that_counts_from_1904_is_read_so() -> None:
    assert read_day(42551, TODAY, from_1904=True) == FIRST_OF_JULY


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2020-02-30", "“2020-02-30”看不懂，请写成 2020-07-01 这样。"),
        ("2020-13-01", "“2020-13-01”看不懂，请写成 2020-07-01 这样。"),
        ("98.7.1", "“98.7.1”看不懂，请写成 2020-07-01 这样。"),
        ("1/7/2020", "“1/7/2020”看不懂，请写成 2020-07-01 这样。"),
        ("2020", "“2020”看不懂，请写成 2020-07-01 这样。"),
        (2020, "“2020”看不懂，请写成 2020-07-01 这样。"),
        (2020.1, "“2020.1”看不懂，请写成 2020-07-01 这样。"),
        (5, "“5”看不懂，请写成 2020-07-01 这样。"),
        (True, "“True”看不懂，请写成 2020-07-01 这样。"),
        ("七一前后", "“七一前后”看不懂，请写成 2020-07-01 这样。"),
        ("一百二十年", "“一百二十年”看不懂，请写成 2020-07-01 这样。"),
        ("2031-01-01", "2031-01-01 晚于今天，请改正。"),
        ("1821-07-01", "1821-07-01 早于 1900 年，请改正。"),
    ],
)
def test_what_is_no_day_is_told_with_what_to_write(written: Cell, sentence: str) -> None:
    with pytest.raises(NoDay) as told:
        read_day(written, TODAY)
    assert str(told.value) == sentence
