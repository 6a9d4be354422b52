"""What an operator types about accounts."""

from typing import Any

import pytest

from tests.accounts.coming import log_in, with_app
from tests.cast import Cast
from zhengyou.accounts.models import OutsideIdentity
from zhengyou.commandline import link_login, reset_password
from zhengyou.commandline.refusal import Refusal
from zhengyou.ledger.models import Entry

SERVICE = {
    "issuer": "https://id.example",
    "client_id": "z",
    "client_secret": "s",
    "label": "统一登录",
    "claim": "",
}


def test_a_reset_says_that_a_second_step_stays_and_how_to_remove_it(cast: Cast, capsys: Any) -> None:
    with_app(cast.accounts["member"])
    assert reset_password.run(["member"]) == 0
    said = capsys.readouterr().out
    assert "他登录时还要第二步" in said
    password = said.partition("新密码是 ")[2].partition("；")[0]
    assert log_in(cast.client(None), "member", password)["Location"] == "/login/second/"
    assert reset_password.run(["--without-second-step", "member"]) == 0
    said = capsys.readouterr().out
    assert "登录的第二步也去掉了" in said
    password = said.partition("新密码是 ")[2].partition("；")[0]
    assert log_in(cast.client(None), "member", password)["Location"] == "/"


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--second"], ["nobody"]])
def test_a_reset_that_makes_no_sense_is_refused(cast: Cast, arguments: list[str]) -> None:
    with pytest.raises(Refusal):
        reset_password.run(arguments)


def test_an_account_is_linked_by_the_operator(cast: Cast, settings: Any, capsys: Any) -> None:
    settings.OUTSIDE_LOGIN = SERVICE
    assert link_login.run(["secretary", "u-77"]) == 0
    assert "统一登录里编号 u-77 的人，登录后就是用户名 secretary" in capsys.readouterr().out
    linked = OutsideIdentity.objects.get()
    assert (linked.account, linked.issuer, linked.subject) == (
        cast.accounts["secretary"],
        "https://id.example",
        "u-77",
    )
    assert Entry.objects.get().actor_name == "系统"
    for arguments in (["secretary", "u-78"], ["member", "u-77"], ["nobody", "u-1"], ["member"], []):
        with pytest.raises(Refusal):
            link_login.run(arguments)
    assert OutsideIdentity.objects.count() == 1


def test_nothing_is_linked_where_no_service_is_set_up(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有接统一身份登录"):
        link_login.run(["secretary", "u-77"])
