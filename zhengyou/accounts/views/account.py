"""What protects this account now, one thing to do next, and the password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations.middleware import current_actor
from zhengyou.ui.saying import say

from .. import coming_in, openid, passkeys, queries
from ..actions import logins, passwords, sessions
from ..actions.doors import TooEarly
from ..forms import AgainForm, CodeForm, NewPasswordForm
from ..middleware import owes_second_step
from ..rules.recommending import next_step
from . import waiting
from .around import crumbs
from .guards import mine, proved


@require_safe
@mine
def account(request: HttpRequest) -> HttpResponse:
    """What protects this account now."""
    own = coming_in.account_of(request)
    protection = queries.protection(own)
    actor = current_actor(request)
    here = {
        "protection": protection,
        "next": next_step(
            second_step=protection.second_step,
            codes_left=protection.codes_left,
            post_kind=actor.post_kind if actor else "",
        ),
        "demanded": owes_second_step(request),
        "open": len(queries.open_logins(own, timezone.now())),
        "lines": queries.last_lines(own),
        "last": queries.last_logins(own)[0:3],
        "outside": openid.configured(),
    }
    return render(request, "accounts/account.html", here)


@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def password(request: HttpRequest) -> HttpResponse:
    """Another password; all other sessions end."""
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            changed = passwords.change(
                by=coming_in.owner(request),
                account=coming_in.account_of(request),
                password=form.cleaned_data["password"],
                this=coming_in.login_id(request),
                now=timezone.now(),
            )
        except passwords.PasswordRefused as refused:
            form.add_error("password", refused.sentences)
        else:
            coming_in.go_on(request, changed)
            say(request, _("密码换好了，下次登录用新密码；其他设备上的登录已经全部结束。"))
            return redirect("account")
    here = {
        "form": form,
        "submit_label": _("就用这个密码"),
        "cancel_url": reverse("account"),
        "breadcrumbs": crumbs(_("换密码")),
    }
    return render(request, "accounts/password.html", here, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@mine
def again(request: HttpRequest) -> HttpResponse:
    """The password, a code or a passkey once more, before what protects the account is changed."""
    own = coming_in.account_of(request)
    protection = queries.protection(own)
    asks = AgainForm if protection.has_password else CodeForm
    signed = bool(request.POST.get("credential"))
    form = asks(request.POST if request.method == "POST" and not signed else None)
    refusal, status = "", 422 if request.method == "POST" else 200
    if signed or (form.is_bound and form.is_valid()):
        try:
            _prove(request)
        except TooEarly as refused:
            refusal, status = waiting.sentence(refused, timezone.now()), 429
        except (logins.Wrong, passkeys.NotAccepted):
            refusal = _("不对，请核对后再试。")
        else:
            coming_in.note_proof(request, timezone.now())
            return redirect(coming_in.wanted(request) or "account")
    here = {
        "form": form,
        "refusal": refusal,
        "next": coming_in.wanted(request),
        "protection": protection,
        "breadcrumbs": crumbs(_("确认是您本人")),
    }
    return render(request, "accounts/again.html", here, status=status)


def _prove(request: HttpRequest) -> None:
    own, now = coming_in.account_of(request), timezone.now()
    session = str(coming_in.login_id(request))
    if answer := request.POST.get("credential"):
        passkey, uses = passkeys.signed(request, answer)
        if passkey.account_id != own.pk:
            raise logins.Wrong
        logins.use_passkey(passkey=passkey, uses=uses, now=now)
    elif own.has_usable_password():
        logins.check_again(account=own, password=request.POST.get("password", ""), browser=session, now=now)
    else:
        logins.check_code(account=own, code=request.POST.get("code", ""), browser=session, now=now)


@require_safe
@mine
def logins_page(request: HttpRequest) -> HttpResponse:
    """Where this account is logged in now, and the last times it was logged in to."""
    own = coming_in.account_of(request)
    here = {
        "open": queries.open_logins(own, timezone.now()),
        "this": coming_in.login_id(request),
        "last": queries.last_logins(own),
        "breadcrumbs": crumbs(_("我的登录")),
    }
    return render(request, "accounts/logins.html", here)


@require_http_methods(["POST"])
@mine
def end_login(request: HttpRequest, login_id: int) -> HttpResponse:
    """End one of my sessions; ending this one is logging out."""
    login = queries.own_login(coming_in.account_of(request), login_id)
    if login.pk == coming_in.login_id(request):
        coming_in.go_out(request)
        return redirect("login")
    sessions.end(by=coming_in.owner(request), login=login, now=timezone.now())
    sentence = _("已结束在%(browser)s的登录，那里要重新登录才能进来。如果不是您本人登录的，请马上换密码。")
    say(request, sentence % {"browser": login.browser})
    return redirect("account-logins")


@require_http_methods(["POST"])
@mine
def end_others(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    this = coming_in.login_id(request)
    ended = sessions.end_others(
        by=coming_in.owner(request),
        account=coming_in.account_of(request),
        this=this or 0,
        now=timezone.now(),
    )
    say(request, _("已结束其他 %(number)d 处登录，只剩您现在用的这一处。") % {"number": ended})
    return redirect("account-logins")
