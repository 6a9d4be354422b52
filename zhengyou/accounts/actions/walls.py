"""A code on the wall of a branch's room: whoever stands before it asks, and the secretary says whether it is he."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.models import Organisation, Person, Placement
from zhengyou.organisations.rules import Actor, Permission

from ..models import Asking, Invitation, WallCode
from ..queries import invitations as queries
from ..rules import inviting
from .invitations import NotInvited, end_older, hold, prepared

SUBJECT = "accounts.wall"


class TooManyWait(Exception):
    """So many ask at this code already that nobody could read through them."""


@transaction.atomic
def put_up(*, by: Actor, place: Placement, now: datetime) -> tuple[WallCode, str]:
    """A new code for an organisation, with its secret; the one before it ends. Raises NotPermitted."""
    by.require(Permission.INVITE, place.path)
    Organisation.objects.select_for_update(no_key=True).get(pk=place.organisation_id)
    earlier = WallCode.objects.filter(organisation_id=place.organisation_id, withdrawn_at=None)
    ended = earlier.update(withdrawn_at=now)
    secret = inviting.new_secret()
    made = WallCode.objects.create(
        organisation_id=place.organisation_id,
        digest=inviting.digest_of(secret),
        made_by_id=by.person_id,
        made_at=now,
        until=now + inviting.WALL_LASTS,
    )
    last = timezone.localdate(made.until)
    sentence = f"生成{place.name}的墙上二维码，{last:%Y-%m-%d}前有效。"
    after = {"wall": "hanging", "until": made.until, "walls_ended": ended}
    _tell(by, "put_up", sentence, place, made.pk, None, after)
    return made, secret


@transaction.atomic
def take_down(*, by: Actor, wall: WallCode, now: datetime) -> None:
    """The code opens nothing any more, and who waits at it waits no longer. Raises NotInvited, NotPermitted."""
    place = organisations.standing_place(wall.organisation_id, timezone.localdate(now))
    by.require(Permission.INVITE, place.path)
    if not WallCode.objects.filter(pk=wall.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise NotInvited("墙上的二维码已经停用了。")
    sides = {"wall": "hanging"}, {"wall": "down"}
    _tell(by, "take_down", f"停用{place.name}的墙上二维码。", place, wall.pk, *sides)


def ask(*, wall: WallCode, name: str, hint: str, browser: str, before: int | None, now: datetime) -> Asking:
    """Somebody at the code says who he is; `before` is what the same browser asked before, which is forgotten.

    Whether there is anybody of that name is not looked at. Raises TooManyWait.
    """
    Asking.objects.filter(pk=before or 0, settled_at=None).delete()
    if queries.too_many_wait(wall.pk, now):
        raise TooManyWait
    return Asking.objects.create(
        wall=wall, name=name, hint=hint, number=inviting.new_number(), browser=browser[:60], asked_at=now
    )


@transaction.atomic
def confirm(*, by: Actor, asking: Asking, person: int, now: datetime) -> Invitation:
    """It is this person: the asker's browser goes on to choose a password, which nobody else sees.

    Raises NotInvited where the person needs none or somebody was quicker, NotPermitted.
    """
    place = organisations.standing_place(asking.wall.organisation_id, timezone.localdate(now))
    by.require(Permission.INVITE, place.path)
    hold([person])
    _settle(asking, now)
    people = queries.people_here(by, place, now)
    found = next((one for one in people if one.invitable and one.person.pk == person), None)
    if found is None:
        raise NotInvited("这个人已有账号，或要由上级邀请。")
    end_older([person], now)
    made = prepared(by, found, now).invitation
    made.save()
    Asking.objects.filter(pk=asking.pk).update(invitation=made)
    name = mention(found.person.pk, found.person.name)
    sentence = f"确认扫墙上二维码的是{name}本人，由本人开通账号。"
    sides = {"asking": "waiting"}, {"asking": "confirmed", "until": made.until}
    _tell(by, "confirm", sentence, place, asking.wall_id, *sides)
    return made


@transaction.atomic
def refuse(*, by: Actor, asking: Asking, now: datetime) -> None:
    """It is nobody of ours. Raises NotInvited where somebody was quicker, NotPermitted."""
    place = organisations.standing_place(asking.wall.organisation_id, timezone.localdate(now))
    by.require(Permission.INVITE, place.path)
    _settle(asking, now)
    # What a stranger typed stands in no ledger.
    sides = {"asking": "waiting"}, {"asking": "refused"}
    _tell(by, "refuse", "没有确认一名扫墙上二维码的人。", place, asking.wall_id, *sides)


def _settle(asking: Asking, now: datetime) -> None:
    if not Asking.objects.filter(pk=asking.pk, settled_at=None).update(settled_at=now):
        raise NotInvited("这个人不再等了，或者别人已经答复。")


def _tell(
    by: Actor, verb: str, sentence: str, place: Placement, wall: int, before: Values | None, after: Values
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=wall,
        path=place.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)


def forget(*, now: datetime) -> None:
    """Delete what was asked longer ago than a browser waits, and codes of long ago."""
    Asking.objects.filter(asked_at__lt=now - inviting.ASKING_LASTS).delete()
    WallCode.objects.filter(until__lt=now - inviting.INVITATIONS_KEPT).delete()


def forget_person(person_id: int) -> None:
    """Delete what was typed at a code in a person's name, within the caller's transaction (blanking)."""
    for name, number in Person.objects.filter(pk=person_id).values_list("name", "number"):
        mine = Q(name__contains=name) | Q(hint__contains=name)
        Asking.objects.filter(mine | Q(hint=number) if number else mine).delete()
