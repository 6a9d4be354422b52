"""People without an account, their invitations, and a code on the wall."""

from typing import Any

from django.test import Client
from django.utils import timezone

from tests.cast import Cast, enrol
from zhengyou.accounts.actions import invitations, walls
from zhengyou.accounts.models import Asking, WallCode
from zhengyou.organisations.models import MemberStatus, Person

NAME = "苏念安"


def newcomer(
    cast: Cast, name: str = NAME, *, where: str = "first", status: str = MemberStatus.FULL
) -> Person:
    """A member who has no account yet."""
    return enrol(name, cast.places[where], status)


def invited(cast: Cast, name: str = NAME, *, by: str = "secretary", where: str = "first") -> invitations.Made:
    """A newcomer's invitation with its secret."""
    person = newcomer(cast, name, where=where)
    return invite(cast, person, by=by, where=where)


def invite(cast: Cast, *people: Person, by: str = "secretary", where: str = "first", **more: Any) -> Any:
    """These people's invitation: the one where it is one, else all."""
    made = invitations.invite(
        by=cast.actor(by),
        place=cast.places[where],
        people=[person.pk for person in people],
        now=more.pop("now", timezone.now()),
        **more,
    )
    return made[0] if len(people) == 1 else made


def hung(cast: Cast) -> tuple[WallCode, str]:
    """A code on the wall of the first branch's room, with its secret."""
    return walls.put_up(by=cast.secretary, place=cast.places["first"], now=timezone.now())


def asked(cast: Cast, name: str = NAME, hint: str = "") -> Asking:
    """Somebody who stands before that code."""
    wall, _secret = hung(cast)
    return walls.ask(wall=wall, name=name, hint=hint, browser="手机", before=None, now=timezone.now())


def opened(secret: str) -> Client:
    """A browser that looked at a slip, or at the code on the wall."""
    client = Client()
    answer = client.get(f"/invitations/{secret}/")
    assert answer.status_code == 302
    return client
