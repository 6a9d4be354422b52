"""From a name and password to an open session, with the second step between them where there is one.

Until the last step is taken nobody is logged in: what was shown so far is a note in the session.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import login as open_session
from django.contrib.auth import logout as close_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from zhengyou.organisations.models import Account

from . import known, queries
from .actions import sessions
from .models import Login
from .rules.browsers import in_words
from .rules.owner import Owner
from .rules.policies import KEPT_ON_DEVICE, PROOF_LASTS, SECOND_STEP_WITHIN

PENDING = "pending"
LOGIN_IN_SESSION = "login"
SEEN_IN_SESSION = "seen"
PROVED_IN_SESSION = "proved"
STEPS_IN_SESSION = "second_step"
PASSWORD, SECOND_STEP = Login.How.PASSWORD, Login.How.SECOND_STEP
PASSKEY, OUTSIDE = Login.How.PASSKEY, Login.How.OUTSIDE


@dataclass(frozen=True)
class Pending:
    """Somebody who has shown the first step and owes the second."""

    account: Account
    keep: bool
    next: str
    how: str


def first_step_taken(
    request: HttpRequest, account: Account, *, keep: bool, after: str, how: str = Login.How.PASSWORD
) -> HttpResponse:
    """The password (or the login service outside) was right: the second step, or the session where there is none."""
    if not queries.has_second_step(account):
        return come_in(request, account, keep=keep, after=after, how=how)
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "at": timezone.now().timestamp(),
        "keep": keep,
        "next": after,
        "how": how,
    }
    return redirect("login-second")


def pending(request: HttpRequest) -> Pending | None:
    """Who owes the second step in this browser; None when nobody does, or for too long, or the password changed."""
    note: dict[str, Any] | None = request.session.get(PENDING)
    if note is None:
        return None
    account = queries.active_account(note["account"])
    late = timezone.now().timestamp() - note["at"] > SECOND_STEP_WITHIN.total_seconds()
    if (
        account is None
        or late
        or not constant_time_compare(note["password"], account.get_session_auth_hash())
    ):
        del request.session[PENDING]
        return None
    return Pending(account, note["keep"], note["next"], note["how"])


def come_in(
    request: HttpRequest, account: Account, *, keep: bool, after: str, how: str, second: bool = False
) -> HttpResponse:
    """Open the session and go where the person wanted to go. `second`: a second step was taken, or a passkey."""
    now = timezone.now()
    request.session.pop(PENDING, None)
    open_session(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    # 0: until the browser is closed, and no longer than SESSION_COOKIE_AGE after the last use.
    request.session.set_expiry(int(KEPT_ON_DEVICE.total_seconds()) if keep else 0)
    key = request.session.session_key or ""
    words = in_words(request.headers.get("User-Agent", ""))
    made = sessions.begin(account=account, session_key=key, browser=words, how=how, now=now)
    request.session[LOGIN_IN_SESSION] = made.pk
    request.session[SEEN_IN_SESSION] = request.session[PROVED_IN_SESSION] = now.timestamp()
    request.session[STEPS_IN_SESSION] = second
    response = redirect(after or reverse(settings.LOGIN_REDIRECT_URL))
    known.remember(request, response, account.username)
    return response


def go_out(request: HttpRequest) -> None:
    """Close the session."""
    if LOGIN_IN_SESSION in request.session:
        sessions.left(login_id=request.session[LOGIN_IN_SESSION], now=timezone.now())
    close_session(request)


def owner(request: HttpRequest) -> Owner:
    """Who is logged in, as the ledger names whoever acts."""
    account = account_of(request)
    return Owner(account.pk, account.person_id, account.person.name)


def account_of(request: HttpRequest) -> Account:
    """The account that is logged in; for pages that only the logged-in reach."""
    assert isinstance(request.user, Account)
    return request.user


def login_id(request: HttpRequest) -> int | None:
    """Which of the account's logins this session is."""
    found: int | None = request.session.get(LOGIN_IN_SESSION)
    return found


def proved(request: HttpRequest, now: datetime) -> bool:
    """Whether a password or second step was given a short while ago in this session."""
    given: float = request.session.get(PROVED_IN_SESSION, 0.0)
    return now.timestamp() - given < PROOF_LASTS.total_seconds()


def note_proof(request: HttpRequest, now: datetime) -> None:
    """A password or second step was just given."""
    request.session[PROVED_IN_SESSION] = now.timestamp()


def note_second_step(request: HttpRequest) -> None:
    """The account's second step was just changed."""
    request.session[STEPS_IN_SESSION] = queries.has_second_step(account_of(request))


def wanted(request: HttpRequest) -> str:
    """The address asked for before the login, as long as it is one of ours; otherwise empty."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


def address_of(request: HttpRequest) -> str:
    """Whence the request comes. Behind a proxy that speaks https, whom that proxy says it passed on: the last named."""
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def go_on(request: HttpRequest, account: Account) -> None:
    """This session lives on with the account's new password, under a new key."""
    update_session_auth_hash(request, account)
    found = login_id(request)
    if found is not None:
        sessions.moved(login_id=found, session_key=request.session.session_key or "")
