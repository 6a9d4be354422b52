"""What is read from plans of our own invention: the facts, standards, phases, tasks, targets, people."""

from __future__ import annotations

from datetime import date

import pytest

from tests.plandocs.making import document_of
from zhengyou.plandocs import Recurrence

PLAN = """中共青禾县委教育工作委员会
关于在全县学校党组织中开展比学活动的
实施方案
青教工委〔2011〕7号
根据《中共青禾县委关于开展比学活动的意见》（青发〔2011〕3号）和县委教育工委工作安排，现就2011年3月至2012年6月开展活动制定本方案。
一、指导思想
以上级部署为遵循，深入开展学习。
二、主题和载体
以“学在课堂，做在岗位”为主题，活动载体是“一校一品”。
三、争创标准
（一）先进党组织做到“三好”：
1.班子好。团结。
2.队伍好。肯干。
3.效果好。群众满意。
（二）优秀党员做到“两带头”，即带头学习、带头服务。
四、方法步骤
活动分三个阶段进行。
（一）动员阶段（2011年3月—4月）。3月20日前，县委教育工委召开动员大会；4月10日前，各学校党支部制定方案。
（二）争创阶段（2011年5月至2012年5月）
1.公开承诺。各学校党支部每学期至少组织2次承诺，由组织科负责汇总。
2.领导点评。每半年点评一次。
（三）总结阶段（党的十八大召开前）。各学校党支部要报送总结报告。
五、组织领导
成立由林远山同志任组长，江小帆同志、白云舟同志为副组长的领导小组，下设办公室。联系人：莫问秋
评选优秀党员50名，群众满意率达到95%以上，帮扶困难学生3-5名，选树典型若干名。
建立定期通报制度。
中共青禾县委教育工作委员会
2011年3月1日"""


@pytest.fixture(scope="module")
def document():
    return document_of(PLAN)


def test_head_and_foot(document) -> None:
    d = document
    assert (d.title, d.kind, d.issuer, d.number, d.signed_on, d.script, d.span) == (
        "中共青禾县委教育工作委员会关于在全县学校党组织中开展比学活动的实施方案", "plan", "中共青禾县委教育工作委员会",
        "青教工委〔2011〕7号", date(2011, 3, 1), "hans", (1, 28),
    )  # fmt: skip


def test_period_basis_and_themes(document) -> None:
    d = document
    assert (d.period.starts, d.period.ends, d.period.text) == (
        date(2011, 3, 1),
        date(2012, 6, 30),
        "2011年3月至2012年6月",
    )
    assert [(b.text, b.number) for b in d.basis] == [
        ("《中共青禾县委关于开展比学活动的意见》", "青发〔2011〕3号")
    ]
    assert [(t.kind, t.text) for t in d.themes] == [("theme", "学在课堂，做在岗位"), ("carrier", "一校一品")]


def test_standards_with_items_below_and_behind(document) -> None:
    assert [(s.label, s.applies_to, [(i.label, i.line) for i in s.items]) for s in document.standards] == [
        ("三好", "organisation", [("班子好", 12), ("队伍好", 13), ("效果好", 14)]),
        ("两带头", "member", [("带头学习", 15), ("带头服务", 15)]),
    ]


def test_phases_with_dates_and_an_event_that_is_no_date(document) -> None:
    assert [(p.ordinal, p.name, p.starts, p.ends, p.date_text, p.certain) for p in document.phases] == [
        (1, "动员阶段", date(2011, 3, 1), date(2011, 4, 30), "2011年3月—4月", True),
        (2, "争创阶段", date(2011, 5, 1), date(2012, 5, 31), "2011年5月至2012年5月", True),
        (3, "总结阶段", None, None, "党的十八大召开前", False),
    ]
    assert "党的十八大召开前" in document.phases[2].doubt


def test_tasks_with_owner_time_recurrence_and_phase(document) -> None:
    assert [(t.name, t.owner, t.due, t.suggested_due, t.phase, t.line) for t in document.tasks] == [
        ("县委教育工委召开动员大会", "县委教育工委", None, date(2011, 3, 20), 1, 18),
        ("各学校党支部制定方案", "各学校党支部", None, date(2011, 4, 10), 1, 18),
        ("公开承诺", "组织科", None, None, 2, 20),
        ("领导点评", None, None, None, 2, 21),
        ("各学校党支部要报送总结报告", "各学校党支部", None, None, 3, 22),
        ("成立领导小组", None, None, None, None, 24),
        ("评选优秀党员50名", None, None, None, None, 25),
        ("建立定期通报制度", None, None, None, None, 26),
    ]
    assert [t.recurrence for t in document.tasks][2:4] == [
        Recurrence(kind="minimum", count=2, unit="term"), Recurrence(kind="half_yearly", count=1, unit="half_year"),
    ]  # fmt: skip


def test_targets_with_comparator_range_and_unknown(document) -> None:
    assert [(t.what, t.comparator, t.quantity, t.upper, t.unit, t.period) for t in document.targets] == [
        ("承诺", "at_least", 2, None, "次", "每学期"),
        ("每半年点评", "equal", 1, None, "次", "每半年"),
        ("评选优秀党员", "equal", 50, None, "名", None),
        ("群众满意率", "at_least", 95, None, "%", None),
        ("帮扶困难学生", "range", 3, 5, "名", None),
        ("选树典型", "unspecified", None, None, "名", None),
    ]


def test_people_with_posts(document) -> None:
    assert [(p.name, p.post, p.line, p.certain) for p in document.people] == [
        ("林远山", "组长", 24, True), ("江小帆", "副组长", 24, True), ("白云舟", "副组长", 24, True), ("莫问秋",
        "联系人", 24, True),
    ]  # fmt: skip


def test_the_same_plan_without_its_phase_heads_in_order_finds_unnumbered_ones() -> None:
    text = (
        "某园实施计划\n一、组织实施\n活动分两个阶段进行。\n广泛发动，安排部署。\n召开动员大会。"
        "\n认真总结，建立机制。\n写出总结报告。\n二、要求"
    )
    assert [(p.ordinal, p.name, p.line, p.end_line) for p in document_of(text).phases] == [
        (1, "广泛发动，安排部署", 4, 5), (2, "认真总结，建立机制", 6, 7),
    ]  # fmt: skip


def test_phases_inside_one_paragraph() -> None:
    text = (
        "某局实施方案\n一、步骤\n第一阶段：宣传发动（2011年5月）。召开会议。"
        "第二阶段：总结提高（2011年6月）。写出报告。"
    )
    assert [(p.name, p.starts, p.ends) for p in document_of(text).phases] == [
        ("宣传发动", date(2011, 5, 1), date(2011, 5, 31)), ("总结提高", date(2011, 6, 1), date(2011, 6, 30)),
    ]  # fmt: skip


def test_phases_from_a_stage_label_with_dates_in_the_next_sentence() -> None:
    text = (
        "某局实施方案\n一、步骤\n第一阶段：学习讨论\n时间：从2011年5月开始，到6月底结束。"
        "\n第二阶段：整改提高（7月）\n开展自查。"
    )
    first, second = document_of(text).phases
    assert (first.starts, first.ends, first.certain) == (date(2011, 5, 1), date(2011, 6, 30), True)
    assert (second.starts, second.suggested_end, second.certain) == (None, date(2011, 7, 31), False)


def test_items_given_before_the_label() -> None:
    text = "某校实施方案\n一、标准\n在党员中开展“比学习，争做能手；比服务，争做标兵”的“两比两争”活动。"
    assert [(s.label, s.applies_to, [i.label for i in s.items]) for s in document_of(text).standards] == [
        ("两比两争", "member", ["比学习，争做能手", "比服务，争做标兵"])
    ]


def test_slogans_that_are_no_standards_are_left_out() -> None:
    text = (
        "某校实施方案\n一、思想\n坚持“三个代表”和“三严三实”，抓好“五个结合”，落实“一把手”责任和“三会一课”。"
    )
    assert document_of(text).standards == ()


def test_the_ambiguous_open_day_shows_both_readings() -> None:
    text = "某局工作计划\n一、措施\n1.认真开展公开日活动，每月每一个周星期一为公开日，由一名领导值守。"
    (task,) = document_of(text).tasks
    assert (task.recurrence, task.certain) == (Recurrence(kind="monthly", count=1, unit="month"), False)
    assert "每月第一个星期一，或每个星期一" in task.doubt


def test_a_report_gives_only_the_work_still_to_do() -> None:
    text = (
        "某院活动情况汇报\n一、主要做法\n学院召开了动员大会，成立了小组，组织了培训，取得了明显成效。\n"
        "二、下一步打算\n1.开展自查。各支部要在2011年9月底前报送整改报告。"
    )
    document = document_of(text)
    assert (document.kind, [(t.name, t.due, t.line) for t in document.tasks]) == (
        "report",
        [("开展自查", date(2011, 9, 30), 5)],
    )


def test_a_roster_in_a_line_and_titles_before_names() -> None:
    text = "某校总结\n一、情况\n校长沈若溪同志带头上课。组长：陆一鸣 副组长：唐可、许知远\n取得了成效。"
    assert [(p.name, p.post, p.certain) for p in document_of(text).people] == [
        ("沈若溪", "校长", False), ("陆一鸣", "组长", True), ("唐可", "副组长", True), ("许知远", "副组长", True),
    ]  # fmt: skip
