"""Every requirement of the superior beside what the own plan says to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from tests.cast import Cast, task_item
from zhengyou.campaigns.actions import answering, corrections, filing
from zhengyou.campaigns.actions.corrections import Overtaken
from zhengyou.campaigns.models import Answer, Campaign, Plan, PlanItem, Task
from zhengyou.campaigns.models.plans import ItemKind, Origin
from zhengyou.campaigns.queries.answering import askings
from zhengyou.ledger.models import Entry

from .conftest import Desk


@pytest.fixture
def plan(above: Campaign, desk: Desk) -> Plan:
    """A plan of the first branch whose one requirement lost its answer."""
    plan = desk.begin(above)
    item = PlanItem.objects.get(plan=plan, kind=ItemKind.TASK)
    corrections.remove_item(by=desk.by, item=item, revision=plan.revision)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def task(above: Campaign) -> Task:
    """What the superior asks of branches."""
    return above.tasks.get(name="为民办实事")


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("secretary")


def _own(plan: Plan, name: str, **values: object) -> PlanItem:
    return PlanItem.objects.create(plan=plan, ordinal=50, **task_item(name, **values))


def _post(client: Client, plan: Plan, task: Task, how: str, **given: object) -> LexborHTMLParser:
    names = {"revision": plan.revision, "how": how} | given
    data = {f"{task.pk}-{name}": value for name, value in names.items()}
    answer = client.post(f"/plans/{plan.pk}/answers/{task.pk}/", data, follow=True)
    plan.refresh_from_db()
    return LexborHTMLParser(answer.content.decode())


def _answers(plan: Plan) -> list[tuple[str, str, str]]:
    found = Answer.objects.filter(plan=plan).select_related("item", "requirement")
    return [(one.requirement.name, one.item.name if one.item else "", one.reason) for one in found]


def test_what_has_no_answer_stands_first_and_the_answered_ones_say_who_and_when(
    client: Client, cast: Cast, above: Campaign, desk: Desk, task: Task
) -> None:
    plan = desk.complete(desk.begin(above))
    other = Task.objects.create(
        campaign=above,
        ordinal=99,
        name="风险排查",
        audience_kinds=["branch"],
        starts_on=above.starts_on,
        due_on=above.ends_on,
    )
    page = LexborHTMLParser(client.get(f"/plans/{plan.pk}/answers/").content.decode())
    assert [one.attributes["id"] for one in page.css(".requirement")] == [f"r{other.pk}", f"r{task.pk}"]
    assert "由“为民办实事”来办，林小满牵头 沿用上级" in " ".join(
        page.css_first(f"#r{task.pk} .answer").text().split()
    )
    assert "还有 1 项要求没有着落" in page.css_first(".lede").text()


def test_one_of_the_own_tasks_is_chosen(client: Client, plan: Plan, task: Task) -> None:
    own = _own(plan, "开设便民窗口")
    page = _post(client, plan, task, "task", item=own.pk)
    assert "“为民办实事”由“开设便民窗口”来办。" in page.body.text()
    assert _answers(plan) == [("为民办实事", "开设便民窗口", "")]


def test_one_press_does_what_the_superior_asks_with_the_task_that_was_left_out(
    client: Client, plan: Plan, task: Task
) -> None:
    page = _post(client, plan, task, "follow")
    assert "“为民办实事”照上级要求办" in page.body.text()
    item = PlanItem.objects.get(plan=plan, kind=ItemKind.TASK)
    assert (item.removed, item.origin) == (False, Origin.INHERITED)
    assert _answers(plan) == [("为民办实事", "为民办实事", "")]


def test_one_press_takes_over_a_task_that_an_uploaded_plan_has_not(
    cast: Cast, plan: Plan, task: Task, desk: Desk
) -> None:
    PlanItem.objects.filter(plan=plan, kind=ItemKind.TASK).update(inherited_from=None)
    item = answering.follow(by=desk.by, plan=plan, revision=plan.revision, requirement=task)
    assert (item.name, item.due_on, item.origin, item.inherited_from) == (
        task.name,
        task.due_on,
        Origin.INHERITED,
        task.item,
    )
    phase = PlanItem.objects.get(plan=plan, kind=ItemKind.PHASE)
    assert item.parent == phase


def test_a_reason_says_why_it_does_not_apply(client: Client, plan: Plan, task: Task) -> None:
    page = _post(client, plan, task, "reason", reason="商圈停业整修到年底。")
    assert "不适用 商圈停业整修到年底。" in " ".join(page.css_first(f"#r{task.pk} .answer").text().split())
    assert _answers(plan)[-1] == ("为民办实事", "", "商圈停业整修到年底。")


@pytest.mark.parametrize(
    ("how", "given", "sentence"),
    [
        ("reason", {"reason": "  "}, "请写明为什么不适用"),
        ("task", {}, "请选一项本单位的任务"),
        ("task", {"item": "999999"}, "999999"),
        ("", {}, "没有看清按的是哪个按钮"),
    ],
)
def test_a_refused_answer_comes_back_with_what_was_typed(
    client: Client, plan: Plan, task: Task, how: str, given: dict[str, str], sentence: str
) -> None:
    _own(plan, "开设便民窗口")
    before = _answers(plan)
    page = _post(client, plan, task, how, **given)
    assert sentence in page.css_first(".mistakes").text()
    assert _answers(plan) == before


def test_what_somebody_else_changed_meanwhile_is_said_and_nothing_typed_is_lost(
    client: Client, cast: Cast, plan: Plan, task: Task
) -> None:
    seen = plan.revision
    corrections.change_facts(by=cast.secretary, plan=plan, revision=seen, facts={"theme": "新主题"})
    plan.revision = seen
    page = _post(client, plan, task, "reason", reason="停业整修。")
    assert "别人刚刚改动了这份方案" in page.css_first(".mistakes").text()
    form = page.css_first(f"#r{task.pk}")
    assert form.css_first("textarea").text().strip() == "停业整修。"
    assert form.css_first("input[name$=revision]").attributes["value"] == str(plan.revision)


def test_likely_tasks_are_proposed_and_taken_with_one_press(
    client: Client, cast: Cast, plan: Plan, task: Task
) -> None:
    _own(plan, "开设便民窗口")
    own = _own(plan, "党员为民办实事")
    (one,) = askings(plan, cast.secretary.path)
    assert (one.likely, [item.name for item in one.choices]) == (own, ["党员为民办实事", "开设便民窗口"])
    page = LexborHTMLParser(client.get(f"/plans/{plan.pk}/answers/").content.decode())
    pairs = [field.attributes["value"] for field in page.css("input[name=pair]")]
    assert pairs == [f"{task.pk}:{own.pk}"]
    # Nothing is answered before somebody presses.
    assert one.answer is None
    data = {"pair": pairs, "revision": plan.revision}
    told = client.post(f"/plans/{plan.pk}/answers/likely/", data, follow=True).content.decode()
    assert "1 条要求已对上本单位的任务" in told
    assert _answers(plan) == [("为民办实事", "党员为民办实事", "")]
    again = client.post(f"/plans/{plan.pk}/answers/likely/", data, follow=True).content.decode()
    assert "没有可以一次对上的了" in again
    assert Entry.objects.filter(verb="campaigns.plan.answer_all").count() == 1


def test_only_what_was_shown_is_taken(client: Client, plan: Plan, task: Task) -> None:
    _own(plan, "党员为民办实事")
    data = {"pair": [f"{task.pk}:999", "x", "1:2:3"], "revision": plan.revision}
    client.post(f"/plans/{plan.pk}/answers/likely/", data)
    assert [item for _name, item, _reason in _answers(plan)] == ["为民办实事"]


def test_a_task_later_than_the_superior_asks_is_marked(
    client: Client, cast: Cast, plan: Plan, task: Task
) -> None:
    late = _own(plan, "党员为民办实事", due_on=task.due_on + timedelta(days=5))
    filing.answer(by=cast.secretary, plan=plan, revision=plan.revision, requirement=task, item=late)
    page = client.get(f"/plans/{plan.pk}/answers/").content.decode()
    assert "比上级要求的晚" in page


def test_answers_of_a_plan_under_way_are_read_and_not_changed(
    client: Client, cast: Cast, above: Campaign, desk: Desk, task: Task
) -> None:
    plan = desk.pass_(desk.complete(desk.begin(above)))
    page = LexborHTMLParser(client.get(f"/plans/{plan.pk}/answers/").content.decode())
    assert (len(page.css(".requirement")), len(page.css("main form"))) == (1, 0)
    told = _post(client, plan, task, "reason", reason="停业整修。")
    assert "不能再修改" in told.body.text()


def test_a_plan_without_a_superior_has_no_such_page(cast: Cast, above: Campaign) -> None:
    assert cast.client("office").get(f"/plans/{above.plan_id}/answers/").status_code == 404


def test_a_stranger_finds_neither_page_nor_press(cast: Cast, plan: Plan, task: Task) -> None:
    for role in ("other_secretary", "general_secretary", "office", "member"):
        client = cast.client(role)
        assert client.get(f"/plans/{plan.pk}/answers/").status_code == 404
        assert client.post(f"/plans/{plan.pk}/answers/{task.pk}/", {}).status_code == 404
        assert client.post(f"/plans/{plan.pk}/answers/likely/", {}).status_code == 404


def test_a_requirement_of_another_campaign_is_not_found(client: Client, plan: Plan, above: Campaign) -> None:
    committees = above.tasks.get(name="召开推进会")
    assert client.post(f"/plans/{plan.pk}/answers/{committees.pk}/", {}).status_code == 404


def test_a_proposal_overtaken_by_another_change_takes_nothing(cast: Cast, plan: Plan, task: Task) -> None:
    own = _own(plan, "党员为民办实事")
    with pytest.raises(Overtaken):
        answering.answer_all(by=cast.secretary, plan=plan, revision=plan.revision + 1, given={task: own})
    with pytest.raises(Overtaken):
        answering.follow(by=cast.secretary, plan=plan, revision=plan.revision + 1, requirement=task)
    assert [item for _name, item, _reason in _answers(plan)] == ["为民办实事"]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_page_asks_the_database_as_often_for_three_requirements_as_for_one(
    client: Client, cast: Cast, above: Campaign, plan: Plan, task: Task
) -> None:
    address = f"/plans/{plan.pk}/answers/"
    before = _queries(client, address)
    for number, name in enumerate(("风险排查", "学习研讨"), 90):
        Task.objects.create(
            campaign=above,
            ordinal=number,
            name=name,
            audience_kinds=["branch"],
            starts_on=above.starts_on,
            due_on=above.ends_on,
        )
        _own(plan, name)
    assert _queries(client, address) == before
    assert len(askings(plan, cast.secretary.path)) == 3
