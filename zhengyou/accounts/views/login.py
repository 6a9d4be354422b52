"""The first page of all."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth import login as begin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..forms import LoginForm
from .demo import demo_logins


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """User name and password; a refusal is answered with 422 and does not tell which of the two was wrong."""
    if request.user.is_authenticated:
        return redirect(where_to(request))
    form = LoginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            begin(request, account)
            return redirect(where_to(request))
        form.add_error(None, _("用户名或密码不对，请核对后再试（字母区分大小写）。"))
    here = {"form": form, "next": wanted(request), "demo_logins": demo_logins()}
    return render(request, "accounts/login.html", here, status=422 if form.is_bound else 200)


def wanted(request: HttpRequest) -> str:
    """The address asked for before the login, as long as it is one of ours; otherwise empty."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


def where_to(request: HttpRequest) -> str:
    """Where somebody who has come in goes on."""
    return wanted(request) or reverse(settings.LOGIN_REDIRECT_URL)
