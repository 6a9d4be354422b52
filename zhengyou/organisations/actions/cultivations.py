"""Dual cultivation (双培养, domain.md M64): whom an organisation cultivates into what, and whether it was reached."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import given, values
from zhengyou.ledger.writing import Line, mention, write

from ..models import Cultivation, Direction, Membership, Person
from ..queries import on_day, standing_place
from ..rules import Actor
from ..rules.orders import spoken
from ..rules.statuses import is_member
from .groups import NotKept
from .memberships import lock
from .people import require

SUBJECT = "organisations.cultivation"


@dataclass(frozen=True)
class Cultivating:
    """Who is cultivated into what, how, since when."""

    person: int
    direction: Direction
    how: str
    since: date


@dataclass(frozen=True)
class Reached:
    """Whether it was reached, and what came of it."""

    reached: bool
    result: str
    day: date


@dataclass(frozen=True)
class _Kept:
    person: Person
    row: Membership
    path: str


@transaction.atomic
def begin_cultivation(*, by: Actor, told: Cultivating, now: datetime) -> Cultivation:
    """An organisation begins to cultivate one of its people. Raises NotKept, NotPermitted."""
    kept = _kept(by, told.person, now)
    if told.since > timezone.localdate(now):
        raise NotKept("开始的日期还没有到，请改成今天或以前。")
    member = is_member(kept.row.status)
    if member is (told.direction == Direction.TO_MEMBER):
        how = "已经是党员" if member else "还不是党员"
        raise NotKept(f"{kept.person.name}{how}，不能登记“{told.direction.label}”。")
    if Cultivation.objects.filter(person=kept.person, direction=told.direction, until=None).exists():
        raise NotKept(f"{kept.person.name}已经登记“{told.direction.label}”，不用再登记。")
    made = Cultivation.objects.create(
        person=kept.person,
        organisation_id=kept.row.organisation_id,
        direction=told.direction,
        how=told.how.strip(),
        since=told.since,
    )
    name, word = mention(kept.person.pk, kept.person.name), told.direction.label
    sentence = f"{name}列入双培养（{word}），自{spoken(told.since)}起。"
    _write(by, made, kept.path, "begin", sentence, told.since)
    return made


@transaction.atomic
def end_cultivation(*, by: Actor, cultivation: Cultivation, told: Reached, now: datetime) -> Cultivation:
    """It is over, with what came of it. Raises NotKept, NotPermitted."""
    kept = _kept(by, cultivation.person_id, now)
    locked = Cultivation.objects.select_for_update().get(pk=cultivation.pk)
    if locked.until is not None:
        raise NotKept("这一项已经结束了。")
    if told.day > timezone.localdate(now) or told.day <= locked.since:
        raise NotKept(f"结束的日期要在{locked.since:%Y-%m-%d}以后，不能晚于今天。")
    if not told.result.strip():
        raise NotKept("请写明结果。")
    locked.until, locked.reached, locked.result = told.day, told.reached, told.result.strip()
    locked.save(update_fields=["until", "reached", "result"])
    how = "达到目标" if told.reached else "没有达到目标"
    word = Direction(locked.direction).label
    sentence = f"{mention(kept.person.pk, kept.person.name)}的双培养（{word}）结束：{how}。"
    _write(by, locked, kept.path, "end", sentence, told.day)
    return locked


def _kept(by: Actor, person: int, now: datetime) -> _Kept:
    today = timezone.localdate(now)
    locked = lock(person, [], today)
    assert locked is not None
    row = Membership.objects.filter(on_day(today), person=locked).first()
    if row is None:
        raise NotKept(f"{locked.name}现在没有组织关系，请先登记。")
    path = standing_place(row.organisation_id, today).path
    require(by, path, person)
    return _Kept(locked, row, path)


def _write(by: Actor, row: Cultivation, path: str, verb: str, sentence: str, day: date) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        happened_on=day,
        before={"reached": None, "until": None} if verb == "end" else None,
        after=given(row, "reached", "since") if verb == "begin" else values(row, "reached", "until"),
    )
    write(by=by, line=line)
