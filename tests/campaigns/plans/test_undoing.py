"""Taking steps back and doing them again; accepting at once what was read with certainty."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import corrections, plans, repairs, undoing
from zhengyou.campaigns.models import Plan, PlanItem, PlanStep
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry

from .conftest import ItemOf


def _rows(plan: Plan) -> list[dict[str, Any]]:
    return list(PlanItem.objects.filter(plan=plan).order_by("pk").values())


def _facts(plan: Plan) -> dict[str, Any]:
    return {
        name: value for name, value in Plan.objects.values().get(pk=plan.pk).items() if name != "revision"
    }


def _bar(client: Client, plan: Plan) -> dict[str, str]:
    """What the page offers for the whole plan: address by word."""
    page = LexborHTMLParser(client.get(f"/plans/{plan.pk}/").content.decode())
    buttons = page.css("#readiness .at-once button")
    return {
        " ".join(node.text().split()): f"{node.attributes['formaction']}{node.attributes.get('value') or ''}"
        for node in buttons
    }


def test_every_kind_of_correction_is_taken_back_and_done_again_exactly(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    office = cast.office
    before = (_rows(draft), _facts(draft))
    changes = {
        "quantity": Decimal("2.50"),
        "due_on": date(2027, 2, 28),
        "audience_kinds": ["general_branch", "branch"],
        "parent_id": item_of("动员部署").pk,
        "zero_allowed": True,
    }
    corrections.change_item(by=office, item=item_of("每月报送"), revision=0, changes=changes)
    corrections.confirm_item(by=office, item=item_of("报送"), revision=1)
    corrections.remove_item(by=office, item=item_of("祁望川"), revision=2)
    facts = {"title": "新题目", "ends_on": date(2027, 12, 31), "starts_on": None}
    corrections.change_facts(by=office, plan=draft, revision=3, facts=facts)
    after = (_rows(draft), _facts(draft))
    for number in (4, 3, 2, 1):
        undoing.undo(by=office, plan=draft, number=number)
    assert (_rows(draft), _facts(draft)) == before
    for number in (1, 2, 3, 4):
        undoing.redo(by=office, plan=draft, number=number)
    assert (_rows(draft), _facts(draft)) == after


def test_taking_back_is_an_action_of_its_own_with_its_line(cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    undoing.undo(by=cast.office, plan=draft, number=1)
    undoing.redo(by=cast.office, plan=draft, number=1)
    lines = Entry.objects.filter(subject_id=draft.pk).order_by("pk")
    assert [(line.verb.rpartition(".")[2], line.sentence) for line in lines] == [
        ("remove_item", "在方案《澜溪区创先争优活动实施方案》里去掉人员“祁望川”。"),
        ("undo", "撤销：在方案《澜溪区创先争优活动实施方案》里去掉人员“祁望川”。"),
        ("redo", "恢复：在方案《澜溪区创先争优活动实施方案》里去掉人员“祁望川”。"),
    ]


def test_an_addition_taken_back_waits_below(cast: Cast, draft: Plan) -> None:
    values = {"kind": "person", "name": "阮承溪"}
    item = corrections.add_item(by=cast.office, plan=draft, revision=0, values=values)
    undoing.undo(by=cast.office, plan=draft, number=1)
    item.refresh_from_db()
    assert item.removed


def test_an_earlier_step_is_taken_back_and_later_ones_elsewhere_stay(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.change_item(by=cast.office, item=item_of("报送"), revision=0, changes={"unit": "篇"})
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=1)
    undoing.undo(by=cast.office, plan=draft, number=1)
    assert (item_of("报送").unit, item_of("报送").certain, item_of("祁望川").removed) == ("次", False, True)


def test_a_step_changed_again_since_is_refused_with_the_reason(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.change_item(by=cast.office, item=item_of("报送"), revision=0, changes={"unit": "篇"})
    corrections.change_item(by=cast.office, item=item_of("报送"), revision=1, changes={"unit": "份"})
    with pytest.raises(undoing.CannotUndo, match="同一处又改过了。请先撤销后来的那一步"):
        undoing.undo(by=cast.office, plan=draft, number=1)
    assert (item_of("报送").unit, PlanStep.objects.filter(undone=True).count()) == ("份", 0)


@pytest.mark.parametrize("turn", [undoing.undo, undoing.redo])
@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_step_that_is_none_is_refused(
    cast: Cast, draft: Plan, item_of: ItemOf, turn: Any, number: int
) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    undoing.undo(by=cast.office, plan=draft, number=1)
    with pytest.raises(undoing.CannotUndo):
        turn(by=cast.office, plan=draft, number=number)
    assert Plan.objects.get(pk=draft.pk).revision == 2


def test_the_page_offers_the_last_step_and_after_it_the_one_before(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    url = f"/plans/{draft.pk}"
    assert list(_bar(office, draft)) == ["3 处读得有把握，一次核对完"]
    corrections.confirm_item(by=cast.office, item=item_of("报送"), revision=0)
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=1)
    assert _bar(office, draft)["撤销上一步：去掉人员“祁望川”"] == f"{url}/undo/2"
    answer = office.post(f"{url}/undo/", {"number": 2}, follow=True)
    assert "已撤销：去掉人员“祁望川”。要拿回来，按“恢复”。" in answer.content.decode()
    bar = _bar(office, draft)
    assert (bar["撤销上一步：确认量化指标“报送”"], bar["恢复：去掉人员“祁望川”"]) == (
        f"{url}/undo/1",
        f"{url}/redo/2",
    )
    office.post(f"{url}/redo/", {"number": 2})
    assert item_of("祁望川").removed


def test_a_new_step_after_one_taken_back_leaves_nothing_to_do_again(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    undoing.undo(by=cast.office, plan=draft, number=1)
    corrections.confirm_item(by=cast.office, item=item_of("报送"), revision=2)
    assert not [word for word in _bar(office, draft) if word.startswith("恢复")]


def test_anothers_step_says_whose_it_is(office: Client, cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    PlanStep.objects.update(by=cast.accounts["leader"])
    assert "撤销陆长河的一步：去掉人员“祁望川”" in _bar(office, draft)


def test_pressed_twice_is_taken_back_once(office: Client, cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    office.post(f"/plans/{draft.pk}/undo/", {"number": 1})
    answer = office.post(f"/plans/{draft.pk}/undo/", {"number": 1}, follow=True)
    assert "这一步刚刚已经撤销了。" in answer.content.decode()
    assert not item_of("祁望川").removed


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30])
def test_a_press_that_names_no_step_changes_nothing(office: Client, draft: Plan, number: str) -> None:
    assert office.post(f"/plans/{draft.pk}/undo/", {"number": number}).status_code == 302
    assert Plan.objects.get(pk=draft.pk).revision == 0


def test_a_plan_under_approval_takes_nothing_back(cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员")])
    corrections.confirm_item(by=cast.office, item=plan.items.get(), revision=0)
    plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    with pytest.raises(WrongState, match="待批准"):
        undoing.undo(by=cast.office, plan=plan, number=1)


def test_the_history_shows_each_step_with_who_and_its_way_back(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.remove_item(by=cast.office, item=item_of("祁望川"), revision=0)
    corrections.confirm_item(by=cast.office, item=item_of("报送"), revision=1)
    undoing.undo(by=cast.office, plan=draft, number=1)
    page = LexborHTMLParser(office.get(f"/plans/{draft.pk}/steps/").content.decode())
    rows = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in page.css("tbody tr")]
    assert [(row[0], row[1], row[3].partition("：")[0]) for row in rows] == [
        ("撤销“去掉人员“祁望川””", "方文清", "—"),
        ("确认量化指标“报送”", "方文清", "撤销"),
        ("去掉人员“祁望川”", "方文清", "恢复"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_asks_the_database_the_same_for_few_and_many_steps(
    office: Client, cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = draft_plan(cast, [task_item(f"任务{number}") for number in range(count)])
    for revision, item in enumerate(plan.items.all()):
        corrections.confirm_item(by=cast.office, item=item, revision=revision)
    office.get(f"/plans/{plan.pk}/steps/")
    with django_assert_num_queries(6):
        office.get(f"/plans/{plan.pk}/steps/")


def test_a_history_without_steps_says_so(office: Client, draft: Plan) -> None:
    assert "还没有改过" in office.get(f"/plans/{draft.pk}/steps/").content.decode()


# Accepting the rest


def test_the_rest_is_accepted_by_one_press_with_one_line_and_taken_back_as_one(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    before = _rows(draft)
    answer = office.post(f"/plans/{draft.pk}/accept/", {"revision": 0}, follow=True)
    assert "其余 3 处都核对过了。要反悔，按“撤销”。" in answer.content.decode()
    assert {item.name: item.checked for item in draft.items.all()} == {
        "每月报送": True,
        "报送": False,
        "动员部署": True,
        "祁望川": True,
    }
    (line,) = Entry.objects.filter(subject_id=draft.pk)
    assert line.sentence == "在方案《澜溪区创先争优活动实施方案》里把其余 3 处读得有把握的一次核对完。"
    office.post(f"/plans/{draft.pk}/undo/", {"number": 1})
    assert _rows(draft) == before


def test_accepting_leaves_out_what_somebody_changed_meanwhile(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.change_item(
        by=cast.office, item=item_of("祁望川"), revision=0, changes={"text": "副组长"}, finished=False
    )
    assert repairs.accept_all(by=cast.office, plan=draft, revision=0) == 2
    assert not item_of("祁望川").checked


def test_nothing_left_to_accept_is_said(office: Client, draft: Plan) -> None:
    draft.items.update(checked=True)
    answer = office.post(f"/plans/{draft.pk}/accept/", {"revision": 0}, follow=True)
    assert "读得有把握的都已经核对过了。" in answer.content.decode()


def test_how_far_the_looking_is_stands_above(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    corrections.confirm_item(by=cast.office, item=item_of("祁望川"), revision=0)
    page = LexborHTMLParser(office.get(f"/plans/{draft.pk}/").content.decode())
    bar = page.css_first("#readiness progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("1", "4")
    assert " ".join(page.css_first("#readiness .left").text().split()) == "还剩 1 处存疑 2 处没看过"
