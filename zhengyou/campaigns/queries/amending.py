"""What amending a plan does to the campaign that runs by it, seen before it happens and done by the same rules."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from ..models.campaigns import Campaign
from ..models.plans import Duty, ItemKind, Plan, PlanItem, Recurrence
from ..models.tasks import Task
from ..rules.activity_kinds import meant
from ..rules.duties import end_of, span_of
from .expected import answered_by, asked, asked_sql

# In the order in which a person reads them.
_READ = (
    "name",
    "text",
    "owner",
    "starts_on",
    "due_on",
    "recurrence",
    "anchor",
    "times",
    "per_class",
    "grace_days",
    "zero_allowed",
    "quantity",
    "unit",
    "asks",
    "activity",
    "checklist",
    "audience_kinds",
    "audience_sectors",
    "audience_root_id",
)
# What the amended task asks for from a day on, less what each organisation settled of it already: as many things as
# were met or excused in the same stretch of time, whichever their numbers, are not asked again. A task done once
# before and after is one thing, wherever its dates move.
PRODUCED = """wanted AS (
  SELECT o.id AS organisation_id, d.period_start, d.period_end, k.class_number, k.class_name, d.sequence,
         d.opens_on, d.due_on
  {asked} AND d.due_on >= %(since)s),
settled AS (
  SELECT organisation_id, class_number, sequence, period_start, period_end FROM campaigns_expectation
  WHERE task_id = %(task)s AND withdrawn_on IS NULL AND outcome <> 'open'),
counted AS (
  SELECT w.organisation_id, w.period_start, w.class_number, count(*) AS number,
         array_agg(s.sequence) FILTER (WHERE s.period_start = w.period_start) AS taken
  FROM (SELECT DISTINCT organisation_id, period_start, period_end, class_number FROM wanted) w
  JOIN settled s ON s.organisation_id = w.organisation_id
   AND (w.class_number = 0 OR greatest(s.class_number, 1) = w.class_number)
   AND (%(once)s OR s.period_start <= w.period_end AND s.period_end >= w.period_start)
  GROUP BY w.organisation_id, w.period_start, w.class_number),
produced AS (
  SELECT organisation_id, period_start, period_end, class_number, class_name, sequence, opens_on, due_on FROM (
    SELECT w.*, coalesce(c.number, 0) AS number,
           row_number() OVER (
             PARTITION BY w.organisation_id, w.period_start, w.class_number ORDER BY w.sequence) AS place
    FROM wanted w LEFT JOIN counted c USING (organisation_id, period_start, class_number)
    WHERE NOT coalesce(w.sequence = ANY(c.taken), false)) remaining
  WHERE place <= %(times)s - number)"""
# What is open and no longer asked so. What was due before today stays due, unless the plan now asks for it by a later
# day.
_GONE = """asked_so_far AS (
  SELECT id, organisation_id, period_start, period_end, class_number, sequence, opens_on, due_on
  FROM campaigns_expectation
  WHERE task_id = %(task)s AND outcome = 'open' AND withdrawn_on IS NULL {only}),
gone AS (
  SELECT e.id, e.organisation_id, e.period_start, e.class_number, e.sequence FROM asked_so_far e
  LEFT JOIN produced p ON p.organisation_id = e.organisation_id AND p.period_start = e.period_start
   AND p.class_number = e.class_number AND p.sequence = e.sequence AND p.opens_on = e.opens_on AND p.due_on = e.due_on
  WHERE e.due_on >= %(since)s AND p.organisation_id IS NULL
  UNION ALL
  SELECT e.id, e.organisation_id, e.period_start, e.class_number, e.sequence FROM asked_so_far e
  WHERE e.due_on < %(since)s AND EXISTS (
    SELECT 1 FROM wanted w WHERE w.organisation_id = e.organisation_id
     AND (w.class_number = 0 OR e.class_number = 0 OR w.class_number = e.class_number)
     AND (%(once)s OR w.period_start <= e.period_end AND w.period_end >= e.period_start)))"""
_COUNT = """WITH {produced}, {gone},
fresh AS (
  SELECT p.organisation_id, p.period_start, p.class_number, p.sequence FROM produced p
  LEFT JOIN campaigns_expectation e ON e.task_id = %(task)s AND e.organisation_id = p.organisation_id
   AND e.withdrawn_on IS NULL AND e.period_start = p.period_start AND e.class_number = p.class_number
   AND e.sequence = p.sequence
   AND NOT EXISTS (SELECT 1 FROM gone WHERE gone.id = e.id)
  WHERE e.id IS NULL)
SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM fresh),
       (SELECT count(*) FROM gone g JOIN fresh f USING (organisation_id, class_number, sequence)
        WHERE %(once)s OR f.period_start = g.period_start),
       (SELECT count(*) FROM settled)"""
_GONE_IDS = "WITH {produced}, {gone} SELECT id FROM gone"


@dataclass(frozen=True)
class TaskChange:
    """What becomes of one task. `how`: new | changed | gone | undated (no day to count by yet).

    `stopped` and `added` count things asked of organisations, of which `moved` are the same thing by another day;
    `done` those already settled, which stay as they are. `words` are (field, before, after).
    """

    how: str
    name: str
    stopped: int = 0
    added: int = 0
    done: int = 0
    words: tuple[tuple[str, Any, Any], ...] = ()
    moved: int = 0


def consequences(plan: Plan, items: Sequence[PlanItem], *, path: str, day: date) -> list[TaskChange]:
    """What putting the amended plan in force on `day` does to its tasks; those that stay as they are left out.

    `items` are the plan's items with their parents, removed ones left out; `path` is the place of its organisation.
    """
    with by_hashing():
        return _consequences(plan, items, path, day)


def _consequences(plan: Plan, items: Sequence[PlanItem], path: str, day: date) -> list[TaskChange]:
    tasks = tasks_by_item(plan.campaign)
    answered = answered_by(plan.pk)
    found: list[TaskChange] = []
    for item in (item for item in items if item.kind == ItemKind.TASK):
        task = tasks.pop(item.pk, None)
        if None in span_of(item, plan):
            found.append(TaskChange("undated", item.name))
            continue
        above = answered.get(item.pk, ())
        parameters = produced_by(item, plan, task, path=path, day=day, answered=above)
        change = _change(task, item, plan, parameters)
        if change.how == "new" and above and not change.added:
            continue
        if change.how == "new" or change.words or change.stopped or change.added:
            found.append(change)
    for task in tasks.values():
        if task.withdrawn_on is None:
            stopped, _added, _moved, done = _counted(nothing(task, day))
            found.append(TaskChange("gone", task.name, stopped, 0, done))
    return found


def _change(task: Task | None, item: PlanItem, plan: Plan, parameters: dict[str, Any]) -> TaskChange:
    stopped, added, moved, done = _counted(parameters)
    runs = task is not None and task.withdrawn_on is None
    words = _words(task, item, plan) if task is not None and runs else ()
    return TaskChange("changed" if runs else "new", item.name, stopped, added, done, words, moved)


def tasks_by_item(campaign: Campaign) -> dict[int | None, Task]:
    """The tasks of a campaign by the plan's items, with those that an amendment took out: what comes back goes on
    where it stopped. Of several tasks of one item the running one, else the latest."""
    found = Task.objects.filter(campaign=campaign).select_related("phase", "campaign__plan").order_by("pk")
    return {task.item_id: task for task in sorted(found, key=lambda task: task.withdrawn_on is None)}


def produced_by(
    item: PlanItem,
    plan: Plan,
    task: Task | None,
    *,
    path: str,
    day: date,
    answered: Sequence[int],
    last: date | None = None,
) -> dict[str, Any]:
    """The parameters of `PRODUCED` for an item of a plan that has both its dates; `task` is what runs by it so far,
    as it was before the amendment. `last` is its last day where that is not the plan's."""
    first, planned = span_of(item, plan)
    last = last or planned
    assert first is not None
    assert last is not None
    ends_on = end_of(item, plan) or last
    parameters = asked(
        item, starts_on=first, due_on=last, ends_on=ends_on, root_path=path, day=day, answered=answered
    )
    return parameters | _of(task, item, day)


def produced_again(task: Task, parameters: dict[str, Any], since: date) -> dict[str, Any]:
    """The parameters of `PRODUCED` for a running task as it stands, from those of `asked_of`."""
    return parameters | _of(task, task, since)


def _of(task: Task | None, duty: Duty, since: date) -> dict[str, Any]:
    once = task is not None and task.recurrence == duty.recurrence == Recurrence.ONCE
    return {"task": task.pk if task and task.pk else 0, "once": once, "times": duty.times, "since": since}


def nothing(task: Task, day: date) -> dict[str, Any]:
    """The parameters of `PRODUCED` for a task that asks nobody for anything any more."""
    empty: dict[str, Any] = {key: [] for key in ("starts", "ends", "sequences", "opens", "dues")}
    audience: dict[str, Any] = {"answered": [], "per_class": False, "root": "", "kinds": [], "sectors": []}
    return {"day": day, **audience, **empty, **_of(task, task, day)}


def sql(template: str, parameters: dict[str, Any]) -> str:
    """A statement with what is produced and what is gone put into `{produced}` and `{gone}`."""
    gone = _GONE.format(only="AND organisation_id = ANY(%(only)s::bigint[])" if "only" in parameters else "")
    return template.format(produced=PRODUCED.format(asked=asked_sql(parameters)), gone=gone)


@contextmanager
def by_hashing() -> Iterator[None]:
    """Statements with `PRODUCED` join by hashing within this block, which is a transaction.

    PostgreSQL guesses that what is wanted is a row or two, where it is thousands: nested loops over guesses took
    15 s for a monthly task of 859 branches, hashing takes 70 ms.
    """
    with transaction.atomic():
        _nested_loops("off")
        yield
        _nested_loops("on")


def _nested_loops(switch: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', %s, true)", [switch])


def gone_ids(parameters: dict[str, Any]) -> list[int]:
    """Ids of the expectations that are no longer asked as they are."""
    with connection.cursor() as cursor:
        cursor.execute(sql(_GONE_IDS, parameters), parameters)
        return [pk for (pk,) in cursor.fetchall()]


def _counted(parameters: dict[str, Any]) -> tuple[int, int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql(_COUNT, parameters), parameters)
        stopped, added, moved, done = cursor.fetchone()
    return stopped, added, moved, done


def _words(task: Task, item: PlanItem, plan: Plan) -> tuple[tuple[str, Any, Any], ...]:
    """Fields that a person reads and that differ between the running task and the amended item."""
    first, last = span_of(item, plan)
    dates = {
        "starts_on": (task.starts_on, min(first, last) if first and last else first),
        "due_on": (task.due_on, last),
    }
    plain = {name: (getattr(task, name), getattr(item, name)) for name in _READ if name not in dates}
    plain["activity"] = meant(task.name, task.activity), meant(item.name, item.activity)
    pairs = {name: dates.get(name) or plain[name] for name in _READ}
    return tuple((name, before, after) for name, (before, after) in pairs.items() if before != after)
