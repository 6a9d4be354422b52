"""Which request a change belongs to: an id that every ledger line written during it carries."""

import contextvars
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_current: contextvars.ContextVar[uuid.UUID | None] = contextvars.ContextVar("request_id", default=None)


def current_request_id() -> uuid.UUID | None:
    """The id of the request being answered, or None outside requests."""
    return _current.get()


class RequestIdMiddleware:
    """Gives each request a random id; nothing of the browser goes into it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _current.set(uuid.uuid4())
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
