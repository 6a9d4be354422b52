"""Entering people, their way into the party, where they belong, and leaving; every step from a day on (decision 0017).

A step begins today or later and may be taken back before its day or on it; later the next step says otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime
from os.path import commonpath
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import LeaveReason, Membership, MemberStatus, MemberStep, Person, StepKind
from ..queries import standing_place
from ..rules import Actor, NotPermitted, Permission
from ..rules.orders import Decided, spoken
from ..rules.roster_names import pinyin_key
from ..rules.statuses import StatusAsked, faults, goes_back
from .groups import NotKept
from .memberships import Rewriting, give_back, lock, open_row, standing

SUBJECT = "organisations.person"


@dataclass(frozen=True)
class Newcomer:
    """Who is entered: somebody new, or (`person`) one who was here before. `other` says that he is another than the
    one of that name already there."""

    name: str
    status: str
    number: str = ""
    joined_on: date | None = None
    person: int | None = None
    other: bool = False


@transaction.atomic
def enrol(*, by: Actor, organisation: int, newcomer: Newcomer, decided: Decided, now: datetime) -> MemberStep:
    """Somebody belongs to an organisation from a day on. Raises NotKept, NotPermitted."""
    day = _checked(decided, now)
    person = lock(newcomer.person, [organisation], day)
    at = standing(organisation, day)
    require(by, at.path, newcomer.person)
    if person is None:
        person = _new_person(newcomer, organisation, at.name, day)
    elif person.blanked_on is not None:
        raise NotKept("这份档案的个人信息已经隐去，不能再登记；是新来的人，请当新人登记。")
    elif open_row(person, day) is not None:
        raise NotKept(f"{person.name}现在就有组织关系；要换组织，请办转接。")
    writing = Rewriting(day)
    writing.begin(person, organisation, newcomer.status)
    step = _record(by, StepKind.ENROL, person, organisation, decided, writing, now)
    word = MemberStatus(newcomer.status).label
    sentence = f"{mention(person.pk, person.name)}登记为{at.name}{word}，自{spoken(day)}起。"
    _write(by, "enrol", person, at.path, sentence, day, after={"status": newcomer.status})
    return step


def _new_person(newcomer: Newcomer, organisation: int, where: str, day: date) -> Person:
    """Two who enter the same person at once wait for each other at the organisation; the second is told."""
    number = newcomer.number.strip()
    if number and Person.objects.filter(number=number).exists():
        raise NotKept(
            f"人员编号{number}已经有人用。是同一个人，请由他现在的组织转过来；不是同一个人，请核对编号。"
        )
    same = Membership.objects.filter(organisation_id=organisation, person__name=newcomer.name)
    if not newcomer.other and any(row.until is None or row.until > day for row in same):
        raise NotKept(f"{where}已经有一位{newcomer.name}。确是另一个人，请勾选“和名册上的不是同一个人”。")
    values = {
        "name": newcomer.name,
        "pinyin": pinyin_key(newcomer.name),
        "joined_on": newcomer.joined_on,
    }
    if not number:
        return Person.objects.create(**values)
    person, fresh = Person.objects.get_or_create(number=number, defaults=values)
    if not fresh:  # somebody else was quicker, in another organisation
        raise NotKept(f"人员编号{number}刚刚被别人登记了，请核对。")
    return person


@transaction.atomic
def change_status(*, by: Actor, person: int, status: str, decided: Decided, now: datetime) -> MemberStep:
    """Somebody is something else in the same organisation from a day on. Raises NotKept, NotPermitted."""
    day = _checked(decided, now)
    locked, row = _of_member(by, person, day)
    same_day = MemberStep.objects.filter(person=locked, kind=StepKind.STATUS, effective_on=day)
    if same_day.filter(reverses=None, reversed_by=None).exists():
        raise NotKept(f"{locked.name}{spoken(day)}已经有一项身份变动；要改，请先在他的页上撤回那一项。")
    asked = StatusAsked(row.status, row.since, status, day, decided.reason)
    if found := faults(asked):
        raise NotKept("".join(found))
    at = standing(row.organisation_id, day)
    former = row.status
    writing = Rewriting(day)
    writing.end(row)
    writing.begin(locked, row.organisation_id, status)
    step = _record(by, StepKind.STATUS, locked, row.organisation_id, decided, writing, now)
    how = "更正为" if goes_back(former, status) else "转为"
    words = f"{MemberStatus(former).label}{how}{MemberStatus(status).label}"
    sentence = f"{mention(locked.pk, locked.name)}由{words}，自{spoken(day)}起。"
    _write(by, "status", locked, at.path, sentence, day, {"status": former}, {"status": status})
    return step


@transaction.atomic
def transfer(*, by: Actor, person: int, target: int, decided: Decided, now: datetime) -> MemberStep:
    """Somebody belongs to another organisation from a day on; the actor keeps people in both. Raises NotKept,
    NotPermitted."""
    day = _checked(decided, now)
    locked, row = _of_member(by, person, day, target)
    by.require(Permission.KEEP_PEOPLE, standing(target, day).path)
    return carry_over(by, locked, row, target, decided, now)


def carry_over(
    by: Actor, person: Person, row: Membership, target: int, decided: Decided, now: datetime
) -> MemberStep:
    """Carry a transfer out, once everything is locked and allowed."""
    day, source = decided.effective_on, row.organisation_id
    if source == target:
        raise NotKept(f"{person.name}已经在这个组织里。")
    before, after = standing_place(source, day), standing(target, day)
    writing = Rewriting(day)
    writing.end(row)
    writing.begin(person, target, row.status)
    writing.end_what_hangs_on(person, source, target)
    step = _record(by, StepKind.TRANSFER, person, target, decided, writing, now)
    sentence = (
        f"{mention(person.pk, person.name)}的组织关系由{before.name}转到{after.name}，自{spoken(day)}起。"
    )
    path = f"{commonpath([before.path, after.path])}/"
    told = {"organisation": before.name}, {"organisation": after.name}
    _write(by, "transfer", person, path, sentence, day, *told)
    return step


@transaction.atomic
def leave(*, by: Actor, person: int, left: LeaveReason, decided: Decided, now: datetime) -> MemberStep:
    """Somebody belongs nowhere here from a day on, with what he held. Raises NotKept, NotPermitted."""
    day = _checked(decided, now)
    if left == LeaveReason.ENDED and not decided.reason.strip():
        raise NotKept("请写明为什么不再是党员或发展培养对象。")
    locked, row = _of_member(by, person, day)
    at, former = standing_place(row.organisation_id, day), row.status
    writing = Rewriting(day)
    writing.end(row)
    writing.end_what_hangs_on(locked, row.organisation_id, None)
    step = _record(by, StepKind.LEAVE, locked, at.organisation_id, decided, writing, now, left=left)
    sentence = f"{mention(locked.pk, locked.name)}不再在{at.name}（{left.label}），自{spoken(day)}起。"
    _write(by, "leave", locked, at.path, sentence, day, {"status": former}, {"status": None})
    return step


@transaction.atomic
def take_back(*, by: Actor, step: MemberStep, now: datetime) -> MemberStep:
    """A step that begins today or later becomes as if it had never been. Raises NotKept, NotPermitted."""
    today = timezone.localdate(now)
    found = MemberStep.objects.select_related("person").get(pk=step.pk)
    person = lock(found.person_id, [found.organisation_id], found.effective_on)
    assert person is not None
    at = standing_place(found.organisation_id, found.effective_on)
    require(by, at.path, person.pk)
    if MemberStep.objects.filter(reverses=found).exists() or found.reverses_id is not None:
        raise NotKept("这一项已经撤回了。")
    if found.effective_on < today:
        raise NotKept("这一项已经生效，过去各天不再改动；请照现在的情况另办一项。")
    if MemberStep.objects.filter(person=person, pk__gt=found.pk, reverses=None, reversed_by=None).exists():
        raise NotKept(f"这以后{person.name}又办过别的变动，请先撤回后办的那一项。")
    give_back(person, found.effective_on, found.before, found.after)
    counter = MemberStep.objects.create(
        kind=found.kind,
        person=person,
        organisation_id=found.organisation_id,
        effective_on=found.effective_on,
        by_id=by.account_id,
        at=now,
        before=found.after,
        after=found.before,
        reverses=found,
    )
    word = StepKind(found.kind).label
    sentence = (
        f"撤回{mention(person.pk, person.name)}{spoken(found.effective_on)}起的{word}，恢复原来的登记。"
    )
    told = {"undone": False}, {"undone": True}
    _write(by, "take_back", person, at.path, sentence, found.effective_on, *told)
    return counter


def require(by: Actor, path: str, person: int | None) -> None:
    """The actor keeps people there, and this is not himself (domain.md section 5)."""
    by.require(Permission.KEEP_PEOPLE, path)
    if person == by.person_id:
        raise NotPermitted("自己的身份和组织关系不能自己办，请由书记或上级办理。")


def _checked(decided: Decided, now: datetime) -> date:
    if found := decided.faults(timezone.localdate(now)):
        raise NotKept("".join(found))
    return decided.effective_on


def _of_member(by: Actor, person: int, day: date, *organisations: int) -> tuple[Person, Membership]:
    """Somebody locked, with what he is on the day, whom the actor keeps."""
    locked = lock(person, list(organisations), day)
    assert locked is not None
    row = open_row(locked, day)
    if row is None:
        raise NotKept(f"{locked.name}在那天没有组织关系，请核对日期，或先登记。")
    require(by, standing_place(row.organisation_id, day).path, person)
    return locked, row


def _record(
    by: Actor,
    kind: StepKind,
    person: Person,
    organisation: int,
    decided: Decided,
    writing: Rewriting,
    now: datetime,
    left: str = "",
) -> MemberStep:
    return MemberStep.objects.create(
        kind=kind,
        person=person,
        organisation_id=organisation,
        effective_on=decided.effective_on,
        decided_on=decided.decided_on,
        document=decided.document.strip(),
        reason=decided.reason.strip(),
        left=left,
        by_id=by.account_id,
        at=now,
        before=writing.before,
        after=writing.after,
    )


def _write(
    by: Actor,
    verb: str,
    person: Person,
    path: str,
    sentence: str,
    day: date,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
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
