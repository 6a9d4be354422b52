"""How every form about people goes: filled in, looked at where it has consequences, confirmed, said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhengyou.ui.saying import say

from .. import queries
from ..actions.groups import NotKept
from ..actions.rehearsing import rehearse


@dataclass
class Way:
    """`act` does it and gives the sentence to say and the address to go to; `foresee` says what it comes to."""

    act: Callable[[], tuple[str, str]]
    foresee: Callable[[], Any] | None = None


def go(request: HttpRequest, here: dict[str, Any], way: Way) -> HttpResponse:
    """One form. With `foresee` it is shown what would happen, and only `confirm` does it."""
    form = here["form"]
    here.setdefault("submit", here["word"] if way.foresee is None else _("看会变什么"))
    if not form.is_bound or not form.is_valid():
        return _form(request, here)
    try:
        if way.foresee is not None and "edit" in request.POST:
            return render(request, "organisations/people/form.html", here)
        if way.foresee is not None and "confirm" not in request.POST:
            rehearse(way.act)
            return render(request, "organisations/people/preview.html", {**here, "foreseen": way.foresee()})
        sentence, url = way.act()
    except NotKept as refused:
        form.add_error(None, str(refused))
        return _form(request, here)
    say(request, sentence, draft=here.get("draft_key", ""))
    return redirect(url)


def _form(request: HttpRequest, here: dict[str, Any]) -> HttpResponse:
    status = 422 if here["form"].errors else 200
    return render(request, "organisations/people/form.html", here, status=status)


def when(day: date) -> str:
    """How a sentence says from when something holds."""
    if day <= queries.today():
        return _("今天起生效")
    return _("%(day)s起生效") % {"day": f"{day.year}年{day.month}月{day.day}日"}
