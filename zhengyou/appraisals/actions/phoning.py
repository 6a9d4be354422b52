"""Calling people of a sample: taking one on, noting that it came to nothing, putting the answers into the urn; and
deleting the numbers. No call writes a ledger line or a time (docs/secrecy.md)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules import Actor, NotPermitted
from zhengyou.organisations.rules.retention import Kept, last_day_kept

from ..models import Contact, Outcome, Round, RoundState, Sample
from ..queries.sampling import calls_for, outcomes, waiting

NUMBERS_DAYS = 30

_ANSWER = """
WITH open AS (
  SELECT id FROM appraisals_round WHERE id = %(round)s AND state = %(state)s FOR SHARE
), gone AS (
  DELETE FROM appraisals_contact c USING appraisals_sample s, appraisals_batch b, appraisals_urn u, open
  WHERE c.id = %(contact)s AND c.caller_id = %(caller)s AND s.id = c.sample_id AND b.id = s.batch_id
    AND u.id = b.urn_id AND u.round_id = open.id
  RETURNING b.id AS batch_id
)
INSERT INTO appraisals_sealedballot (id, batch_id, sealed) SELECT %(ballot)s, batch_id, %(sealed)s FROM gone
"""


@transaction.atomic
def next_call(*, by: Actor, sample: Sample) -> Contact | None:
    """Somebody to call: the one the actor has on the phone already, else the next that nobody has; None when all were
    called. Raises NotPermitted."""
    _may_call(by, sample)
    mine = Contact.objects.filter(sample=sample, caller_id=by.person_id).first()
    if mine is not None or not sample.second:
        return mine
    found = waiting(sample).select_for_update(skip_locked=True).first()
    if found is not None:
        found.caller_id = by.person_id
        found.save(update_fields=["caller"])
    return found


@transaction.atomic
def note_outcome(*, by: Actor, contact: Contact, outcome: str) -> bool:
    """Note that a call brought no answers, and let go of it; False when it is the actor's no more. Raises
    NotPermitted."""
    _may_call(by, contact.sample)
    mine = Contact.objects.filter(pk=contact.pk, caller_id=by.person_id)
    return bool(mine.update(outcome=Outcome(outcome), tries=F("tries") + 1, caller=None))


def answer(*, by: Actor, contact_id: UUID, round_id: int, sealed: bytes) -> bool:
    """Whether the sealed answers of whom the actor has on the phone are in the urn now: False when they were before,
    or the vote has ended. One statement deletes name and number and stores the ballot, or does neither; a round that
    closes meanwhile is waited for."""
    values: dict[str, UUID | int | str | bytes] = {
        "round": round_id,
        "state": RoundState.OPEN.value,
        "contact": contact_id,
        "caller": by.person_id,
        "ballot": uuid4(),
        "sealed": sealed,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, values)
        return bool(cursor.rowcount)


def forget_numbers(row: Round) -> int:
    """Delete every name and number of a round, within the caller's transaction; only the counts of outcomes stay."""
    gone = 0
    for sample in Sample.objects.select_for_update(of=("self",)).filter(batch__urn__round=row):
        kept = outcomes(sample)
        number, _by_model = sample.contacts.all().delete()
        if number:
            sample.outcomes = kept
            sample.save(update_fields=["outcomes"])
        gone += number
    return gone


def _purge(now: datetime) -> int:
    over = Q(closes_on__lt=last_day_kept(now, NUMBERS_DAYS)) | Q(state=RoundState.CANCELLED)
    rounds = Round.objects.filter(over, pk__in=Contact.objects.values("sample__batch__urn__round"))
    return sum(forget_numbers(row) for row in rounds)


def _may_call(by: Actor, sample: Sample) -> None:
    row = sample.batch.urn.round
    if not calls_for(by, row):
        raise NotPermitted("调查电话由计票人打，您不是这一轮的计票人。")


KEPT = [
    Kept(
        key="phone_numbers",
        word=gettext_lazy("电话调查的名单"),
        holds=gettext_lazy("称呼、办过什么事、电话号码（加密），没有怎么答的"),
        period=gettext_lazy("没抽中的，抽样时就删；答了的，答完就删；其余的到开箱为止"),
        counted_from=gettext_lazy("最迟到截止后"),
        days=NUMBERS_DAYS,
        source=gettext_lazy("号码只为这一次调查"),
        afterwards=gettext_lazy("只留打通、拒答、没人接、空号各几个"),
        purge=_purge,
    ),
]
