"""The radar picture: drawn for four to eight items, told in words, its points where the values are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.ui.radar import Spoke, radar


def _polygons(drawn: str, name: str) -> list[list[tuple[float, float]]]:
    found = re.findall(rf'<polygon class="{name}" points="([^"]*)"', drawn)
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in one.split())] for one in found]


@pytest.mark.parametrize(("number", "drawn"), [(3, False), (4, True), (8, True), (9, False)])
def test_it_is_drawn_for_four_to_eight_items(number: int, drawn: bool) -> None:
    assert bool(radar("标题", [Spoke("班子", 5)] * number, 10)) is drawn


def test_it_says_what_it_shows() -> None:
    spokes = [Spoke("班子", 8, 7.5), Spoke("<制度>", 5, 7), Spoke("口碑", 9, 7), Spoke("实绩", 6, 6)]
    drawn = radar("三项不低于中间数", spokes, 10)
    told = "班子8分，中间数7.5分；&lt;制度&gt;5分，中间数7分；口碑9分，中间数7分；实绩6分，中间数6分"
    assert f"<title>三项不低于中间数</title><desc>{told}</desc>" in drawn
    assert "style=" not in drawn


def test_the_median_is_drawn_only_where_every_item_has_one() -> None:
    spokes = [Spoke("班子", 8, 7), Spoke("制度", 5), Spoke("口碑", 9, 7), Spoke("实绩", 6, 6)]
    assert _polygons(radar("一", spokes, 10), "median") == []


@given(st.lists(st.integers(0, 10), min_size=4, max_size=8))
def test_each_point_is_as_far_out_as_its_value(values: list[int]) -> None:
    drawn = radar("一", [Spoke("项", value) for value in values], 10)
    (own,) = _polygons(drawn, "own")
    _half, whole = _polygons(drawn, "ring")
    for value, (x, y), (far_x, far_y) in zip(values, own, whole, strict=True):
        assert abs((x - 180) - (far_x - 180) * value / 10) < 0.2
        assert abs((y - 150) - (far_y - 150) * value / 10) < 0.2
