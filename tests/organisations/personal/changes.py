"""Every action on personal data as one call on the cast, for the ledger's table (tests/test_ledger.py)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cast import FOUNDED, Cast, at_noon
from zhengyou.organisations.actions import blanking, personal, retention
from zhengyou.organisations.actions.readings import note_reading
from zhengyou.organisations.models import Account, Correction, Membership, Person, Post, PostKind, What
from zhengyou.organisations.rules import System
from zhengyou.organisations.rules.retention import READINGS_DAYS

WISH = "入党日期登记成了2015年，应该是2016年7月1日。"


def asked(cast: Cast, role: str = "member") -> Correction:
    """What that role asks to have corrected."""
    return personal.ask(by=cast.actor(role), wish=WISH, now=at_noon(cast.today))


def left(cast: Cast, name: str = "云无心", *, ago: int = 30) -> Person:
    """Somebody who has left the first branch so many days ago, with an account that once held a post there."""
    person = Person.objects.create(name=name, pinyin=f"py {name}")
    at = {"organisation_id": cast.places["first"].organisation_id, "since": FOUNDED}
    until = cast.today - timedelta(days=ago)
    Membership.objects.create(person=person, status="full", until=until, **at)
    Post.objects.create(person=person, kind=PostKind.REPORTER, until=until, **at)
    password = cast.accounts["member"].password  # hashed once for the whole cast
    Account.objects.create(username=f"left-{person.pk}", person=person, password=password)
    return person


def _blanked(cast: Cast) -> dict[str, Any]:
    given = {"person_id": left(cast).pk, "typed": "云无心", "reason": "本人申请。"}
    return given | {"by": cast.administrator, "now": at_noon(cast.today)}


def _purged(cast: Cast) -> dict[str, Any]:
    person, now = cast.accounts["member"].person_id, at_noon(cast.today)
    long_ago = now - timedelta(days=READINGS_DAYS + 1)
    note_reading(by=cast.secretary, what=What.FILE, person_id=person, now=long_ago)
    return {"by": System(), "now": now}


def _settled(cast: Cast) -> dict[str, Any]:
    given = {"correction": asked(cast), "verb": "correct", "answer": ""}
    return given | {"by": cast.secretary, "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast], dict[str, Any]]]] = {
    "personal.ask": (
        personal.ask,
        lambda cast: {"by": cast.member, "wish": WISH, "now": at_noon(cast.today)},
    ),
    "personal.settle": (personal.settle, _settled),
    "blanking.blank_person": (blanking.blank_person, _blanked),
    "retention.purge": (retention.purge, _purged),
}
