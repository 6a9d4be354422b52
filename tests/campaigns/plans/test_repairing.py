"""Defects repaired by a press or set aside, ambiguous times answered: on the page, in the plan and in the ledger."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, draft_plan, task_item
from zhengyou.campaigns.actions import undoing
from zhengyou.campaigns.models import Plan, PlanSource
from zhengyou.ledger.models import Entry

LINES = ["澜溪区实施方案", "五、组织领导", "每月每一个周星期一为公开日。", "1 2 3", "9月下旬前，各支部总结。"]


def _defect(code: str, line: int = 2, **values: Any) -> dict[str, Any]:
    return {"code": code, "severity": "warning", "line": line, "at": {"start": 0, "end": 2},
            "message": f"这里有{code}。", **values}  # fmt: skip


@pytest.fixture
def damaged(cast: Cast) -> Plan:
    """A draft with three defects, two tasks without an owner, and two ambiguous times."""
    doubt = "“每月每一个周星期一”有两种读法：每月第一个星期一，或每个星期一。请选定一种。"
    items: list[dict[str, object]] = [
        task_item(
            "公开日", owner="", line=3, start=0, end=13, recurrence="monthly", certain=False, doubt=doubt
        ),
        task_item("总结", owner="", line=5, start=0, end=12, date_text="9月下旬前", due_on=date(2026, 9, 30)),
    ]
    facts: dict[str, object] = {
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2026, 12, 31),
        "issuer": "澜溪区委",
    }
    plan = draft_plan(cast, items, **facts)
    defects = [_defect("duplicate-number", printed="五、组织领导"), _defect("no-owner", line=3)]
    defects += [_defect("page-debris", line=4), _defect("stray-mark", line=5)]
    reading = {"documents": [{"defects": defects}]}
    PlanSource.objects.filter(plan=plan).update(lines=LINES, reading=reading)
    return plan


def _page(client: Client, plan: Plan) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(f"/plans/{plan.pk}/").content.decode())


def _open(client: Client, plan: Plan) -> list[str]:
    """The ids of the defects that still wait."""
    return [node.attributes["id"] for node in _page(client, plan).css("#g-defects > article")]


def _lines(plan: Plan) -> list[str]:
    found = Entry.objects.filter(subject_id=plan.pk).order_by("pk")
    return [line.sentence.removeprefix(f"在方案《{plan.title}》里") for line in found]


def test_what_copying_brought_in_stands_together_and_is_settled_by_one_press(
    office: Client, damaged: Plan
) -> None:
    assert _open(office, damaged) == ["d-cleaned", "d-duplicate-number-2-0", "d-no-owner-3-0"]
    answer = office.post(f"/plans/{damaged.pk}/defects/cleaned/", follow=True)
    assert "2 处照清理后的文字读，原文没有动。" in answer.content.decode()
    assert _open(office, damaged) == ["d-duplicate-number-2-0", "d-no-owner-3-0"]
    assert _lines(damaged) == ["按提示修正：2 处复制带进来的拼音、页码、符号，照清理后的文字读。"]
    again = office.post(f"/plans/{damaged.pk}/defects/cleaned/", follow=True)
    assert "复制带进来的毛病都已经处理过了。" in again.content.decode()


def test_a_repair_changes_the_items_marks_them_and_can_be_taken_back(
    office: Client, cast: Cast, damaged: Plan
) -> None:
    before = list(damaged.items.order_by("pk").values())
    url = f"/plans/{damaged.pk}/defects/no-owner-3-0/repair/"
    given = {"revision": 0, "option": "blank", "written": "活动办公室"}
    answer = office.post(url, given, follow=True)
    assert "已按提示修正：2 项没有牵头单位的任务由“活动办公室”牵头。原文没有动。" in answer.content.decode()
    assert [(one.owner, one.origin, one.certain) for one in damaged.items.order_by("ordinal")] == [
        ("活动办公室", "mended", False),
        ("活动办公室", "mended", True),
    ]
    page = _page(office, damaged)
    assert "按提示修正" in page.css_first("#g-task .item-end").text()
    assert page.css_first("#g-mended p").text() == "按提示修正：2 项没有牵头单位的任务由“活动办公室”牵头"
    assert _lines(damaged) == ["按提示修正：2 项没有牵头单位的任务由“活动办公室”牵头。"]
    undoing.undo(by=cast.office, plan=damaged, number=1)
    assert list(damaged.items.order_by("pk").values()) == before
    assert "d-no-owner-3-0" in _open(office, damaged)
    assert PlanSource.objects.get(plan=damaged).lines == LINES


@pytest.mark.parametrize(
    ("key", "given", "sentence"),
    [
        ("no-owner-3-0", {"option": "blank", "written": "长" * 121}, "还没有存：单位名称不超过 120 个字。"),
        ("no-owner-3-0", {"option": "blank", "written": " "}, "还没有存：单位名称不超过 120 个字。"),
        ("no-owner-3-0", {"option": "phase-end"}, "这种改法现在不能用了，请看最新内容。"),
        ("no-owner-3-0", {}, "这种改法现在不能用了，请看最新内容。"),
        ("no-owner-9-9", {"option": "blank", "written": "甲"}, "这份方案里没有这处毛病。"),
        ("no-owner-3-0", {"option": "blank", "written": "甲", "revision": "x"}, "别人刚刚改动了这份方案"),
    ],
)
def test_a_repair_that_makes_no_sense_changes_nothing_and_says_why(
    office: Client, damaged: Plan, key: str, given: dict[str, str], sentence: str
) -> None:
    before = list(damaged.items.order_by("pk").values())
    answer = office.post(f"/plans/{damaged.pk}/defects/{key}/repair/", {"revision": 0, **given}, follow=True)
    assert sentence in answer.content.decode()
    assert (list(damaged.items.order_by("pk").values()), _lines(damaged)) == (before, [])


def test_a_defect_settled_by_somebody_is_not_settled_again(office: Client, damaged: Plan) -> None:
    url = f"/plans/{damaged.pk}/defects/duplicate-number-2-0"
    office.post(f"{url}/repair/", {"revision": 0, "option": "next"})
    answer = office.post(f"{url}/aside/", {"reason": "原件如此"}, follow=True)
    assert (
        "这一处刚刚已经处理过了（方文清：按提示修正：第2段的“五、”按“六、”读，以下顺延）。"
        in answer.content.decode()
    )
    assert len(_lines(damaged)) == 1


def test_a_defect_is_set_aside_with_a_reason(office: Client, damaged: Plan) -> None:
    url = f"/plans/{damaged.pk}/defects/duplicate-number-2-0/aside/"
    answer = office.post(url, {"reason": "原件就是两个五"}, follow=True)
    assert "这一处记为不用改。" in answer.content.decode()
    assert _lines(damaged) == ["第2段的提示不用改：原件就是两个五。"]
    office.post(f"/plans/{damaged.pk}/defects/no-owner-3-0/aside/", {})
    assert _lines(damaged)[1] == "第3段的提示不用改。"
    assert _open(office, damaged) == ["d-cleaned"]


def test_an_ambiguous_rhythm_is_asked_with_its_readings_side_by_side(office: Client, damaged: Plan) -> None:
    task = damaged.items.get(name="公开日")
    page = _page(office, damaged)
    assert page.css_first(f"#i{task.pk} .doubt").text() == "“每月每一个周星期一”有 2 种读法，是哪一种？"
    readings = page.css(f"#i{task.pk} .readings li")
    assert [node.css_first("strong").text() for node in readings] == ["每月第一个星期一", "每个星期一"]
    assert "一年 12 次" in readings[0].text()
    assert "一年 52 次" in readings[1].text()
    assert [node.css_first("button").attributes["value"] for node in readings] == [
        "first-of-month",
        "each-week",
    ]


@pytest.mark.parametrize(
    ("reading", "often", "weekday"), [("first-of-month", "monthly", "1-1"), ("each-week", "weekly", "1")]
)
def test_the_chosen_reading_is_stored_and_counts_as_looked_at(
    office: Client, damaged: Plan, reading: str, often: str, weekday: str
) -> None:
    task = damaged.items.get(name="公开日")
    url = f"/plans/{damaged.pk}/items/{task.pk}/choose/"
    answer = office.post(url, {"revision": 0, "reading": reading}, follow=True)
    task.refresh_from_db()
    assert "“公开日”的时间就这样定了，算作核对过。" in answer.content.decode()
    assert (task.recurrence, task.anchor, task.times) == (often, weekday, 1)
    assert (task.certain, task.checked) == (True, True)
    assert _lines(damaged)[0].startswith("定任务“公开日”的时间：每")


def test_before_a_period_is_read_by_a_rule_and_the_other_reading_lies_folded(
    office: Client, damaged: Plan
) -> None:
    task = damaged.items.get(name="总结")
    page = _page(office, damaged)
    folded = page.css_first(f"#i{task.pk} details")
    assert folded.css_first("summary").text() == "“9月下旬前”也可以换一种读法"
    assert [node.text() for node in folded.css("strong")] == ["到2026年9月30日", "到2026年9月20日"]
    url = f"/plans/{damaged.pk}/items/{task.pk}/choose/"
    office.post(url, {"revision": 0, "reading": "2026-before-it"})
    task.refresh_from_db()
    assert (task.due_on, task.date_text) == (date(2026, 9, 20), "9月下旬前")


@pytest.mark.parametrize("reading", ["", "each-week", "x"])
def test_a_reading_that_is_not_offered_is_refused(office: Client, damaged: Plan, reading: str) -> None:
    task = damaged.items.get(name="总结")
    url = f"/plans/{damaged.pk}/items/{task.pk}/choose/"
    answer = office.post(url, {"revision": 0, "reading": reading}, follow=True)
    assert "这种读法现在不能选了，请看最新内容。" in answer.content.decode()
    assert _lines(damaged) == []


def test_who_may_only_view_sees_defects_and_readings_without_a_press(cast: Cast, damaged: Plan) -> None:
    page = _page(cast.client("reader"), damaged)
    assert len(page.css("#g-defects > article")) == 3
    assert page.css(".bench button, .bench form, #readiness button") == []
