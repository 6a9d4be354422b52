"""The text beside what was understood of it."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, approved, draft_plan, task_item
from zhengyou.campaigns.models import Plan, PlanItem, PlanSource
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.organisations.models import Kind, Sector

from .conftest import ItemOf


def _page(client: Client, plan: Plan) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(f"/plans/{plan.pk}/").content.decode())


# Everything by which a plan is changed.
CHANGES = ".page-head button, .bench button, .bench form, #presses, .add, main a[href*='/items/'], a[href$='/facts/']"


def _texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_each_item_names_its_paragraph_and_the_paragraph_leads_back(
    office: Client, draft: Plan, item_of: ItemOf
) -> None:
    page, task = _page(office, draft), item_of("每月报送")
    assert page.css_first(f"#i{task.pk}").attributes["data-pair"] == "p3"
    assert page.css_first(f"#i{task.pk} .item-end a").attributes["href"] == "#p3"
    back = [node.attributes["href"] for node in page.css("#p3 .refs a:not(.add)")]
    assert back == [f"#i{item_of('报送').pk}", f"#i{task.pk}"]


def test_exact_words_are_marked_also_where_they_overlap(office: Client, draft: Plan, item_of: ItemOf) -> None:
    page = _page(office, draft)
    task, target = f"i{item_of('每月报送').pk}", f"i{item_of('报送').pk}"
    marks = [(node.text(), sorted(node.attributes["data-items"].split())) for node in page.css("#p3 mark")]
    assert marks == [("各支部每月", [task]), ("报送一次", sorted([task, target]))]
    assert page.css_first("#p3 .words").text() == "各支部每月报送一次。"


def test_the_doubtful_come_first_with_the_reason_and_one_press(
    office: Client, draft: Plan, item_of: ItemOf
) -> None:
    page, target = _page(office, draft), item_of("报送")
    assert [node.attributes["id"] for node in page.css(".bench-understood > section.kind")] == [
        "g-doubtful",
        "g-phase",
        "g-task",
        "g-person",
    ]
    assert _texts(page, "#g-doubtful .doubt") == ["存疑：“一次”是每月一次还是一共一次，请确认。"]
    press = page.css_first("#g-doubtful button")
    assert press.text().startswith("没错，就是这样")
    assert press.attributes["formaction"] == f"/plans/{draft.pk}/items/{target.pk}/confirm/"


def test_a_task_says_whom_it_falls_on_and_how_often(office: Client, cast: Cast) -> None:
    items = [
        task_item(
            "各支部", recurrence="monthly", times=2, grace_days=5, zero_allowed=True, quantity=3, unit="件"
        ),
        task_item(
            "非公", audience_kinds=[Kind.BRANCH, Kind.GENERAL_BRANCH], audience_sectors=[Sector.PRIVATE]
        ),
        task_item("一个乡", audience_root=cast.places["township"].organisation),
        task_item("没有说", audience_kinds=[]),
        task_item("一个也没有", audience_kinds=[Kind.SECOND_COMMITTEE]),
    ]
    page = _page(office, draft_plan(cast, items))
    assert [" ".join(_texts(node, "span")[:4]) for node in page.css("#g-task .brief")] == [
        "共 3 个党支部 每月 2 次，期满后 5 个工作日内报 可以零报告 数量：3 件",
        *(f"{words} {node}" for words, node in _ends(page)),
    ]


def _ends(page: LexborHTMLParser) -> list[tuple[str, str]]:
    """The words of the audience, each followed by the end of the plan that such a task runs to."""
    words = [
        "共 3 个组织：1 个党总支、2 个党支部",
        "共 1 个党支部",
        "还没有说由哪些组织办",
        "没有一个组织符合",
    ]
    day = _texts(page, "#facts dd")[5].split("至 ")[1]
    return [(one, f"{day}前办完 牵头：活动办公室") for one in words]


def test_a_standard_is_followed_by_its_items(office: Client, cast: Cast) -> None:
    plan = draft_plan(cast, [{"kind": ItemKind.STANDARD, "name": name} for name in ("五个好", "五带头")])
    for number, name in enumerate(("五个好", "五带头", "五个好"), 1):
        parent = plan.items.get(name=name, kind=ItemKind.STANDARD)
        PlanItem.objects.create(
            plan=plan, kind=ItemKind.STANDARD_ITEM, ordinal=number, name=f"{name}之{number}", parent=parent
        )
    assert _texts(_page(office, plan), "#g-standard h4") == [
        "五个好",
        "标准条目 五个好之1",
        "标准条目 五个好之3",
        "五带头",
        "标准条目 五带头之2",
    ]


def test_what_is_lacking_leads_to_where_it_is_mended(office: Client, cast: Cast) -> None:
    plan = draft_plan(cast, [task_item("动员", audience_kinds=[])], ends_on=None)
    page, task = _page(office, plan), plan.items.get()
    must = [
        (node.css_first("a").text(), node.css_first("a").attributes["href"])
        for node in page.css("#readiness li")
        if node.css_first(".must")
    ]
    assert must == [
        ("活动从哪天到哪天还没有定，请在“方案要点”里填写起止日期。", f"/plans/{plan.pk}/facts/"),
        ("任务“动员”没有截止日期，请填写。", f"#i{task.pk}"),
        ("任务“动员”没有说由哪些组织办，请勾选。", f"#i{task.pk}"),
    ]


def test_the_number_of_doubts_left_is_said(office: Client, draft: Plan) -> None:
    assert "还剩 1 处存疑" in _page(office, draft).css_first("#readiness").text()
    PlanItem.objects.update(certain=True)
    assert "没有存疑的地方了" in _page(office, draft).css_first("#readiness").text()


def test_defects_of_the_copy_lead_to_their_lines(office: Client, draft: Plan) -> None:
    defect = {
        "code": "x",
        "severity": "warning",
        "line": 2,
        "message": "“五、”出现了两次，后面的应是“六、”。",
    }
    source = PlanSource.objects.get(plan=draft)
    source.reading["documents"][0]["defects"] = [defect]
    source.save(update_fields=["reading"])
    page = _page(office, draft)
    assert _texts(page, "#g-defects article p")[0] == "“五、”出现了两次，后面的应是“六、”。"
    assert page.css_first("#g-defects .item-end a").attributes["href"] == "#p2"
    assert page.css_first("#g-defects article").attributes["data-pair"] == "p2"


def test_only_the_chosen_document_of_a_glued_file_is_shown(office: Client, draft: Plan) -> None:
    source = PlanSource.objects.get(plan=draft)
    source.reading["documents"].append({"defects": [], "span": [2, 3]})
    source.document = 1
    source.save(update_fields=["reading", "document"])
    assert [node.attributes["id"] for node in _page(office, draft).css(".paragraph")] == ["p2", "p3"]


def test_who_may_only_view_sees_everything_and_no_button(cast: Cast, draft: Plan) -> None:
    page = _page(cast.client("reader"), draft)
    assert _texts(page, "#g-doubtful h4") == ["量化指标 报送"]
    assert page.css(CHANGES) == []


@pytest.mark.parametrize("state", ["proposed", "approved", "discarded"])
def test_a_plan_that_is_no_draft_is_read_only_for_the_office_too(
    office: Client, cast: Cast, draft: Plan, state: str
) -> None:
    Plan.objects.filter(pk=draft.pk).update(state="draft")
    if state == "approved":
        approved(cast, draft)
    Plan.objects.filter(pk=draft.pk).exclude(state="approved").update(state=state)
    page = _page(office, draft)
    assert page.css(CHANGES) == []


def test_an_approved_plan_leads_to_its_campaign(office: Client, cast: Cast, draft: Plan) -> None:
    campaign = approved(cast, draft)
    hrefs = [node.attributes["href"] for node in _page(office, draft).css(".lede a")]
    assert f"/campaigns/{campaign.pk}/" in hrefs


def test_words_of_the_document_never_become_markup(office: Client, draft: Plan) -> None:
    PlanSource.objects.filter(plan=draft).update(lines=["一", "二", "<script>x</script><b>各</b>"])
    PlanItem.objects.filter(plan=draft).update(name="<img src=x>")
    page = _page(office, draft)
    assert page.css_first("#p3 .words").text() == "<script>x</script><b>各</b>"
    assert page.css("main img, main b, main .bench script") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_workbench_asks_the_database_the_same_for_few_and_many_tasks(
    office: Client, cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = draft_plan(cast, [task_item(f"任务{number}") for number in range(count)])
    office.get(f"/plans/{plan.pk}/")
    with django_assert_num_queries(10):
        office.get(f"/plans/{plan.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_for_few_and_many_plans(
    office: Client, cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        draft_plan(cast, [task_item("动员")])
    with django_assert_num_queries(5):
        body = office.get("/plans/").content.decode()
    assert body.count("澜溪区创先争优活动实施方案</a>") == count


def test_an_empty_list_says_what_to_do(office: Client, cast: Cast) -> None:
    assert "把实施方案的电子稿传上来" in office.get("/plans/").content.decode()
    body = cast.client("leader").get("/plans/").content.decode()
    assert "活动办公室上传的方案会列在这里" in body
    assert "/plans/upload/" not in body
