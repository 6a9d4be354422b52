"""A phase in every state, and one that ends with an event, reached only by what people do."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, approved, at_noon, draft_plan, task_item
from zhengyou.campaigns.actions import phase_events, phases
from zhengyou.campaigns.models import Campaign, Phase, PlanItem
from zhengyou.campaigns.models.plans import ItemKind, Recurrence
from zhengyou.campaigns.queries.phases import to_open_itself

# The steps that lead to each state.
WAYS: dict[str, list[str]] = {
    "planned": [],
    "held": ["hold"],
    "open": ["open"],
    "listed": ["open", "list"],
    "closed": ["open", "list", "close"],
}
EVENT = "党的代表大会召开"


def phased(cast: Cast) -> Campaign:
    """A running campaign in three phases: one that ran until ten days ago with a task done once and one monthly, one
    from thirty days ahead with a task, and one that ends with an event, with tasks without a day of their own."""
    day = cast.today
    plan = draft_plan(cast, [], title="澜溪区三个阶段的活动实施方案")
    phases_said: list[dict[str, Any]] = [
        {"name": "动员部署", "starts_on": day - timedelta(days=60), "ends_on": day - timedelta(days=10)},
        {"name": "评比表彰", "starts_on": day + timedelta(days=30), "ends_on": day + timedelta(days=60)},
        {"name": "献礼", "starts_on": day - timedelta(days=9), "date_text": f"至{EVENT}"},
    ]
    begun, later, gift = (
        PlanItem.objects.create(plan=plan, kind=ItemKind.PHASE, ordinal=number, **said)
        for number, said in enumerate(phases_said, 1)
    )
    soon, late = day - timedelta(days=5), day + timedelta(days=50)
    tasks = (
        task_item("开动员大会", parent=begun),
        task_item("月月有学习", parent=begun, recurrence=Recurrence.MONTHLY, times=2),
        task_item("推荐先进", parent=later, starts_on=soon, due_on=late),
        task_item("办一件献礼实事", parent=gift),
        task_item("月月报献礼", parent=gift, recurrence=Recurrence.MONTHLY),
    )
    for number, task in enumerate(tasks, 1):
        PlanItem.objects.create(plan=plan, ordinal=number, **task)
    return approved(cast, plan)


def named(campaign: Campaign, name: str) -> Phase:
    """The phase of this name, read afresh."""
    return Phase.objects.select_related("campaign").get(campaign=campaign, name=name)


def opened_by_day(cast: Cast) -> list[bool]:
    """What the nightly job does; for each phase whether it was opened."""
    now = at_noon(cast.today)
    return [phases.open_on_its_day(phase=found, now=now) for found in to_open_itself(cast.today)]


def step(cast: Cast, row: Phase, verb: str, *, by: str = "", **answers: Any) -> Phase:
    """One step today: by the office, closed by the leader."""
    given = {"comment": "领导小组要求。", "handling": "缺的在下一阶段第一个月补齐。"} | answers
    role = by or ("leader" if verb == "close" else "office")
    phases.step(by=cast.actor(role), phase=row, verb=verb, answers=given, now=at_noon(cast.today))
    return Phase.objects.select_related("campaign").get(pk=row.pk)


def standing(cast: Cast, state: str) -> Phase:
    """The phase that lies ahead, brought into a state."""
    row = named(phased(cast), "评比表彰")
    for verb in WAYS[state]:
        row = step(cast, row, verb)
    assert row.state == state
    return row


def happened(cast: Cast, *, days_ago: int = 2) -> phase_events.Happened:
    """The event, two days ago."""
    day = cast.today - timedelta(days=days_ago)
    return phase_events.Happened(happened_on=day, what=EVENT, source="会议公报")


def ended(cast: Cast, *, days_ago: int = 2) -> Phase:
    """The phase that ends with an event, with the event recorded."""
    row = named(phased(cast), "献礼")
    given = happened(cast, days_ago=days_ago)
    phase_events.record(by=cast.office, phase=row, happened=given, now=at_noon(cast.today))
    return named(row.campaign, "献礼")
