"""Whoever was invited comes in: from the slip or the code on the wall to an account of his own.

Nobody is told why a code does not open: used, over, withdrawn and invented ones look the same.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.ui.saying import say

from .. import coming_in, inviting
from ..actions import doors, invitations, passwords, walls
from ..invitation_forms import AcceptForm, AskForm, PaperCodeForm
from ..queries import invitations as queries
from ..rules.browsers import in_words
from ..rules.inviting import username_typed
from . import waiting


def _unusable(request: HttpRequest, sentence: str = "", status: int = 404) -> HttpResponse:
    """The one answer to every code that does not open; no page learns the address it stood in."""
    response = render(request, "accounts/invitations/unusable.html", {"sentence": sentence}, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """For whoever cannot scan: the code from the slip or from the wall, typed."""
    form = PaperCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _open(request, form.cleaned_data["code"])
    here = {"form": form}
    return render(request, "accounts/invitations/code.html", here, status=422 if form.errors else 200)


@never_cache
@require_safe
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What a slip or the code on the wall says: the secret goes from the address into the session."""
    return _open(request, secret)


def _open(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the secret leads. Wrong ones are counted with the names that fail at the login from the same address."""
    now = timezone.now()
    address, name = coming_in.address_of(request), f"invitation {secret}"
    try:
        doors.knock_from(address=address, name=name, now=now)
    except doors.CrowdedAddress as refused:
        return _unusable(request, waiting.sentence(refused, now), 429)
    response = _led(request, secret, now)
    if response is None:
        return _unusable(request)
    doors.opened(doors=[], address=address, name=name)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _led(request: HttpRequest, secret: str, now: datetime) -> HttpResponse | None:
    if found := queries.invitation_of(secret, now):
        if not request.user.is_authenticated:
            invitations.note_opened(invitation=found, now=now)
            inviting.carry_invitation(request, found)
        return redirect("invitation-accept")
    if hanging := queries.wall_of(secret, now):
        if not request.user.is_authenticated:
            inviting.carry_wall(request, hanging)
        return redirect("wall-ask")
    return None


def _somebody_in(request: HttpRequest) -> HttpResponse:
    """Nobody opens another's account in a session that is his own."""
    return render(request, "accounts/invitations/somebody_in.html", {})


@sensitive_post_parameters("password", "repeated")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """A user name and a password of one's own; then one is in."""
    if request.user.is_authenticated:
        return _somebody_in(request)
    now = timezone.now()
    found = inviting.carried_invitation(request, now)
    if found is None:
        return _unusable(request)
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        initial={"username": queries.free_username(found)},
    )
    if form.is_bound and form.is_valid():
        try:
            return _come_in(request, form, found.pk, now)
        except invitations.Unusable:
            return _unusable(request)
        except invitations.NameRefused as refused:
            form.add_error("username", str(refused))
        except passwords.PasswordRefused as refused:
            form.add_error("password", refused.sentences)
    here = {"form": form, "invitation": found, "place": queries.place_name(found.organisation_id, now)}
    return render(request, "accounts/invitations/accept.html", here, status=422 if form.errors else 200)


def _come_in(request: HttpRequest, form: AcceptForm, invitation_id: int, now: datetime) -> HttpResponse:
    account = invitations.accept(
        invitation_id=invitation_id,
        username=username_typed(form.cleaned_data["username"]),
        password=form.cleaned_data["password"],
        now=now,
    )
    inviting.put_down(request)
    response = coming_in.come_in(request, account, keep=False, after="", how=coming_in.PASSWORD)
    actors = organisations.actors_of(account, timezone.localdate(now))
    sentence = _("账号开通好了，下次用用户名 %(username)s 登录。") % {"username": account.username}
    if actors:
        sentence += _("您是%(organisation)s%(post)s：%(may)s") % {
            "organisation": actors[0].organisation_name,
            "post": actors[0].post_title,
            "may": actors[0].role.sentence,
        }
    else:
        sentence += _("现在可以看系统里存了您的哪些信息，有误的可以请求更正。")
    say(request, sentence)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Before the code on the wall: who are you? The answer is the same whatever name is given."""
    if request.user.is_authenticated:
        return _somebody_in(request)
    now = timezone.now()
    hanging = inviting.carried_wall(request, now)
    if hanging is None:
        return _unusable(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        before = inviting.carried_asking(request)
        try:
            asking = walls.ask(
                wall=hanging,
                name=form.cleaned_data["name"],
                hint=form.cleaned_data["hint"],
                browser=in_words(request.headers.get("User-Agent", "")),
                before=before.pk if before else None,
                now=now,
            )
        except walls.TooManyWait:
            form.add_error(None, _("现在等着确认的人太多了，请当面告诉书记，过一会儿再来。"))
            status = 429
        else:
            inviting.carry_asking(request, asking)
            return redirect("wall-wait")
    status = 422 if form.errors and status == 200 else status
    here = {"form": form, "place": queries.place_name(hanging.organisation_id, now)}
    return render(request, "accounts/invitations/ask.html", here, status=status)


@never_cache
@require_safe
def wait(request: HttpRequest) -> HttpResponse:
    """The page that waits for the secretary's press; it asks again by itself, also without a script."""
    if request.user.is_authenticated:
        return _somebody_in(request)
    now = timezone.now()
    asking = inviting.carried_asking(request)
    if asking is None:
        return _unusable(request)
    if asking.invitation_id is not None:
        found = queries.usable(asking.invitation_id, now)
        if found is not None:
            invitations.note_opened(invitation=found, now=now)
            inviting.carry_invitation(request, found)
            return _onward(request)
        return _unusable(request)
    over = asking.settled_at is not None or not queries.waiting(now).filter(pk=asking.pk).exists()
    if not over and request.headers.get("HX-Request"):
        return HttpResponse(status=204)  # nothing new: the page stays as it is
    here = {
        "asking": asking,
        "place": queries.place_name(asking.wall.organisation_id, now),
        "over": over,
    }
    return render(request, "accounts/invitations/wait.html", here)


def _onward(request: HttpRequest) -> HttpResponse:
    if request.headers.get(
        "HX-Request"
    ):  # a script that asked within the page goes there with the whole page
        return HttpResponse(headers={"HX-Redirect": reverse("invitation-accept")})
    return redirect("invitation-accept")
