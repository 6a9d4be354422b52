"""Dates and numbers as people write them (domain.md 3.1)."""

from __future__ import annotations

import pytest

from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.numbers import integer, number, ordinal


def found(text: str, year: int | None = None) -> list[tuple[str, str, str, str]]:
    """(words, first day, last day, bound) of each time; "-" for a day that the text does not give."""
    out = []
    for when in find_dates(text):
        first, last = when.dates(year)
        out.append((text[when.start : when.end], str(first or "-"), str(last or "-"), when.bound))
    return out


@pytest.mark.parametrize(
    ("text", "first", "last", "bound"),
    [
        ("2010年6月10日", "2010-06-10", "2010-06-10", "in"),
        ("二○一○年六月十日", "2010-06-10", "2010-06-10", "in"),
        ("2010.6.10", "2010-06-10", "2010-06-10", "in"),
        ("2010-07-19", "2010-07-19", "2010-07-19", "in"),
        ("2010-2012年", "2010-01-01", "2012-12-31", "in"),
        ("2010年5月—6月", "2010-05-01", "2010-06-30", "in"),
        ("2010年5月至2012年12月", "2010-05-01", "2012-12-31", "in"),
        ("2010年11月至次年", "2010-11-01", "2010-11-30", "in"),
        ("2012年2月下旬", "2012-02-21", "2012-02-29", "in"),
        ("2010年9月上旬前", "2010-09-01", "2010-09-10", "by"),
        ("2010年4月底前", "2010-04-21", "2010-04-30", "by"),
        ("2010年底", "2010-12-01", "2010-12-31", "in"),
        ("2010年上半年", "2010-01-01", "2010-06-30", "in"),
        ("2010年第三季度", "2010-07-01", "2010-09-30", "in"),
        ("2011年“七一”前后", "2011-07-01", "2011-07-01", "around"),
        ("2010年5月起", "2010-05-01", "2010-05-31", "from"),
        ("2010年5月10日至在6月底前", "2010-05-10", "2010-06-30", "by"),
    ],
)
def test_a_time_with_its_year(text: str, first: str, last: str, bound: str) -> None:
    words, *rest = found(text)[0]
    assert (rest, text.startswith(words)) == ([first, last, bound], True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("7月15日和16日", "2011-07-15", "2011-07-16"),
        ("5月10日至在6月底前", "2011-05-10", "2011-06-30"),
        ("四月份", "2011-04-01", "2011-04-30"),
        ("七月上旬", "2011-07-01", "2011-07-10"),
        ("下半年", "2011-07-01", "2011-12-31"),
        ("5-6月", "2011-05-01", "2011-06-30"),
        ("5月和6月份", "2011-05-01", "2011-06-30"),
        ("七·一前", "2011-07-01", "2011-07-01"),
        ("11月至1月", "2011-11-01", "2012-01-31"),
    ],
)
def test_a_missing_year_stays_missing_until_one_is_given(text: str, first: str, last: str) -> None:
    ((_, nothing, nowhere, _),) = found(text)
    assert (nothing, nowhere) == ("-", "-")
    assert found(text, 2011)[0][1:3] == (first, last)


@pytest.mark.parametrize("text", ["党的十八大召开前", "春节前夕", "学期结束前", "换届前", "假期结束时"])
def test_an_event_has_no_date_in_any_year(text: str) -> None:
    assert [(words, first, last) for words, first, last, _ in found(text, 2012)] == [(text, "-", "-")]


@pytest.mark.parametrize(
    "text",
    ["20xx年工作", "在广大青少年中开展", "十七届四中全会", "“十二五”规划", "第一阶段", "一是抓好", "3个月"],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert found(text, 2011) == []


def test_two_feasts_in_a_list_are_two_times() -> None:
    assert [words for words, *_ in found("抓住“六一”、“十一”等节日")] == ["“六一”", "“十一”"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十", 30),
        ("两", 2),
        ("十", 10),
        ("一百零五", 105),
        ("百", 100),
        ("1,399", 1399),
        ("3.5", 3.5),
        ("0", 0),
    ],
)
def test_numbers_in_words_and_digits(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "好", "三好", "..", "-"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_an_integer_is_whole() -> None:
    assert (integer("3.5"), integer("12"), integer("十二")) == (None, 12, 12)


@pytest.mark.parametrize(
    ("label", "value"),
    [("三、", 3), ("（十二）", 12), ("(3)", 3), ("4.", 4), ("③", 3), ("第三，", 3), ("第二阶段", 2), ("五是",
    5), ("IV.", 4), ("Fifth,", 5), ("、", None)],
)  # fmt: skip
def test_the_number_of_a_label(label: str, value: int | None) -> None:
    assert ordinal(label) == value
