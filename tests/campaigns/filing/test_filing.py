"""From the superior's plan to the branch's own, passed at a meeting, filed upward and in force (domain.md P1)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, at_noon, draft_plan, meeting, task_item
from zhengyou.campaigns.actions import corrections, filing, plans, records
from zhengyou.campaigns.actions.plan_steps import NotReady
from zhengyou.campaigns.models import Answer, Campaign, Expectation, Meeting, Plan, PlanItem, Record, Task
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import ItemKind, Origin
from zhengyou.campaigns.queries.filing import all_lacks, requirements
from zhengyou.campaigns.rules.meetings import NotPassed
from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations.rules import NotPermitted

from .conftest import Desk


def _sentences(plan: Plan, cast: Cast, where: str = "first") -> list[str]:
    items = list(PlanItem.objects.filter(plan=plan, removed=False).select_related("parent"))
    return [lack.sentence for lack in all_lacks(plan, items, cast.places[where].path) if lack.blocking]


def _filing(above: Campaign, cast: Cast) -> Expectation:
    first = cast.places["first"].organisation_id
    return Expectation.objects.get(campaign=above, task__name="报备实施方案", organisation_id=first)


def test_the_copy_takes_over_phases_and_the_tasks_that_reach_the_branch_and_marks_them(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    plan = desk.begin(above)
    rows = PlanItem.objects.filter(plan=plan).values_list("kind", "name", "owner", "origin")
    assert set(rows) == {
        (ItemKind.PHASE, "全面争创", "", Origin.INHERITED),
        (ItemKind.TASK, "为民办实事", "", Origin.INHERITED),
    }
    assert [answer.requirement.name for answer in Answer.objects.filter(plan=plan)] == ["为民办实事"]
    assert (plan.superior, plan.starts_on, plan.ends_on) == (above.plan, above.starts_on, above.ends_on)


def test_a_copy_says_one_by_one_what_it_lacks(cast: Cast, above: Campaign, desk: Desk) -> None:
    assert _sentences(desk.begin(above), cast) == [
        "没有写明领导小组由谁组成，请补上组长和成员。",
        "“全面争创”这个阶段里没有写明谁牵头、什么时候办完的任务，请补上。",
        "还没有一条自己的量化指标。请至少补一条，写清做什么、多少、到什么时候。",
    ]


def test_a_completed_copy_lacks_nothing(cast: Cast, above: Campaign, desk: Desk) -> None:
    assert _sentences(desk.complete(desk.begin(above)), cast) == []


def test_a_requirement_whose_item_was_left_out_has_no_answer_until_a_reason_is_given(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    plan = desk.complete(desk.begin(above))
    item = PlanItem.objects.get(plan=plan, kind=ItemKind.TASK)
    corrections.remove_item(by=cast.secretary, item=item, revision=plan.revision)
    plan.refresh_from_db()
    assert "上级要求“为民办实事”还没有着落。请指明由哪一项来办，或者说明为什么不适用。" in _sentences(
        plan, cast
    )
    (task,) = requirements(above.plan, cast.places["first"].path)
    filing.answer(
        by=cast.secretary, plan=plan, revision=plan.revision, requirement=task, item=None, reason="停业整修。"
    )
    assert not any("为民办实事" in sentence for sentence in _sentences(plan, cast))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": 100}, "晚于上级要求的"),
        ({"due_on": 400}, "的日期不在上级方案的起止"),
        ({"starts_on": -90}, "的日期不在上级方案的起止"),
    ],
)
def test_dates_outside_the_superiors_are_named(
    cast: Cast, above: Campaign, desk: Desk, changes: dict[str, int], sentence: str
) -> None:
    plan = desk.complete(desk.begin(above))
    item = PlanItem.objects.get(plan=plan, kind=ItemKind.TASK)
    days = {name: cast.today + timedelta(days=number) for name, number in changes.items()}
    corrections.change_item(by=cast.secretary, item=item, revision=plan.revision, changes=days)
    assert any("为民办实事" in found and sentence in found for found in _sentences(plan, cast))


def test_a_plan_that_lacks_something_is_not_passed(cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.begin(above)
    with pytest.raises(NotReady):
        desk.pass_(plan)
    plan.refresh_from_db()
    assert (plan.state, Meeting.objects.filter(version__plan=plan).count()) == ("draft", 0)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"due": 12, "present": 5, "in_favour": 5}, "不到一半"),
        ({"due": 12, "present": 8, "in_favour": 6}, "没有超过应到 12 人的一半"),
        ({"due": 12, "present": 13, "in_favour": 9}, "人数对不上"),
    ],
)
def test_a_meeting_that_could_not_pass_a_plan_is_refused(
    cast: Cast, above: Campaign, desk: Desk, numbers: dict[str, int], sentence: str
) -> None:
    plan = desk.complete(desk.begin(above))
    held = meeting(cast.today, MeetingKind.BRANCH, **numbers)
    with pytest.raises(NotPassed, match=sentence):
        filing.pass_(by=cast.secretary, plan=plan, meeting=held, now=at_noon(cast.today))
    assert plan.versions.count() == 0


def test_a_meeting_that_has_not_been_held_is_refused(cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.complete(desk.begin(above))
    held = meeting(cast.today + timedelta(days=1), MeetingKind.BRANCH)
    with pytest.raises(NotPassed, match="请等会开过了再记"):
        filing.pass_(by=cast.secretary, plan=plan, meeting=held, now=at_noon(cast.today))


def test_filing_meets_the_expectation_and_waits_for_the_level_above(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    record = desk.filed(above)
    asked = _filing(above, cast)
    plan = Plan.objects.get(superior=above.plan)
    assert (plan.state, record.state, asked.outcome, asked.in_time) == ("filed", "submitted", "met", True)
    assert record.plan_version == plan.versions.get()
    assert "支部党员大会通过（主持：陆长河；应到 12 人，实到 11 人，赞成 10 人）" in record.result


def test_an_accepted_plan_is_in_force_and_asks_nobody_twice(cast: Cast, above: Campaign, desk: Desk) -> None:
    record = desk.filed(above)
    records.accept(by=cast.office, record=record, now=at_noon(cast.today))
    plan = Plan.objects.get(superior=above.plan)
    assert plan.state == "in_force"
    assert plan.campaign.superior == above
    # Its one task is the district's own, which asks the branch already.
    assert Expectation.objects.filter(campaign=plan.campaign).count() == 0
    assert Task.objects.filter(campaign=plan.campaign).count() == 0


def test_a_task_of_its_own_is_asked_of_the_branch_alone(cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.complete(desk.begin(above))
    own = task_item("开设便民窗口", owner="林小满", due_on=cast.today + timedelta(days=30))
    corrections.add_item(by=cast.secretary, plan=plan, revision=plan.revision, values=own)
    record = desk.file(desk.pass_(plan))
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    (asked,) = Expectation.objects.filter(campaign__plan=plan)
    assert (asked.task.name, asked.organisation_id) == ("开设便民窗口", cast.secretary.organisation_id)


def test_a_returned_plan_is_open_for_correction_and_goes_up_again_as_a_new_version(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    record = desk.filed(above)
    records.return_(by=cast.office, record=record, comment="请写明走访哪些商户。", now=at_noon(cast.today))
    plan = Plan.objects.get(superior=above.plan)
    assert (plan.state, plan.comment, _filing(above, cast).outcome) == (
        "draft",
        "请写明走访哪些商户。",
        "open",
    )
    target = PlanItem.objects.get(plan=plan, kind=ItemKind.TARGET)
    corrections.change_item(
        by=cast.secretary, item=target, revision=plan.revision, changes={"name": "走访临街商户"}
    )
    again = desk.file(desk.pass_(plan))
    assert again.pk == record.pk
    assert again.plan_version is not None
    assert again.plan_version.number == 2
    assert _filing(above, cast).outcome == "met"
    assert Record.objects.filter(plan_version__plan=plan).count() == 1


def test_a_filing_taken_back_can_be_corrected(cast: Cast, above: Campaign, desk: Desk) -> None:
    record = desk.filed(above)
    records.withdraw(by=cast.secretary, record=record, now=at_noon(cast.today))
    plan = Plan.objects.get(superior=above.plan)
    assert (plan.state, _filing(above, cast).outcome) == ("approved", "open")
    filing.reopen(by=cast.secretary, plan=plan)
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_a_plan_that_is_filed_cannot_be_filed_or_changed_again(
    cast: Cast, above: Campaign, desk: Desk
) -> None:
    desk.filed(above)
    plan = Plan.objects.get(superior=above.plan)
    item = PlanItem.objects.filter(plan=plan).first()
    with pytest.raises(WrongState):
        desk.file(plan)
    with pytest.raises(WrongState):
        corrections.confirm_item(by=cast.secretary, item=item, revision=plan.revision)


def test_nobody_files_another_organisations_plan(cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.pass_(desk.complete(desk.begin(above)))
    for stranger in (cast.other_secretary, cast.general_secretary, cast.office, cast.member):
        with pytest.raises(NotPermitted):
            filing.file(by=stranger, plan=plan, now=at_noon(cast.today))


def test_a_branch_does_not_receive_its_own_plan(cast: Cast, above: Campaign, desk: Desk) -> None:
    record = desk.filed(above)
    for stranger in (cast.secretary, cast.other_secretary, cast.village_secretary):
        with pytest.raises(NotPermitted):
            records.accept(by=stranger, record=record, now=at_noon(cast.today))


def test_a_plan_without_a_superior_still_needs_another_persons_approval(cast: Cast) -> None:
    plan = plans.propose(by=cast.office, plan=draft_plan(cast, [task_item("动员")]), now=at_noon(cast.today))
    with pytest.raises(NotPermitted):
        plans.approve(by=cast.office, plan=plan, meeting=meeting(cast.today), now=at_noon(cast.today))


def test_two_near_copies_know_each_other(cast: Cast, above: Campaign, desk: Desk) -> None:
    def file_with(words: str, who: Desk) -> Plan:
        plan = who.complete(who.begin(above))
        values: dict[str, Any] = task_item("走访慰问", text=words, due_on=cast.today + timedelta(days=30))
        corrections.add_item(by=who.by, plan=plan, revision=plan.revision, values=values)
        return Plan.objects.get(pk=who.file(who.pass_(plan)).plan_version.plan_id)

    words = "每月十五日由支部书记带队走访辖区困难商户，记下难处，三天内答复，年底逐户回访并公布办理结果。"
    first = file_with(words, desk)
    second = file_with(words, Desk(cast, cast.other_secretary))
    likest = {plan.pk: plan.sketches.get(part="own") for plan in (first, second)}
    assert (likest[first.pk].likest, likest[second.pk].likest) == (second, first)
    assert likest[second.pk].likeness > 0.8


def test_an_amendment_that_is_not_received_yet_is_not_taken_over_by_those_below(
    cast: Cast, above: Campaign
) -> None:
    street = Desk(cast, cast.committee_office)
    records.accept(by=cast.office, record=street.filed(above), now=at_noon(cast.today))
    plan = plans.amend(by=cast.committee_office, plan=Plan.objects.get(superior=above.plan))
    phase = PlanItem.objects.get(plan=plan, kind=ItemKind.PHASE)
    corrections.change_item(
        by=cast.committee_office, item=phase, revision=plan.revision, changes={"name": "改过的阶段"}
    )
    plan.refresh_from_db()
    street.pass_(plan)
    copy = filing.adapt(by=cast.secretary, superior=plan, now=at_noon(cast.today))
    assert PlanItem.objects.get(plan=copy, kind=ItemKind.PHASE).name == "全面争创"


def test_one_press_names_who_does_everything_taken_over(cast: Cast, above: Campaign, desk: Desk) -> None:
    plan = desk.begin(above)
    client = cast.client("secretary")
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert "沿用上级的任务还没有写明在本单位由谁牵头" in page
    (flaw,) = client.get(f"/plans/{plan.pk}/").context["bench"].flaws
    address = f"/plans/{plan.pk}/defects/{flaw.key}/repair/"
    client.post(address, {"revision": plan.revision, "option": "blank", "written": "林小满"})
    assert PlanItem.objects.get(plan=plan, kind=ItemKind.TASK).owner == "林小满"
