"""What needs no database: which records may speak for an item, what a sheet lacks, how it reads, whom it falls on."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.campaigns.rules.selfchecks import (
    Draft,
    Known,
    Told,
    finding,
    kinds_of,
    lacking,
    of_members,
    sectors_of,
    suggested,
    words_in_common,
)

DAY = date(2026, 11, 20)
TEXT = st.text(alphabet="学习研讨党员活动服务群众，。a1", max_size=30)


@pytest.mark.parametrize(
    ("item", "record", "words"),
    [
        ("学习研讨坚持得好", "三季度学习研讨", ("学习研讨",)),
        ("制度执行好。组织生活按时开、有记录", "组织生活会，制度上墙", ("生活", "制度")),
        ("群众口碑好", "组织党员活动", ()),
        ("服务窗口", "窗口服务，服务到家", ("窗口", "服务")),
        ("班子合力", "", ()),
    ],
)
def test_words_in_common_are_the_longest_ones_that_tell_something(
    item: str, record: str, words: tuple[str, ...]
) -> None:
    assert words_in_common(item, record) == words


@given(TEXT, TEXT)
def test_a_word_in_common_stands_in_both(one: str, other: str) -> None:
    words = words_in_common(one, other)
    assert [word for word in words if word not in one or word not in other or len(word) < 2] == []
    assert len(set(words)) == len(words)
    assert not {"党员", "活动", "群众"} & set(words)


def _known(key: str, title: str, ago: int = 0, item: int | None = None) -> Known:
    return Known(key, "记录", title, DAY - timedelta(days=ago), item=item)


def test_what_names_the_item_comes_first_then_what_shares_most_then_the_latest() -> None:
    known = [
        _known("record-1", "学习一次", 1),
        _known("record-2", "学习研讨", 9),
        _known("record-3", "学习一次", 5),
        _known("record-4", "修路灯", 0),
        _known("commitment-5", "修路灯", 30, item=7),
    ]
    found = suggested(7, "学习研讨好", known)
    assert [(one.known.key, one.named) for one in found] == [
        ("commitment-5", True), ("record-2", False), ("record-1", False), ("record-3", False)
    ]  # fmt: skip
    assert suggested(7, "学习研讨好", reversed(known)) == found
    assert len(suggested(7, "学习研讨好", known, most=2)) == 2


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({}, ["自评分", "达到还是有差距"]),
        ({"mark": 0, "verdict": "met", "grounds": 1}, []),
        ({"mark": 9, "verdict": "met", "words": "登记本上有。"}, []),
        ({"mark": 9, "verdict": "met"}, ["依据"]),
        ({"mark": 9, "verdict": "met", "gap": "差", "measure": "补"}, ["依据"]),
        ({"mark": 4, "verdict": "gap"}, ["差在哪里", "措施", "负责人", "期限"]),
        ({"mark": 4, "verdict": "gap", "carried": True}, []),
        (
            {"mark": 4, "verdict": "gap", "gap": "差", "measure": "补", "responsible": 1,
             "due_on": DAY - timedelta(days=1)},
            ["今天以后的期限"],
        ),
        ({"mark": 4, "verdict": "gap", "gap": "差", "measure": "补", "responsible": 1, "due_on": DAY}, []),
    ],
)  # fmt: skip
def test_an_item_is_met_with_something_it_rests_on_or_has_its_measure(
    told: dict[str, Any], missing: list[str]
) -> None:
    values: dict[str, Any] = {"mark": None, "verdict": ""}
    assert lacking(Draft(**values | told), DAY) == missing


def test_the_sentence_says_what_the_marks_say() -> None:
    told = [Told("班子", 8, 8.0), Told("制度", 5, 7.5), Told("口碑", 9, 7.0)]
    alone = [Told(one.word, one.mark) for one in told]
    assert [finding(told), finding(told[::2]), finding(alone), finding(alone[:1] * 2), finding([])] == [
        "自评3项里1项低于同类组织的中间数，差得最多的是“制度”，低2.5分",
        "自评2项都不低于同类组织的中间数",
        "自评最低的是“制度”5分，最高的是“口碑”9分",
        "自评2项都是8分",
        "",
    ]


@pytest.mark.parametrize(
    ("label", "kinds", "sectors", "members"),
    [
        ("五个好", [], [], False),
        ("农村党支部“五个好”", ["branch"], ["rural"], False),
        (
            "国有企业党委“四好”",
            ["committee", "second_committee", "working_committee"],
            ["state_enterprises"],
            False,
        ),
        ("优秀共产党员“五带头”", [], [], True),
    ],
)
def test_a_standard_says_of_whom_it_speaks(
    label: str, kinds: list[str], sectors: list[str], members: bool
) -> None:
    assert (kinds_of(label), sectors_of(label), of_members(label)) == (kinds, sectors, members)
