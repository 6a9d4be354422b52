"""Putting an amended plan in force: its campaign, phases, standards, tasks and what is asked, all or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from ..models.campaigns import Campaign, Phase, Standard, StandardItem
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Excuse, ExcuseState, Task
from ..queries.amending import by_hashing, gone_ids, nothing, produced_by, sql, tasks_by_item
from ..queries.expected import answered_by
from ..rules.duties import last_of
from .expectations import expect_produced
from .launch import fill_task, new_phase, new_standard, of_kind, parts_of

_WITHDRAW = """WITH {produced}, {gone} UPDATE campaigns_expectation SET withdrawn_on = %(day)s
WHERE id IN (SELECT id FROM gone) AND outcome = 'open' AND withdrawn_on IS NULL"""


def apply(*, plan: Plan, items: Sequence[PlanItem], path: str, now: datetime) -> tuple[Campaign, int, int]:
    """Bring the plan's campaign in line with it; returns it with how many expectations were stopped and added.

    Runs within the caller's transaction. What was settled, and what was due before today, stays as it is; past days
    go on showing what was asked then (queries.amending).
    """
    campaign, day = plan.campaign, timezone.localdate(now)
    campaign.plan = plan
    assert plan.starts_on is not None  # readiness made sure of both
    assert plan.ends_on is not None
    campaign.title, campaign.theme, campaign.summary = plan.title, plan.theme, plan.summary
    campaign.starts_on, campaign.ends_on = plan.starts_on, plan.ends_on
    campaign.save(update_fields=["title", "theme", "summary", "starts_on", "ends_on"])
    phases = _phases(campaign, of_kind(items, ItemKind.PHASE), now)
    _standards(campaign, items)
    with by_hashing():
        stopped, added = _tasks(campaign, items, phases, path, day)
    _drop_empty_phases(campaign, phases)
    return campaign, stopped, added


def _phases(campaign: Campaign, items: Sequence[PlanItem], now: datetime) -> dict[int, Phase]:
    """The phases by the items they come from; numbers are given anew, from behind so that none is taken twice."""
    known = {phase.item_id: phase for phase in campaign.phases.all()}
    free = max((phase.ordinal for phase in known.values()), default=0) + len(items)
    for number, phase in enumerate(known.values(), 1):
        Phase.objects.filter(pk=phase.pk).update(ordinal=free + number)
    found: dict[int, Phase] = {}
    for number, item in enumerate(items, 1):
        if item.pk not in known:
            found[item.pk] = new_phase(campaign, item, number, now)
            continue
        phase = known[item.pk]
        phase.ordinal, phase.name, phase.date_text = number, item.name, item.date_text
        phase.starts_on, phase.ends_on = item.starts_on, last_of(item)
        phase.save(update_fields=["ordinal", "name", "date_text", "starts_on", "ends_on"])
        found[item.pk] = phase
    return found


def _drop_empty_phases(campaign: Campaign, kept: dict[int, Phase]) -> None:
    """What a phase was closed with, and the event it ended with, stays; so does the phase."""
    gone = Phase.objects.filter(campaign=campaign, closings=None, events=None).exclude(
        pk__in=[phase.pk for phase in kept.values()]
    )
    Task.objects.filter(phase__in=gone).update(phase=None)
    gone.delete()


def _standards(campaign: Campaign, items: Sequence[PlanItem]) -> None:
    """Standards are only read, never pointed at by records, so that they are laid out anew."""
    StandardItem.objects.filter(standard__campaign=campaign).delete()
    Standard.objects.filter(campaign=campaign).delete()
    for number, item in enumerate(of_kind(items, ItemKind.STANDARD), 1):
        new_standard(campaign, item, parts_of(items, item), number)


def _tasks(
    campaign: Campaign, items: Sequence[PlanItem], phases: dict[int, Phase], path: str, day: date
) -> tuple[int, int]:
    """Bring every task in line; how many expectations were stopped and how many added."""
    known = tasks_by_item(campaign)
    answered = answered_by(campaign.plan_id)
    moves: list[tuple[Task, dict[str, Any]]] = []
    for number, item in enumerate(of_kind(items, ItemKind.TASK), 1):
        task, above = known.pop(item.pk, None), answered.get(item.pk, ())
        parameters = produced_by(item, campaign.plan, task, path=path, day=day, answered=above)
        task = task or Task(item=item)
        task.campaign, task.ordinal, task.withdrawn_on = campaign, number, None
        fill_task(task, item, phases.get(item.parent_id or 0))
        moves.append((task, parameters))
    for task in known.values():
        if task.withdrawn_on is None:
            task.withdrawn_on = day
            moves.append((task, nothing(task, day)))
    lock_open(pk for _task, parameters in moves for pk in gone_ids(parameters))
    return moved(moves)


def moved(moves: Sequence[tuple[Task, dict[str, Any]]]) -> tuple[int, int]:
    """Save the tasks and bring what they ask in line with `PRODUCED`; how many were stopped and how many added."""
    stopped = added = 0
    for task, parameters in moves:
        fresh = task.pk is None
        task.save()
        gone, new = stop_and_ask(task, parameters)
        if fresh and parameters["answered"] and not new:
            task.delete()
        stopped, added = stopped + gone, added + new
    return stopped, added


def stop_and_ask(task: Task, parameters: dict[str, Any]) -> tuple[int, int]:
    """Stop what is no longer asked and ask what is new; pleas about what was stopped are settled by that."""
    with connection.cursor() as cursor:
        cursor.execute(sql(_WITHDRAW, parameters), parameters)
        stopped = cursor.rowcount
    added = expect_produced(task, parameters)
    if stopped:
        settle_pleas(task.campaign_id, parameters["day"])
    return stopped, added


def lock_open(ids: Iterable[int]) -> None:
    """Lock expectations in the order in which records lock theirs, so that the two wait for each other and never
    both. Whoever comes second sees what the first one did."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM campaigns_expectation WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [sorted(ids)]
        )


def settle_pleas(campaign_id: int, day: date) -> None:
    """Nobody has to answer a plea about what is no longer asked since `day`."""
    Excuse.objects.filter(
        expectation__campaign_id=campaign_id, expectation__withdrawn_on=day, state=ExcuseState.REQUESTED
    ).update(state=ExcuseState.WITHDRAWN)
