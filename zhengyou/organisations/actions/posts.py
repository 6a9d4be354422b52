"""Giving posts and taking them, from a day on; nobody gives himself one, and a secretary comes from the level above.

What a post allows begins and ends by itself on its days: posts are read afresh for each request.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhengyou.ledger.writing import Line, mention, write

from ..models import Handover, Person, Post, PostKind
from ..queries import standing_place
from ..rules import Actor, NotPermitted
from ..rules.orders import day_faults, spoken
from .groups import NotKept
from .memberships import lock, standing

SUBJECT = "organisations.post"


@dataclass(frozen=True)
class Appointment:
    """Who holds which post from which day on; `until` is the first day on which it is over, None for open."""

    person: int
    kind: PostKind
    since: date
    until: date | None = None


@transaction.atomic
def give_post(*, by: Actor, organisation: int, appointment: Appointment, now: datetime) -> Post:
    """Somebody holds a post from a day on. Raises NotKept, NotPermitted."""
    if found := day_faults(appointment.since, timezone.localdate(now)):
        raise NotKept("".join(found))
    if appointment.until is not None and appointment.until <= appointment.since:
        raise NotKept("任到哪天要在任职的日期以后。")
    person = lock(appointment.person, [organisation], appointment.since)
    assert person is not None
    at = standing(organisation, appointment.since)
    may_give(by, at.path, appointment.kind, person)
    lasting = Q(until__isnull=True) | Q(until__gt=appointment.since)
    held = Post.objects.filter(lasting, organisation_id=organisation, kind=appointment.kind)
    if held.filter(person=person).exists():
        raise NotKept(f"{person.name}已经是{at.name}{appointment.kind.label}，不用再任命。")
    if appointment.kind == PostKind.SECRETARY and (now_held := held.select_related("person").first()):
        raise NotKept(f"{at.name}现任书记是{now_held.person.name}；请办理交接，旧的任职同一天结束。")
    made = Post.objects.create(
        person=person,
        organisation_id=organisation,
        kind=appointment.kind,
        since=appointment.since,
        until=appointment.until,
    )
    until = f"，到{spoken(appointment.until)}为止" if appointment.until else ""
    name, word = mention(person.pk, person.name), appointment.kind.label
    sentence = f"{name}任{at.name}{word}，自{spoken(made.since)}起{until}。"
    write_post(by, made, at.path, "give", sentence, made.since, None)
    return made


@transaction.atomic
def end_post(*, by: Actor, post: Post, day: date, now: datetime) -> None:
    """A post is over from a day on; one that would begin on that day is not begun at all. Raises NotKept,
    NotPermitted."""
    if found := day_faults(day, timezone.localdate(now)):
        raise NotKept("".join(found))
    person = lock(post.person_id, [post.organisation_id], day)
    assert person is not None
    row = Post.objects.select_for_update().filter(pk=post.pk).first()
    if row is None or (row.until is not None and row.until <= day):
        raise NotKept("这个任职到那天已经结束了。")
    at = standing_place(row.organisation_id, day)
    may_give(by, at.path, PostKind(row.kind), person)
    if row.kind == PostKind.SECRETARY and Handover.objects.filter(new=row, effective_on=day).exists():
        raise NotKept("这是办交接时任命的，请在那次交接的页上撤回。")
    if day < row.since:
        raise NotKept(f"{person.name}{row.since:%Y-%m-%d}才任职，结束的日期不能更早。")
    word, name = PostKind(row.kind).label, mention(person.pk, person.name)
    if day == row.since and row.since >= timezone.localdate(now):
        write_post(
            by, row, at.path, "end", f"撤回{name}任{at.name}{word}，自{spoken(day)}起。", day, row.until
        )
        row.delete()
        return
    before, row.until = row.until, day
    row.save(update_fields=["until"])
    sentence = f"{name}不再任{at.name}{word}，自{spoken(day)}起。"
    write_post(by, row, at.path, "end", sentence, day, before)


def may_give(by: Actor, path: str, kind: PostKind, person: Person) -> None:
    """Raise NotPermitted unless the actor gives such posts there, to somebody else."""
    if kind not in by.gives(path):
        raise NotPermitted(f"{kind.label}由上级组织任免；您的岗位不能在这里办。")
    if person.pk == by.person_id:
        raise NotPermitted("自己的任职不能自己办，请由上级办理。")


def write_post(
    by: Actor, post: Post, path: str, verb: str, sentence: str, day: date, until: date | None
) -> None:
    """One line on a post; `until` is what stood there before."""
    after = {"since": post.since.isoformat(), "until": post.until.isoformat() if post.until else None}
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=post.pk,
        path=path,
        happened_on=day,
        before=None if verb == "give" else {"until": until.isoformat() if until else None},
        after=after,
    )
    write(by=by, line=line)
