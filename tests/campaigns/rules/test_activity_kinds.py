"""The catalogue of activity kinds: read strictly, recognised by words, and what is told checked by it."""

from pathlib import Path
from typing import Any

import pytest

from zhengyou.campaigns.rules.activity_kinds import (
    BadDetails,
    catalogue,
    checked,
    name_of,
    read_catalogue,
    told,
)
from zhengyou.campaigns.rules.pack_fields import PackError

_WHOLE = """schema = 1
[[fields]]
key = "chair"
name = "主持人"
kind = "line"
[[kinds]]
key = "forum"
name = "座谈会"
source = "试"
minutes = 60
roster = "all"
words = ["座谈"]
fields = ["chair"]
"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("召开动员大会", "mobilisation"),
        ("“再动员”会议", "remobilisation"),
        ("每季度召开支部党员大会", "branch-assembly"),
        ("支委会", "branch-committee"),
        ("党小组会", "group-meeting"),
        ("支部书记讲党课", "party-lecture"),
        ("主题党日", "theme-day"),
        ("集中学习", "study"),
        ("专题组织生活会", "life-meeting"),
        ("工作汇报会", "report-meeting"),
        ("群众座谈会", "forum"),
        ("现场推进会", "push-forward"),
        ("一日调研", "one-day-visit"),
        ("走访困难党员", "visit"),
        ("志愿服务", "volunteering"),
        ("劳动竞赛", "labour-contest"),
        ("岗位练兵", "post-drill"),
        ("演讲比赛", "contest"),
        ("成果展示", "display"),
        ("业务培训", "training"),
        ("庆祝七一", "anniversary"),
        ("为民办实事", "good-deed"),
        ("风险排查", "patrol"),
    ],
)
def test_a_task_is_recognised_by_the_words_of_its_name(name: str, kind: str) -> None:
    found = catalogue().guess(name)
    assert found is not None
    assert found.key == kind


def test_a_name_that_says_nothing_is_no_kind_and_every_kind_is_recognised_by_its_own_name() -> None:
    assert catalogue().guess("报送季度数据") is None
    assert [kind.key for kind in catalogue().kinds if catalogue().guess(kind.name) != kind] == []
    assert {kind.evidence for kind in catalogue().kinds} == {()}  # nobody is asked for photographs


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("schema = 1", "schema = 2", "格式版本是 2，本程序只读 1"),
        ('roster = "all"', 'roster = "每个人"', "roster 只能是 all、some 或 none"),
        ('roster = "all"', 'roster = "some"\nbrief = true', "roster 是 all"),
        ('fields = ["chair"]', 'fields = ["speaker"]', "“座谈会”的 fields 里没有“speaker”；可以写：chair"),
        ('fields = ["chair"]', "", "没有一种活动问“chair”"),
        ('kind = "line"', 'kind = "file"', "kind 只能是 line、text 或 number"),
        ('kind = "line"', 'kind = "line"\nunit = "人"', "不是数，不写 unit"),
        ("minutes = 60", "minutes = 0", "minutes 在 1 到 1440 之间"),
        ("minutes = 60", 'minutes = "60"', "应当是整数"),
        ("minutes = 60", "", "缺“minutes”"),
        ('words = ["座谈"]', "words = []", "没有写认出它的词"),
        ('words = ["座谈"]', 'words = ["座谈"]\ngoals = ["发展"]', "goals 里没有“发展”"),
        ('words = ["座谈"]', 'words = ["座谈"]\nphotos = 3', "不认识“photos”"),
        ('key = "forum"', 'key = "座谈"', "key 只用小写字母和连字号"),
        ('key = "forum"', "key = ", "不是 UTF-8 的 TOML"),
    ],
)
def test_a_catalogue_that_is_not_whole_is_refused_with_its_place(
    before: str, after: str, fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text(_WHOLE, encoding="utf-8")
    assert [kind.name for kind in read_catalogue(path).kinds] == ["座谈会"]
    path.write_text(_WHOLE.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PackError, match=r"kinds\.toml") as refused:
        read_catalogue(path)
    assert fault in str(refused.value)


def test_two_kinds_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    kind = _WHOLE.partition("[[kinds]]")[2]
    path.write_text(f"{_WHOLE}[[kinds]]{kind.replace('forum', 'talk')}", encoding="utf-8")
    with pytest.raises(PackError, match="kinds 里“座谈会”写了两次"):
        read_catalogue(path)


def test_what_is_told_is_kept_as_text_in_the_order_of_the_kind_and_empty_answers_are_left_out() -> None:
    volunteering = catalogue().kind("volunteering")
    kept = checked(volunteering, {"hours": "36.50", "served": 12})
    assert kept == {"hours": "36.50", "served": "12"}
    assert list(told(volunteering, kept)) == [("服务了多少人", "12人"), ("合计多少小时", "36.50小时")]
    assert checked(volunteering, {"hours": None, "served": ""}) == {}
    # Of a kind that is gone the words remain.
    assert list(told(None, {"served": "12", "gone": "甲"})) == [("服务了多少人", "12人"), ("gone", "甲")]
    assert (name_of("volunteering"), name_of("gone"), name_of("")) == ("志愿服务", "gone", "其他活动")


@pytest.mark.parametrize(
    ("kind", "details", "fault"),
    [
        ("volunteering", {"chair": "甲"}, "这类活动不记“chair”"),
        ("volunteering", {"hours": "很多"}, "“合计多少小时”请填一个数"),
        ("volunteering", {"hours": "NaN"}, "请填 0 到"),
        ("volunteering", {"hours": "-1"}, "请填 0 到"),
        ("party-lecture", {"topic": "党" * 201}, "“主题”最多200个字"),
        ("none", {"topic": "党"}, "这类活动不记“topic”"),
    ],
)
def test_what_a_kind_does_not_ask_or_not_so_is_refused(
    kind: str, details: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadDetails, match=fault):
        checked(catalogue().kind(kind), details)
