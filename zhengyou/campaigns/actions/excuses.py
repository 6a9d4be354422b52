"""Saying that an expectation does not apply, and agreeing or not: a reason and an approver, always."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models.tasks import Excuse, ExcuseState, Expectation, Outcome
from ..rules import procedures

SUBJECT = "campaigns.excuse"
_DECIDED = ("state", "comment")


class AlreadySettled(Exception):
    """The expectation is settled, withdrawn, or a reason is waiting for an answer already."""


@transaction.atomic
def request(*, by: Actor, expectation: Expectation, reason: str, now: datetime) -> Excuse:
    """Ask the level above to excuse the actor's own organisation from one expectation."""
    path = by.path if expectation.organisation_id == by.organisation_id else ""
    by.require(Permission.RECORD, path)
    locked = Expectation.objects.select_for_update(of=("self",)).select_related("task").get(pk=expectation.pk)
    if locked.outcome != Outcome.OPEN or locked.withdrawn_on is not None:
        raise AlreadySettled(f"“{locked.task.name}”已经办结，不用再说明。")
    if Excuse.objects.filter(expectation=locked, state=ExcuseState.REQUESTED).exists():
        raise AlreadySettled(f"“{locked.task.name}”的说明已经报上去了，正等上级答复。")
    excuse = Excuse.objects.create(
        expectation=locked, reason=reason, requested_by_id=by.account_id, requested_at=now
    )
    told = f"说明“{locked.task.name}”不适用：{reason}"
    _write(by, excuse, path, "request", told, after=values(excuse, "state", "reason"))
    return excuse


@transaction.atomic
def approve(*, by: Actor, excuse: Excuse, comment: str, now: datetime) -> Excuse:
    """Agree: the expectation counts as excused from today on and leaves the denominator."""
    locked, path = _locked(excuse)
    procedures.EXCUSE.check("approve", locked.state, by, procedures.Concerned(path, locked.requested_by_id))
    day = timezone.localdate(now)
    asked = Expectation.objects.filter(
        pk=locked.expectation_id, outcome=Outcome.OPEN, withdrawn_on__isnull=True
    )
    count = asked.update(outcome=Outcome.EXCUSED, settled_on=day, confirmed=True)
    if not count:
        raise AlreadySettled("这一项刚刚已经报送，不需要再答复。")
    before = values(locked, *_DECIDED)
    _decide(locked, ExcuseState.APPROVED, by, comment, now)
    told = f"同意“{locked.expectation.task.name}”不适用：{locked.reason}"
    _write(by, locked, path, "approve", told, before=before, after=values(locked, *_DECIDED))
    return locked


@transaction.atomic
def refuse(*, by: Actor, excuse: Excuse, comment: str, now: datetime) -> Excuse:
    """Disagree, with a comment: the expectation stays."""
    locked, path = _locked(excuse)
    procedures.EXCUSE.check("refuse", locked.state, by, procedures.Concerned(path, locked.requested_by_id))
    before = values(locked, *_DECIDED)
    _decide(locked, ExcuseState.REFUSED, by, comment, now)
    told = f"不同意“{locked.expectation.task.name}”不适用：{comment}"
    _write(by, locked, path, "refuse", told, before=before, after=values(locked, *_DECIDED))
    return locked


@transaction.atomic
def withdraw(*, by: Actor, excuse: Excuse) -> Excuse:
    """Take back a plea that was not answered yet."""
    locked, path = _locked(excuse)
    procedures.EXCUSE.check("withdraw", locked.state, by, procedures.Concerned(path, locked.requested_by_id))
    before = values(locked, *_DECIDED)
    locked.state = ExcuseState.WITHDRAWN
    locked.save(update_fields=["state"])
    told = f"撤回“{locked.expectation.task.name}”不适用的说明。"
    _write(by, locked, path, "withdraw", told, before=before, after=values(locked, *_DECIDED))
    return locked


def _locked(excuse: Excuse) -> tuple[Excuse, str]:
    # The expectation first, as records and amendments do: otherwise two could wait for each other.
    Expectation.objects.select_for_update().get(pk=excuse.expectation_id)
    locked = (
        Excuse.objects.select_for_update(of=("self",)).select_related("expectation__task").get(pk=excuse.pk)
    )
    return locked, standing_place(locked.expectation.organisation_id, timezone.localdate()).path


def _decide(excuse: Excuse, state: ExcuseState, by: Actor, comment: str, now: datetime) -> None:
    excuse.state, excuse.comment, excuse.decided_by_id, excuse.decided_at = state, comment, by.account_id, now
    excuse.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def _write(
    by: Actor,
    excuse: Excuse,
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
        subject_id=excuse.pk,
        path=path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
