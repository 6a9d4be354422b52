"""Sessions: begun, seen, ended."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from zhengyou.ledger.writing import Writer
from zhengyou.organisations.models import Account

from ..models import Login
from ..rules import policies
from .lines import locked, standing, tell


def begin(*, account: Account, session_key: str, browser: str, how: str, now: datetime) -> Login:
    """Note a login that succeeded."""
    return Login.objects.create(
        account=account, session_key=session_key, browser=browser[:60], how=how, began_at=now, seen_at=now
    )


def seen(*, login_id: int, now: datetime) -> None:
    """Note that a session was used."""
    Login.objects.filter(pk=login_id, ended_at=None).update(seen_at=now)


def moved(*, login_id: int, session_key: str) -> None:
    """The session goes on under a new key, as after a new password."""
    Login.objects.filter(pk=login_id).update(session_key=session_key)


def left(*, login_id: int, now: datetime) -> None:
    """Its owner has logged out."""
    Login.objects.filter(pk=login_id, ended_at=None).update(ended_at=now)


@transaction.atomic
def end(*, by: Writer, login: Login, now: datetime) -> None:
    """End one session from another one."""
    account = locked(login.account)
    before = standing(account)
    close(Login.objects.filter(pk=login.pk), now)
    tell(by=by, account=account, verb="session.end", sentence="结束了一处登录。", before=before)


@transaction.atomic
def end_others(*, by: Writer, account: Account, this: int, now: datetime) -> int:
    """End all sessions of the account but this one; how many there were."""
    account = locked(account)
    before = standing(account)
    ended = close(Login.objects.filter(account=account).exclude(pk=this), now)
    sentence = f"结束了其他设备上的登录 {ended} 处。"
    tell(by=by, account=account, verb="session.end_others", sentence=sentence, before=before)
    return ended


def close(logins: "QuerySet[Login]", now: datetime) -> int:
    """End those of the logins that are open, within the caller's transaction; how many."""
    open_ones = list(logins.filter(ended_at=None).select_for_update())
    Session.objects.filter(session_key__in=[login.session_key for login in open_ones]).delete()
    Login.objects.filter(pk__in=[login.pk for login in open_ones]).update(ended_at=now)
    return len(open_ones)


def forget(*, now: datetime) -> None:
    """Delete sessions that have run out, and logins that ended longer ago than policies.LOGINS_KEPT."""
    Session.objects.filter(expire_date__lt=now).delete()
    Login.objects.filter(seen_at__lt=now - policies.LOGINS_KEPT).delete()
