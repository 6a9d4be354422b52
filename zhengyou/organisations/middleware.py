"""Puts the acting person on each request: `request.actor` (None for strangers) and `request.actors` (all posts)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from . import queries
from .rules import Actor, NotPermitted

POST_IN_SESSION = "post"


class ActorMiddleware:
    """Posts are read afresh for each request, so that a post that ended opens nothing from that day on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actors = SimpleLazyObject(lambda: _actors(request))  # type: ignore[attr-defined]  # ActorMiddleware sets it
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is a page with its sentence, not a fault."""
        if isinstance(exception, NotPermitted):
            return render(request, "403.html", {"exception": str(exception)}, status=403)
        return None


def _actors(request: HttpRequest) -> list[Actor]:
    if not request.user.is_authenticated:
        return []
    return queries.actors_of(request.user, queries.today())


def current_actor(request: HttpRequest) -> Actor | None:
    """The post chosen in this session, or the first one held; None for strangers."""
    actors: list[Actor] = request.actors  # type: ignore[attr-defined]  # ActorMiddleware sets it
    chosen = request.session.get(POST_IN_SESSION)
    return next((actor for actor in actors if actor.post_id == chosen), actors[0] if actors else None)
