"""What amending a plan does to the campaign that runs by it, seen before it happens and done by the same rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ..models.campaigns import Campaign
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Task
from ..rules.duties import end_of, span_of
from .expected import answered_by, asked, asked_sql

# What the amended task asks for from today on. Who met the same period already is not asked again.
PRODUCED = """produced AS (
SELECT o.id AS organisation_id, d.period_start, d.period_end, d.sequence, d.opens_on, d.due_on
{asked} AND d.due_on >= %(day)s
AND NOT EXISTS (SELECT 1 FROM campaigns_expectation met
  WHERE met.task_id = %(task)s AND met.organisation_id = o.id AND met.sequence = d.sequence
    AND met.withdrawn_on IS NULL AND met.outcome <> 'open'
    AND met.period_start <= d.period_end AND met.period_end >= d.period_start))"""
# What is open and no longer asked so. What was due before today stays due, unless this very thing gets a later day.
GONE = """FROM campaigns_expectation e
WHERE e.task_id = %(task)s AND e.outcome = 'open' AND e.withdrawn_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM produced p WHERE p.organisation_id = e.organisation_id
    AND p.period_start = e.period_start AND p.sequence = e.sequence
    AND p.opens_on = e.opens_on AND p.due_on = e.due_on)
  AND (greatest(e.due_on, e.grace_until) >= %(day)s OR EXISTS (SELECT 1 FROM produced p
    WHERE p.organisation_id = e.organisation_id AND p.period_start = e.period_start
      AND p.sequence = e.sequence))"""
_COUNT = """WITH {produced}, gone AS (SELECT e.id {gone})
SELECT (SELECT count(*) FROM gone),
       (SELECT count(*) FROM produced p WHERE NOT EXISTS (SELECT 1 FROM campaigns_expectation e
          WHERE e.task_id = %(task)s AND e.organisation_id = p.organisation_id AND e.withdrawn_on IS NULL
            AND e.period_start = p.period_start AND e.sequence = p.sequence
            AND e.id NOT IN (SELECT id FROM gone))),
       (SELECT count(*) FROM campaigns_expectation e
          WHERE e.task_id = %(task)s AND e.withdrawn_on IS NULL AND e.outcome <> 'open')"""


@dataclass(frozen=True)
class TaskChange:
    """What becomes of one task. `how`: new | changed | gone | same. `stopped` and `added` count things asked of
    organisations; `done` those already settled, which stay as they are. `words` are (field, before, after)."""

    how: str
    name: str
    stopped: int
    added: int
    done: int
    words: tuple[tuple[str, Any, Any], ...] = ()


def consequences(plan: Plan, items: Sequence[PlanItem], *, path: str, day: date) -> list[TaskChange]:
    """What putting the amended plan in force on `day` does to its tasks; those that stay as they are left out.

    `items` are the plan's items with their parents, removed ones left out; `path` is the place of its organisation.
    """
    campaign = plan.campaign
    tasks = {task.item_id: task for task in running_tasks(campaign)}
    answered = answered_by(plan.pk)
    found: list[TaskChange] = []
    for item in (item for item in items if item.kind == ItemKind.TASK):
        task = tasks.pop(item.pk, None)
        parameters = produced_by(item, plan, path=path, day=day, answered=answered.get(item.pk, ()))
        stopped, added, done = _counted(task.pk if task else 0, parameters)
        words = _words(task, item, plan) if task else ()
        how = "changed" if task else "new"
        if task is None and not added and item.pk in answered:
            continue
        if task is None or words or stopped or added:
            found.append(TaskChange(how, item.name, stopped, added, done, words))
    for task in tasks.values():
        stopped, _added, done = _counted(task.pk, nothing(day))
        found.append(TaskChange("gone", task.name, stopped, 0, done))
    return found


def running_tasks(campaign: Campaign) -> list[Task]:
    """The tasks of a campaign that no amendment took out."""
    found = Task.objects.filter(campaign=campaign, withdrawn_on__isnull=True)
    return list(found.select_related("phase", "campaign__plan"))


def produced_by(
    item: PlanItem, plan: Plan, *, path: str, day: date, answered: Sequence[int]
) -> dict[str, Any]:
    """The parameters of `PRODUCED` for an item of a plan that has both its dates."""
    first, last = span_of(item, plan)
    assert first is not None
    assert last is not None
    ends_on = end_of(item, plan) or last
    return asked(
        item, starts_on=first, due_on=last, ends_on=ends_on, root_path=path, day=day, answered=answered
    )


def nothing(day: date) -> dict[str, Any]:
    """The parameters of `PRODUCED` for a task that asks nobody for anything any more."""
    empty: dict[str, Any] = {key: [] for key in ("starts", "ends", "sequences", "opens", "dues")}
    return {"day": day, "answered": [], "root": "", "kinds": [], "sectors": [], **empty}


def sql(template: str, parameters: dict[str, Any]) -> str:
    """A statement with what is produced and what is gone put into `{produced}` and `{gone}`."""
    return template.format(produced=PRODUCED.format(asked=asked_sql(parameters)), gone=GONE)


def _counted(task_id: int, parameters: dict[str, Any]) -> tuple[int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql(_COUNT, parameters), {**parameters, "task": task_id})
        stopped, added, done = cursor.fetchone()
    return stopped, added, done


def _words(task: Task, item: PlanItem, plan: Plan) -> tuple[tuple[str, Any, Any], ...]:
    """Fields that a person reads and that differ between the running task and the amended item."""
    first, last = span_of(item, plan)
    pairs = {
        "name": (task.name, item.name),
        "text": (task.text, item.text),
        "owner": (task.owner, item.owner),
        "starts_on": (task.starts_on, min(first, last) if first and last else first),
        "due_on": (task.due_on, last),
        "recurrence": (task.get_recurrence_display(), item.get_recurrence_display()),
        "times": (task.times, item.times),
        "grace_days": (task.grace_days, item.grace_days),
        "quantity": (task.quantity, item.quantity),
        "unit": (task.unit, item.unit),
    }
    return tuple((name, before, after) for name, (before, after) in pairs.items() if before != after)
