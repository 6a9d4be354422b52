"""The app on the phone, and the codes on paper."""

from urllib.parse import quote

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.ui.saying import say

from .. import coming_in, queries
from ..actions import factors
from ..forms import CodeForm
from ..rules import timecodes
from ..rules.secrecy import Unreadable, seal, unseal
from .around import crumbs, refusals_said
from .guards import proved

_KEPT = "app_being_set_up"


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def app(request: HttpRequest) -> HttpResponse:
    """Set up the app: its secret as a picture and as text, taken once the app has shown a code."""
    secret = _secret(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    own = coming_in.account_of(request)
    if form.is_bound and form.is_valid():
        try:
            factors.add_app(
                by=coming_in.owner(request),
                account=own,
                secret=secret,
                code=form.cleaned_data["code"],
                now=timezone.now(),
            )
        except factors.NotChanged as refused:
            form.add_error("code", str(refused))
        else:
            del request.session[_KEPT]
            coming_in.note_second_step(request)
            say(
                request,
                _("手机验证器设好了，下次登录填完密码再填它的六位数字。接着请生成备用码，手机丢了也能进来。"),
            )
            return redirect("account")
    here = {
        "form": form,
        "picture": _picture(timecodes.address(secret, own.username, _("争优"))),
        "secret": timecodes.spaced(secret),
        "replaces": queries.protection(own).app_since,
        "breadcrumbs": crumbs(_("设置手机验证器")),
    }
    return render(request, "accounts/app.html", here, status=422 if form.errors else 200)


def _secret(request: HttpRequest) -> str:
    """The secret being set up: it stays the same when the page is read again or a code was mistyped."""
    try:
        return unseal(request.session[_KEPT])
    except (KeyError, Unreadable):
        secret = timecodes.new_secret()
        request.session[_KEPT] = seal(secret)
        return secret


def _picture(address: str) -> SafeString:
    code = segno.make(address, error="m")
    drawn = code.svg_inline(
        scale=4, border=3, dark="#000", light="#fff", title=_("用验证器 App 扫的二维码"), omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 drawn by segno from our own address


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def remove_app(request: HttpRequest) -> HttpResponse:
    """Take the app away."""
    if request.method == "POST":
        with refusals_said(request):
            factors.remove_app(by=coming_in.owner(request), account=coming_in.account_of(request))
            say(request, _("手机验证器去掉了，登录不再要它的数字。要恢复，再设置一次就行。"))
        coming_in.note_second_step(request)
        return redirect("account")
    here = {
        "question": _("去掉手机验证器吗"),
        "sentence": _("去掉以后，登录时不再要手机上的六位数字；没有别的第二步时，备用码也一并作废。"),
        "press": _("去掉手机验证器"),
        "breadcrumbs": crumbs(_("去掉手机验证器")),
    }
    return render(request, "accounts/sure.html", here)


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def codes(request: HttpRequest) -> HttpResponse:
    """Codes on paper: made by a press and shown on that one page."""
    own = coming_in.account_of(request)
    made: list[str] = []
    if request.method == "POST":
        with refusals_said(request):
            made = factors.make_codes(by=coming_in.owner(request), account=own, now=timezone.now())
        if not made:
            return redirect("account")
    here = {
        "made": made,
        "file": "data:text/plain;charset=utf-8," + quote(_as_text(made, own.username)) if made else "",
        "protection": queries.protection(own),
        "username": own.username,
        "today": timezone.localdate(),
        "breadcrumbs": crumbs(_("备用码")),
    }
    return render(request, "accounts/codes.html", here)


def _as_text(codes: list[str], username: str) -> str:
    head = _("争优备用码，用户名 %(name)s。手机不在时代替六位数字，每个只能用一次。") % {"name": username}
    return "\n".join([head, "", *codes, ""])
