"""Passkeys: made, used instead of a password, and refused whenever anything about the answer is not right."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.accounts.coming import inside, log_in, prove
from tests.accounts.softkey import PRESENT, SoftKey
from tests.cast import Cast
from zhengyou.accounts.models import Login, Passkey
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account

REFUSED = "这把通行密钥没有通过，请再试一次，或用用户名和密码登录。"


def _browser(cast: Cast, role: str | None = None) -> Client:
    client = Client(headers={"Host": "localhost"})
    if role:
        client.force_login(cast.accounts[role])
        prove(client)
    return client


def _add(client: Client, key: SoftKey, name: str = "我的手机") -> Any:
    question = client.post("/account/passkeys/begin/").json()
    return client.post("/account/passkeys/add/", {"name": name, "credential": key.made(question)})


def _sign(client: Client, key: SoftKey, **more: str) -> Any:
    question = client.post("/login/passkey/begin/").json()
    return client.post("/login/passkey/", {"credential": key.signed(question), **more})


@pytest.fixture
def key(cast: Cast) -> SoftKey:
    """A key of the secretary."""
    made = SoftKey()
    assert _add(_browser(cast, "secretary"), made)["Location"] == "/account/"
    return made


def test_a_key_opens_without_a_password_and_counts_as_both_steps(cast: Cast, key: SoftKey) -> None:
    client = _browser(cast)
    assert _sign(client, key, next="/records/", keep="on")["Location"] == "/records/"
    assert inside(client)
    assert int(client.cookies["sessionid"]["max-age"]) == 30 * 24 * 3600
    login = Login.objects.get()
    assert (login.how, login.account) == (Login.How.PASSKEY, cast.accounts["secretary"])
    passkey = Passkey.objects.get()
    assert (passkey.uses, passkey.used_at is not None) == (1, True)
    assert [entry.sentence for entry in Entry.objects.all()] == ["登记了一把通行密钥。"]


def test_with_a_key_the_password_alone_opens_no_more(cast: Cast, key: SoftKey) -> None:
    client = _browser(cast)
    assert log_in(client, "secretary", next="/records/")["Location"] == "/login/second/"
    assert "用通行密钥登录" in client.get("/login/second/").content.decode()
    assert _sign(client, key)["Location"] == "/records/"


def test_the_question_names_nobody_before_the_login(cast: Cast, key: SoftKey) -> None:
    question = _browser(cast).post("/login/passkey/begin/").json()
    assert set(question["publicKey"]) == {"challenge", "rpId", "userVerification"}
    made = _browser(cast, "secretary").post("/account/passkeys/begin/").json()["publicKey"]
    assert made["user"]["id"] not in (str(cast.accounts["secretary"].pk), "secretary")
    assert len(made["excludeCredentials"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://evil.example"},
        {"origin": "https://localhost.evil.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"uses": -1},
    ],
    ids=str,
)
def test_an_answer_for_another_place_or_without_a_person_opens_nothing(
    cast: Cast, key: SoftKey, wrong: dict[str, Any]
) -> None:
    assert _sign(_browser(cast), key)["Location"] == "/"
    for name, value in wrong.items():
        setattr(key, name, value)
    client = _browser(cast)
    answer = _sign(client, key)
    assert (answer.status_code, REFUSED in answer.content.decode()) == (422, True)
    assert not inside(client)


def test_an_answer_is_good_once_and_only_in_the_browser_that_was_asked(cast: Cast, key: SoftKey) -> None:
    client, other = _browser(cast), _browser(cast)
    answer = key.signed(client.post("/login/passkey/begin/").json())
    other.post("/login/passkey/begin/")
    assert other.post("/login/passkey/", {"credential": answer}).status_code == 422
    assert client.post("/login/passkey/", {"credential": answer})["Location"] == "/"
    client.post("/logout/")
    assert client.post("/login/passkey/", {"credential": answer}).status_code == 422


def test_another_key_under_this_ones_number_opens_nothing(cast: Cast, key: SoftKey) -> None:
    forged = SoftKey()
    forged.id = key.id
    assert _sign(_browser(cast), forged).status_code == 422


def test_an_unknown_key_and_one_of_a_closed_account_open_nothing(cast: Cast, key: SoftKey) -> None:
    assert _sign(_browser(cast), SoftKey()).status_code == 422
    Account.objects.filter(username="secretary").update(is_active=False)
    assert _sign(_browser(cast), key).status_code == 422


def test_two_copies_of_a_key_betray_themselves_by_their_counts(cast: Cast, key: SoftKey) -> None:
    assert [_sign(_browser(cast), key).status_code for _ in range(3)] == [302] * 3
    key.uses = 1
    assert _sign(_browser(cast), key).status_code == 422


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", "null", '"x"', '{"id": 1}', '{"rawId": "x", "response": 3}']
)
def test_nonsense_is_refused(cast: Cast, key: SoftKey, answer: str) -> None:
    client = _browser(cast)
    client.post("/login/passkey/begin/")
    assert client.post("/login/passkey/", {"credential": answer}).status_code == 422
    own = _browser(cast, "member")
    own.post("/account/passkeys/begin/")
    assert own.post("/account/passkeys/add/", {"name": "x", "credential": answer}).status_code == 422
    assert Passkey.objects.count() == 1


def test_a_key_that_did_not_ask_for_a_person_is_not_taken(cast: Cast) -> None:
    key = SoftKey()
    key.flags = PRESENT
    answer = _add(_browser(cast, "secretary"), key)
    assert "浏览器生成的通行密钥没有通过" in answer.content.decode()
    assert not Passkey.objects.exists()


def test_one_key_is_taken_once(cast: Cast, key: SoftKey) -> None:
    answer = _add(_browser(cast, "member"), key)
    assert (answer.status_code, "已经登记过了" in answer.content.decode()) == (422, True)


def test_adding_and_taking_away_need_proof(cast: Cast, key: SoftKey) -> None:
    client = _browser(cast)
    client.force_login(cast.accounts["secretary"])
    assert client.post("/account/passkeys/begin/").status_code == 403
    passkey = Passkey.objects.get()
    address = f"/account/passkeys/{passkey.pk}/remove/"
    assert client.post(address)["Location"] == f"/account/again/?next={address}"
    question = client.post("/login/passkey/begin/").json()
    assert (
        client.post("/account/again/", {"credential": key.signed(question), "next": address})["Location"]
        == address
    )
    assert client.post(address)["Location"] == "/account/"
    assert "它再也打不开这个账号" in client.get("/account/").content.decode()
    assert _sign(_browser(cast), key).status_code == 422


def test_somebody_elses_key_proves_nothing(cast: Cast, key: SoftKey) -> None:
    client = _browser(cast)
    client.force_login(cast.accounts["member"])
    question = client.post("/login/passkey/begin/").json()
    assert client.post("/account/again/", {"credential": key.signed(question)}).status_code == 422
    assert client.get("/account/app/").status_code == 302


def test_an_answer_to_make_a_key_does_not_sign(cast: Cast, key: SoftKey) -> None:
    client = _browser(cast)
    question = client.post("/login/passkey/begin/").json()
    answer = json.loads(key.signed(question)) | {"response": json.loads(key.made(question))["response"]}
    assert client.post("/login/passkey/", {"credential": json.dumps(answer)}).status_code == 422
