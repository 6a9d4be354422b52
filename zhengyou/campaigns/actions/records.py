"""What people do with records: submit, accept, return, put right, withdraw (domain.md P17)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, given, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Attachment, Fulfilment, Record, RecordState
from ..models.filing import PlanVersion
from ..models.projects import Project, ProjectState
from ..models.tasks import Expectation
from ..queries.policies import policy
from ..rules import procedures
from ..rules.activity_kinds import catalogue, checked, name_of
from ..rules.attachments import File
from ..rules.policies import RETURN_GRACE
from ..rules.workdays import add_workdays
from .attendance import tell
from .meeting import NotOpen, confirm, meet, reopen, unconfirm
from .plan_steps import filed_plan, received, send_back, take_back

SUBJECT = "campaigns.record"
# What the ledger keeps of a record: what was told, long texts by their digest only.
TOLD = ("title", "happened_on", "place", "attended", "result", "quantity", "unit", "zero")


class NotYetHappened(Exception):
    """A record tells of a day that has not come."""

    def __init__(self) -> None:
        super().__init__("发生日期晚于今天。请填写实际发生的那一天。")


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What happened, as the branch tells it. `quantity` is in `unit`; `participants` and `absent` are ids of people;
    `kind` and `details` are checked by rules.activity_kinds; `issues` are problems raised there, a line each; `project`
    is a running one of the own organisation that it was done for, `items` what it tells of lists to tick off."""

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
    items: Sequence[str] = ()


@transaction.atomic
def submit(*, by: Actor, happening: Happening, expectations: Sequence[int], now: datetime) -> Record:
    """Record what happened once and meet several expectations with it; raises NotOpen if one is settled already."""
    by.require(Permission.RECORD, by.path)
    record = Record(organisation_id=by.organisation_id, entered_by_id=by.account_id, entered_at=now)
    _fill(record, happening, now)
    record.save()
    numbers = _lay_beside(record, happening, now)
    met = meet(record, expectations, happening.items, now)
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
        meet(record, expectations, (), now)
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
    met = meet(locked, expectations, happening.items, now)
    sentence = f"补正后重新报送“{locked.title}”，对应 {met} 项应办事项。"
    after = {**values(locked, "state", "comment", *TOLD), "expectations": met, **numbers}
    _write(by, locked, path, "resubmit", sentence, before=before, after=after)
    return locked


@transaction.atomic
def correct(*, by: Actor, record: Record, happening: Happening, comment: str, now: datetime) -> Record:
    """Mend one's own record and say what was wrong: what it met stays met, and those above look at it once more."""
    locked, path = _locked(record)
    _check(locked, "correct", by, path)
    if locked.zero:
        raise NotOpen("这是零报告，没有可更正的内容。报错了的，请撤回以后重新报送；已经验收的，请上级退回。")
    before = values(locked, "state", "comment", *TOLD)
    locked.state, locked.decided_by, locked.decided_at, locked.comment = RecordState.SUBMITTED, None, None, ""
    _fill(locked, happening, now)
    locked.save()
    met = unconfirm(locked, timezone.localdate(now))
    numbers = _lay_beside(locked, happening, now)
    after = {**values(locked, "state", "comment", *TOLD), "expectations": met, **numbers}
    told = f"更正“{locked.title}”：{comment}"
    _write(by, locked, path, "correct", told, before=before, after=after)
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
    confirm(locked, day)
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
    for expectation in reopen(locked, day):
        grace = add_workdays(day, policy(expectation.campaign_id, RETURN_GRACE, day))
        Expectation.objects.filter(pk=expectation.pk).update(grace_until=grace)
        ended = Fulfilment.objects.filter(record=locked, expectation=expectation, until=day)
        ended.filter(grace_until__isnull=True).update(grace_until=grace)
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
    reopen(locked, timezone.localdate(now))
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
