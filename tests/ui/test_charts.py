import re
from datetime import date

import pytest
from lxml import etree

from zhengyou.ui import charts
from zhengyou.ui.charts import Phase
from zhengyou.ui.heat import HeatCell

SPRING = Phase(1, "动员部署", date(2026, 3, 1), date(2026, 4, 30))
SUMMER = Phase(2, "公开承诺", date(2026, 5, 1), date(2026, 12, 31))
LATER = Phase(3, "总结", date(2027, 1, 1), date(2027, 2, 28))
PHASES = [SPRING, SUMMER, LATER]


def _drawing(svg: str) -> etree._Element:
    return etree.fromstring(str(svg))


def _all(svg: str, tag: str, name: str) -> list[etree._Element]:
    return [part for part in _drawing(svg).iter(tag) if name in (part.get("class") or "").split()]


def _percent(part: etree._Element, name: str) -> float:
    return float((part.get(name) or "").removesuffix("%"))


def test_each_phase_is_drawn_as_past_current_or_future() -> None:
    drawn = [part.get("class") for part in _drawing(charts.phase_line(PHASES, date(2026, 7, 1))).iter("rect")]
    assert drawn == ["segment is-past", "segment is-current", "segment is-future"]


@pytest.mark.parametrize(
    ("today", "x"), [(date(2026, 3, 1), 0), (date(2026, 9, 1), 50.41), (date(2027, 2, 28), 99.73)]
)
def test_today_stands_where_its_day_lies(today: date, x: float) -> None:
    (line,) = _all(charts.phase_line(PHASES, today), "line", "today")
    assert (_percent(line, "x1"), _percent(line, "x2")) == (x, x)


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 2, 1), "今天 2月1日，还没开始"), (date(2027, 3, 1), "今天 3月1日，已经结束")],
)
def test_a_today_outside_the_phases_is_said_and_not_drawn(today: date, words: str) -> None:
    drawing = charts.phase_line(PHASES, today)
    assert _all(drawing, "line", "today") == []
    assert [part.text for part in _all(drawing, "text", "today")] == [words]


def test_the_phases_are_told_in_words_beside_the_drawing() -> None:
    told = charts.told([*PHASES, Phase(4, "长期坚持", None, None)], date(2026, 7, 1))
    assert [(one.mark, one.days, one.when, one.word) for one in told] == [
        ("一", "3月1日至4月30日", "past", "已结束"),
        ("二", "5月1日至12月31日", "current", "正在进行"),
        ("三", "2027年1月1日至2月28日", "future", "还没开始"),
        ("四", "", "undated", "日期未定"),
    ]


def test_a_phase_without_an_end_goes_on() -> None:
    open_ended = Phase(2, "全面争创", date(2026, 5, 1), None)
    (told,) = charts.told([open_ended], date(2030, 1, 1))
    assert (told.when, told.days) == ("current", "2026年5月1日起")
    drawn = list(_drawing(charts.phase_line([SPRING, open_ended, LATER], date(2026, 7, 1))).iter("rect"))
    assert _percent(drawn[1], "x") + _percent(drawn[1], "width") > 99


def test_without_any_dated_phase_nothing_is_drawn() -> None:
    assert charts.phase_line([Phase(1, "动员", None, None)], date(2026, 7, 1)) == ""
    assert charts.phase_line([], date(2026, 7, 1)) == ""


def test_a_phase_that_ends_before_it_starts_does_not_break_the_drawing() -> None:
    wrong = Phase(1, "动员", date(2026, 4, 30), date(2026, 3, 1))
    widths = [
        _percent(part, "width")
        for part in _drawing(charts.phase_line([wrong], date(2026, 4, 30))).iter("rect")
    ]
    assert len(widths) == 1
    assert widths[0] > 0


def test_a_bar_starts_at_zero_and_marks_the_median() -> None:
    drawing = charts.median_bar(45, 60, 90, unit="%")
    (bar,) = _all(drawing, "rect", "bar")
    (median,) = _all(drawing, "line", "median")
    assert (bar.get("x"), bar.get("width"), median.get("x1")) == ("0", "60.0", "80.0")
    assert _drawing(drawing).findtext("desc") == "45%，中位数60%"


@pytest.mark.parametrize(("value", "maximum", "width"), [(120, 90, "120"), (-5, 90, "0"), (5, 0, "0")])
def test_a_bar_never_leaves_its_track(value: float, maximum: float, width: str) -> None:
    (bar,) = _all(charts.median_bar(value, None, maximum), "rect", "bar")
    assert float(bar.get("width") or "nan") == float(width)


def test_the_columns_of_a_distribution_are_as_high_as_their_counts() -> None:
    drawing = charts.distribution(
        "多数在六成以上", [("低", 0), ("中", 10), ("高", 40)], unit="个支部", mine=1
    )
    columns = _all(drawing, "rect", "column")
    assert [float(one.get("height") or "nan") for one in columns] == [0, 27.5, 110]
    assert [float(one.get("y") or 0) + float(one.get("height") or 0) for one in columns] == [138, 138, 138]
    assert [one.get("class") for one in columns] == ["column", "column is-mine", "column"]
    assert _drawing(drawing).findtext("desc") == "低 0个支部；中 10个支部；高 40个支部"


def test_a_distribution_without_bins_is_not_drawn_and_with_only_zeroes_lies_flat() -> None:
    assert charts.distribution("没有数据", []) == ""
    (column,) = _all(charts.distribution("都是零", [("低", 0)]), "rect", "column")
    assert float(column.get("height") or "nan") == 0


def test_names_cannot_break_out_of_a_drawing() -> None:
    name = "</title><script>alert(1)</script>"
    drawings = [
        charts.phase_line([Phase(1, name, date(2026, 3, 1), date(2026, 4, 1))], date(2026, 3, 2)),
        charts.median_bar(1, 1, 1, unit=name, label=name),
        charts.distribution(name, [(name, 1)], unit=name, mine=0),
    ]
    assert [re.findall("<script", drawing) for drawing in drawings] == [[], [], []]
    assert all(name in "".join(_drawing(drawing).itertext()) for drawing in drawings)


def test_no_two_states_share_a_shape() -> None:
    assert len(set(charts.SHAPES.values())) == len(charts.SHAPES)


@pytest.mark.parametrize(
    ("done", "total", "text", "counts", "shade"),
    [
        (0, 30, "0%", "0/30", "heat-0"),
        (7, 30, "23%", "7/30", "heat-0"),
        (8, 30, "27%", "8/30", "heat-1"),
        (15, 30, "50%", "15/30", "heat-2"),
        (25, 30, "83%", "25/30", "heat-3"),
        (999, 1000, "99%", "999/1,000", "heat-3"),
        (30, 30, "100%", "30/30", "heat-4"),
        (0, 0, "—", "没有任务", "heat-none"),
    ],
)
def test_a_cell_says_its_share_its_counts_and_its_step(
    done: int, total: int, text: str, counts: str, shade: str
) -> None:
    cell = HeatCell(done, total)
    assert (cell.text, cell.counts, cell.shade) == (text, counts, shade)
