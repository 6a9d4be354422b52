"""An amended plan changes what its campaign asks from today on, and shows it before it does."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, at_noon, meeting, task_item
from zhengyou.campaigns.actions import corrections, excuses, plans, records
from zhengyou.campaigns.actions.plan_steps import items_of_plan
from zhengyou.campaigns.models import Campaign, Excuse, Expectation, Phase, Plan, PlanItem, Task
from zhengyou.campaigns.models.plans import Recurrence
from zhengyou.campaigns.queries.amending import TaskChange, consequences
from zhengyou.campaigns.queries.campaigns import scope
from zhengyou.campaigns.queries.progress import progress
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.campaigns.rules.versions import changes


@pytest.fixture
def plan(cast: Cast, campaign: Campaign) -> Plan:
    """The district's plan, taken up for amendment."""
    return plans.amend(by=cast.office, plan=campaign.plan)


def _change(cast: Cast, plan: Plan, task: str, **values: Any) -> None:
    plan.refresh_from_db()
    item = PlanItem.objects.select_related("plan").get(plan=plan, name=task, kind="task")
    corrections.change_item(by=cast.office, item=item, revision=plan.revision, changes=values)


def _leave_out(cast: Cast, plan: Plan, name: str) -> None:
    plan.refresh_from_db()
    item = PlanItem.objects.select_related("plan").get(plan=plan, name=name, kind="task")
    corrections.remove_item(by=cast.office, item=item, revision=plan.revision)


def _seen(cast: Cast, plan: Plan) -> list[TaskChange]:
    plan.refresh_from_db()
    path = cast.places["district"].path
    return consequences(plan, items_of_plan(plan), path=path, day=cast.today)


def _in_force(cast: Cast, plan: Plan) -> Plan:
    plan.refresh_from_db()
    now = at_noon(cast.today)
    plans.propose(by=cast.office, plan=plan, now=now)
    return plans.approve(by=cast.leader, plan=plan, meeting=meeting(cast.today), now=now)


def _live(plan: Plan, name: str) -> list[Expectation]:
    found = Expectation.objects.filter(campaign__plan=plan, task__name=name, withdrawn_on__isnull=True)
    return list(found.order_by("organisation_id", "period_start"))


def test_an_amendment_that_changes_nothing_changes_nothing(cast: Cast, plan: Plan) -> None:
    before = list(Expectation.objects.order_by("pk").values())
    assert _seen(cast, plan) == []
    _in_force(cast, plan)
    assert list(Expectation.objects.order_by("pk").values()) == before


def test_the_campaign_runs_on_while_its_plan_is_amended(cast: Cast, plan: Plan) -> None:
    _leave_out(cast, plan, "为民办实事")
    assert (plan.campaign.state, len(_live(plan, "为民办实事"))) == ("running", 3)


def test_a_later_deadline_moves_what_is_open_and_leaves_what_is_done(
    cast: Cast, plan: Plan, expectation_of: Any
) -> None:
    done = expectation_of("first", "为民办实事")
    told = records.Happening(title="办实事", happened_on=cast.today, result="修好了路灯。")
    records.submit(by=cast.secretary, happening=told, expectations=[done.pk], now=at_noon(cast.today))
    later = cast.today + timedelta(days=60)
    _change(cast, plan, "为民办实事", due_on=later)

    (seen,) = _seen(cast, plan)
    assert (seen.how, seen.stopped, seen.added, seen.done) == ("changed", 2, 2, 1)
    assert seen.words == (("due_on", cast.today + timedelta(days=30), later),)
    _in_force(cast, plan)
    dues = {row.organisation_id: row.due_on for row in _live(plan, "为民办实事")}
    first = cast.places["first"].organisation_id
    assert dues.pop(first) == done.due_on
    assert len(dues) == 2
    assert all(due >= later for due in dues.values())


def test_what_is_seen_before_is_what_happens(cast: Cast, plan: Plan) -> None:
    _change(cast, plan, "学习研讨", recurrence=Recurrence.QUARTERLY)
    _leave_out(cast, plan, "风险排查")
    plan.refresh_from_db()
    new = task_item("设立示范岗", due_on=cast.today + timedelta(days=40))
    corrections.add_item(by=cast.office, plan=plan, revision=plan.revision, values=new)
    seen = _seen(cast, plan)
    assert [(change.how, change.name) for change in seen] == [
        ("changed", "学习研讨"),
        ("new", "设立示范岗"),
        ("gone", "风险排查"),
    ]
    live = Expectation.objects.filter(withdrawn_on__isnull=True)
    before = live.count()
    _in_force(cast, plan)
    assert Expectation.objects.filter(withdrawn_on=cast.today).count() == sum(one.stopped for one in seen)
    assert live.count() == before + sum(one.added - one.stopped for one in seen)
    plan.refresh_from_db()
    assert _seen(cast, plan) == []


def test_what_was_missed_before_stays_missed(cast: Cast, plan: Plan) -> None:
    _leave_out(cast, plan, "动员大会")
    (seen,) = _seen(cast, plan)
    assert (seen.how, seen.stopped) == ("gone", 0)
    _in_force(cast, plan)
    assert [row.outcome for row in _live(plan, "动员大会")] == ["open"] * 3


def test_a_missed_deadline_that_is_extended_is_due_again(cast: Cast, plan: Plan) -> None:
    _change(cast, plan, "动员大会", due_on=cast.today + timedelta(days=20))
    (seen,) = _seen(cast, plan)
    assert (seen.stopped, seen.added) == (3, 3)
    _in_force(cast, plan)
    assert all(row.due_on >= cast.today + timedelta(days=20) for row in _live(plan, "动员大会"))


def test_past_days_go_on_showing_what_was_asked_then(cast: Cast, campaign: Campaign) -> None:
    yesterday = cast.today - timedelta(days=1)

    def counted() -> Any:
        return progress(scope(cast.office, campaign.pk, None, yesterday))

    before = counted()
    plan = plans.amend(by=cast.office, plan=campaign.plan)
    _leave_out(cast, plan, "为民办实事")
    _change(cast, plan, "学习研讨", recurrence=Recurrence.QUARTERLY)
    _in_force(cast, plan)
    assert counted() == before


def test_a_plea_about_what_is_no_longer_asked_is_settled(cast: Cast, plan: Plan, expectation_of: Any) -> None:
    asked = expectation_of("first", "为民办实事")
    excuses.request(by=cast.secretary, expectation=asked, reason="停业整修。", now=at_noon(cast.today))
    _leave_out(cast, plan, "为民办实事")
    _in_force(cast, plan)
    assert [plea.state for plea in Excuse.objects.all()] == ["withdrawn"]


def test_a_task_taken_out_is_not_asked_of_newcomers(cast: Cast, plan: Plan) -> None:
    _leave_out(cast, plan, "为民办实事")
    _in_force(cast, plan)
    assert Task.objects.get(campaign__plan=plan, name="为民办实事").withdrawn_on == cast.today


def test_phases_are_renamed_added_and_dropped_in_order(cast: Cast, plan: Plan) -> None:
    plan.refresh_from_db()
    first = PlanItem.objects.select_related("plan").get(plan=plan, name="动员部署")
    corrections.change_item(by=cast.office, item=first, revision=plan.revision, changes={"name": "宣传发动"})
    plan.refresh_from_db()
    second = PlanItem.objects.select_related("plan").get(plan=plan, name="全面争创")
    corrections.remove_item(by=cast.office, item=second, revision=plan.revision)
    plan.refresh_from_db()
    values = {"kind": "phase", "name": "总结提高"}
    corrections.add_item(by=cast.office, plan=plan, revision=plan.revision, values=values)
    _in_force(cast, plan)
    rows = Phase.objects.filter(campaign__plan=plan).values_list("ordinal", "name")
    assert list(rows) == [(1, "宣传发动"), (2, "总结提高")]


def test_an_amendment_given_up_leaves_the_plan_as_it_was(cast: Cast, plan: Plan) -> None:
    before = plan.versions.latest("number").content
    _leave_out(cast, plan, "为民办实事")
    _change(cast, plan, "学习研讨", name="集中学习", recurrence=Recurrence.QUARTERLY)
    plan.refresh_from_db()
    corrections.add_item(by=cast.office, plan=plan, revision=plan.revision, values=task_item("新的"))
    plan.refresh_from_db()
    corrections.change_facts(by=cast.office, plan=plan, revision=plan.revision, facts={"title": "改名"})
    plan.refresh_from_db()
    plans.abandon(by=cast.office, plan=plan)
    plan.refresh_from_db()
    from_versions = plans.amend(by=cast.office, plan=plan)
    assert _seen(cast, from_versions) == []
    names = {item["name"] for item in before["items"]}
    assert {item.name for item in items_of_plan(plan)} == names
    assert plan.title == before["facts"]["title"]


def test_two_versions_say_what_changed(cast: Cast, plan: Plan) -> None:
    _change(cast, plan, "为民办实事", owner="各支部书记")
    _leave_out(cast, plan, "风险排查")
    _in_force(cast, plan)
    first, second = plan.versions.all()
    told = [(change.how, change.name, change.fields) for change in changes(first.content, second.content)]
    assert told == [
        ("changed", "为民办实事", (("owner", "活动办公室", "各支部书记"),)),
        ("removed", "风险排查", ()),
    ]


def test_a_closed_campaign_asks_nothing_more_and_keeps_what_was_missed(
    cast: Cast, campaign: Campaign
) -> None:
    plans.close(by=cast.leader, plan=campaign.plan, comment="任务完成。", now=at_noon(cast.today))
    campaign.refresh_from_db()
    assert (campaign.state, campaign.plan.state) == ("closed", "closed")
    left = Expectation.objects.filter(campaign=campaign, outcome="open", withdrawn_on__isnull=True)
    assert left.exists()
    assert all(row.due_on < cast.today for row in left)
    with pytest.raises(WrongState):
        plans.amend(by=cast.office, plan=campaign.plan)
