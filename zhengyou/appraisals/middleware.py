"""The pages on which one votes know nobody: what a browser says of itself is taken off before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

VOTING = "/v/"
"""Where all pages lie on which one votes."""

_OF_THE_VOTER = ("HTTP_COOKIE", "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT", "HTTP_REFERER")


class NobodyMiddleware:
    """Stands before sessions, logins and everything else: a voter who is logged in votes as a stranger, no session is
    read or marked as used, and no fault report can hold his address. No answer may be kept on the way or in a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        voting = request.path_info.startswith(VOTING)
        if voting:
            for name in _OF_THE_VOTER:
                request.META.pop(name, None)
        response = self.get_response(request)
        if voting:
            response.cookies.clear()
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
        return response
