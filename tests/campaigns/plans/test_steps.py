"""From draft to campaign: propose, approve, return, discard."""

from datetime import timedelta

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.cast import FOUNDED, Cast, at_noon, draft_plan, found, meeting_data, task_item
from zhengyou.campaigns.actions import plans as actions
from zhengyou.campaigns.models import Campaign, Expectation, Plan, Task
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.ledger.models import Entry
from zhengyou.organisations.middleware import POST_IN_SESSION
from zhengyou.organisations.models import Kind, Post, PostKind, Sector

from .conftest import ItemOf


@pytest.fixture
def leader(cast: Cast) -> Client:
    """The district leader's browser."""
    return cast.client("leader")


@pytest.fixture
def proposed(cast: Cast, draft: Plan) -> Plan:
    """The draft, proposed by the office."""
    return actions.propose(by=cast.office, plan=draft, now=at_noon(cast.today))


def _verbs(plan: Plan) -> list[str]:
    return [line.verb.removeprefix("campaigns.plan.") for line in Entry.objects.filter(subject_id=plan.pk)]


def _state(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).state


def test_a_plan_that_lacks_something_is_refused_with_every_reason_and_where_to_mend_it(
    office: Client, cast: Cast
) -> None:
    plan = draft_plan(cast, [task_item("动员", audience_kinds=[])], starts_on=None)
    answer = office.post(f"/plans/{plan.pk}/propose/")
    page = LexborHTMLParser(answer.content.decode())
    assert (answer.status_code, _state(plan), _verbs(plan)) == (422, "draft", [])
    assert [node.text(strip=True) for node in page.css(".mistakes li")] == [
        "活动从哪天到哪天还没有定，请在“方案要点”里填写起止日期。",
        "任务“动员”没有说由哪些组织办，请勾选。",
    ]
    assert page.css_first(".mistakes li a").attributes["href"] == f"/plans/{plan.pk}/facts/"


def test_a_ready_plan_goes_up(office: Client, draft: Plan) -> None:
    answer = office.post(f"/plans/{draft.pk}/propose/", follow=True)
    assert "方案已提交审批" in answer.content.decode()
    assert (_state(draft), _verbs(draft)) == ("proposed", ["propose"])


def test_each_is_offered_the_own_steps_only(cast: Cast, draft: Plan) -> None:
    def offered(role: str) -> list[str]:
        body = cast.client(role).get(f"/plans/{draft.pk}/").content.decode()
        return [node.text(strip=True) for node in LexborHTMLParser(body).css(".actions button, .actions a")]

    before = {role: offered(role) for role in ("office", "leader", "reader")}
    assert before == {"office": ["提交审批", "作废"], "leader": [], "reader": []}
    actions.propose(by=cast.office, plan=draft, now=at_noon(cast.today))
    after = {role: offered(role) for role in ("office", "leader", "reader")}
    assert after == {"office": [], "leader": ["批准", "退回修改"], "reader": []}


ITEMS = [
    task_item("每月", recurrence="monthly", times=2, grace_days=3),
    task_item("每季度总支", recurrence="quarterly", audience_kinds=[Kind.GENERAL_BRANCH, Kind.BRANCH]),
    task_item("农村", audience_sectors=[Sector.RURAL]),
    task_item("没有这类组织", audience_kinds=[Kind.SECOND_COMMITTEE]),
]


def test_what_approval_will_create_is_said_before_and_is_what_it_creates(cast: Cast, leader: Client) -> None:
    plan = draft_plan(cast, ITEMS)
    phase = plan.items.create(
        kind=ItemKind.PHASE, ordinal=1, name="第一阶段",
        starts_on=cast.today, ends_on=cast.today + timedelta(days=100),
    )  # fmt: skip
    gone = plan.items.create(
        kind=ItemKind.PHASE, ordinal=2, name="去掉的阶段", removed=True,
        starts_on=cast.today, ends_on=cast.today + timedelta(days=1),
    )  # fmt: skip
    for ordinal, (name, parent) in enumerate((("随阶段", phase), ("随活动", gone)), 9):
        plan.items.create(ordinal=ordinal, parent=parent, **task_item(name, recurrence="monthly"))
    village = cast.places["village"].organisation
    village.ended_on = cast.today + timedelta(days=40)
    village.save(update_fields=["ended_on"])
    found("刚成立党支部", Kind.BRANCH, Sector.RURAL, cast.places["township"], since=cast.today)
    actions.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    answer = leader.get(f"/plans/{plan.pk}/")
    said = {one.item.name: (one.organisations, one.expectations) for one in answer.context["forecast"]}
    leader.post(f"/plans/{plan.pk}/approve/", meeting_data(cast.today))
    created = {
        task.name: (
            task.expectations.values("organisation_id").distinct().count(),
            task.expectations.count(),
        )
        for task in Task.objects.filter(campaign__plan=plan)
    }
    assert said == created
    assert len(said) == 6
    assert answer.context["expectations"] == Expectation.objects.count() > 50
    assert Task.objects.get(name="随活动").due_on == plan.ends_on  # not the end of the phase that was removed
    heading = f"批准后，6 项任务产生 {Expectation.objects.count()} 项应办事项"
    assert heading in LexborHTMLParser(answer.content.decode()).css_first("#forecast-title").text()


def test_approving_makes_the_campaign_and_its_expectations_once(
    leader: Client, proposed: Plan, cast: Cast
) -> None:
    answer = leader.post(f"/plans/{proposed.pk}/approve/", meeting_data(cast.today), follow=True)
    assert "已批准，活动开始" in answer.content.decode()
    assert (Campaign.objects.get().plan_id, Expectation.objects.count()) == (proposed.pk, 3)
    again = leader.post(f"/plans/{proposed.pk}/approve/", meeting_data(cast.today), follow=True)
    assert "方案现在是“已生效”，不能再“批准”" in again.content.decode()
    assert (Campaign.objects.count(), Expectation.objects.count()) == (1, 3)
    assert _verbs(proposed) == ["propose", "approve"]


def test_a_draft_cannot_be_approved(leader: Client, draft: Plan) -> None:
    answer = leader.post(f"/plans/{draft.pk}/approve/", follow=True)
    assert "方案现在是“整理中”，不能再“批准”" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_who_proposed_a_plan_neither_sees_nor_may_press_approve(cast: Cast, proposed: Plan) -> None:
    account, district = cast.accounts["office"], cast.places["district"]
    post = Post.objects.create(
        person=account.person, organisation_id=district.organisation_id, kind=PostKind.LEADER, since=FOUNDED
    )
    client = cast.client("office")
    session = client.session
    session[POST_IN_SESSION] = post.pk
    session.save()
    body = client.get(f"/plans/{proposed.pk}/").content.decode()
    assert f"/plans/{proposed.pk}/approve/" not in body
    answer = client.post(f"/plans/{proposed.pk}/approve/", meeting_data(cast.today))
    assert answer.status_code == 403
    assert "提出的人不能自己“批准”，请由另一位同志办理。" in answer.content.decode()
    assert (_state(proposed), Campaign.objects.count()) == ("proposed", 0)


@pytest.mark.parametrize("comment", ["", "   "])
def test_returning_needs_a_comment(leader: Client, proposed: Plan, comment: str) -> None:
    answer = leader.post(f"/plans/{proposed.pk}/return/", {"comment": comment})
    assert answer.status_code == 422
    assert answer.context["form"].errors["comment"] == ["请写明要改什么，活动办公室才好照着改。"]
    assert (_state(proposed), _verbs(proposed)) == ("proposed", ["propose"])


def test_a_returned_plan_shows_the_comment_and_can_be_corrected_and_proposed_again(
    cast: Cast, leader: Client, office: Client, proposed: Plan, item_of: ItemOf
) -> None:
    leader.post(f"/plans/{proposed.pk}/return/", {"comment": "第三阶段没有写到哪天。"})
    page = LexborHTMLParser(office.get(f"/plans/{proposed.pk}/").content.decode())
    assert "第三阶段没有写到哪天。" in page.css_first(".returned-note").text()
    assert "退回待改" in office.get("/plans/").content.decode()
    office.post(f"/plans/{proposed.pk}/items/{item_of('报送').pk}/confirm/", {"revision": 0})
    office.post(f"/plans/{proposed.pk}/propose/")
    assert _verbs(proposed) == ["propose", "return", "confirm_item", "propose"]


def test_discarding_asks_first(office: Client, draft: Plan) -> None:
    asked = office.get(f"/plans/{draft.pk}/discard/")
    assert "真的要作废这份方案吗" in asked.content.decode()
    assert _state(draft) == "draft"
    answer = office.post(f"/plans/{draft.pk}/discard/", follow=True)
    assert "已作废，不再列出" in answer.content.decode()
    assert (_state(draft), _verbs(draft)) == ("discarded", ["discard"])
    assert f"/plans/{draft.pk}/" not in answer.content.decode()


def test_a_proposed_plan_is_not_discarded(office: Client, proposed: Plan) -> None:
    page = LexborHTMLParser(office.get(f"/plans/{proposed.pk}/discard/").content.decode())
    assert (page.css("main form"), "不能作废" in page.body.text()) == ([], True)
    office.post(f"/plans/{proposed.pk}/discard/")
    assert _state(proposed) == "proposed"


def test_a_step_is_never_taken_by_a_link(cast: Cast, draft: Plan, leader: Client) -> None:
    assert cast.client("office").get(f"/plans/{draft.pk}/propose/").status_code == 405
    actions.propose(by=cast.office, plan=draft, now=at_noon(cast.today))
    assert leader.get(f"/plans/{draft.pk}/approve/").status_code == 200
    assert _state(draft) == "proposed"


def test_a_meeting_that_did_not_pass_the_plan_is_said_so_and_nothing_typed_is_lost(
    leader: Client, proposed: Plan, cast: Cast
) -> None:
    told = meeting_data(cast.today) | {"in_favour": 4}
    answer = leader.post(f"/plans/{proposed.pk}/approve/", told)
    assert answer.status_code == 422
    assert "赞成 4 人，没有超过应到 9 人的一半" in answer.content.decode()
    assert 'value="陆长河"' in answer.content.decode()
    assert (_state(proposed), Campaign.objects.count()) == ("proposed", 0)


def test_a_task_that_would_ask_nobody_is_pointed_out_before_and_at_approval(
    cast: Cast, office: Client, leader: Client
) -> None:
    plan = draft_plan(
        cast,
        [
            task_item("动员"),
            # Three days of half a year are less than half of it: such a period does not count.
            task_item(
                "半年小结",
                recurrence="half_yearly",
                due_on=cast.today,
                starts_on=cast.today - timedelta(days=2),
            ),
            task_item("没有这类组织", audience_kinds=[Kind.SECOND_COMMITTEE]),
        ],
    )
    body = office.get(f"/plans/{plan.pk}/").content.decode()
    assert "任务“半年小结”的起止不满半个周期，一次也不会产生，请改日期或多久一次。" in body
    office.post(f"/plans/{plan.pk}/propose/")
    page = LexborHTMLParser(leader.get(f"/plans/{plan.pk}/").content.decode())
    assert page.css_first(".forecast .must").text().startswith("有 2 项任务一项应办事项也不产生")
    numbers = [row.css("td")[-1].text(strip=True) for row in page.css(".forecast tbody tr")]
    assert [" ".join(number.split()) for number in numbers] == ["3 项", "一项也没有", "一项也没有"]
