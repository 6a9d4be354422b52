"""What people do with records: submit, accept, return, put right, withdraw (domain.md P17)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Attachment, Fulfilment, Record, RecordState
from ..models.filing import PlanVersion
from ..models.plans import Asked
from ..models.projects import Project, ProjectState
from ..models.tasks import Excuse, ExcuseState, Expectation, Outcome
from ..queries.policies import policy
from ..rules import procedures
from ..rules.activity_kinds import catalogue, checked, name_of
from ..rules.policies import RETURN_GRACE
from ..rules.states import last_day
from ..rules.workdays import add_workdays
from .attendance import tell, untell
from .plan_steps import filed_plan, received, send_back, take_back

SUBJECT = "campaigns.record"
# What the ledger keeps of a record: what was told, long texts by their digest only.
TOLD = ("title", "happened_on", "place", "attended", "result", "quantity", "unit", "zero")


class NotOpen(Exception):
    """What the record was to meet is no longer open; the sentence says which."""


class NotYetHappened(Exception):
    """A record tells of a day that has not come."""

    def __init__(self) -> None:
        super().__init__("发生日期晚于今天。请填写实际发生的那一天。")


@dataclass(frozen=True, kw_only=True)
class File:
    """One file laid beside a record."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What happened, as the branch tells it. `quantity` is in `unit`; `participants` and `absent` are ids of people;
    `kind` and `details` are checked by rules.activity_kinds; `issues` are problems raised there, a line each; `project`
    is a running one of the own organisation that it was done for."""

    title: str
    happened_on: date
    result: str
    place: str = ""
    attended: int | None = None
    participants: Sequence[int] = ()
    quantity: Decimal | None = None
    unit: str = ""
    zero: bool = False
    files: Sequence[File] = field(default_factory=tuple)
    kind: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    absent: Sequence[int] = ()
    issues: Sequence[str] = ()
    project: int | None = None


@transaction.atomic
def submit(*, by: Actor, happening: Happening, expectations: Sequence[int], now: datetime) -> Record:
    """Record what happened once and meet several expectations with it; raises NotOpen if one is settled already."""
    by.require(Permission.RECORD, by.path)
    record = Record(organisation_id=by.organisation_id, entered_by_id=by.account_id, entered_at=now)
    _fill(record, happening, now)
    record.save()
    numbers = _lay_beside(record, happening, now)
    met = _meet(record, expectations, now)
    sentence = f"报送“{record.title}”，对应 {met} 项应办事项。"
    after = {**given(record, "state", *TOLD), "expectations": met, **numbers}
    _write(by, record, by.path, "submit", sentence, after=after)
    return record


def send_up(
    *,
    by: Actor,
    version: PlanVersion,
    result: str,
    happened_on: date,
    expectations: Sequence[int],
    now: datetime,
) -> Record:
    """The record by which a plan's version goes up to be received: a new one, or the one returned earlier, put right.

    Runs within the caller's transaction, which says so in the ledger. An amendment meets no expectation of its own.
    """
    returned = Record.objects.filter(plan_version__plan_id=version.plan_id, state=RecordState.RETURNED)
    record = returned.select_for_update().order_by("-pk").first() or Record(
        organisation_id=by.organisation_id, entered_by_id=by.account_id, entered_at=now
    )
    record.state, record.decided_by, record.decided_at, record.comment = RecordState.SUBMITTED, None, None, ""
    record.plan_version = version
    title = f"报备《{version.content['facts']['title']}》"[:120]
    _fill(record, Happening(title=title, happened_on=happened_on, result=result), now)
    record.save()
    if expectations:
        _meet(record, expectations, now)
    return record


@transaction.atomic
def resubmit(
    *, by: Actor, record: Record, happening: Happening, expectations: Sequence[int], now: datetime
) -> Record:
    """Put a returned record right and send it up again."""
    locked, path = _locked(record)
    procedures.record_procedure(locked).check(
        "resubmit", locked.state, by, procedures.Concerned(path, locked.entered_by_id)
    )
    if locked.plan_version_id is not None:
        raise NotOpen("退回的是方案：请改好方案，会议通过以后再按“报备”，不在这里补正。")
    before = values(locked, "state", "comment", *TOLD)
    locked.state, locked.decided_by, locked.decided_at, locked.comment = RecordState.SUBMITTED, None, None, ""
    _fill(locked, happening, now)
    locked.save()
    numbers = _lay_beside(locked, happening, now)
    met = _meet(locked, expectations, now)
    sentence = f"补正后重新报送“{locked.title}”，对应 {met} 项应办事项。"
    after = {**values(locked, "state", "comment", *TOLD), "expectations": met, **numbers}
    _write(by, locked, path, "resubmit", sentence, before=before, after=after)
    return locked


@transaction.atomic
def accept(*, by: Actor, record: Record, now: datetime) -> Record:
    """Confirm that it happened as told."""
    locked, path = _locked(record)
    procedures.record_procedure(locked).check(
        "accept", locked.state, by, procedures.Concerned(path, locked.entered_by_id)
    )
    before = values(locked, "state", "comment")
    _decide(locked, RecordState.ACCEPTED, by, "", now)
    day = timezone.localdate(now)
    live = Fulfilment.objects.filter(record=locked, until__isnull=True)
    live.update(accepted_on=day)
    Expectation.objects.filter(pk__in=live.values("expectation_id")).update(confirmed=True)
    told = f"验收“{locked.title}”。"
    numbers: dict[str, int] = {}
    if locked.plan_version is not None:
        told, numbers = received(locked.plan_version, path=path, now=now)
    after = {**values(locked, "state", "comment"), **numbers}
    _write(by, locked, path, "accept", told, before=before, after=after)
    return locked


@transaction.atomic
def return_(*, by: Actor, record: Record, comment: str, now: datetime) -> Record:
    """Send a record back with a comment: what it met is open again, with some working days of grace."""
    locked, path = _locked(record)
    procedures.record_procedure(locked).check(
        "return", locked.state, by, procedures.Concerned(path, locked.entered_by_id)
    )
    before = values(locked, "state", "comment")
    _decide(locked, RecordState.RETURNED, by, comment, now)
    day = timezone.localdate(now)
    for expectation in _reopen(locked, day):
        grace = add_workdays(day, policy(expectation.campaign_id, RETURN_GRACE, day))
        Expectation.objects.filter(pk=expectation.pk).update(grace_until=grace)
        Fulfilment.objects.filter(record=locked, expectation=expectation, grace_until__isnull=True).update(
            grace_until=grace
        )
    if locked.plan_version is not None:
        send_back(filed_plan(locked.plan_version), by, comment, now)
    told, after = f"退回“{locked.title}”：{comment}", values(locked, "state", "comment")
    _write(by, locked, path, "return", told, before=before, after=after)
    return locked


@transaction.atomic
def withdraw(*, by: Actor, record: Record, now: datetime) -> Record:
    """Take a record back that was not accepted yet; what it met is open again."""
    locked, path = _locked(record)
    procedures.record_procedure(locked).check(
        "withdraw", locked.state, by, procedures.Concerned(path, locked.entered_by_id)
    )
    before = values(locked, "state")
    locked.state = RecordState.WITHDRAWN
    locked.save(update_fields=["state"])
    _reopen(locked, timezone.localdate(now))
    if locked.plan_version is not None:
        take_back(locked.plan_version)
    told = f"撤回“{locked.title}”。"
    _write(by, locked, path, "withdraw", told, before=before, after=values(locked, "state"))
    return locked


def _fill(record: Record, happening: Happening, now: datetime) -> None:
    if happening.happened_on > timezone.localdate(now):
        raise NotYetHappened
    record.title, record.result = happening.title, happening.result
    record.happened_on, record.place = happening.happened_on, happening.place
    record.attended, record.zero = happening.attended, happening.zero
    record.quantity, record.unit = happening.quantity, happening.unit
    kind = catalogue().kind(happening.kind)
    record.kind, record.details = kind.key if kind else "", checked(kind, happening.details)
    record.project = _project(record, happening.project)
    record.submitted_at = now


def _project(record: Record, project_id: int | None) -> Project | None:
    """The named project it was done for: a running one of the same organisation, or the one told of before."""
    if project_id is None:
        return None
    found = Project.objects.filter(pk=project_id, organisation_id=record.organisation_id).first()
    if found is None or (found.state != ProjectState.RUNNING and project_id != record.project_id):
        raise NotOpen("所选的品牌项目现在不在做，请另选一个，或者不选。")
    return found


def _lay_beside(record: Record, happening: Happening, now: datetime) -> Values:
    """Who came and who did not, what the kind asks, and the files; what of it the ledger keeps."""
    record.participants.set(happening.participants)
    for file in happening.files:
        Attachment.objects.create(
            record=record,
            name=file.name[:200],
            media_type=file.media_type[:100],
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            content=file.content,
        )
    told = tell(
        record,
        present=happening.participants,
        absent=happening.absent,
        issues=happening.issues,
        day=timezone.localdate(now),
    )
    for_project: Values = {"project": record.project.name} if record.project else {}
    return {**told, **_of_kind(record), **for_project}


def _of_kind(record: Record) -> Values:
    """The kind, and what it asked by its digest only: speakers and those visited may be named there."""
    found: Values = {"kind": name_of(record.kind)} if record.kind else {}
    if not record.details:
        return found
    text = json.dumps(record.details, ensure_ascii=False, sort_keys=True)
    return found | {"details": {"length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}}


def _meet(record: Record, ids: Sequence[int], now: datetime) -> int:
    """Settle open expectations of the record's own organisation; all of them or none."""
    day = timezone.localdate(now)
    found = list(
        Expectation.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, organisation_id=record.organisation_id, withdrawn_on__isnull=True)
        .select_related("task")
        .order_by("pk")
    )
    if len(found) != len(set(ids)) or not found:
        raise NotOpen("所选的应办事项里有不属于本组织或已取消的，请返回“待办”重新选择。")
    _once_a_task(found)
    for expectation in found:
        _meet_one(record, expectation, day)
    return len(found)


def _once_a_task(found: Sequence[Expectation]) -> None:
    """One event counts once per rule (domain.md P17)."""
    tasks = [expectation.task for expectation in found]
    if twice := next((task for task in tasks if tasks.count(task) > 1), None):
        raise NotOpen(f"一次活动在“{twice.name}”里只能算一次，请只勾其中一期。")


def _meet_one(record: Record, expectation: Expectation, day: date) -> None:
    name = expectation.task.name
    if expectation.task.asks == Asked.PLAN and record.plan_version_id is None:
        raise NotOpen(f"“{name}”要报的是方案：请从“待办”打开它，起草或上传方案，会议通过以后按“报备”。")
    if expectation.outcome != Outcome.OPEN:
        raise NotOpen(f"“{name}”已经报送过了，没有重复保存。请在“活动”里查看那条记录。")
    if expectation.opens_on > day:
        raise NotOpen(f"“{name}”从 {expectation.opens_on:%Y年%-m月%-d日} 起才能报送。")
    if record.zero and not expectation.task.zero_allowed:
        raise NotOpen(f"“{name}”不能零报告，请填写做了什么，或说明为什么不适用。")
    in_time = day <= last_day(expectation)
    outcome = Outcome.ZERO if record.zero else Outcome.MET
    Fulfilment.objects.create(
        record=record, expectation=expectation, outcome=outcome, in_time=in_time, since=day
    )
    Expectation.objects.filter(pk=expectation.pk).update(
        outcome=outcome, settled_on=day, in_time=in_time, confirmed=False
    )
    # Having done it after all takes back the plea that it does not apply.
    Excuse.objects.filter(expectation=expectation, state=ExcuseState.REQUESTED).update(
        state=ExcuseState.WITHDRAWN
    )


def _reopen(record: Record, day: date) -> list[Expectation]:
    untell(record, day)
    live = Fulfilment.objects.filter(record=record, until__isnull=True)
    expectations = [fulfilment.expectation for fulfilment in live.select_related("expectation")]
    live.update(until=day)
    Expectation.objects.filter(pk__in=[expectation.pk for expectation in expectations]).update(
        outcome=Outcome.OPEN, settled_on=None, in_time=None, confirmed=False
    )
    # What an amendment took out before it was due is asked of nobody any more, nor of who has to put it right.
    Expectation.objects.filter(
        pk__in=[expectation.pk for expectation in expectations],
        task__withdrawn_on__isnull=False,
        due_on__gte=F("task__withdrawn_on"),
    ).update(withdrawn_on=day)
    return expectations


def _locked(record: Record) -> tuple[Record, str]:
    locked = Record.objects.select_for_update().get(pk=record.pk)
    return locked, standing_place(locked.organisation_id, timezone.localdate()).path


def _check(record: Record, verb: str, by: Actor, path: str) -> None:
    procedure = procedures.record_procedure(record)
    procedure.check(verb, record.state, by, procedures.Concerned(path, record.entered_by_id))


def _decide(record: Record, state: RecordState, by: Actor, comment: str, now: datetime) -> None:
    record.state, record.comment, record.decided_by_id, record.decided_at = state, comment, by.account_id, now
    record.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def _write(
    by: Actor,
    record: Record,
    path: str,
    verb: str,
    sentence: str,
    *,
    before: Values | None = None,
    after: Values,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=record.pk,
        path=path,
        happened_on=record.happened_on,
        before=before,
        after=after,
    )
    write(by=by, line=line)
