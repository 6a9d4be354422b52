"""An open end is recorded when the event happens: what the phase asks then gets its dates, forward only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Fulfilment
from ..models.campaigns import Phase, PhaseState
from ..models.phases import PhaseEvent
from ..models.plans import PlanItem, Recurrence
from ..models.tasks import Task
from ..queries.amending import by_hashing, gone_ids, produced_by
from ..queries.expected import answered_by
from ..queries.phases import event
from ..rules.duties import span_of
from ..rules.phases import first_day, hangs_on_event
from ..rules.procedures import WrongState
from .amending import lock_open, moved
from .phases import SUBJECT


class NotPossible(Exception):
    """A day that cannot be, or something that hangs on the event already; the sentence says which."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """The event: the day, what happened, and the document it is known from."""

    happened_on: date
    what: str
    source: str


@transaction.atomic
def record(*, by: Actor, phase: Phase, happened: Happened, now: datetime) -> PhaseEvent:
    """Record the event a phase ends with; raises NotPermitted, WrongState or NotPossible.

    What is due once and was to be due at the open end is due on the event's day, or today where that is over; what
    comes back ends with the event. What was settled, and what was due before today, stays as it is.
    """
    row, path, day = _opened(by, phase, now)
    if not hangs_on_event(row):
        raise WrongState(f"阶段“{row.name}”的结束日期已经有了，不用再记。请刷新页面查看最新情况。")
    if happened.happened_on > day:
        raise NotPossible("这件事还没有发生。到了那一天再记。")
    if happened.happened_on < first_day(row):
        raise NotPossible("这件事发生在阶段开始以前。请核对日子。")
    found = PhaseEvent.objects.create(
        phase=row,
        happened_on=happened.happened_on,
        what=happened.what,
        source=happened.source,
        recorded_at=now,
        recorded_by_id=by.account_id,
    )
    stopped, added = _end(row, happened.happened_on, path, day)
    told = f"阶段“{row.name}”随“{happened.what}”于{happened.happened_on:%Y年%-m月%-d日}结束（{happened.source}）。"
    after = {"ends_on": happened.happened_on, "what": happened.what, "source_document": happened.source}
    before = {"ends_on": None, "what": "", "source_document": ""}
    _write(by, row, path, "event", told, before, after | {"stopped": stopped, "new": added})
    return found


@transaction.atomic
def take_back(*, by: Actor, phase: Phase, now: datetime) -> PhaseEvent:
    """Take the event back while nothing hangs on it: nothing was settled since, and the phase has not closed."""
    row, path, day = _opened(by, phase, now)
    found = event(row)
    if found is None:
        raise WrongState(f"阶段“{row.name}”没有记过事件。请刷新页面查看最新情况。")
    settled = Fulfilment.objects.filter(
        expectation__task__phase=row, record__submitted_at__gte=found.recorded_at
    ).count()
    if settled:
        raise NotPossible(f"记下这件事以后，已有{settled}件按新的日子报送，不能再收回。请用修订方案来改。")
    found.taken_back_at, found.taken_back_by_id = now, by.account_id
    found.save(update_fields=["taken_back_at", "taken_back_by"])
    stopped, added = _end(row, None, path, day)
    before = {"ends_on": found.happened_on, "what": found.what, "source_document": found.source}
    after = {"ends_on": None, "what": "", "source_document": "", "stopped": stopped, "new": added}
    told = f"收回阶段“{row.name}”的结束日期（“{found.what}”记错了）。"
    _write(by, row, path, "event_taken_back", told, before, after)
    return found


def _opened(by: Actor, phase: Phase, now: datetime) -> tuple[Phase, str, date]:
    row = Phase.objects.select_for_update(of=("self",)).select_related("campaign__plan").get(pk=phase.pk)
    day = timezone.localdate(now)
    path = standing_place(row.campaign.organisation_id, day).path
    by.require(Permission.DECIDE, path if by.organisation_id == row.campaign.organisation_id else "")
    if row.state == PhaseState.CLOSED:
        raise WrongState(f"阶段“{row.name}”已经结束。请先重新打开。")
    return row, path, day


def _end(row: Phase, ends_on: date | None, path: str, day: date) -> tuple[int, int]:
    """Let the phase end on a day (None: open again) and its tasks with it; how much was stopped and added."""
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    if row.item_id is not None:
        PlanItem.objects.filter(pk=row.item_id).update(event_on=ends_on)
    plan, answered = row.campaign.plan, answered_by(row.campaign.plan_id)
    moves: list[tuple[Task, dict[str, Any]]] = []
    with by_hashing():
        for task in _dated_by(row):
            item = task.item
            assert item is not None  # filtered so
            first, last = span_of(item, plan)
            assert first is not None  # launch made sure of both
            assert last is not None
            due = last if task.recurrence != Recurrence.ONCE else max(last, day)
            above = answered.get(item.pk, ())
            parameters = produced_by(item, plan, task, path=path, day=day, answered=above, last=due)
            task.starts_on, task.due_on = min(first, due), due
            moves.append((task, parameters))
        lock_open(pk for _task, parameters in moves for pk in gone_ids(parameters))
        return moved(moves)


def _dated_by(row: Phase) -> list[Task]:
    """The running tasks of a phase that have no last day of their own."""
    found = Task.objects.filter(
        phase=row, withdrawn_on__isnull=True, item__due_on__isnull=True, item__isnull=False
    )
    return list(found.select_related("item__parent", "phase", "campaign").order_by("pk"))


def _write(
    by: Actor, row: Phase, path: str, verb: str, told: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=told,
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
