"""Which account pages may be opened, and when."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .. import coming_in

View = Callable[..., HttpResponse]


def mine(view: View) -> View:
    """A page about the reader's own account; strangers go to the login. Nothing of it stays in the browser's store."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def proved(view: View) -> View:
    """As `mine`, and only for somebody who has shown a short while ago that it is he: an unlocked computer left alone
    must not be enough to change how he comes in."""

    @mine
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if coming_in.proved(request, timezone.now()):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account-again')}?{urlencode({'next': request.path}, safe='/')}")

    return guarded
