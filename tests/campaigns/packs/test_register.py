"""The register of standards: same label, different items, and taking one of them over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, draft_plan, task_item
from tests.ui.pages import parsed, words
from zhengyou.campaigns.actions import registers
from zhengyou.campaigns.actions.corrections import Overtaken
from zhengyou.campaigns.models import Plan, PlanItem, PlanSource
from zhengyou.campaigns.models.plans import ItemKind, Origin
from zhengyou.campaigns.rules.packs import standards, variants
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.ledger.models import Entry
from zhengyou.organisations.rules import NotPermitted

DOUBT = "原文只提到名称，没有给出具体条目，请补充或删去。"


def _standard(name: str) -> dict[str, object]:
    return {"kind": ItemKind.STANDARD, "name": name, "line": 3, "certain": False, "doubt": DOUBT}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A draft that names 五个好 and a label nobody knows, both without items, and 四强 with one."""
    made = draft_plan(cast, [task_item("动员"), _standard("五个好"), _standard("九个样"), _standard("四强")])
    four = made.items.get(name="四强")
    PlanItem.objects.create(plan=made, kind=ItemKind.STANDARD_ITEM, name="班子强", parent=four, ordinal=1)
    return made


def _item(plan: Plan, name: str = "五个好") -> PlanItem:
    return PlanItem.objects.get(plan=plan, name=name, kind=ItemKind.STANDARD)


def _address(plan: Plan, name: str = "五个好") -> str:
    return f"/plans/{plan.pk}/items/{_item(plan, name).pk}/register/"


def _parts(item: PlanItem) -> list[str]:
    return list(item.parts.order_by("ordinal", "pk").values_list("name", flat=True))


def test_the_same_label_has_its_items_by_issuer_and_version() -> None:
    found = {(one.issuer, one.version): [item.name for item in one.items] for one in variants("五个好")}
    assert sorted(found) == [("中央组织部、中央宣传部", 2010), ("城区教育党工委", 2010)]
    fifth = {items[4] for items in found.values()}
    assert fifth == {"群众反映好", "师生反映好"}
    assert [items[:4] for items in found.values()] == [
        ["领导班子好", "党员队伍好", "工作机制好", "工作业绩好"]
    ] * 2


def test_the_three_fours_stay_apart_and_the_newest_comes_first() -> None:
    assert [(one.applies_to, one.version) for one in variants("四强")] == [
        ("中央和国家机关党支部", 2019),
        ("国有企业党组织", 2010),
        ("学校党组织", 2010),
    ]


def test_no_two_standards_of_the_register_are_the_same() -> None:
    keys = [one.key for one in standards()]
    assert (len(keys), len(set(keys))) == (22, 22)
    assert variants("没有这个") == []


def test_the_workbench_offers_the_register_to_a_standard_without_items(cast: Cast, plan: Plan) -> None:
    page = parsed(cast.client("office").get(f"/plans/{plan.pk}/").content.decode())
    links = {node.attributes["href"]: words(node) for node in page.css('a[href$="/register/"]')}
    assert links == {_address(plan): "从名录里选条目（2 套）：五个好"}


def test_a_name_in_traditional_script_is_looked_up_in_simplified(cast: Cast, plan: Plan) -> None:
    PlanItem.objects.filter(pk=_item(plan).pk).update(name="五個好")
    PlanSource.objects.filter(plan=plan).update(
        reading={"documents": [{"defects": [], "standards": [{"label": "五個好", "key": "五个好"}]}]}
    )
    answer = cast.client("office").get(_address(plan, "五個好"))
    assert [words(node) for node in parsed(answer.content.decode()).css(".variants h2")] == [
        "中央组织部、中央宣传部",
        "城区教育党工委",
    ]


def test_the_variants_stand_side_by_side_each_with_issuer_and_version(cast: Cast, plan: Plan) -> None:
    page = parsed(cast.client("office").get(_address(plan)).content.decode())
    assert words(page.css_first("h1")) == "这里的“五个好”指哪一套"
    heads = [(words(one.css_first("h2")), words(one.css_first("p"))) for one in page.css(".variants > li")]
    assert heads == [
        ("中央组织部、中央宣传部", "先进基层党组织 · 2010年版"),
        ("城区教育党工委", "先进基层党组织 · 2010年版"),
    ]
    assert [len(node.css("ol li")) for node in page.css(".variants > li")] == [5, 5]
    values = [node.attributes["value"] for node in page.css("button[name=standard]")]
    assert values == ["五个好@中央组织部、中央宣传部@2010", "五个好@城区教育党工委@2010"]


def test_one_press_takes_one_over_and_says_where_from(cast: Cast, plan: Plan) -> None:
    given = {"revision": 0, "standard": "五个好@城区教育党工委@2010"}
    answer = cast.client("office").post(_address(plan), given, follow=True)
    item = _item(plan)
    assert answer.redirect_chain == [(f"/plans/{plan.pk}/#i{item.pk}", 302)]
    assert "“五个好”已补上 5 条，出自城区教育党工委。" in answer.content.decode()
    assert _parts(item) == ["领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "师生反映好"]
    assert set(item.parts.values_list("origin", "certain", "plan")) == {(Origin.ADDED, True, plan.pk)}
    assert (item.certain, item.doubt) == (True, "")
    assert Plan.objects.get(pk=plan.pk).revision == 1
    (line,) = Entry.objects.filter(subject_id=plan.pk)
    assert line.sentence == (
        "在方案《澜溪区创先争优活动实施方案》里给标准“五个好”采用名录里的 5 条（城区教育党工委，2010年）。"
    )


def test_after_it_was_taken_over_the_register_is_no_longer_offered(cast: Cast, plan: Plan) -> None:
    client = cast.client("office")
    client.post(_address(plan), {"revision": 0, "standard": "五个好@城区教育党工委@2010"})
    assert parsed(client.get(f"/plans/{plan.pk}/").content.decode()).css('a[href$="/register/"]') == []


def test_a_second_press_adds_nothing(cast: Cast, plan: Plan) -> None:
    client, press = cast.client("office"), {"standard": "五个好@城区教育党工委@2010"}
    client.post(_address(plan), press | {"revision": 0})
    answer = client.post(_address(plan), press | {"revision": 1}, follow=True)
    assert "“五个好”已经有条目了，没有再添。" in answer.content.decode()
    assert (_item(plan).parts.count(), Plan.objects.get(pk=plan.pk).revision) == (5, 1)


def test_who_saw_an_older_plan_is_told_and_nothing_is_added(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(revision=3)
    given = {"revision": 2, "standard": "五个好@城区教育党工委@2010"}
    answer = cast.client("office").post(_address(plan), given, follow=True)
    assert str(Overtaken()) in answer.content.decode()
    assert (_item(plan).parts.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["", "五个好", "四强@学校党组织@2010", "五个好@城区教育党工委@2011"])
def test_only_what_was_offered_can_be_taken_over(cast: Cast, plan: Plan, key: str) -> None:
    answer = cast.client("office").post(_address(plan), {"revision": 0, "standard": key}, follow=True)
    assert answer.redirect_chain == [(_address(plan), 302)]
    assert "没有看出您选的是哪一套" in answer.content.decode()
    assert (_item(plan).parts.count(), Entry.objects.count()) == (0, 0)


def test_a_label_that_nobody_knows_has_no_page(cast: Cast, plan: Plan) -> None:
    assert cast.client("office").get(_address(plan, "九个样")).status_code == 404


def test_a_task_has_no_register(cast: Cast, plan: Plan) -> None:
    task = plan.items.get(name="动员")
    assert cast.client("office").get(f"/plans/{plan.pk}/items/{task.pk}/register/").status_code == 404


def test_a_plan_that_is_no_draft_takes_nothing_over(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="proposed", proposed_by=cast.accounts["office"])
    item = _item(plan)
    with pytest.raises(WrongState):
        registers.take_over(by=cast.office, item=item, revision=0, standard=variants("五个好")[0])
    answer = cast.client("office").post(_address(plan), {"revision": 0, "standard": "x"}, follow=True)
    assert "不能再修改" in answer.content.decode()
    assert item.parts.count() == 0


def test_another_organisation_takes_nothing_over(cast: Cast, plan: Plan) -> None:
    with pytest.raises(NotPermitted):
        registers.take_over(
            by=cast.committee_office, item=_item(plan), revision=0, standard=variants("五个好")[0]
        )


def test_the_workbench_asks_as_often_with_one_standard_as_with_three(cast: Cast) -> None:
    counts = []
    for names in (["五个好"], ["五个好", "五带头", "四强"]):
        made = draft_plan(cast, [task_item("动员"), *map(_standard, names)])
        client = cast.client("office")
        with CaptureQueriesContext(connection) as asked:
            body = client.get(f"/plans/{made.pk}/").content.decode()
        assert body.count("从名录里选条目") == len(names)
        counts.append(len(asked))
    assert counts[0] == counts[1]
