"""Letting somebody in: the password, then the second step where there is one."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db.models import Q

from zhengyou.organisations.models import Account

from ..models import Passkey, TimeCodes
from ..rules import timecodes
from ..rules.owner import Owner
from ..rules.recovery import looks_like_one
from ..rules.secrecy import Unreadable, unseal
from . import factors
from .doors import door_of, knock, knock_from, opened


class Wrong(Exception):
    """The name, the password or the code is not right; which of them is never said."""


def check_password(*, username: str, password: str, browser: str, address: str, now: datetime) -> Account:
    """The account of that name and password.

    `browser`: the token of a browser that has come in by this name before, otherwise "". Raises Wrong; TooEarly or
    CrowdedAddress where nothing was compared. An unknown name costs the same time as a wrong password.
    """
    if not browser:
        knock_from(address=address, name=username, now=now)
    door = door_of("browser", browser, username) if browser else door_of("name", username)
    knock(door=door, now=now)
    account = authenticate(username=username, password=password)
    if not isinstance(account, Account):
        raise Wrong
    opened(doors=[door], address="" if browser else address, name=username)
    return account


def check_again(*, account: Account, password: str, browser: str, now: datetime) -> None:
    """That whoever sits at an open session knows the password; raises Wrong or TooEarly."""
    door = door_of("again", str(account.pk), browser)
    knock(door=door, now=now)
    if not account.check_password(password):
        raise Wrong
    opened(doors=[door])


def check_code(*, account: Account, code: str, browser: str, now: datetime) -> None:
    """That this is the app's code of this half minute or one on paper; each is taken once. Raises Wrong or TooEarly."""
    door = door_of("code", str(account.pk), browser)
    knock(door=door, now=now)
    taken = _take_paper(account, code, now) if looks_like_one(code) else _take_digits(account, code, now)
    if not taken:
        raise Wrong
    opened(doors=[door])


def _take_digits(account: Account, code: str, now: datetime) -> bool:
    codes = TimeCodes.objects.filter(account=account).first()
    try:
        step = timecodes.matching_step(unseal(codes.secret), code, now) if codes else None
    except Unreadable:  # restored under another key: no digits will do, and the operator takes the step away
        return False
    if step is None:
        return False
    return bool(TimeCodes.objects.filter(account=account, last_step__lt=step).update(last_step=step))


def _take_paper(account: Account, code: str, now: datetime) -> bool:
    owner = Owner(account.pk, account.person_id, account.person.name)
    return factors.spend_code(by=owner, account=account, code=code, now=now)


def use_passkey(*, passkey: Passkey, uses: int, now: datetime) -> None:
    """Note that a key has signed; raises Wrong where its own count went backwards: then there are two of it."""
    # Keys that do not count always say 0.
    counted = Q(uses__lt=uses) if uses else Q(uses=0)
    mine = Passkey.objects.filter(counted, pk=passkey.pk, account__is_active=True)
    if not mine.update(uses=uses, used_at=now):
        raise Wrong
