"""Forms that other kinds of plans use: columns of a plain text, English times, outer headings, articles, rosters."""

from __future__ import annotations

import pytest

from tests.plandocs.making import document_of
from zhengyou.plandocs import Recurrence
from zhengyou.plandocs.dates import find_dates

COLUMNS = """某社区关工委暑期活动方案
一、活动安排
社区　　　时间　　　活动内容　　　负责人
桃园社区　7月6日　　安全第一课　　程国栋
杏林社区　7月9日　　红色诵读　　　安玉珍"""


def test_a_table_typed_in_columns_gives_tasks_and_the_people_its_head_announces() -> None:
    document = document_of(COLUMNS)
    assert [(task.text, task.date_text) for task in document.tasks] == [
        ("安全第一课", "7月6日"),
        ("红色诵读", "7月9日"),
    ]
    assert [(p.name, p.post) for p in document.people] == [("程国栋", "负责人"), ("安玉珍", "负责人")]


@pytest.mark.parametrize(
    ("text", "first", "last", "bound"),
    [
        ("before May 20, 2010.", "2010-05-20", "2010-05-20", "by"),
        ("From May 2010 to the end of 2012, in three stages", "2010-05-01", "2012-12-31", "in"),
        ("(April 2011 - June 2012)", "2011-04-01", "2012-06-30", "in"),
        ("by the end of June 2011", "2011-06-21", "2011-06-30", "by"),
    ],
)
def test_english_times(text: str, first: str, last: str, bound: str) -> None:
    (when,) = find_dates(text)
    assert (*map(str, when.dates()), when.bound) == (first, last, bound)


def test_may_as_a_verb_is_no_month() -> None:
    assert find_dates("Members may organise activities of their own.") == ()


def test_english_duties_have_owner_and_frequency() -> None:
    text = (
        "Plan of the branch\n"
        "First, the measures\n1. Meetings. The trade union shall hold at least 2 meetings every year."
    )
    (task,) = document_of(text).tasks
    assert (task.owner, task.recurrence) == (
        "The trade union",
        Recurrence(kind="minimum", count=2, unit="year"),
    )


def test_headings_without_numbers_stand_over_numbers_that_begin_anew_under_them() -> None:
    text = "某村工作计划\n【活动内容】\n一、修桥\n二、修路\n【活动步骤】\n一、动员\n二、总结"
    found = [(s.heading, [child.label for child in s.children]) for s in document_of(text).sections]
    assert found == [("活动内容", ["一、", "二、"]), ("活动步骤", ["一、", "二、"])]


def test_numbers_of_industry_standards_are_nested_by_their_points() -> None:
    text = (
        "某公司活动方案\n1 活动内容\n1.1 比学习，每月一次。\n"
        "1.2 比服务，每季度一次。\n2 组织保障\n2.1 成立领导小组。"
    )
    found = [(s.label, [child.label for child in s.children]) for s in document_of(text).sections]
    assert found == [("1", ["1.1", "1.2"]), ("2", ["2.1"])]
    assert "missing-section" not in {defect.code for defect in document_of(text).defects}


def test_a_paragraph_that_begins_with_its_months_is_a_phase() -> None:
    text = (
        "某行活动方案\n一、安排\n"
        "2011年4月为宣传阶段，召开动员会。\n2011年5月至11月为实施阶段，支部每月检查一次。"
    )
    phases = [(p.ordinal, p.name, str(p.starts), str(p.ends)) for p in document_of(text).phases]
    assert phases == [
        (1, "宣传阶段", "2011-04-01", "2011-04-30"),
        (2, "实施阶段", "2011-05-01", "2011-11-30"),
    ]


def test_a_label_of_two_halves_is_spelt_out_by_any_sections_that_fit() -> None:
    text = (
        "某院“三好一满意”方案\n一、目标\n（一）服务好。\n（二）质量好。\n"
        "（三）医德好。\n（四）群众满意。\n二、措施\n开展检查。"
    )
    (standard,) = document_of(text).standards
    assert [item.label for item in standard.items] == ["服务好", "质量好", "医德好", "群众满意"]


def test_a_duty_with_the_body_in_brackets_behind_it_is_one_task_of_that_body() -> None:
    text = "某院方案\n一、措施\n（一）改进流程。由党员轮流值守；6月底前推行预约。（责任科室：门诊部、医务科）"
    (task,) = document_of(text).tasks
    assert (task.owner, task.date_text) == ("门诊部、医务科", "6月底前")


def test_the_next_line_of_a_roster_has_the_post_of_the_one_above() -> None:
    text = "某院方案\n一、领导小组\n组  长：白敬轩  院长\n副组长：谭秋实  书记\n　　　　　　柳含章  副院长"
    assert [(p.name, p.post) for p in document_of(text).people] == [
        ("白敬轩", "组长"), ("谭秋实", "副组长"), ("柳含章", "副组长")]  # fmt: skip
