"""Two people at one plan: what they change in different places is merged, the same place is refused with both versions,
and each page hears of the other."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import FOUNDED, Cast, enrol
from zhengyou.campaigns.actions import corrections as actions
from zhengyou.campaigns.models import Plan, PlanItem, PlanStep
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account, Post, PostKind

from .conftest import ItemOf

HTMX = {"HX-Request": "true"}


@pytest.fixture
def colleague(cast: Cast) -> str:
    """A second officer of the same office; her role in the cast."""
    person = enrol("何立冬", cast.places["district"])
    where = cast.places["district"].organisation_id
    Post.objects.create(person=person, organisation_id=where, kind=PostKind.OFFICE, since=FOUNDED)
    cast.accounts["colleague"] = Account.objects.create(username="colleague", person=person, password="!")
    return "colleague"


def _target(**changes: Any) -> dict[str, Any]:
    """What the form of the doubtful target sends."""
    return {
        "revision": 0,
        "name": "报送",
        "quantity": "1",
        "unit": "次",
        "date_text": "",
        "text": "",
        **changes,
    }


def _post(client: Client, item: PlanItem, data: dict[str, Any], **options: Any) -> Any:
    return client.post(f"/plans/{item.plan_id}/items/{item.pk}/", data, **options)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_two_people_in_different_items_lose_nothing(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str, headers: dict[str, str]
) -> None:
    first, second = cast.client("office"), cast.client(colleague)
    _post(first, item_of("报送"), _target(unit="篇"), headers=headers)
    person = item_of("祁望川")
    answer = _post(second, person, {"revision": 0, "name": "祁望川", "text": "副组长"}, headers=headers)
    assert answer.status_code in (200, 302)
    assert (item_of("报送").unit, item_of("祁望川").text) == ("篇", "副组长")


def test_two_people_in_different_fields_of_one_item_lose_nothing(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str
) -> None:
    item = item_of("报送")
    _post(cast.client(colleague), item, _target(date_text="每年"))
    assert _post(cast.client("office"), item, _target(unit="篇")).status_code == 302
    assert (item_of("报送").date_text, item_of("报送").unit) == ("每年", "篇")


def test_the_same_field_is_refused_with_who_and_both_values_and_the_rest_is_merged(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str
) -> None:
    item, office = item_of("报送"), cast.client("office")
    _post(cast.client(colleague), item, _target(unit="份", date_text="每年"))
    answer = _post(office, item, _target(unit="篇", text="每月一篇"))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.non_field_errors())[1:] == ["单位：何立冬刚刚改成“份”，您写的是“篇”，没有丢。"]
    assert {name: form[name].value() for name in ("unit", "text", "date_text", "revision")} == {
        "unit": "篇",
        "text": "每月一篇",
        "date_text": "每年",
        "revision": "1",
    }
    page = LexborHTMLParser(answer.content.decode())
    again = {name: form[name].value() for name in form.fields}
    assert page.css_first("input[name=revision]").attributes["value"] == "1"
    assert _post(office, item, again).status_code == 302
    stored = item_of("报送")
    assert (stored.unit, stored.text, stored.date_text) == ("篇", "每月一篇", "每年")


def test_facts_merge_field_by_field(cast: Cast, draft: Plan, colleague: str) -> None:
    kept = {
        "title": draft.title,
        "theme": draft.theme,
        "summary": draft.summary,
        "starts_on": draft.starts_on,
    }
    actions.change_facts(
        by=cast.actor(colleague),
        plan=draft,
        revision=0,
        facts={"ends_on": date(2030, 1, 1), "issuer": "区委"},
    )
    old_end = PlanStep.objects.get(plan=draft).changes[0]["before"]["ends_on"]
    given = {**kept, "revision": 0, "title": "新题目", "ends_on": old_end}
    assert cast.client("office").post(f"/plans/{draft.pk}/facts/", given).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.ends_on, draft.issuer) == ("新题目", date(2030, 1, 1), "区委")


def test_what_changes_nothing_writes_no_line_and_no_step(cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    item, office = item_of("祁望川"), cast.client("office")
    same = {"revision": 0, "name": "祁望川", "text": "组长"}
    _post(office, item, same)
    _post(office, item, same | {"revision": 1})
    assert [step.words for step in PlanStep.objects.filter(plan=draft)] == ["改正人员“祁望川”"]
    assert Entry.objects.filter(subject_id=draft.pk).count() == 1
    assert Plan.objects.get(pk=draft.pk).revision == 1


# Typing that saves itself


def test_typing_saves_itself_without_counting_as_looked_at(cast: Cast, draft: Plan, item_of: ItemOf) -> None:
    item = item_of("报送")
    answer = _post(cast.client("office"), item, _target(unit="篇", keep="1", page=0), headers=HTMX)
    page = LexborHTMLParser(answer.content.decode())
    stored = item_of("报送")
    assert page.css_first(".saved").text().startswith("已存 ")
    assert page.css_first(f"#i{item.pk}-revision").attributes["value"] == "1"
    assert (stored.unit, stored.origin, stored.certain, stored.checked) == ("篇", "corrected", False, False)


def test_typing_that_makes_no_sense_is_not_saved_and_says_why_at_its_field(
    cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    item = item_of("报送")
    answer = _post(cast.client("office"), item, _target(quantity="-3", keep="1", page=0), headers=HTMX)
    page = LexborHTMLParser(answer.content.decode())
    said = page.css_first("[data-mistake-for]")
    assert answer.status_code == 200
    assert (said.attributes["data-mistake-for"], page.css(".saved")) == (f"i{item.pk}-quantity", [])
    assert "请写不小于 0 的数" in said.text()
    assert item_of("报送").quantity == 1


def test_typing_over_anothers_change_waits_for_both_to_be_compared(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str
) -> None:
    item = item_of("报送")
    _post(cast.client(colleague), item, _target(unit="份"))
    answer = _post(cast.client("office"), item, _target(unit="篇", keep="1", page=0), headers=HTMX)
    assert "还没有存：何立冬刚刚也改了“单位”，按“改好了”对照两种写法。" in answer.content.decode()
    assert item_of("报送").unit == "份"


# Hearing of each other


def test_a_page_hears_what_others_did_and_nothing_of_its_own(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str
) -> None:
    office, url = cast.client("office"), f"/plans/{draft.pk}/news/"
    _post(office, item_of("报送"), _target(unit="篇"))
    assert office.get(url, {"page": 0}).status_code == 204
    actions.confirm_item(by=cast.actor(colleague), item=item_of("祁望川"), revision=1)
    assert "何立冬刚刚确认人员“祁望川”。" in office.get(url, {"page": 0}).content.decode()
    assert office.get(url, {"page": 2}).status_code == 204
    actions.confirm_item(by=cast.actor(colleague), item=item_of("动员部署"), revision=2)
    answer = office.get(url, {"page": 0}).content.decode()
    assert "何立冬改动了 2 处，最近一处（刚刚）：确认阶段“动员部署”。" in answer


@pytest.mark.parametrize("page", ["", "x", "-1", "9" * 30, "١"])
def test_a_page_that_lost_its_mark_hears_nothing(cast: Cast, draft: Plan, page: str) -> None:
    assert cast.client("office").get(f"/plans/{draft.pk}/news/", {"page": page}).status_code == 204


def test_a_page_keeps_its_mark_while_others_changes_lie_between(
    cast: Cast, draft: Plan, item_of: ItemOf, colleague: str
) -> None:
    actions.confirm_item(by=cast.actor(colleague), item=item_of("祁望川"), revision=0)
    item = item_of("动员部署")
    answer = cast.client("office").post(
        f"/plans/{draft.pk}/items/{item.pk}/confirm/", {"revision": 0, "page": 0}, headers=HTMX
    )
    page = LexborHTMLParser(answer.content.decode())
    assert (item_of("动员部署").checked, page.css("#page-mark")) == (True, [])
