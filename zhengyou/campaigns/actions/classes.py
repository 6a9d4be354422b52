"""A school says how many classes it has: what is asked of each class follows, forward only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.models import Organisation
from zhengyou.organisations.queries import ended, standing_place
from zhengyou.organisations.rules import Actor, Permission, System
from zhengyou.organisations.rules.orders import day_faults, spoken

from ..models.classes import Classes
from ..models.tasks import Task
from ..queries.amending import by_hashing, gone_ids, produced_again, sql
from ..queries.classes import asked_of_each, classes_on
from ..queries.expected import answered_by, asked_of
from ..rules.classes import MOST, said
from .amending import lock_open, stop_and_ask

SUBJECT = "campaigns.classes"
# What is still open is called by the name its class has now.
_RENAME = """WITH {produced} UPDATE campaigns_expectation e SET class_name = p.class_name FROM produced p
WHERE e.task_id = %(task)s AND e.organisation_id = p.organisation_id AND e.period_start = p.period_start
  AND e.class_number = p.class_number AND e.sequence = p.sequence AND e.outcome = 'open'
  AND e.withdrawn_on IS NULL AND e.class_name <> p.class_name"""


class NotSaid(Exception):
    """It cannot be so; the sentence says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """How many classes there are from a day on (today or later); `names` of all of them, or none."""

    number: int
    since: date
    names: Sequence[str] = field(default_factory=list)


@transaction.atomic
def state(*, by: Actor, organisation: int, told: Said, now: datetime) -> tuple[Classes, int, int]:
    """Say how many classes an organisation has; returns it with how many expectations were stopped and added. What
    was said before for this day and later days no longer counts. Raises NotSaid, NotPermitted.

    Of a day to come the expectations follow when it comes (`follow`).
    """
    day = timezone.localdate(now)
    place = standing_place(organisation, day)
    by.require(Permission.KEEP_GROUPS, place.path)
    if ended(place, day):
        raise NotSaid(f"{place.name}已经不再设立，不用再报。")
    _check(told, day)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    before = _values(classes_on(organisation, told.since))
    rows = Classes.objects.filter(organisation_id=organisation)
    rows.filter(since__gte=told.since).delete()
    rows.filter(since__lt=told.since, until=None).update(until=told.since)
    rows.filter(until__gt=told.since).update(until=told.since)
    made = Classes.objects.create(
        organisation_id=organisation,
        number=told.number,
        names=list(told.names),
        since=told.since,
        stated_by_id=by.account_id,
        stated_at=now,
    )
    stopped, added = _follow(organisation, place.path, day) if told.since <= day else (0, 0)
    sentence = f"{place.name}自{spoken(told.since)}起有{said(told.number, list(told.names))}。"
    after = _values(made) | {"stopped": stopped, "new": added}
    _write(by, made, place.path, "state", sentence, told.since, before, after)
    return made, stopped, added


@transaction.atomic
def follow(*, classes: Classes, now: datetime) -> tuple[int, int]:
    """What a school said before of this day begins: bring what is asked of each class in line with it."""
    day = timezone.localdate(now)
    Organisation.objects.select_for_update(no_key=True).get(pk=classes.organisation_id)
    place = standing_place(classes.organisation_id, day)
    stopped, added = (0, 0) if ended(place, day) else _follow(classes.organisation_id, place.path, day)
    if stopped or added:
        sentence = (
            f"{place.name}的班级数自今天起是{said(classes.number, classes.names)}，每班的应办事项随之调整。"
        )
        after = {"stopped": stopped, "new": added}
        _write(System(), classes, place.path, "follow", sentence, day, {"stopped": 0, "new": 0}, after)
    return stopped, added


def _check(told: Said, day: date) -> None:
    if not 1 <= told.number <= MOST:
        raise NotSaid(f"班级数请填 1 到 {MOST} 之间的整数；没有班级的，在那一项里说明“不适用”。")
    if told.names and len(told.names) != told.number:
        raise NotSaid(f"班级数是 {told.number}，班名写了 {len(told.names)} 个，请核对；班名也可以都不写。")
    if told.since < day:
        raise NotSaid("日期不能早于今天：过去的应办事项不再改动。")
    if found := day_faults(told.since, day):
        raise NotSaid("".join(found))


def _follow(organisation: int, path: str, day: date) -> tuple[int, int]:
    """Bring what is asked of each class of one organisation in line with its classes today; expectations are locked
    first, in the order of their keys."""
    moves = [(task, _wanted(task, organisation, day)) for task in asked_of_each(path)]
    stopped = added = 0
    with by_hashing():
        lock_open(pk for _task, parameters in moves for pk in gone_ids(parameters))
        for task, parameters in moves:
            gone, new = stop_and_ask(task, parameters)
            _rename(parameters)
            stopped, added = stopped + gone, added + new
    return stopped, added


def _wanted(task: Task, organisation: int, day: date) -> dict[str, Any]:
    root = standing_place(task.campaign.organisation_id, day).path
    answered = answered_by(task.campaign.plan_id).get(task.item_id or 0, ())
    parameters = asked_of(task, root_path=root, day=day, answered=answered)
    return produced_again(task, parameters, day) | {"only": [organisation]}


def _rename(parameters: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql(_RENAME, parameters), parameters)


def _values(row: Classes | None) -> dict[str, Any]:
    return {"classes": row.number if row else None, "class_names": row.names if row else []}


def _write(
    by: Actor | System,
    row: Classes,
    path: str,
    verb: str,
    sentence: str,
    day: date,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        happened_on=day,
        before=before,
        after=after,
    )
    write(by=by, line=line)
