"""What makes the campaign ask less of somebody, from a day on: retired, old or ill, away from home, excused."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import Circumstance, CircumstanceKind, Membership, Person
from ..queries import on_day, standing_place
from ..rules import Actor
from ..rules.orders import day_faults, spoken
from .groups import NotKept
from .memberships import lock
from .people import SUBJECT, require


@transaction.atomic
def begin_circumstance(
    *, by: Actor, person: int, kind: CircumstanceKind, since: date, reason: str, now: datetime
) -> Circumstance:
    """Somebody is in a circumstance from a day on. Raises NotKept, NotPermitted."""
    locked, path = _kept(by, person, since, now)
    if kind == CircumstanceKind.EXCUSED and not reason.strip():
        raise NotKept("经批准不参加要写明理由和批准的组织。")
    rows = Circumstance.objects.filter(person=locked, kind=kind)
    if rows.filter(Q(until__isnull=True) | Q(until__gt=since)).exists():
        raise NotKept(f"{locked.name}已经登记为{kind.label}，不用再登记。")
    made = Circumstance.objects.create(person=locked, kind=kind, since=since, reason=reason.strip())
    sentence = f"{mention(locked.pk, locked.name)}登记为{kind.label}，自{spoken(since)}起。"
    _write(by, locked, path, "begin_circumstance", sentence, since, after={"circumstance": kind})
    return made


@transaction.atomic
def end_circumstance(*, by: Actor, circumstance: Circumstance, day: date, now: datetime) -> None:
    """Somebody is in it no longer; ended on its first day it was never entered. Raises NotKept, NotPermitted."""
    locked, path = _kept(by, circumstance.person_id, day, now)
    row = Circumstance.objects.select_for_update().filter(pk=circumstance.pk).first()
    if row is None or row.until is not None:
        raise NotKept("这一项已经结束了。")
    if day < row.since:
        raise NotKept(f"结束的日期不能早于{row.since:%Y-%m-%d}，那天才开始。")
    word, name = CircumstanceKind(row.kind).label, mention(locked.pk, locked.name)
    if day == row.since:
        row.delete()
        sentence = f"撤回{name}自{spoken(day)}起的{word}。"
    else:
        row.until = day
        row.save(update_fields=["until"])
        sentence = f"{name}不再是{word}，自{spoken(day)}起。"
    _write(by, locked, path, "end_circumstance", sentence, day, before={"circumstance": row.kind})


def _kept(by: Actor, person: int, day: date, now: datetime) -> tuple[Person, str]:
    """Somebody locked who belongs to an organisation where the actor keeps people, and its path."""
    if found := day_faults(day, timezone.localdate(now)):
        raise NotKept("".join(found))
    locked = lock(person, [], day)
    assert locked is not None
    row = Membership.objects.filter(on_day(day), person=locked).first()
    if row is None:
        raise NotKept(f"{locked.name}在那天没有组织关系，请核对日期。")
    path = standing_place(row.organisation_id, day).path
    require(by, path, person)
    return locked, path


def _write(
    by: Actor,
    person: Person,
    path: str,
    verb: str,
    sentence: str,
    day: date,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=person.pk,
        path=path,
        happened_on=day,
        before=before,
        after=after,
    )
    write(by=by, line=line)
