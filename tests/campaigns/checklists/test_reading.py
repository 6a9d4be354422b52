"""The items of numbered programmes read from words, and how far a list has come."""

from pathlib import Path

import pytest

from zhengyou.campaigns.rules.checklists import (
    Item,
    checklist_of,
    needed,
    proposed,
    standing,
    typed,
    whole,
)
from zhengyou.campaigns.rules.compiling import items_of
from zhengyou.plandocs import read_safely

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"
SIX = ["读一本书", "写一篇心得", "听一堂党课", "看一部片子", "提一条建议", "办一件实事"]


@pytest.mark.parametrize(
    "text",
    [
        "各支部开展六个一活动：读一本书、写一篇心得、听一堂党课、看一部片子、提一条建议、办一件实事。",
        "组织党员学习，做到“六个一”，即读一本书、写一篇心得、听一堂党课、看一部片子、提一条建议、办一件实事。",
        "开展六个一（读一本书，写一篇心得，听一堂党课，看一部片子，提一条建议，办一件实事）学习。",
        "六个一：一是读一本书；二是写一篇心得；三是听一堂党课；四是看一部片子；五是提一条建议；六是办一件实事。",
        "开展“读一本书、写一篇心得、听一堂党课、看一部片子、提一条建议、办一件实事”的六个一活动。",
    ],
)
def test_six_ones_are_read_however_they_are_written_out(text: str) -> None:
    assert checklist_of(text) == SIX


def test_a_numbered_project_has_a_group_for_each_of_its_numbers_or_all_that_they_come_to() -> None:
    groups = "建两个阵地、带三支队伍、办一件实事、帮四户家庭"
    assert checklist_of(f"实施二三一四工程：{groups}。") == groups.split("、")
    ten = "、".join(f"事项{n}" for n in "甲乙丙丁戊己庚辛壬癸")
    assert checklist_of(f"实施“二三一四工程”：{ten}。") == ten.split("、")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "各支部开展六个一活动。",
        "各支部开展六个一活动：读一本书、写一篇心得。",
        "六个月内完成：读一本书、写一篇心得、听一堂党课、看一部片子、提一条建议、办一件实事。",
        "三会一课：支部党员大会、支部委员会、党小组会、党课。",
        "每个一级单位：报一份方案。",
    ],
)
def test_nothing_is_made_up_where_the_items_are_not_there_or_too_few(text: str) -> None:
    assert checklist_of(text) == []


def test_no_task_of_the_seeds_is_taken_for_a_list_that_it_is_not() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not beside the project")
    found: dict[str, list[str]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        for document in read_safely(path.read_bytes(), path.name).documents:
            found |= {item.name: item.checklist for item, _parent in items_of(document, 1) if item.checklist}
    assert found == {}


@pytest.mark.parametrize(
    ("item", "times"),
    [
        ("读一本书", 1),
        ("走访农户两次", 2),
        ("走访农户2次", 2),
        ("办十场宣讲", 10),
        ("宣讲十场", 10),
        ("听一次党课", 1),
    ],
)
def test_an_item_says_itself_how_often_it_is_to_be_done(item: str, times: int) -> None:
    assert needed(item) == times


def test_an_item_counts_once_a_record_and_is_settled_when_confirmed_often_enough() -> None:
    told = [(["走访两次", "读一本书"], True), (["走访两次", "走访两次"], False), (["别的"], True)]
    assert standing(["读一本书", "走访两次", "办一件实事"], told) == [
        Item("读一本书", 1, 1, 1),
        Item("走访两次", 2, 2, 1),
        Item("办一件实事", 1, 0, 0),
    ]
    items = standing(["读一本书", "走访两次"], told)
    assert (whole(items), [item.settled for item in items]) == (True, [True, False])


def test_an_activity_is_proposed_for_the_items_that_its_words_stand_in_and_that_are_not_done_yet() -> None:
    items = standing(["听一堂党课", "学习一本书", "办一件实事"], [(["听一堂党课"], False)])
    assert proposed(["学习", "党课"], items) == ["学习一本书"]


def test_a_list_is_typed_an_item_a_line_each_once() -> None:
    assert typed(" 读一本书\n\n写一篇心得\n读一本书 ") == ["读一本书", "写一篇心得"]
    with pytest.raises(ValueError, match="最多80个字"):
        typed("长" * 81)
    with pytest.raises(ValueError, match="最多20项"):
        typed("\n".join(f"第{n}项" for n in range(21)))
