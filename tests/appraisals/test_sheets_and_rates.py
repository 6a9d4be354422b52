"""Question sheets as data, and the rates that come of them."""

from fractions import Fraction

import pytest

from zhengyou.appraisals.rules import counting, sheets

SHEET = """
title = "窗口测评"
subject = "organisation"
source = "测试"
items = [{ key = "manner", label = "态度", scale = "three" }]
[scales]
three = [
  { label = "好", score = 3, strict = true, broad = true },
  { label = "行", score = 2, strict = false, broad = true },
  { label = "差", score = 1, strict = false, broad = false },
]
"""


def test_every_sheet_of_the_packs_can_be_read_and_kept() -> None:
    found = sheets.sheets()
    assert set(found) >= {"organisation", "member", "duty", "satisfaction"}
    for sheet in found.values():
        assert sheets.from_json(sheet.as_json()) == sheet


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('"organisation"', '"school"', "subject 只能是"),
        ('scale = "three"', 'scale = "four"', "写得不对"),
        ('{ key = "manner", label = "态度", scale = "three" }', "", "一项也没有问"),
        ("}]", '}, { key = "manner", label = "快慢", scale = "three" }]', "同一个 key"),
        ('title = "窗口测评"', "title = ", "写得不对"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_with_what_is_wrong(
    before: str, after: str, sentence: str
) -> None:
    with pytest.raises(sheets.BadSheet, match=sentence):
        sheets.read(SHEET.replace(before, after), "window")


def test_strict_broad_and_scored_rates_stand_beside_each_other() -> None:
    options = sheets.read(SHEET, "window").items[0].options
    found = counting.rates(options, [19, 1, 0])
    assert (found.valid, found.strict, found.broad, found.scored) == (
        20,
        Fraction(19, 20),
        Fraction(1),
        Fraction(59, 20),
    )
    assert counting.rates(options, [0, 0, 0]).strict is None


def test_a_class_of_which_there_is_nothing_has_no_weight() -> None:
    values = {1: Fraction(1), 2: Fraction(1, 2), 3: None}
    assert counting.weighted(values, {1: 60, 2: 20, 3: 20}) == Fraction(7, 8)
    assert counting.weighted({3: None}, {3: 20}) is None
