"""What the account's pages share: the way back, and how a refusal is said."""

import contextlib
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.ui.saying import say

from ..actions.factors import NotChanged


def crumbs(title: str) -> list[tuple[str, str]]:
    """The way back to the account's page."""
    return [(_("我的账号"), reverse("account")), (title, "")]


@contextlib.contextmanager
def refusals_said(request: HttpRequest) -> Iterator[None]:
    """What could not be changed is said on the next page."""
    try:
        yield
    except NotChanged as refused:
        say(request, str(refused), level=messages.ERROR)
