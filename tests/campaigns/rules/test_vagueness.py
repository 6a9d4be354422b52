"""Vague promises are noticed, and those that can be checked are not."""

from datetime import date

import pytest

from zhengyou.campaigns.rules.promising import outside_name, round_of
from zhengyou.campaigns.rules.vagueness import HINTS, Vague, hints, vague

NUMBER, DAY, BENEFICIARY, WORDS, BASE, CHILD = Vague


@pytest.mark.parametrize(
    ("text", "result", "found"),
    [
        ("努力提高业务水平，争取更大进步", "", [NUMBER, DAY, WORDS]),
        ("进一步加强学习，充分发挥党员作用", "有明显提高", [NUMBER, DAY, WORDS, BASE]),
        ("一定认真做好本职工作", "大家满意", [NUMBER, DAY, WORDS]),
        ("力争使投诉比去年少", "投诉减少", [NUMBER, DAY, WORDS, BASE]),
        ("投诉比去年少", "去年31件，今年不超过20件", [DAY]),
        ("全年成本同比下降", "", [NUMBER, DAY, BASE]),
        ("统一思想，十分重视安全", "", [NUMBER, DAY]),
        ("12月底前为村里装路灯", "装好40盏", []),
        ("每月走访困难户", "走访12户", []),
        ("随时为邻居修水管", "当天上门", [NUMBER]),
        ("国庆以前把三号楼的扶手修好", "修好", []),
        ("积极参加志愿服务，每季度两次", "全年八次", []),
        ("为学生补课", "每周一节", [CHILD]),
        ("年底以前办好图书角", "建成开放", []),
        ("完成矿石配吨", "全年三千吨", [DAY]),
    ],
)
def test_what_a_sentence_lacks(text: str, result: str, found: list[Vague]) -> None:
    assert vague(text, result, beneficiary="居民") == found


def test_a_number_or_a_day_given_beside_the_text_is_enough() -> None:
    assert vague("走访困难群众", counted=True, dated=True, beneficiary="困难群众") == []
    assert vague("走访困难群众", dated=True, beneficiary=" ") == [NUMBER, BENEFICIARY]


def test_every_fault_has_its_sentence() -> None:
    assert set(HINTS) == set(Vague)
    assert hints([DAY, BASE]) == [
        "没有写哪天以前做到。",
        "说比过去多或少，要写原来是多少、要到多少。",
    ]


def test_outside_members_are_named_by_their_surnames() -> None:
    names = ["林小满", "欧阳建国", "欧阳", "阿依古丽", ""]
    assert [outside_name(name, full=False) for name in names] == ["林某", "欧阳某", "欧某", "阿某", ""]
    assert outside_name("林小满", full=True) == "林小满"


def test_a_day_falls_into_a_round() -> None:
    days = [date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)]
    assert [round_of(day, 1) for day in days] == ["2026年"] * 4
    assert [round_of(day, 2) for day in days] == ["2026年第1轮", "2026年第1轮", "2026年第2轮", "2026年第2轮"]
