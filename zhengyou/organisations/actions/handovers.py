"""An organisation passes from one secretary to the next: the level above decides, the two of them confirm (M14)."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import Handover, Person, Placement, Post, PostKind
from ..queries import standing_place
from ..queries.matters import handed
from ..rules import Actor, NotPermitted
from ..rules.oneself import Who
from ..rules.orders import day_faults, spoken
from .groups import NotKept
from .memberships import lock, standing
from .posts import may_give

SUBJECT = "organisations.handover"


@transaction.atomic
def hand_over(*, by: Actor, organisation: int, person: int, day: date, note: str, now: datetime) -> Handover:
    """The new secretary begins on the day, the old one's post is over that day. Raises NotKept, NotPermitted."""
    if found := day_faults(day, timezone.localdate(now)):
        raise NotKept("".join(found))
    new = lock(person, [organisation], day)
    assert new is not None
    at = standing(organisation, day)
    may_give(by, at.path, PostKind.SECRETARY, new)
    old = _old(at, new, day)
    if old is not None:
        Post.objects.filter(pk=old.pk).update(until=day)
    post = Post.objects.create(person=new, organisation_id=organisation, kind=PostKind.SECRETARY, since=day)
    made = Handover.objects.create(
        organisation_id=organisation,
        effective_on=day,
        old=old,
        old_until=old.until if old else None,
        new=post,
        note=note.strip(),
        by_id=by.account_id,
        at=now,
    )
    before = f"，{mention(old.person_id, old.person.name)}同日离任" if old else ""
    sentence = f"{mention(new.pk, new.name)}任{at.name}书记{before}，自{spoken(day)}起。"
    people = {
        "old": mention(old.person_id, old.person.name) if old else None,
        "new": mention(new.pk, new.name),
    }
    _write(by, made, at, "begin", sentence, {"secretary": people["old"]}, {"secretary": people["new"]})
    return made


def _old(at: Placement, new: Person, day: date) -> Post | None:
    """Whose post ends; None for a vacancy. Raises NotKept where something else is decided already."""
    lasting = Q(until__isnull=True) | Q(until__gt=day)
    rows = list(
        Post.objects.select_for_update(of=("self",))
        .filter(lasting, organisation_id=at.organisation_id, kind=PostKind.SECRETARY)
        .select_related("person")
        .order_by("since", "pk")
    )
    if any(row.since >= day for row in rows) or len(rows) > 1:
        raise NotKept(f"{at.name}{day:%Y-%m-%d}起已经另定了书记；请先撤回那一项交接或任职。")
    if rows and rows[0].person_id == new.pk:
        raise NotKept(f"{new.name}就是现任书记，不用交接。")
    return rows[0] if rows else None


@transaction.atomic
def confirm_handover(*, by: Who, handover: Handover, now: datetime) -> Handover:
    """The old or the new secretary says that all was handed over; with the first of them the list of what stands
    open is kept. Raises NotKept, NotPermitted."""
    day = timezone.localdate(now)
    locked = Handover.objects.select_for_update(of=("self",)).select_related("old", "new").get(pk=handover.pk)
    gives = locked.old is not None and locked.old.person_id == by.person_id
    takes = locked.new.person_id == by.person_id
    if not gives and not takes:
        raise NotPermitted("交接由离任的和接任的书记本人确认。")
    if (gives and locked.given_on is not None) or (takes and locked.taken_on is not None):
        raise NotKept("您已经确认过了。")
    if locked.listed is None:
        locked.listed, locked.listed_on = _listed(locked.organisation_id, day), day
    if gives:
        locked.given_on = day
    else:
        locked.taken_on = day
    locked.save(update_fields=["listed", "listed_on", "given_on", "taken_on"])
    at = standing_place(locked.organisation_id, day)
    what = "交出" if gives else "接收"
    sentence = f"{mention(by.person_id, by.name)}确认已{what}{at.name}的工作。"
    told = {"given_on" if gives else "taken_on": day.isoformat()}
    _write(by, locked, at, "confirm", sentence, dict.fromkeys(told), told)
    return locked


def _listed(organisation: int, day: date) -> list[dict[str, Any]]:
    """What stands open, as plain values that keep what they said."""
    found = [asdict(one) for one in handed(organisation, day)]
    for kind in found:
        for row in kind["shown"]:
            row["day"] = row["day"].isoformat() if row["day"] else None
    return found


@transaction.atomic
def take_back_handover(*, by: Actor, handover: Handover, now: datetime) -> None:
    """Before its day or on it, while nobody has confirmed: the old secretary goes on as if nothing had been. Raises
    NotKept, NotPermitted."""
    found = Handover.objects.select_related("new").get(pk=handover.pk)
    new = lock(found.new.person_id, [found.organisation_id], found.effective_on)
    assert new is not None
    locked = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("old__person", "new")
        .filter(pk=handover.pk)
        .first()
    )
    if locked is None:
        raise NotKept("这次交接已经撤回了。")
    at = standing_place(locked.organisation_id, locked.effective_on)
    may_give(by, at.path, PostKind.SECRETARY, new)
    if locked.effective_on < timezone.localdate(now) or locked.given_on or locked.taken_on:
        raise NotKept("交接已经生效或已有人确认，不能撤回；要换人，请再办一次交接。")
    sentence = f"撤回{mention(new.pk, new.name)}任{at.name}书记的交接，自{spoken(locked.effective_on)}起。"
    before, after = mention(new.pk, new.name), None
    if locked.old is not None:
        after = mention(locked.old.person_id, locked.old.person.name)
    _write(by, locked, at, "take_back", sentence, {"secretary": before}, {"secretary": after})
    if locked.old is not None:
        Post.objects.filter(pk=locked.old.pk, until=locked.effective_on).update(until=locked.old_until)
    locked.delete()
    Post.objects.filter(pk=found.new.pk).delete()


def _write(
    by: Who,
    handover: Handover,
    at: Placement,
    verb: str,
    sentence: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=handover.pk,
        path=at.path,
        happened_on=handover.effective_on,
        before=before,
        after=after,
    )
    write(by=by, line=line)
