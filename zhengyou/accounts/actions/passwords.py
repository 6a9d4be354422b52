"""Passwords: changed by their owner, set for the first time, reset by an operator. None ever stands in the ledger."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhengyou.ledger.writing import Writer, mention
from zhengyou.organisations.models import Account

from ..models import Login
from .factors import drop_all
from .lines import locked, standing, tell
from .sessions import close

NONE, EARLIER, OWN, GIVEN = "none", "earlier", "own", "given"
"""Which password an account has, as a line tells it: none, the one from before, one of its owner's, one reset."""


class PasswordRefused(Exception):
    """The password breaks rules (rules/passwords.py); `sentences` says which."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class AlreadySet(Exception):
    """The account has a password; a first one cannot be set any more."""


@dataclass(frozen=True)
class Invited:
    """That the first password is set upon an invitation; `username` is the one before it, "" for a new account."""

    username: str


@transaction.atomic
def change(*, by: Writer, account: Account, password: str, this: int | None, now: datetime) -> Account:
    """Give the account the password its owner chose, and end all its sessions but this one. Raises PasswordRefused."""
    account = locked(account)
    before = standing(account) | {"password": _had(account)}
    _set(account, password)
    close(Login.objects.filter(account=account).exclude(pk=this or 0), now)
    tell(
        by=by,
        account=account,
        verb="password.change",
        sentence="换了自己的密码，其他设备上的登录随之结束。",
        before=before,
        after={"password": OWN},
    )
    return account


@transaction.atomic
def set_first(*, by: Writer, account: Account, password: str, invited: Invited | None = None) -> Account:
    """Give an account that cannot be logged in to yet its first password.

    For whoever was invited; the account was made with an unusable password (`set_unusable_password`). Of two that
    come at one moment one is let through. Raises AlreadySet or PasswordRefused.
    """
    account = locked(account)
    if account.has_usable_password():
        raise AlreadySet
    before, after = standing(account) | {"password": _had(account)}, {"password": OWN}
    if invited is not None:
        earlier = _mentioned(account, invited.username) if invited.username else None
        before |= {"username": earlier, "invitation": "open"}
        after |= {"username": _mentioned(account, account.username), "invitation": "used"}
    _set(account, password)
    tell(
        by=by,
        account=account,
        verb="password.set_first",
        sentence="第一次设了密码，账号可以登录了。",
        before=before,
        after=after,
    )
    return account


@transaction.atomic
def reset(*, by: Writer, account: Account, without_second_step: bool, now: datetime) -> str:
    """Give an account a new password, which is returned and kept only as a hash; ends its sessions.

    `without_second_step` also takes away what the second step of its login asks for, for somebody who lost it.
    """
    account = locked(account)
    before = standing(account) | {"password": _had(account)}
    password = secrets.token_urlsafe(9)
    account.set_password(password)
    account.save(update_fields=["password"])
    close(Login.objects.filter(account=account), now)
    what = "的密码和登录第二步" if without_second_step and drop_all(account) else "的密码"
    tell(
        by=by,
        account=account,
        verb="password.reset",
        sentence=f"重设了用户名 {_mentioned(account, account.username)} {what}。",
        before=before,
        after={"password": GIVEN},
    )
    return password


def _had(account: Account) -> str:
    """Which password the account has, as the ledger tells it: whether there is one, and nothing of it."""
    return EARLIER if account.has_usable_password() else NONE


def _mentioned(account: Account, username: str) -> str:
    return mention(account.person_id, username)


def _set(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise PasswordRefused(list(error.messages)) from error
    account.set_password(password)
    account.save(update_fields=["password"])
