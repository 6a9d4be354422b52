"""Coming in with a passkey, and the pages on which one is added and taken away."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhengyou.ui.saying import say

from .. import coming_in, passkeys, queries
from ..actions import factors, logins
from ..forms import PasskeyForm
from .around import crumbs, refusals_said
from .guards import mine, proved
from .login import login_page


@never_cache
@require_POST
def begin_login(request: HttpRequest) -> JsonResponse:
    """What the browser is to sign."""
    return JsonResponse(passkeys.ask_to_sign(request))


@never_cache
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """Come in by what it signed; also from the page that asks for the second step."""
    owing = coming_in.pending(request)
    after = owing.next if owing else coming_in.wanted(request)
    try:
        passkey, uses = passkeys.signed(request, request.POST.get("credential", ""))
        logins.use_passkey(passkey=passkey, uses=uses, now=timezone.now())
    except (passkeys.NotAccepted, logins.Wrong):
        sentence = _("这把通行密钥没有通过，请再试一次，或用用户名和密码登录。")
        return login_page(request, refusal=sentence, after=after, status=422)
    keep = owing.keep if owing else bool(request.POST.get("keep"))
    return coming_in.come_in(
        request, passkey.account, keep=keep, after=after, how=coming_in.PASSKEY, second=True
    )


@require_POST
@mine
def begin_new(request: HttpRequest) -> HttpResponse:
    """What the browser is to make a key of."""
    if not coming_in.proved(request, timezone.now()):
        return JsonResponse({"again": reverse("account-again")}, status=403)
    account = coming_in.account_of(request)
    held = queries.protection(account).passkeys
    return JsonResponse(passkeys.ask_for_new(request, account, held))


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def add(request: HttpRequest) -> HttpResponse:
    """Make a key on this device and keep its public half."""
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = passkeys.take_new(request, form.cleaned_data["credential"])
            factors.add_passkey(
                by=coming_in.owner(request),
                account=coming_in.account_of(request),
                name=form.cleaned_data["name"],
                credential_id=made.credential_id,
                credential=made.credential,
                uses=made.uses,
                now=timezone.now(),
            )
        except passkeys.NotAccepted:
            form.add_error(None, _("浏览器生成的通行密钥没有通过，请再按一次；总不行，请换手机验证器。"))
        except factors.NotChanged as refused:
            form.add_error(None, str(refused))
        else:
            coming_in.note_second_step(request)
            say(request, _("已登记通行密钥，下次在登录页按“用通行密钥登录”就能进来。"))
            return redirect("account")
    here = {"form": form, "breadcrumbs": crumbs(_("添加通行密钥"))}
    return render(request, "accounts/passkey.html", here, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Take a key away."""
    account = coming_in.account_of(request)
    passkey = queries.own_passkey(account, passkey_id)
    if request.method == "POST":
        with refusals_said(request):
            factors.remove_passkey(by=coming_in.owner(request), passkey=passkey)
            say(request, _("已去掉通行密钥“%(name)s”，它再也打不开这个账号。") % {"name": passkey.name})
        coming_in.note_second_step(request)
        return redirect("account")
    here = {
        "question": _("去掉通行密钥“%(name)s”吗") % {"name": passkey.name},
        "sentence": _("去掉以后，用它就登录不了。设备里存的那一份请在设备的密码设置里另外删除。"),
        "press": _("去掉这把通行密钥"),
        "breadcrumbs": crumbs(_("去掉通行密钥")),
    }
    return render(request, "accounts/sure.html", here)
