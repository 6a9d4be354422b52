"""What a record meets: settling open expectations with it, confirming that, and opening them again (domain.md P17)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone

from ..models.activities import Fulfilment, Record
from ..models.plans import Asked
from ..models.tasks import Excuse, ExcuseState, Expectation, Outcome
from ..rules.phases import is_closed, shut
from ..rules.states import last_day
from .attendance import untell
from .checklists import settle, tell


class NotOpen(Exception):
    """What the record was to meet is no longer open, or nothing of it was told; the sentence says which."""


def meet(record: Record, ids: Sequence[int], items: Sequence[str], now: datetime) -> int:
    """Settle open expectations of the record's own organisation; all of them or none. `items` are what is told of
    lists to tick off. Runs within the caller's transaction."""
    day = timezone.localdate(now)
    found = list(
        Expectation.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, organisation_id=record.organisation_id, withdrawn_on__isnull=True)
        .select_related("task__phase__campaign")
        .order_by("pk")
    )
    if len(found) != len(set(ids)) or not found:
        raise NotOpen("所选的应办事项里有不属于本组织或已取消的，请返回“待办”重新选择。")
    _once_a_task(found)
    for expectation in found:
        _meet_one(record, expectation, items, day)
    return len(found)


def _once_a_task(found: Sequence[Expectation]) -> None:
    """One event counts once per rule (domain.md P17), of what each class does once for each class that took part."""
    parts: dict[int, tuple[date, set[int]]] = {}
    for one in found:
        period, classes = parts.setdefault(one.task_id, (one.period_start, set()))
        if one.period_start != period or one.class_number in classes:
            raise NotOpen(f"一次活动在“{one.task.name}”里只能算一次，请只勾其中一期。")
        classes.add(one.class_number)


def _meet_one(record: Record, expectation: Expectation, items: Sequence[str], day: date) -> None:
    _check(record, expectation, day)
    after_closing = is_closed(expectation.task.phase)
    checklist = expectation.task.checklist
    if checklist and not record.zero:
        if not set(checklist) & set(items):
            raise NotOpen(f"“{expectation.task.name}”要逐项办，请勾选这一次办的是哪几项。")
        tell(record, expectation, items, day, after_closing=after_closing)
    else:
        _settle(record, expectation, day, after_closing=after_closing)
    # Having done it after all takes back the plea that it does not apply.
    Excuse.objects.filter(expectation=expectation, state=ExcuseState.REQUESTED).update(
        state=ExcuseState.WITHDRAWN
    )


def _check(record: Record, expectation: Expectation, day: date) -> None:
    name = expectation.task.name
    if expectation.task.asks == Asked.PLAN and record.plan_version_id is None:
        raise NotOpen(f"“{name}”要报的是方案：请从“待办”打开它，起草或上传方案，会议通过以后按“报备”。")
    if expectation.outcome != Outcome.OPEN:
        raise NotOpen(f"“{name}”已经报送过了，没有重复保存。请在“活动”里查看那条记录。")
    if expectation.opens_on > day:
        raise NotOpen(f"“{name}”从 {expectation.opens_on:%Y年%-m月%-d日} 起才能报送。")
    if why := shut(expectation.task.phase, day):
        raise NotOpen(f"“{name}”：{why}")
    if record.zero and not expectation.task.zero_allowed:
        raise NotOpen(f"“{name}”不能零报告，请填写做了什么，或说明为什么不适用。")


def _settle(record: Record, expectation: Expectation, day: date, *, after_closing: bool) -> None:
    in_time = day <= last_day(expectation)
    outcome = Outcome.ZERO if record.zero else Outcome.MET
    Fulfilment.objects.create(
        record=record,
        expectation=expectation,
        outcome=outcome,
        in_time=in_time,
        since=day,
        after_closing=after_closing,
    )
    Expectation.objects.filter(pk=expectation.pk).update(
        outcome=outcome, settled_on=day, in_time=in_time, confirmed=False
    )


def confirm(record: Record, day: date) -> None:
    """What the record met is confirmed; of a list to tick off once all of it is."""
    live = Fulfilment.objects.filter(record=record, until__isnull=True)
    live.update(accepted_on=day)
    Expectation.objects.filter(pk__in=live.filter(items=[]).values("expectation_id")).update(confirmed=True)
    settle(live.exclude(items=[]).values_list("expectation_id", flat=True), day)


def unconfirm(record: Record, day: date) -> int:
    """What the record met stays met, in time or late as it was, and waits from `day` on to be confirmed anew; how many
    that are."""
    untell(record, day)
    live = list(Fulfilment.objects.filter(record=record, until__isnull=True).order_by("pk"))
    for row in live:
        if row.since < day:
            Fulfilment.objects.filter(pk=row.pk).update(until=day)
            row.pk, row.since = None, day
        row.accepted_on = None
        row.save()
    whole = [row.expectation_id for row in live if not row.items]
    Expectation.objects.filter(pk__in=whole).update(confirmed=False)
    settle([row.expectation_id for row in live if row.items], day)
    return len(live)


def reopen(record: Record, day: date) -> list[Expectation]:
    """What the record met is open again; these expectations."""
    untell(record, day)
    live = Fulfilment.objects.filter(record=record, until__isnull=True)
    rows = list(live.select_related("expectation"))
    live.update(until=day)
    Expectation.objects.filter(pk__in=[row.expectation_id for row in rows if not row.items]).update(
        outcome=Outcome.OPEN, settled_on=None, in_time=None, confirmed=False
    )
    settle([row.expectation_id for row in rows if row.items], day)
    # What an amendment took out before it was due is asked of nobody any more, nor of who has to put it right.
    Expectation.objects.filter(
        pk__in=[row.expectation_id for row in rows],
        outcome=Outcome.OPEN,
        task__withdrawn_on__isnull=False,
        due_on__gte=F("task__withdrawn_on"),
    ).update(withdrawn_on=day)
    return [row.expectation for row in rows]
