"""A transfer that was asked for: what it is, receiving it, sending it back, taking it back."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import transfers
from ..actions.groups import NotKept
from ..forms.posts import ReasonForm
from ..queries.person import transfer_for
from ..rules import Actor, Permission
from .stepping import Way, go


@require_safe
@page(Permission.KEEP_PEOPLE)
def transfer(request: HttpRequest, actor: Actor, transfer_id: int) -> HttpResponse:
    """One transfer, for who keeps people on one of the two sides."""
    found, source, target = transfer_for(actor, transfer_id, queries.today())
    context = {
        "transfer": found,
        "source": source,
        "target": target,
        "receives": found.open and _keeps(actor, target) and found.asked_by_id != actor.account_id,
        "asks": found.open and _keeps(actor, source),
        "today": queries.today(),
        "breadcrumbs": [(_("组织"), reverse("organisations")), (_("转接组织关系"), "")],
    }
    return render(request, "organisations/people/transfer.html", context)


@require_POST
@page(Permission.KEEP_PEOPLE)
def receive(request: HttpRequest, actor: Actor, transfer_id: int) -> HttpResponse:
    """He belongs here from the day asked for."""
    found, _source, target = transfer_for(actor, transfer_id, queries.today())
    _must_keep(actor, target)

    def act() -> object:
        return transfers.receive_transfer(by=actor, transfer=found, now=timezone.now())

    return _pressed(request, transfer_id, act, _("已接收。他从约定的那天起列在党员名册里。"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.KEEP_PEOPLE)
def refuse(request: HttpRequest, actor: Actor, transfer_id: int) -> HttpResponse:
    """Sent back with a reason."""
    found, _source, target = transfer_for(actor, transfer_id, queries.today())
    _must_keep(actor, target)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    url = reverse("transfer", args=[transfer_id])
    here: dict[str, Any] = {
        "form": form,
        "word": _("退回"),
        "question": _("为什么不接收%(name)s") % {"name": found.person.name},
        "cancel_url": url,
        "breadcrumbs": [(_("转接组织关系"), url), (_("退回"), "")],
    }

    def act() -> tuple[str, str]:
        comment = form.cleaned_data["comment"]
        transfers.refuse_transfer(by=actor, transfer=found, comment=comment, now=timezone.now())
        return _("已退回，对方看得到理由。"), url

    return go(request, here, Way(act))


@require_POST
@page(Permission.KEEP_PEOPLE)
def withdraw(request: HttpRequest, actor: Actor, transfer_id: int) -> HttpResponse:
    """Taken back by the asking side."""
    found, source, _target = transfer_for(actor, transfer_id, queries.today())
    _must_keep(actor, source)

    def act() -> object:
        return transfers.withdraw_transfer(by=actor, transfer=found, now=timezone.now())

    return _pressed(request, transfer_id, act, _("已撤回，组织关系没有变。"))


def _keeps(actor: Actor, place: Any) -> bool:
    return actor.may(Permission.KEEP_PEOPLE, place.path)


def _must_keep(actor: Actor, place: Any) -> None:
    if not _keeps(actor, place):
        raise Http404


def _pressed(request: HttpRequest, transfer_id: int, act: Callable[[], object], told: str) -> HttpResponse:
    try:
        act()
    except NotKept as refused:
        say(request, str(refused), level=30)
    else:
        say(request, told)
    return redirect("transfer", transfer_id)
