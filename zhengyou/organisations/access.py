"""The one place where a page asks whether it may be opened."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from .middleware import current_actor
from .rules import Actor, Permission
from .rules.oneself import Oneself, Who

Answer = TypeVar("Answer", bound=HttpResponseBase)
Page = Callable[Concatenate[HttpRequest, Actor, ...], Answer]
PersonPage = Callable[Concatenate[HttpRequest, Who, ...], HttpResponse]


def page(permission: Permission | None) -> Callable[[Page[Answer]], Callable[..., Answer | HttpResponse]]:
    """Decorates a view that takes (request, actor, …): strangers go to the login, everybody whose post does not
    allow it gets 404. None: any logged-in person who holds a post."""

    def decorate(view: Page[Answer]) -> Callable[..., Answer | HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = current_actor(request)
            if actor is None or (permission is not None and not actor.may(permission)):
                raise Http404
            return view(request, actor, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # the desk asks it when a post is changed
        return guarded

    return decorate


def own_page(view: PersonPage) -> Callable[..., HttpResponse]:
    """Decorates a view that takes (request, who, …) and asks itself what `who` may see: strangers go to the login.
    Also somebody whose last post has ended reaches the own data."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        who = current_actor(request) or Oneself(user.pk, user.person_id, user.person.name)
        return view(request, who, *args, **kwargs)

    guarded.permission = None  # type: ignore[attr-defined]  # as `page` does
    return guarded
