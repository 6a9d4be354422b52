"""A browser that has come in before, known by a signed cookie that names nobody.

It holds a random token and, for each user name that came in here, a hash of both: only somebody who types that very
name can tell that it is among them.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from .rules.policies import ACCOUNTS_OF_BROWSER, KNOWN_BROWSER_DAYS
from .rules.secrecy import keyed_hash

COOKIE = "known"
_SALT = "zhengyou.accounts.known"
_AGE = KNOWN_BROWSER_DAYS * 24 * 3600


def token_for(request: HttpRequest, username: str) -> str:
    """The browser's token where this user name has come in by it before, otherwise an empty text."""
    token, names = _read(request)
    return token if _mark(token, username) in names else ""


def remember(request: HttpRequest, response: HttpResponseBase, username: str) -> None:
    """Let the browser know that this user name has come in by it."""
    token, names = _read(request)
    token = token or secrets.token_urlsafe(16)
    mark = _mark(token, username)
    kept = [mark, *(name for name in names if name != mark)][:ACCOUNTS_OF_BROWSER]
    response.set_cookie(
        COOKIE,
        signing.dumps([token, kept], salt=_SALT),
        max_age=_AGE,
        path=reverse("login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        token, names = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE)
    except (signing.BadSignature, ValueError):
        return "", []
    return token, names


def _mark(token: str, username: str) -> str:
    return keyed_hash("known", token, username)[:32] if token else ""
