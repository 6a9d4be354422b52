"""Whom a task asks and how often: one condition, used to count before approval and to create after it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhengyou.organisations.queries import standing_place

from ..models.filing import Answer
from ..models.plans import Duty, ItemKind, Plan, PlanItem
from ..models.tasks import Task
from ..rules.duties import end_of, periods_of, span_of

# An organisation is asked if it stood in the tree on the due day (or stands there now, for days to come) and was
# not ended before the thing was due.
ASKED = """
FROM unnest(%(starts)s::date[], %(ends)s::date[], %(sequences)s::smallint[], %(opens)s::date[], %(dues)s::date[])
     AS d (period_start, period_end, sequence, opens_on, due_on)
JOIN organisations_placement p
  ON p.path LIKE %(root)s AND p.since <= least(d.due_on, %(day)s)
 AND (p.until IS NULL OR p.until > least(d.due_on, %(day)s))
JOIN organisations_organisation o
  ON o.id = p.organisation_id AND (o.ended_on IS NULL OR o.ended_on > d.due_on)
{classes}WHERE coalesce(p.changed_kind, o.kind) = ANY(%(kinds)s)
  AND (%(sectors)s::text[] = '{{}}' OR coalesce(p.changed_sector, o.sector) = ANY(%(sectors)s))
"""
# What is asked of each class is asked so often as the organisation has classes, by what it said of the due day (or
# says today, for days to come); once where it said nothing.
_EACH_CLASS = """LEFT JOIN campaigns_classes c
  ON c.organisation_id = o.id AND c.since <= least(d.due_on, %(day)s)
 AND (c.until IS NULL OR c.until > least(d.due_on, %(day)s))
CROSS JOIN LATERAL (SELECT n AS class_number, coalesce(c.names[n], '') AS class_name
  FROM generate_series(CASE WHEN c.number IS NULL THEN 0 ELSE 1 END, coalesce(c.number, 0)) AS n) k
"""
_WHOLE = "CROSS JOIN (SELECT 0 AS class_number, ''::text AS class_name) k\n"
# Nobody is asked twice for the same thing: not where a task of the superior's campaign, which this one carries out,
# asks already.
_NOT_ASKED_ABOVE = """AND NOT EXISTS (SELECT 1 FROM campaigns_expectation above
  WHERE above.task_id = ANY(%(answered)s) AND above.organisation_id = o.id AND above.withdrawn_on IS NULL)
"""


def asked_sql(parameters: dict[str, Any]) -> str:
    """The condition for these parameters of `asked`; without answered tasks the plainer one. `k` is the class."""
    asked = ASKED.format(classes=_EACH_CLASS if parameters["per_class"] else _WHOLE)
    asked += _NOT_ASKED_ABOVE if parameters["answered"] else ""
    return asked + ("AND o.id = ANY(%(only)s::bigint[])\n" if "only" in parameters else "")


def asked(
    duty: Duty,
    *,
    starts_on: date,
    due_on: date,
    ends_on: date,
    root_path: str,
    day: date,
    answered: Sequence[int] = (),
) -> dict[str, Any]:
    """The parameters of `asked_sql` for one task; `root_path` is the campaign's place, the task may narrow it.

    `answered` are the ids of the superior's tasks that this one carries out.
    """
    if duty.audience_root_id is not None:
        root_path = standing_place(duty.audience_root_id, day).path
    periods = periods_of(duty, starts_on, due_on, ends_on)
    return {
        "day": day,
        "answered": list(answered),
        "per_class": duty.per_class,
        "root": root_path + "%",
        "kinds": duty.audience_kinds,
        "sectors": duty.audience_sectors,
        "starts": [due.period_start for due in periods],
        "ends": [due.period_end for due in periods],
        "sequences": [due.sequence for due in periods],
        "opens": [due.opens_on for due in periods],
        "dues": [due.due_on for due in periods],
    }


def asked_of(task: Task, *, root_path: str, day: date, answered: Sequence[int] = ()) -> dict[str, Any]:
    """The same for a task of a campaign, from its own dates; `task.phase` and `task.campaign` are read."""
    assert task.starts_on is not None  # launch made sure of both
    assert task.due_on is not None
    return asked(
        task,
        starts_on=task.starts_on,
        due_on=task.due_on,
        ends_on=(task.phase and task.phase.ends_on) or task.campaign.ends_on,
        root_path=root_path,
        day=day,
        answered=answered,
    )


def answered_by(plan_id: int) -> dict[int, list[int]]:
    """Ids of the superior's tasks that each item of a plan carries out, by the item's id."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Answer.objects.filter(plan_id=plan_id, item__isnull=False, item__removed=False)
    for item_id, task_id in rows.values_list("item_id", "requirement_id"):
        found[item_id].append(task_id)
    return found


@dataclass(frozen=True)
class Forecast:
    """What approving a plan will create for one task: `rounds` things due, for each of `organisations`."""

    item: PlanItem
    starts_on: date
    due_on: date
    rounds: int
    organisations: int
    expectations: int


def forecast(plan: Plan, items: Sequence[PlanItem], *, path: str, day: date) -> list[Forecast]:
    """What approving the plan on `day` would create, task by task; tasks without dates are left out.

    `items` are those that were not removed, with their parents; `path` is the issuer's place in the tree.
    """
    found: list[Forecast] = []
    answered = answered_by(plan.pk)
    for item in (item for item in items if item.kind == ItemKind.TASK):
        first, last = span_of(item, plan)
        if first is None or last is None:
            continue
        parameters = asked(
            item,
            starts_on=first,
            due_on=last,
            ends_on=end_of(item, plan) or last,
            root_path=path,
            day=day,
            answered=answered.get(item.pk, ()),
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT o.id) " + asked_sql(parameters), parameters)
            expectations, organisations = cursor.fetchone()
        found.append(Forecast(item, first, last, len(parameters["dues"]), organisations, expectations))
    return found
