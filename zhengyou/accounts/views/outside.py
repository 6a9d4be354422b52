"""Coming in by a login service outside, and linking an account to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.saying import say

from .. import coming_in, openid, queries
from ..actions import factors
from .around import crumbs, refusals_said
from .guards import proved
from .login import login_page

_ASKED = "outside"


@never_cache
@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """Off to the service; a link, because a form may lead nowhere but to us."""
    service = _service()
    if request.user.is_authenticated:
        return redirect(coming_in.wanted(request) or "desk")
    return _go(request, service, link=False)


@require_safe
@proved
def link(request: HttpRequest) -> HttpResponse:
    """Off to the service, to be known there as the owner of this account from now on."""
    return _go(request, _service(), link=True)


def _go(request: HttpRequest, service: openid.Service, *, link: bool) -> HttpResponse:
    try:
        address, asked = openid.ask(
            service, _back(request), now=timezone.now(), after=coming_in.wanted(request), link=link
        )
    except openid.Unreachable:
        return _refused(request, _unreachable(service), status=503)
    request.session[_ASKED] = asked.kept()
    return redirect(address)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from the service with what it says about the person."""
    service = _service()
    kept: dict[str, Any] | None = request.session.pop(_ASKED, None)
    if kept is None:
        return _refused(request, _("这次登录没有从这里开始，或者已经用过了，请再按一次。"), status=422)
    asked = openid.Asked(**kept)
    try:
        claims = openid.believed(service, asked, request.GET.dict(), _back(request), now=timezone.now())
    except openid.Unreachable:
        return _refused(request, _unreachable(service), status=503)
    except openid.NotBelieved:
        sentence = _("%(label)s没有确认是您，请再按一次，或用用户名和密码登录。")
        return _refused(request, sentence % {"label": service.label}, status=422)
    if asked.link:
        return _link(request, service, claims)
    username = str(claims.get(service.claim, "")) if service.claim else ""
    account = queries.vouched_for(service.issuer, str(claims["sub"]), username)
    if account is None:
        sentence = _(
            "%(label)s里的您还没有关联这里的账号。请先用用户名和密码登录，再到“我的账号”里关联，或请管理员办理。"
        )
        return _refused(request, sentence % {"label": service.label}, status=422)
    return coming_in.first_step_taken(request, account, keep=False, after=asked.next, how=coming_in.OUTSIDE)


def _link(request: HttpRequest, service: openid.Service, claims: dict[str, Any]) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("login")
    with refusals_said(request):
        factors.link_outside(
            by=coming_in.owner(request),
            account=coming_in.account_of(request),
            issuer=service.issuer,
            subject=str(claims["sub"]),
            now=timezone.now(),
        )
        say(request, _("已关联，以后也可以从%(label)s登录。不要了，在这里取消。") % {"label": service.label})
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def unlink(request: HttpRequest) -> HttpResponse:
    """The service vouches for this account no more."""
    service = _service()
    if request.method == "POST":
        with refusals_said(request):
            factors.unlink_outside(by=coming_in.owner(request), account=coming_in.account_of(request))
            say(request, _("已取消关联，从%(label)s不能再登录这个账号。") % {"label": service.label})
        return redirect("account")
    here = {
        "question": _("不再从%(label)s登录吗") % {"label": service.label},
        "sentence": _("取消以后，请用用户名和密码登录；要恢复，再关联一次就行。"),
        "press": _("取消关联"),
        "breadcrumbs": crumbs(_("取消关联")),
    }
    return render(request, "accounts/sure.html", here)


def _service() -> openid.Service:
    found = openid.configured()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("login-outside-back"))


def _unreachable(service: openid.Service) -> str:
    sentence = _("现在连不上%(label)s，请过一会儿再试，或用用户名和密码登录。")
    return sentence % {"label": service.label}


def _refused(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """Said on the login page, or to somebody who is logged in already on his account's page."""
    if request.user.is_authenticated:
        say(request, sentence, level=messages.ERROR)
        return redirect("account")
    return login_page(request, refusal=sentence, after="", status=status)
