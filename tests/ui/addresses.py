"""Addresses for tests of the shell alone: a person without rows in any table looks at each kind of page."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from zhengyou.accounts.forms import LoginForm
from zhengyou.ui import gallery
from zhengyou.ui.saying import say


@dataclass(frozen=True)
class Reader:
    """A logged-in account, as far as the shell looks at it."""

    pk: int = 7
    is_authenticated: bool = True


def _as_reader(request: HttpRequest) -> None:
    request.user = Reader()
    request.actors = []


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Any of our page templates, filled with the gallery's invented data."""
    _as_reader(request)
    figure = SimpleNamespace(
        name="承诺兑现率",
        value="83%",
        unit="",
        formula="已兑现 ÷ 到期",
        scope="石桥乡党委",
        as_of="2026年7月1日",
    )
    extra = {"figure": figure, "form": gallery.CommitmentForm(), "draft_key": "commitment-1"}
    return render(request, name, gallery.context() | extra)


def shown(request: HttpRequest) -> HttpResponse:
    """The gallery; with ?settled=key it first says that the draft of that key is settled."""
    _as_reader(request)
    if request.GET.get("settled"):
        say(request, "已提交支部审核；审核前可以撤回。", draft=request.GET["settled"])
    return gallery.gallery(request)


def bench(request: HttpRequest) -> HttpResponse:
    _as_reader(request)
    return render(request, "bench.html", gallery.context())


def login(request: HttpRequest) -> HttpResponse:
    """The login page; nobody is let in."""
    request.user = SimpleNamespace(is_authenticated=False)
    form = LoginForm()
    if request.method == "POST":
        form = LoginForm(request.POST)
        form.add_error(None, "用户名或密码不对，请再试一次。")
    demo = [SimpleNamespace(role="支部书记", username="shuji", password="口令", sentence="今天有5件事等他办")]
    return render(request, "accounts/login.html", {"form": form, "next": "/x/", "demo_logins": demo})


urlpatterns = [
    path("gallery", shown),
    path("bench", bench),
    path("login", login),
    path("invitations", login, name="invitation-code"),
    path("page/<path:name>", page),
]
