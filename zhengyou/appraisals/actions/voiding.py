"""That a ballot does not count: one of those who count proposes it with a reason, another agrees (issue 6 section 3).
Nothing is deleted; the round is counted anew without it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted

from ..models import Ballot, Round, RoundState, Voided, VoidProposal
from .counting import keep_counts
from .rounds import NotPossible

SUBJECT = "appraisals.voiding"


@transaction.atomic
def propose(*, by: Actor, ballot: Ballot, reason: str, now: datetime) -> VoidProposal:
    """Say that a ballot should not count; raises NotPermitted or NotPossible (approved already, or said before)."""
    row = _counting(by, ballot)
    if Voided.objects.filter(ballot=ballot).exists() or VoidProposal.objects.filter(ballot=ballot).exists():
        raise NotPossible("这张票已经作废了，或者已经有人提出。")
    found = VoidProposal.objects.create(ballot=ballot, reason=reason, first_id=by.account_id)
    _tell(by, row, "propose", f"提出“{row.name}”有一张票作废：{reason}", now, after=given(found, "reason"))
    return found


@transaction.atomic
def agree(*, by: Actor, proposal: VoidProposal, now: datetime) -> Voided:
    """Agree as the second that a ballot does not count, and count anew; raises NotPermitted or NotPossible."""
    kept = _proposal(proposal)
    row = _counting(by, kept.ballot)
    if kept.first.person_id == by.person_id:
        raise NotPermitted("作废要两个人：提出的人自己不能同意，请另一位监票人或计票人办。")
    found = Voided.objects.create(
        ballot=kept.ballot, reason=kept.reason, first_id=kept.first_id, second_id=by.account_id
    )
    kept.delete()
    keep_counts(row)
    told = f"同意“{row.name}”有一张票作废，重新数过：{found.reason}"
    _tell(by, row, "agree", told, now, after=given(found, "reason"))
    return found


@transaction.atomic
def decline(*, by: Actor, proposal: VoidProposal, now: datetime) -> None:
    """The ballot counts after all: whoever proposed it takes it back, or another does not agree; raises NotPermitted
    or NotPossible."""
    kept = _proposal(proposal)
    row = _counting(by, kept.ballot)
    told = f"“{row.name}”的一张票照旧有效，不作废：{kept.reason}"
    _tell(by, row, "decline", told, now, before=given(kept, "reason"))
    kept.delete()


def _proposal(proposal: VoidProposal) -> VoidProposal:
    found = VoidProposal.objects.select_for_update(of=("self",)).select_related("ballot", "first")
    kept = found.filter(pk=proposal.pk).first()
    if kept is None:
        raise NotPossible("这件事已经有人办了。")
    return kept


def _counting(by: Actor, ballot: Ballot) -> Round:
    row = Round.objects.select_for_update(of=("self",)).get(pieces__ballots=ballot)
    if not row.officers.filter(person_id=by.person_id).exists():
        raise NotPermitted("选票作废由这一轮的监票人、计票人两个人来定。")
    if row.state != RoundState.COUNTED:
        raise NotPossible("结果已经审定，票数不能再改。")
    return row


def _tell(
    by: Actor,
    row: Round,
    verb: str,
    sentence: str,
    now: datetime,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=row.pk,
        path=standing_place(row.organisation_id, timezone.localdate(now)).path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
