"""Every action of the room with arguments that let it happen, for the tables of tests/test_ledger.py."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.accounts.coming import owner, with_app
from tests.accounts.inviting import asked, invited, newcomer
from tests.cast import Cast
from zhengyou.accounts.actions import factors, invitations, passwords, sessions, walls
from zhengyou.accounts.models import Login, OutsideIdentity, Passkey
from zhengyou.accounts.rules import timecodes
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import System

GOOD = "山坡上有三只羊和一朵云"


def login_of(account: Account, session_key: str = "elsewhere") -> Login:
    """An open session somewhere else."""
    now = timezone.now()
    return Login.objects.create(
        account=account,
        session_key=session_key,
        browser="Windows 电脑上的 Edge",
        how=Login.How.PASSWORD,
        began_at=now,
        seen_at=now,
    )


def passkey_of(account: Account) -> Passkey:
    """A key that signs nothing."""
    return Passkey.objects.create(
        account=account, name="我的手机", credential_id=b"id", credential=b"key", added_at=timezone.now()
    )


def _mine(cast: Cast) -> dict[str, Any]:
    account = cast.accounts["member"]
    return {"by": owner(account), "account": account}


def _app(cast: Cast) -> dict[str, Any]:
    secret, now = timecodes.new_secret(), timezone.now()
    code = timecodes.code_of(secret, timecodes.step_of(now))
    return _mine(cast) | {"secret": secret, "code": code, "now": now}


def _having_app(cast: Cast, **more: Any) -> dict[str, Any]:
    with_app(cast.accounts["member"])
    return _mine(cast) | more


def _holding_codes(cast: Cast) -> dict[str, Any]:
    mine = _having_app(cast, now=timezone.now())
    return mine | {"code": factors.make_codes(**mine)[0]}


def _invited(cast: Cast) -> dict[str, Any]:
    account = cast.accounts["member"]
    Account.objects.filter(pk=account.pk).update(password=make_password(None))
    return {"by": owner(account), "account": account, "password": GOOD}


def _secretary(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"by": cast.secretary, "now": timezone.now(), **more}


def _confirming(cast: Cast) -> dict[str, Any]:
    person = newcomer(cast)
    return _secretary(cast, asking=asked(cast), person=person.pk)


def _linked(cast: Cast) -> dict[str, Any]:
    OutsideIdentity.objects.create(
        account=cast.accounts["member"], issuer="https://id.example", subject="7", linked_at=timezone.now()
    )
    return _mine(cast)


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast], dict[str, Any]]]] = {
    "passwords.change": (
        passwords.change,
        lambda c: _mine(c) | {"password": GOOD, "this": None, "now": timezone.now()},
    ),
    "passwords.set_first": (passwords.set_first, _invited),
    "passwords.reset": (
        passwords.reset,
        lambda c: {
            "by": System(),
            "account": c.accounts["member"],
            "without_second_step": True,
            "now": timezone.now(),
        },
    ),
    "factors.add_app": (factors.add_app, _app),
    "factors.remove_app": (factors.remove_app, _having_app),
    "factors.add_passkey": (
        factors.add_passkey,
        lambda c: (
            _mine(c)
            | {"name": "手机", "credential_id": b"i", "credential": b"c", "uses": 0, "now": timezone.now()}
        ),
    ),
    "factors.remove_passkey": (
        factors.remove_passkey,
        lambda c: {"by": owner(c.accounts["member"]), "passkey": passkey_of(c.accounts["member"])},
    ),
    "factors.make_codes": (factors.make_codes, lambda c: _having_app(c, now=timezone.now())),
    "factors.spend_code": (factors.spend_code, _holding_codes),
    "factors.link_outside": (
        factors.link_outside,
        lambda c: _mine(c) | {"issuer": "https://id.example", "subject": "7", "now": timezone.now()},
    ),
    "factors.unlink_outside": (factors.unlink_outside, _linked),
    "sessions.end": (
        sessions.end,
        lambda c: {
            "by": owner(c.accounts["member"]),
            "login": login_of(c.accounts["member"]),
            "now": timezone.now(),
        },
    ),
    "sessions.end_others": (sessions.end_others, lambda c: _mine(c) | {"this": 0, "now": timezone.now()}),
    "invitations.invite": (
        invitations.invite,
        lambda c: _secretary(c, place=c.places["first"], people=[newcomer(c).pk]),
    ),
    "invitations.withdraw": (
        invitations.withdraw,
        lambda c: _secretary(c, invitation=invited(c).invitation),
    ),
    "invitations.accept": (
        invitations.accept,
        lambda c: {
            "invitation_id": invited(c).invitation.pk,
            "username": "xinren",
            "password": GOOD,
            "now": timezone.now(),
        },
    ),
    "walls.put_up": (walls.put_up, lambda c: _secretary(c, place=c.places["first"])),
    "walls.take_down": (walls.take_down, lambda c: _secretary(c, wall=asked(c).wall)),
    "walls.confirm": (walls.confirm, _confirming),
    "walls.refuse": (walls.refuse, lambda c: _secretary(c, asking=asked(c))),
}
