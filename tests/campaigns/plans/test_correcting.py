"""Correcting, confirming, adding, removing; and two people at once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, draft_plan, task_item
from zhengyou.campaigns.actions import corrections as actions
from zhengyou.campaigns.models import Plan, PlanItem
from zhengyou.ledger.models import Entry

from .conftest import ItemOf

HTMX = {"HX-Request": "true"}


def _task(**changes: Any) -> dict[str, Any]:
    """What the form of a task sends."""
    return {
        "revision": 0,
        "name": "每月报送",
        "text": "",
        "owner": "",
        "audience_kinds": ["branch"],
        "recurrence": "once",
        "times": 1,
        "grace_days": 0,
        **changes,
    }


def _verbs(plan: Plan) -> list[str]:
    return [line.verb.removeprefix("campaigns.plan.") for line in Entry.objects.filter(subject_id=plan.pk)]


def test_a_corrected_task_keeps_everything_that_was_filled_in(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    phase, root = item_of("动员部署"), cast.places["street"].organisation_id
    filled = _task(
        name="每月报送进展",
        text="没有情况的零报告。",
        owner="区委组织部",
        parent_id=phase.pk,
        audience_kinds=["general_branch", "branch"],
        audience_sectors=["private"],
        audience_root_id=root,
        starts_on="2026-03-01",
        due_on="2027-12-20",
        recurrence="monthly",
        times=2,
        grace_days=5,
        zero_allowed="on",
        quantity="2.5",
        unit="件",
    )
    url = f"/plans/{draft.pk}/items/{item_of('每月报送').pk}/"
    answer = office.post(url, filled)
    item = item_of("每月报送进展")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/plans/{draft.pk}/#i{item.pk}")
    assert {name: getattr(item, name) for name in filled if name != "revision"} == {
        **{name: filled[name] for name in filled if name != "revision"},
        "starts_on": date(2026, 3, 1),
        "due_on": date(2027, 12, 20),
        "zero_allowed": True,
        "quantity": Decimal("2.50"),
    }
    assert (item.origin, item.certain) == ("corrected", True)
    assert _verbs(draft) == ["change_item"]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("动员部署", {"starts_on": "2026-03-01", "ends_on": "2026-04-30", "date_text": "3月至4月"}),
        ("报送", {"quantity": "12", "unit": "次", "date_text": "每年", "text": "每月一次"}),
        ("祁望川", {"text": "副组长"}),
    ],
)
def test_every_kind_of_item_is_corrected_in_its_own_words(
    office: Client, draft: Plan, item_of: ItemOf, name: str, changes: dict[str, str]
) -> None:
    url = f"/plans/{draft.pk}/items/{item_of(name).pk}/"
    office.post(url, {"revision": 0, "name": f"{name}改", **changes})
    item = item_of(f"{name}改")
    assert [str(getattr(item, key)).removesuffix(".00") for key in changes] == list(changes.values())


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": " "}, "name", None),
        ({"name": "长" * 201}, "name", None),
        ({"starts_on": "2026-05-01", "due_on": "2026-04-30"}, "due_on", "截止的那天早于开始的那天，请改正。"),
        ({"due_on": "2026-02-30"}, "due_on", "没有这一天，请写成 2026-03-01 这样。"),
        ({"times": 0}, "times", "请写 1 到 20 之间的整数。"),
        ({"times": "两"}, "times", "请写 1 到 20 之间的整数。"),
        ({"grace_days": 61}, "grace_days", "请写 0 到 60 之间的整数。"),
        ({"quantity": "-1"}, "quantity", "请写不小于 0 的数，小数最多两位，比如 30 或 2.5。"),
        ({"quantity": "1.234"}, "quantity", "请写不小于 0 的数，小数最多两位，比如 30 或 2.5。"),
        ({"recurrence": "hourly"}, "recurrence", None),
        ({"audience_kinds": ["choir"]}, "audience_kinds", None),
        ({"audience_root_id": 999999}, "audience_root_id", None),
        ({"parent_id": 999999}, "parent_id", None),
    ],
)
def test_a_refused_correction_says_why_keeps_what_was_typed_and_stores_nothing(
    office: Client, draft: Plan, item_of: ItemOf, changes: dict[str, Any], field: str, sentence: str | None
) -> None:
    before, item = PlanItem.objects.values().get(name="每月报送"), item_of("每月报送")
    filled = _task(**{"owner": "区委宣传部", **changes})
    answer = office.post(f"/plans/{draft.pk}/items/{item.pk}/", filled)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert sentence is None or answer.context["form"].errors[field] == [sentence]
    assert 'value="区委宣传部"' in answer.content.decode()
    assert (PlanItem.objects.values().get(pk=item.pk), _verbs(draft)) == (before, [])


def test_a_phase_of_another_plan_cannot_be_chosen(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    other = draft_plan(cast, [{"kind": "phase", "name": "别的阶段"}]).items.get()
    answer = office.post(f"/plans/{draft.pk}/items/{item_of('每月报送').pk}/", _task(parent_id=other.pk))
    assert list(answer.context["form"].errors) == ["parent_id"]


def test_counting_says_how_many_and_stores_nothing(office: Client, draft: Plan, item_of: ItemOf) -> None:
    url = f"/plans/{draft.pk}/items/{item_of('每月报送').pk}/"
    filled = _task(name="还没写完", times="", audience_kinds=["branch", "general_branch"], count="1")
    answer = office.post(url, filled)
    page = LexborHTMLParser(answer.content.decode())
    assert answer.status_code == 200
    assert page.css_first("output").text() == "共 4 个组织：1 个党总支、3 个党支部"
    assert page.css_first("[name=name]").attributes["value"] == "还没写完"
    assert page.css(".mistakes") == []
    assert item_of("每月报送").audience_kinds == ["branch"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"audience_sectors": ["rural"]}, "共 1 个党支部"),
        ({"audience_root_id": "street"}, "共 2 个党支部"),
        ({"audience_kinds": []}, "还没有说由哪些组织办"),
        ({"audience_kinds": ["second_committee"]}, "没有一个组织符合"),
        ({"audience_kinds": ["choir"], "audience_root_id": "12x"}, "没有一个组织符合"),
    ],
)
def test_the_count_follows_kinds_sectors_and_subtree(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf, changes: dict[str, Any], words: str
) -> None:
    if changes.get("audience_root_id") in cast.places:
        changes = changes | {"audience_root_id": cast.places[changes["audience_root_id"]].organisation_id}
    url = f"/plans/{draft.pk}/items/{item_of('每月报送').pk}/"
    answer = office.post(url, _task(count="1", **changes), headers=HTMX)
    assert LexborHTMLParser(answer.content.decode()).css_first("output").text() == words


def test_confirming_takes_the_doubt_away(office: Client, draft: Plan, item_of: ItemOf) -> None:
    item = item_of("报送")
    answer = office.post(f"/plans/{draft.pk}/items/{item.pk}/confirm/", {"revision": 0}, follow=True)
    assert (item_of("报送").certain, item_of("报送").doubt) == (True, "")
    assert "“报送”已核对。" in answer.content.decode()
    assert _verbs(draft) == ["confirm_item"]


def test_a_removed_item_waits_below_and_comes_back(office: Client, draft: Plan, item_of: ItemOf) -> None:
    item = item_of("报送")
    address = f"/plans/{draft.pk}/items/{item.pk}"
    page = LexborHTMLParser(office.post(f"{address}/remove/", {"revision": 0}, follow=True).content.decode())
    assert page.css_first(f"#g-removed #i{item.pk} button").attributes["formaction"] == f"{address}/restore/"
    assert page.css("#g-doubtful") == []
    office.post(f"{address}/restore/", {"revision": 1})
    assert not item_of("报送").removed
    assert _verbs(draft) == ["remove_item", "restore_item"]


def test_an_item_is_added_beside_its_paragraph_with_its_words_marked(office: Client, draft: Plan) -> None:
    url = f"/plans/{draft.pk}/items/add/?kind=mechanism&line=3"
    assert "各支部每月报送一次。" in office.get(url).content.decode()
    answer = office.post(url, {"revision": 0, "name": "月报", "text": "", "quote": "每月报送"})
    item = draft.items.get(name="月报")
    assert (item.kind, item.line, item.start, item.end, item.origin) == ("mechanism", 3, 3, 7, "added")
    assert answer.headers["Location"] == f"/plans/{draft.pk}/#i{item.pk}"
    assert _verbs(draft) == ["add_item"]


def test_an_item_is_added_without_a_paragraph(office: Client, draft: Plan) -> None:
    office.post(f"/plans/{draft.pk}/items/add/?kind=task", _task(name="结对帮扶", due_on="2027-01-01"))
    item = draft.items.get(name="结对帮扶")
    assert (item.kind, item.line, item.audience_kinds) == ("task", None, ["branch"])


def test_words_that_do_not_stand_in_the_paragraph_are_refused(office: Client, draft: Plan) -> None:
    url = f"/plans/{draft.pk}/items/add/?kind=mechanism&line=3"
    answer = office.post(url, {"revision": 0, "name": "月报", "quote": "每周报送"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["quote"] == ["这一段里没有这句话，请从正文里照抄，一个字也不差。"]
    assert not draft.items.filter(name="月报").exists()


def test_an_item_of_a_standard_needs_its_standard(office: Client, draft: Plan) -> None:
    answer = office.post(
        f"/plans/{draft.pk}/items/add/?kind=standard_item", {"revision": 0, "name": "班子好"}
    )
    assert list(answer.context["form"].errors) == ["parent_id"]


@pytest.mark.parametrize("line", ["0", "4", "-1", "三", "٣", "999999999999999999999"])
def test_a_line_the_document_does_not_have_is_not_found(office: Client, draft: Plan, line: str) -> None:
    assert office.get(f"/plans/{draft.pk}/items/add/", {"kind": "task", "line": line}).status_code == 404


def test_without_a_kind_the_kinds_are_offered(office: Client, draft: Plan) -> None:
    page = LexborHTMLParser(office.get(f"/plans/{draft.pk}/items/add/?line=3").content.decode())
    assert [node.attributes["href"] for node in page.css(".add-kinds a")][:2] == [
        "?kind=phase&line=3",
        "?kind=task&line=3",
    ]


def test_the_facts_are_corrected(office: Client, draft: Plan) -> None:
    facts = {"title": "新题目", "theme": "办实事", "starts_on": "2026-03-01", "ends_on": "2027-12-20"}
    answer = office.post(f"/plans/{draft.pk}/facts/", {"revision": 0, **facts})
    draft.refresh_from_db()
    assert answer.headers["Location"] == f"/plans/{draft.pk}/"
    assert (draft.title, draft.theme, draft.ends_on) == ("新题目", "办实事", date(2027, 12, 20))
    assert _verbs(draft) == ["change_facts"]


@pytest.mark.parametrize("ends_on", ["2026-03-01", "2026-02-28"])
def test_a_campaign_that_ends_before_it_began_is_refused(office: Client, draft: Plan, ends_on: str) -> None:
    given = {"revision": 0, "title": "新题目", "starts_on": "2026-03-01", "ends_on": ends_on}
    answer = office.post(f"/plans/{draft.pk}/facts/", given)
    assert answer.context["form"].errors["ends_on"] == ["活动结束要晚于开始，请看看是不是年份写错了。"]


# In place


def test_the_form_opens_in_place_of_its_item(office: Client, draft: Plan, item_of: ItemOf) -> None:
    item = item_of("每月报送")
    body = office.get(f"/plans/{draft.pk}/items/{item.pk}/", headers=HTMX).content.decode()
    assert body.strip().startswith("<article")
    assert LexborHTMLParser(body).css_first(f"#i{item.pk} form").attributes["hx-target"] == f"#i{item.pk}"


def test_a_press_in_place_brings_the_item_what_is_left_and_the_next_revision(
    office: Client, draft: Plan, item_of: ItemOf
) -> None:
    item = item_of("报送")
    url = f"/plans/{draft.pk}/items/{item.pk}/confirm/"
    answer = office.post(url, {"revision": 0, "page": 0}, headers=HTMX)
    page = LexborHTMLParser(answer.content.decode())
    assert page.css_first(f"#i{item.pk} .said").text() == "“报送”已核对。"
    marks = page.css("input[hx-swap-oob]")
    assert {node.attributes["id"]: node.attributes["value"] for node in marks} == {
        "page-revision": "1",
        "page-mark": "1",
    }
    assert "没有存疑的地方了" in page.css_first("#readiness[hx-swap-oob]").text()


def test_a_correction_refused_in_place_stays_in_its_place(
    office: Client, draft: Plan, item_of: ItemOf
) -> None:
    item = item_of("每月报送")
    answer = office.post(f"/plans/{draft.pk}/items/{item.pk}/", _task(name=""), headers=HTMX)
    assert answer.status_code == 422
    assert LexborHTMLParser(answer.content.decode()).css(f"article#i{item.pk} .mistakes")


# Two people at once


def _other_renames(cast: Cast, item: PlanItem, name: str) -> None:
    actions.change_item(by=cast.office, item=item, revision=0, changes={"name": name})


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
def test_who_was_overtaken_sees_both_versions_loses_nothing_and_may_save_again(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf, headers: dict[str, str]
) -> None:
    item = item_of("每月报送")
    _other_renames(cast, item_of("每月报送"), "月月报送")
    url, mine = (
        f"/plans/{draft.pk}/items/{item.pk}/",
        _task(name="按月报送", owner="活动办公室", due_on=item.due_on),
    )
    answer = office.post(url, mine, headers=headers)
    page = LexborHTMLParser(answer.content.decode())
    assert answer.status_code == 422
    assert list(answer.context["form"].non_field_errors()) == [
        "您打开以后，有人改动了同一处，您的改动还没有保存。请对照下面两种写法，再保存一次。",
        "名称：方文清刚刚改成“月月报送”，您写的是“按月报送”，没有丢。",
    ]
    assert page.css_first("[name=name]").attributes["value"] == "按月报送"
    assert item_of("月月报送").pk == item.pk
    again = {"revision": page.css_first("form .revision").attributes["value"]}
    office.post(url, mine | again, headers=headers)
    assert item_of("按月报送").pk == item.pk


def test_ticks_in_another_order_are_no_difference(office: Client, cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员", audience_kinds=["branch", "general_branch"], owner="")])
    item = plan.items.get()
    _other_renames(cast, plan.items.get(), "动员会")
    filled = _task(name="动员", audience_kinds=["general_branch", "branch"])
    assert office.post(f"/plans/{plan.pk}/items/{item.pk}/", filled).status_code == 302
    assert plan.items.get().name == "动员会"


def test_facts_overtaken_show_days_as_people_write_them(office: Client, cast: Cast, draft: Plan) -> None:
    actions.change_facts(by=cast.office, plan=draft, revision=0, facts={"ends_on": date(2027, 12, 31)})
    values = Plan.objects.values("title", "theme", "summary", "starts_on").get(pk=draft.pk)
    answer = office.post(f"/plans/{draft.pk}/facts/", {**values, "revision": 0, "ends_on": "2027-12-20"})
    assert list(answer.context["form"].non_field_errors())[1:] == [
        "活动结束：方文清刚刚改成“2027年12月31日”，您写的是“2027年12月20日”，没有丢。"
    ]


def test_an_addition_goes_beside_what_others_changed(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    _other_renames(cast, item_of("每月报送"), "月月报送")
    url = f"/plans/{draft.pk}/items/add/?kind=person"
    office.post(url, {"revision": 0, "name": "阮承溪", "text": "副组长"})
    assert (item_of("阮承溪").text, item_of("月月报送").kind) == ("副组长", "task")


def test_the_same_addition_pressed_twice_is_added_once_and_keeps_what_was_typed(
    office: Client, draft: Plan
) -> None:
    url, filled = (
        f"/plans/{draft.pk}/items/add/?kind=person",
        {"revision": 0, "name": "阮承溪", "text": "组员"},
    )
    office.post(url, filled)
    answer = office.post(url, filled)
    page = LexborHTMLParser(answer.content.decode())
    assert (answer.status_code, page.css_first("[name=text]").attributes["value"]) == (422, "组员")
    assert "“阮承溪”刚刚已经补充过了（方文清），请回到方案看看。" in answer.content.decode()
    assert draft.items.filter(name="阮承溪").count() == 1


def test_a_press_on_an_item_that_changed_meanwhile_changes_nothing_and_says_what_did(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf
) -> None:
    item = item_of("报送")
    actions.change_item(by=cast.office, item=item, revision=0, changes={"unit": "次数"}, finished=False)
    answer = office.post(f"/plans/{draft.pk}/items/{item.pk}/confirm/", {"revision": 0}, follow=True)
    assert "您打开页面以后，方文清改正量化指标“报送”，请看过最新内容再按。" in answer.content.decode()
    assert not item_of("报送").certain


@pytest.mark.parametrize("revision", [{"revision": "x"}, {"revision": 7}, {}], ids=["wrong", "later", "lost"])
def test_a_press_that_does_not_know_what_it_saw_changes_nothing(
    office: Client, draft: Plan, item_of: ItemOf, revision: dict[str, Any]
) -> None:
    item = item_of("报送")
    answer = office.post(f"/plans/{draft.pk}/items/{item.pk}/confirm/", revision, follow=True)
    assert "别人刚刚改动了这份方案" in answer.content.decode()
    assert not item_of("报送").certain


@pytest.mark.parametrize("verb", ["confirm", "remove", "restore"])
def test_a_plan_under_approval_is_not_corrected_any_more(
    office: Client, cast: Cast, draft: Plan, item_of: ItemOf, verb: str
) -> None:
    Plan.objects.filter(pk=draft.pk).update(
        state="proposed",
        proposed_by=cast.accounts["office"],
        proposed_at=draft.uploaded_at + timedelta(days=1),
    )
    item = item_of("报送")
    pressed = office.post(f"/plans/{draft.pk}/items/{item.pk}/{verb}/", {"revision": 0}, follow=True)
    assert "方案现在是“待批准”，不能再修改。" in pressed.content.decode()
    for page in (f"items/{item.pk}/", "items/add/?kind=task", "facts/"):
        answer = office.post(f"/plans/{draft.pk}/{page}", _task(title="新"), follow=True)
        assert "方案现在是“待批准”，不能再修改。" in answer.content.decode()
    assert _verbs(draft) == []
