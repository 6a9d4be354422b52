"""The pages on which one votes know nobody: what a browser says of itself is taken off before anything reads it."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .actions.pile import code_key
from .rules.codes import Misread, read_code
from .rules.guessing import Misses

VOTING = "/v/"
"""Where all pages lie on which one votes."""
MISTYPED = "code"
"""The field of every form there in which a code is sent."""

_OF_THE_VOTER = ("HTTP_COOKIE", "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT", "HTTP_REFERER")


class NobodyMiddleware:
    """Stands before sessions, logins and everything else: a voter who is logged in votes as a stranger, no session is
    read or marked as used, and no fault report can hold his address. No answer may be kept on the way or in a cache.

    The address goes no further than the count of wrong codes (rules.guessing): whoever sends too many is told to wait,
    without a page being made for him. A code that can be one of ours goes on without its address being looked at.
    """

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponse], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.get_response = get_response
        self._clock = clock
        self._misses = Misses()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(VOTING):
            return self.get_response(request)
        address = str(request.META.get("REMOTE_ADDR", ""))
        for name in _OF_THE_VOTER:
            request.META.pop(name, None)
        if _wrong(request) and not self._misses.note(address, self._clock()):
            response = _wait()
        else:
            response = self.get_response(request)
        response.cookies.clear()
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response


def _wrong(request: HttpRequest) -> bool:
    """Whether a code was sent that none of ours can be."""
    if request.method != "POST" or MISTYPED not in request.POST:
        return False
    try:
        read_code(request.POST[MISTYPED], code_key())
    except Misread:
        return True
    return False


def _wait() -> HttpResponse:
    told = _("从这个网络来的错误评议码太多了。请对照纸条，过一分钟再填一次；填对了随时可以评。")
    return HttpResponse(
        told, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"}
    )
