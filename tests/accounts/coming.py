"""Ways in, as tests go them: a password, a code, a session that has just been proved."""

from typing import Any

from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast
from zhengyou.accounts.actions import factors
from zhengyou.accounts.coming_in import PROVED_IN_SESSION
from zhengyou.accounts.models import TimeCodes
from zhengyou.accounts.rules import timecodes
from zhengyou.accounts.rules.owner import Owner
from zhengyou.organisations.models import Account

WRONG = "用户名或密码不对，请核对后再试（字母区分大小写）。"
EARLY = "连着填错的次数多了"


def log_in(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    """What the login answers."""
    return client.post("/login/", {"username": username, "password": password, **more})


def inside(client: Client) -> bool:
    """Whether the browser is logged in."""
    return client.get("/account/").status_code == 200


def came_in(cast: Cast, role: str) -> Client:
    """A browser that came in by the front door a moment ago."""
    client = cast.client(None)
    assert log_in(client, role)["Location"] == "/"
    return client


def prove(client: Client, *, ago: float = 0.0) -> None:
    """As if the password had been given so many seconds ago."""
    session = client.session
    session[PROVED_IN_SESSION] = timezone.now().timestamp() - ago
    session.save()


def owner(account: Account) -> Owner:
    """The account's person, as one who acts."""
    return Owner(account.pk, account.person_id, account.person.name)


def with_app(account: Account) -> str:
    """The account with an app; its secret. The code of the moment of setting up counts as used."""
    secret, now = timecodes.new_secret(), timezone.now()
    code = timecodes.code_of(secret, timecodes.step_of(now))
    factors.add_app(by=owner(account), account=account, secret=secret, code=code, now=now)
    return secret


def next_code(secret: str) -> str:
    """The app's code of the half minute to come, which is taken as well: no test waits for a clock."""
    return timecodes.code_of(secret, timecodes.step_of(timezone.now()) + 1)


def fresh(account: Account) -> None:
    """As if no code had been used yet."""
    TimeCodes.objects.filter(account=account).update(last_step=0)
