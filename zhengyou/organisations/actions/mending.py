"""Putting a wrong entry right: the spelling of a name, its sorting, the roster's number, days. Always with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import Membership, Person
from ..queries import standing_place
from ..rules import Actor
from .groups import NotKept
from .memberships import lock
from .people import SUBJECT, require


@dataclass(frozen=True)
class Corrected:
    """What is to stand there: all of it, changed or not. `since` is the day from which what he is now counts, None for
    somebody who left."""

    name: str
    pinyin: str
    number: str
    joined_on: date | None
    since: date | None
    reason: str


@transaction.atomic
def correct(*, by: Actor, person: int, wanted: Corrected, now: datetime) -> Person:
    """Put a wrong entry right; figures of days past follow where a day is moved. Raises NotKept, NotPermitted."""
    today = timezone.localdate(now)
    locked = lock(person, [], today)
    assert locked is not None
    row = _row(locked, today)
    require(by, standing_place(row.organisation_id, today).path, person)
    if locked.blanked_on is not None:
        raise NotKept("这份档案的个人信息已经隐去，不能再更正。")
    if not wanted.reason.strip():
        raise NotKept("请写明为什么更正。")
    if wanted.joined_on is not None and wanted.joined_on > today:
        raise NotKept("入党日期不能晚于今天。")
    number = wanted.number.strip() or None
    if number and Person.objects.filter(number=number).exclude(pk=person).exists():
        raise NotKept(f"人员编号{number}已经有人用，请核对。")
    before, after = _differences(locked, row, wanted, number)
    if not after:
        raise NotKept("没有改动什么；写的和登记的一样。")
    if "since" in after and wanted.since is not None:
        _move(row, wanted.since, today)
    locked.name, locked.pinyin = wanted.name, wanted.pinyin
    locked.number, locked.joined_on = number, wanted.joined_on
    locked.save(update_fields=["name", "pinyin", "number", "joined_on"])
    _write(by, locked, row, before, after, wanted.reason.strip())
    return locked


def _row(person: Person, today: date) -> Membership:
    """What he is, or was last."""
    found = Membership.objects.filter(person=person).order_by("-since").first()
    if found is None:
        raise NotKept(f"{person.name}还没有登记在哪个组织。")
    return found


def _differences(
    person: Person, row: Membership, wanted: Corrected, number: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stood there and what stands there after, only where they differ. Names only by mention."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key, old, new in (
        ("pinyin", person.pinyin, wanted.pinyin),
        ("number", person.number, number),
        ("joined_on", person.joined_on, wanted.joined_on),
        ("since", row.since, wanted.since or row.since),
    ):
        if old != new:
            # What tells who somebody is goes with his name, once he is blanked.
            before[key], after[key] = _told(person, key, old), _told(person, key, new)
    if person.name != wanted.name:
        before["name"] = mention(person.pk, person.name)
        after["name"] = mention(person.pk, wanted.name)
    return before, after


def _told(person: Person, key: str, value: Any) -> Any:
    text = value.isoformat() if isinstance(value, date) else value
    return text if key == "since" or not text else mention(person.pk, text)


def _move(row: Membership, since: date, today: date) -> None:
    """What he is counts from another day; what he was before ends on it. Raises NotKept."""
    if since > today or row.since > today:
        raise NotKept("更正的日期不能晚于今天；还没有生效的变动请撤回重办。")
    if row.until is not None and since >= row.until:
        raise NotKept(f"更正的日期要在{row.until:%Y-%m-%d}以前。")
    former = (
        Membership.objects.filter(person_id=row.person_id, until__lte=row.since).order_by("-since").first()
    )
    if former is not None and since <= former.since:
        raise NotKept(f"更正的日期要在{former.since:%Y-%m-%d}以后，那天起是上一段登记。")
    place = standing_place(row.organisation_id, today)
    if since < place.organisation.founded_on:
        raise NotKept(f"{place.name}{place.organisation.founded_on:%Y-%m-%d}才成立，请核对日期。")
    adjoins = former is not None and former.until is not None and former.until > min(since, row.since)
    adjoins = adjoins or (former is not None and former.until == row.since)
    if (
        former is not None and adjoins and since < row.since
    ):  # the earlier row gives way first: no day has two
        Membership.objects.filter(pk=former.pk).update(until=since)
    Membership.objects.filter(pk=row.pk).update(since=since)
    if former is not None and adjoins and since > row.since:
        Membership.objects.filter(pk=former.pk).update(until=since)


def _write(
    by: Actor, person: Person, row: Membership, before: dict[str, Any], after: dict[str, Any], reason: str
) -> None:
    words = {
        "name": "姓名",
        "pinyin": "排序用的拼音",
        "number": "人员编号",
        "joined_on": "入党日期",
        "since": "现身份的起算日期",
    }
    what = "、".join(words[key] for key in words if key in after)
    place = standing_place(row.organisation_id, max(row.since, timezone.localdate()))
    line = Line(
        verb=f"{SUBJECT}.correct",
        sentence=f"更正{mention(person.pk, person.name)}的{what}：{reason}",
        subject=SUBJECT,
        subject_id=person.pk,
        path=place.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
