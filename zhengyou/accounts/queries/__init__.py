"""What is asked about an account, always by its owner or by the login itself."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import Http404

from zhengyou.ledger.queries import Told, about
from zhengyou.organisations.models import Account

from ..models import Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes

LOGINS_SHOWN = 10
LINES_SHOWN = 5
SUBJECT = "organisations.account"
"""What lines of the ledger on an account are about, whoever wrote them."""


@dataclass(frozen=True)
class Protection:
    """What protects an account now."""

    has_password: bool
    app_since: datetime | None
    passkeys: list[Passkey]
    codes_left: int
    outside: OutsideIdentity | None

    @property
    def second_step(self) -> bool:
        """Whether the password alone does not open the account."""
        return self.app_since is not None or bool(self.passkeys)


def protection(account: Account) -> Protection:
    """What protects the account now."""
    codes = TimeCodes.objects.filter(account=account).first()
    return Protection(
        has_password=account.has_usable_password(),
        app_since=codes.added_at if codes else None,
        passkeys=list(Passkey.objects.filter(account=account).order_by("added_at", "pk")),
        codes_left=RecoveryCode.objects.filter(account=account, used_at=None).count(),
        outside=OutsideIdentity.objects.filter(account=account).first(),
    )


def has_second_step(account: Account) -> bool:
    """Whether the password alone does not open the account; one query."""
    keys = Passkey.objects.filter(account=account).order_by().values("pk")
    return TimeCodes.objects.filter(account=account).order_by().values("pk").union(keys, all=True).exists()


def active_account(account_id: int) -> Account | None:
    """The account of that number, as long as it may be logged in to."""
    return Account.objects.select_related("person").filter(pk=account_id, is_active=True).first()


def own_passkey(account: Account, passkey_id: int) -> Passkey:
    """One of the account's keys, or Http404."""
    found = Passkey.objects.select_related("account").filter(account=account, pk=passkey_id).first()
    if found is None:
        raise Http404
    return found


def passkey_of(credential_id: bytes) -> Passkey | None:
    """The key with which somebody says to come in."""
    return Passkey.objects.select_related("account__person").filter(credential_id=credential_id).first()


def open_logins(account: Account, now: datetime) -> list[Login]:
    """The account's sessions that still open pages, the last used first."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    found = Login.objects.filter(Exists(living), account=account, ended_at=None)
    return list(found.order_by("-seen_at", "-pk"))


def own_login(account: Account, login_id: int) -> Login:
    """One of the account's logins, or Http404."""
    found = Login.objects.select_related("account").filter(account=account, pk=login_id).first()
    if found is None:
        raise Http404
    return found


def last_logins(account: Account) -> list[Login]:
    """When and how the account was last logged in to, the latest first."""
    return list(Login.objects.filter(account=account).order_by("-began_at", "-pk")[:LOGINS_SHOWN])


def last_lines(account: Account) -> list[Told]:
    """What was done to the account lately, the newest first."""
    return about(SUBJECT, account.pk, size=LINES_SHOWN)


def vouched_for(issuer: str, subject: str, username: str) -> Account | None:
    """The account the login service outside means: linked to it, or else of the user name it gives (may be "").

    An account linked to somebody else there is never found by its name.
    """
    linked = (
        OutsideIdentity.objects.select_related("account__person")
        .filter(issuer=issuer, subject=subject)
        .first()
    )
    if linked is not None:
        return linked.account if linked.account.is_active else None
    others = OutsideIdentity.objects.filter(account=OuterRef("pk"))
    named = Account.objects.select_related("person").filter(
        ~Exists(others), username=username, is_active=True
    )
    return named.first() if username else None
