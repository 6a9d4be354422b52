"""Who counts: scrutineers and counters are named, and each scrutineer makes the key slip that only he holds."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.models import Person
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission

from ..models import Duty, Officer, Round, RoundState
from ..queries.rounds import why_not_officer
from ..rules.sealing import new_slip, public_half
from .rounds import NotPossible

SUBJECT = "appraisals.officer"
_BEFORE_VOTE = (RoundState.SCHEDULED, RoundState.FRAMED, RoundState.CIRCULATED)


@transaction.atomic
def name_officer(*, by: Actor, row: Round, person: Person, duty: str, now: datetime) -> Officer:
    """Name a scrutineer or counter; raises NotPermitted or NotPossible (judged himself, or arranged the round)."""
    kept = _editable(by, row, now)
    why = why_not_officer(kept, person, timezone.localdate(now))
    if why:
        raise NotPossible(f"{person.name}是{why}，不能当{Duty(duty).label}。请指定另一位同志。")
    officer, new = Officer.objects.get_or_create(round=kept, person=person, duty=duty)
    if new:
        _tell(
            by,
            officer,
            "name",
            f"指定{mention(person.pk, person.name)}当“{kept.name}”的{Duty(duty).label}。",
            now,
        )
    return officer


@transaction.atomic
def remove_officer(*, by: Actor, officer: Officer, now: datetime) -> None:
    """Take somebody off the count before the vote begins; raises NotPermitted or NotPossible."""
    row = Officer.objects.select_related("round", "person").get(pk=officer.pk)
    _editable(by, row.round, now)
    who, duty = mention(row.person_id, row.person.name), row.get_duty_display()
    _tell(by, row, "remove", f"{who}不再当“{row.round.name}”的{duty}。", now, ended=True)
    row.delete()


@transaction.atomic
def make_slip(*, by: Actor, row: Round, now: datetime) -> str:
    """A new key slip for the acting scrutineer, shown only this once and stored nowhere; one made before no longer
    opens anything. Raises NotPermitted or NotPossible (the vote has begun)."""
    kept = Round.objects.select_for_update(of=("self",)).get(pk=row.pk)
    officer = (
        kept.officers.filter(duty=Duty.SCRUTINEER, person_id=by.person_id).select_related("person").first()
    )
    if officer is None:
        raise NotPermitted("钥匙条由监票人自己做，您不是这一轮的监票人。")
    if kept.state not in _BEFORE_VOTE:
        raise NotPossible("投票已经开始，不能再换钥匙条。")
    slip = new_slip()
    officer.public_half = public_half(slip)
    officer.save(update_fields=["public_half"])
    officer.round = kept
    _tell(
        by,
        officer,
        "slip",
        f"{mention(officer.person_id, officer.person.name)}做好“{kept.name}”的钥匙条。",
        now,
    )
    return slip


def _editable(by: Actor, row: Round, now: datetime) -> Round:
    kept = Round.objects.select_for_update(of=("self",)).select_related("scheduled_by").get(pk=row.pk)
    by.require(Permission.DECIDE, standing_place(kept.organisation_id, timezone.localdate(now)).path)
    if by.organisation_id != kept.organisation_id:
        raise NotPermitted("监票人、计票人由组织评议的单位指定。")
    if kept.state not in _BEFORE_VOTE:
        raise NotPossible("投票已经开始，监票人、计票人不能再换。")
    return kept


def _tell(by: Actor, officer: Officer, verb: str, sentence: str, now: datetime, ended: bool = False) -> None:
    duty = given(officer, "duty")
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=officer.pk,
        path=standing_place(officer.round.organisation_id, timezone.localdate(now)).path,
        before=duty if ended else None,
        after=None if ended else duty,
    )
    write(by=by, line=line)
