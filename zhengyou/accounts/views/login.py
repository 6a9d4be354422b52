"""The first page of all: coming in, with a second step where there is one, and going out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from .. import coming_in, known, openid, queries
from ..actions import logins
from ..actions.doors import TooEarly
from ..forms import LoginForm, SecondStepForm
from . import waiting
from .demo import demo_logins


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """User name and password; a refusal is answered with 422 (429: too early) and tells not which of them is wrong."""
    after = coming_in.wanted(request)
    if request.user.is_authenticated:
        return redirect(after or "desk")
    form = LoginForm(request.POST if request.method == "POST" else None)
    refusal, status = "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return _try(request, form, after)
        except TooEarly as refused:
            refusal, status = waiting.sentence(refused, timezone.now()), 429
        except logins.Wrong:
            refusal = _("用户名或密码不对，请核对后再试（字母区分大小写）。")
    return login_page(request, form=form, refusal=refusal, after=after, status=status)


def _try(request: HttpRequest, form: LoginForm, after: str) -> HttpResponse:
    name = form.cleaned_data["username"]
    account = logins.check_password(
        username=name,
        password=form.cleaned_data["password"],
        browser=known.token_for(request, name),
        address=coming_in.address_of(request),
        now=timezone.now(),
    )
    return coming_in.first_step_taken(request, account, keep=form.cleaned_data["keep"], after=after)


def login_page(
    request: HttpRequest, *, after: str, status: int, form: LoginForm | None = None, refusal: str = ""
) -> HttpResponse:
    """The login page, with the sentence of what was refused."""
    here = {
        "form": form or LoginForm(),
        "refusal": refusal,
        "next": after,
        "demo_logins": demo_logins(),
        "outside": openid.configured(),
    }
    return render(request, "accounts/login.html", here, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """The second step, for whoever has just shown the first; others go to the login."""
    owing = coming_in.pending(request)
    if owing is None:
        return redirect("login")
    protection = queries.protection(owing.account)
    form = SecondStepForm(request.POST if request.method == "POST" else None, app=bool(protection.app_since))
    refusal, status = "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            return _try_code(request, owing, form.cleaned_data["code"])
        except TooEarly as refused:
            refusal, status = waiting.sentence(refused, timezone.now()), 429
        except logins.Wrong:
            refusal = _("不对，或者已经用过了。数字每半分钟换一次，请看现在的再填；备用码每个只能用一次。")
    here = {"form": form, "refusal": refusal, "protection": protection, "next": owing.next}
    return render(request, "accounts/second.html", here, status=status)


def _try_code(request: HttpRequest, owing: coming_in.Pending, code: str) -> HttpResponse:
    account = owing.account
    browser = known.token_for(request, account.username)
    logins.check_code(account=account, code=code, browser=browser, now=timezone.now())
    return coming_in.come_in(
        request, account, keep=owing.keep, after=owing.next, how=coming_in.SECOND_STEP, second=True
    )


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Close this session."""
    coming_in.go_out(request)
    return redirect("login")
