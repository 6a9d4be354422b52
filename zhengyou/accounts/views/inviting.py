"""A secretary invites his people: who has an account, a sheet of paper for the others, a code for the wall."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.organisations.rules.structure import takes_children
from zhengyou.ui.saying import say

from .. import inviting
from ..actions import invitations, walls
from ..queries import invitations as queries
from ..queries.invitations import Invitee, Stands
from ..rules.inviting import short_address, spaced
from .sheets import sheet

SECRETARIES = "secretaries"


def _place(actor: Actor, organisation_id: int) -> Any:
    day = organisations.today()
    return organisations.visible_place(actor, Permission.INVITE, organisation_id, day)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.INVITE)
def table(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponseBase:
    """Who has an account, who is invited, who not yet. POST invites those ticked and answers with their sheet, which is
    shown this once."""
    place = _place(actor, organisation_id)
    secretaries = request.GET.get("who") == SECRETARIES and takes_children(place.kind)
    if request.method == "POST":
        ticked = _numbers(request.POST.getlist("person"))
        try:
            made = invitations.invite(
                by=actor, place=place, people=ticked, secretaries=secretaries, now=timezone.now()
            )
        except invitations.NotInvited as refused:
            return _table(request, actor, place, secretaries, refusal=str(refused), ticked=ticked)
        return sheet(request, place, made, secretaries)
    return _table(request, actor, place, secretaries)


def _numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def _table(
    request: HttpRequest,
    actor: Actor,
    place: Any,
    secretaries: bool,
    *,
    refusal: str = "",
    ticked: Sequence[int] | None = None,
) -> HttpResponse:
    now = timezone.now()
    people = (queries.secretaries_below if secretaries else queries.people_here)(actor, place, now)
    counts = {stands: sum(one.stands is stands for one in people) for stands in Stands}
    here = {
        "place": place,
        "people": [(one, _ticked(one, request.GET.get("tick", ""), ticked)) for one in people],
        "counts": counts,
        "invitable": counts[Stands.NOT_YET] + counts[Stands.INVITED],
        "secretaries": secretaries,
        "has_below": takes_children(place.kind),
        "refusal": refusal,
        "breadcrumbs": _crumbs(place),
    }
    if not secretaries:
        here |= _wall_of(place, people)
    return render(request, "accounts/invitations/table.html", here, status=422 if refusal else 200)


def _ticked(one: Invitee, wanted: str, sent: Sequence[int] | None) -> bool:
    """Those without an invitation are ticked beforehand; who holds a sheet already would lose it."""
    if sent is not None:
        return one.person.pk in sent
    return one.invitable and (wanted == "all" or (one.stands is Stands.NOT_YET and wanted != "none"))


def _wall_of(place: Any, people: list[Invitee]) -> dict[str, Any]:
    now = timezone.now()
    wall = queries.wall_here(place.organisation_id, now)
    found = queries.asked_here(people, place.organisation_id, now)
    shown = "-".join(str(key) for key in (wall.pk if wall else 0, *(one.asking.pk for one in found)))
    return {"wall": wall, "asked": found, "shown": shown}


def _crumbs(place: Any, last: str = "") -> list[tuple[str, str]]:
    own = reverse("invitations", args=[place.organisation_id])
    crumbs = [(place.name, reverse("organisation", args=[place.organisation_id]))]
    return [*crumbs, (_("开通账号"), own if last else ""), *([(last, "")] if last else [])]


@require_POST
@page(Permission.INVITE)
def withdraw(request: HttpRequest, actor: Actor, invitation_id: int) -> HttpResponse:
    """The slip opens nothing any more."""
    invitation = queries.invitation_here(actor, invitation_id)
    try:
        invitations.withdraw(by=actor, invitation=invitation, now=timezone.now())
    except invitations.NotInvited as refused:
        say(request, str(refused), level=messages.ERROR)
    else:
        sentence = _("给%(name)s的邀请收回了，那张邀请单不能再用；要的话可以重新邀请。")
        say(request, sentence % {"name": invitation.person.name})
    return redirect("invitations", invitation.organisation_id)


@never_cache
@require_POST
@page(Permission.INVITE)
def put_up(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """A new code for the wall, to be printed; shown this once, the one before it ends."""
    place = _place(actor, organisation_id)
    wall, secret = walls.put_up(by=actor, place=place, now=timezone.now())
    link = inviting.link_of(request, secret)
    here = {
        "place": place,
        "picture": inviting.picture_of(link),
        "code": spaced(secret),
        "typed_at": short_address(request.build_absolute_uri(reverse("invitation-code"))),
        "until": timezone.localdate(wall.until),
    }
    return render(request, "accounts/invitations/poster.html", here)


@require_POST
@page(Permission.INVITE)
def take_down(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """The code on the wall opens nothing any more."""
    place = _place(actor, organisation_id)
    wall = queries.wall_here(organisation_id, timezone.now())
    if wall is None:
        raise Http404
    sentence = _("墙上的二维码停用了，扫它的人进不来；贴出去的可以撕掉。")
    return _settled(
        request, place, lambda: walls.take_down(by=actor, wall=wall, now=timezone.now()), sentence
    )


@require_POST
@page(Permission.INVITE)
def confirm(request: HttpRequest, actor: Actor, asking_id: int) -> HttpResponse:
    """It is he: his browser goes on."""
    asking = queries.asking_here(actor, asking_id, timezone.now())
    person = next(iter(_numbers([request.POST.get("person", "")])), 0)
    sentence = _("已确认%(name)s是本人，他的手机上会接着让他设密码。") % {"name": asking.name}
    return _settled(
        request,
        _place(actor, asking.wall.organisation_id),
        lambda: walls.confirm(by=actor, asking=asking, person=person, now=timezone.now()),
        sentence,
    )


@require_POST
@page(Permission.INVITE)
def refuse(request: HttpRequest, actor: Actor, asking_id: int) -> HttpResponse:
    """It is not: his browser is told to ask the secretary."""
    asking = queries.asking_here(actor, asking_id, timezone.now())
    return _settled(
        request,
        _place(actor, asking.wall.organisation_id),
        lambda: walls.refuse(by=actor, asking=asking, now=timezone.now()),
        _("没有让“%(name)s”进来；弄错了的话，请他再扫一次。") % {"name": asking.name},
    )


def _settled(request: HttpRequest, place: Any, settle: Callable[[], object], sentence: str) -> HttpResponse:
    try:
        settle()
    except invitations.NotInvited as refused:
        say(request, str(refused), level=messages.ERROR)
    else:
        say(request, sentence)
    return redirect("invitations", place.organisation_id)


@never_cache
@require_safe
@page(Permission.INVITE)
def asked(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Who waits at the wall code, asked again and again by the page that shows it: 204 while it shows the same."""
    place = _place(actor, organisation_id)
    here = {"place": place} | _wall_of(place, queries.people_here(actor, place, timezone.now()))
    if request.GET.get("shown") == here["shown"]:
        return HttpResponse(status=204)
    return render(request, "accounts/invitations/asked.html", here)
