"""Names of classes as they are typed: a grade and a number, nobody's name."""

import pytest

from zhengyou.campaigns.rules.classes import said, typed


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", []),
        ("七（1）班\n七（2）班", ["七（1）班", "七（2）班"]),
        (" 高一 3班、高一4班，大二班;\n\n一年级2班 ", ["高一3班", "高一4班", "大二班", "一年级2班"]),
        ("2026级A班", ["2026级A班"]),
    ],
)
def test_names_stand_one_a_line_or_with_commas_between(written: str, names: list[str]) -> None:
    assert typed(written) == names


@pytest.mark.parametrize(
    "written", ["王云班", "七年级", "班", "七（1）班主任", "1" * 20 + "班", "七(1)班<b>"]
)
def test_what_is_no_grade_and_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不像班名：只写年级和班号"):
        typed(written)


def test_classes_are_said_with_their_names_where_these_are_known() -> None:
    assert said(2, []) == "2个班"
    assert said(2, ["七（1）班", "七（2）班"]) == "2个班（七（1）班、七（2）班）"
