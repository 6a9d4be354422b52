"""What every request of an open session passes: a demanded second step, and the note of its last use."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from zhengyou.organisations.models import PostKind

from . import queries
from .actions import sessions
from .coming_in import LOGIN_IN_SESSION, SEEN_IN_SESSION, STEPS_IN_SESSION, account_of
from .rules.policies import SEEN_EVERY

OPEN_TO_ALL = frozenset(
    {
        "login", "login-second", "login-passkey", "login-passkey-begin", "login-outside", "login-outside-back",
        "logout", "healthz", "robots", "public-campaigns", "public-campaign", "public-figure",
        "public-draw", "public-draws",
    }
)  # fmt: skip
"""Pages for which no login is needed; nothing of the session is looked at for them."""

WHERE_IT_IS_SET_UP = frozenset(
    {
        "account", "account-again", "account-app", "account-passkey-begin", "account-passkey-add", "account-codes",
        "login-passkey-begin",
    }
)  # fmt: skip


class ComingInMiddleware:
    """Adds no query to an ordinary page: one write every few minutes, and one query where a second step is demanded
    from this post and was not taken in this session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        unknown = settings.SECOND_STEP_DEMANDED - set(PostKind.values)
        if unknown:  # it would protect nobody
            raise ImproperlyConfigured(
                f"ZHENGYOU_SECOND_STEP 里没有“{'、'.join(sorted(unknown))}”这种岗位，"
                f"可用的有：{'、'.join(PostKind.values)}。"
            )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        _note_use(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *arguments: Any
    ) -> HttpResponseBase | None:
        """Where the post demands a second step and there is none, nothing opens but the pages that set it up."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if not settings.SECOND_STEP_DEMANDED or name in OPEN_TO_ALL or name in WHERE_IT_IS_SET_UP:
            return None
        return redirect("account") if owes_second_step(request) else None


def owes_second_step(request: HttpRequest) -> bool:
    """Whether somebody is logged in whose post demands a second step that is not set up."""
    if not request.user.is_authenticated or request.session.get(STEPS_IN_SESSION):
        return False
    kinds = {actor.post_kind for actor in request.actors}  # type: ignore[attr-defined]  # ActorMiddleware sets it
    return bool(kinds & settings.SECOND_STEP_DEMANDED) and not queries.has_second_step(account_of(request))


def _note_use(request: HttpRequest) -> None:
    if not request.session.accessed or LOGIN_IN_SESSION not in request.session:
        return
    now = timezone.now()
    if now.timestamp() - request.session.get(SEEN_IN_SESSION, 0.0) > SEEN_EVERY.total_seconds():
        request.session[SEEN_IN_SESSION] = now.timestamp()
        sessions.seen(login_id=request.session[LOGIN_IN_SESSION], now=now)
