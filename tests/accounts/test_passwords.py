"""What a password must not be, and how it is changed."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.changes import GOOD
from tests.accounts.coming import came_in, inside, log_in, owner, prove, with_app
from tests.cast import PASSWORD, Cast
from zhengyou.accounts.actions import passwords
from zhengyou.accounts.models import Login
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import Account
from zhengyou.organisations.rules import System

LIN = SimpleNamespace(username="qingshi01", person=SimpleNamespace(name="林小满", pinyin="lin xiao man"))


def _said(password: str, account: Any = LIN) -> list[str]:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return list(error.messages)
    return []


@pytest.mark.parametrize(
    "password",
    [
        "山坡上有三只羊和一朵云",
        "correct horse battery",
        "Kx7$mQ2v!pLw",
        "linxiaoman爱吃桂花糕和藕粉",
        "2026年的雨下在芭蕉叶上",
        "zhengyou kept us busy",
        "x" * 3 + "山水之间有人家" * 28,
    ],
)
def test_what_is_long_and_not_a_habit_is_taken_whatever_its_signs(password: str) -> None:
    assert _said(password) == []


def test_too_short_and_too_long_are_told_with_their_numbers() -> None:
    assert _said("羊坡云") == [
        "密码至少要10个字，现在是3个；可以用一句自己记得住的话。",
        *_said("羊坡云")[1:],
    ]
    assert _said("山水之间有人家" * 29) == ["密码最多200个字，现在是203个。"]


@pytest.mark.parametrize("password", ["basketball", "watermelon", "Manchester"])
def test_leaked_passwords_are_refused_without_asking_anybody(password: str) -> None:
    assert _said(password) == ["这个密码在泄露过的密码里很常见，会最先被试到；请换一个。"]


@pytest.mark.parametrize(
    ("password", "part"),
    [
        ("linxiaoman1990", "linxiaoman"),
        ("Lin.Xiao.Man!2026", "lin.xiao.man"),
        ("林小满林小满林小满2026", "林小满"),
        ("lxm19900315", "19900315"),
        ("qingshi01qingshi01", "qingshi01"),
        ("zhengyou2026", "zhengyou"),
        ("ＺｈｅｎｇＹｏｕ２０２６", "zhengyou"),
        ("qwertyuiop123", "qwertyuiop"),
        ("poiuytrewq!!", "poiuytrewq"),
        ("13812345678", "13812345678"),
        ("woaini5201314", "woaini"),
        ("abcdefgh1234", "abcdefgh"),
        ("aaaaaaaabcde", "aaaaaaaa"),
        ("Password@2026", "password"),
        ("2025年2026年2027年", "2025年"),
    ],
)
def test_habits_are_refused_and_named(password: str, part: str) -> None:
    (sentence,) = [said for said in _said(password) if "去掉" in said]
    assert f"“{part}”" in sentence


@pytest.mark.parametrize("password", ["8888888888", "abababababab", "啊啊啊啊啊啊啊啊啊啊啊"])
def test_the_same_signs_over_and_over_are_refused(password: str) -> None:
    assert any("反复出现" in said for said in _said(password))


@given(st.text(max_size=250))
def test_any_text_is_judged_in_sentences(password: str) -> None:
    assert all(sentence.endswith("。") for sentence in _said(password))


def test_changing_it_ends_the_others_and_this_one_goes_on(cast: Cast) -> None:
    there, here = came_in(cast, "secretary"), came_in(cast, "secretary")
    answer = here.post("/account/password/", {"password": GOOD, "repeated": GOOD})
    assert answer["Location"] == "/account/"
    assert not inside(there)
    page = here.get("/account/").content.decode()
    assert "密码换好了，下次登录用新密码；其他设备上的登录已经全部结束。" in page
    assert log_in(cast.client(None), "secretary").status_code == 422
    assert log_in(cast.client(None), "secretary", GOOD)["Location"] == "/"
    (entry,) = Entry.objects.all()
    assert (entry.sentence, entry.before, entry.after) == (
        "换了自己的密码，其他设备上的登录随之结束。",
        {"password": "earlier", "open_sessions": 2},
        {"password": "own", "open_sessions": 1},
    )
    assert GOOD not in str(Entry.objects.values())
    assert Login.objects.get(session_key=here.session.session_key).ended_at is None


def test_changing_it_needs_proof_that_it_is_still_the_same_person(cast: Cast) -> None:
    client = cast.client("secretary")
    prove(client, ago=601)
    answer = client.post("/account/password/", {"password": GOOD, "repeated": GOOD})
    assert answer["Location"] == "/account/again/?next=/account/password/"
    assert cast.accounts["secretary"].check_password(PASSWORD)


def test_a_refused_password_says_everything_that_is_wrong_and_changes_nothing(cast: Cast) -> None:
    client = cast.client("secretary")
    prove(client)
    answer = client.post("/account/password/", {"password": "secretary", "repeated": "secretary"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "密码至少要10个字，现在是9个" in page
    assert "这个密码去掉“secretary”就剩不下什么了" in page
    answer = client.post("/account/password/", {"password": GOOD, "repeated": GOOD + "x"})
    assert "两遍填得不一样，请再填一次。" in answer.content.decode()
    assert GOOD not in answer.content.decode()
    assert Account.objects.get(username="secretary").check_password(PASSWORD)
    assert not Entry.objects.exists()


def test_a_password_of_spaces_within_is_kept_as_it_was_pasted(cast: Cast) -> None:
    client = cast.client("secretary")
    prove(client)
    pasted = "  四面 山色 一湖水 春风里  "
    assert client.post("/account/password/", {"password": pasted, "repeated": pasted}).status_code == 302
    assert Account.objects.get(username="secretary").check_password(pasted)


def test_a_first_password_is_set_once_by_the_same_rules(cast: Cast) -> None:
    account = cast.accounts["member"]
    account.set_unusable_password()
    account.save()
    with pytest.raises(passwords.PasswordRefused) as refused:
        passwords.set_first(by=owner(account), account=account, password="member2026member")
    assert refused.value.sentences
    passwords.set_first(by=owner(account), account=account, password=GOOD)
    assert log_in(cast.client(None), "member", GOOD)["Location"] == "/"
    with pytest.raises(passwords.AlreadySet):
        passwords.set_first(by=owner(account), account=account, password=GOOD + "。")
    assert [entry.sentence for entry in Entry.objects.all()] == ["第一次设了密码，账号可以登录了。"]


def test_after_a_reset_only_the_new_password_opens_and_all_sessions_are_over(cast: Cast) -> None:
    there = came_in(cast, "member")
    account = cast.accounts["member"]
    password = passwords.reset(by=System(), account=account, without_second_step=False, now=timezone.now())
    assert not inside(there)
    assert log_in(cast.client(None), "member").status_code == 422
    assert log_in(cast.client(None), "member", password)["Location"] == "/"


def test_a_reset_takes_a_lost_second_step_away_only_when_told_so(cast: Cast) -> None:
    account = cast.accounts["member"]
    with_app(account)
    for lost, lands in ((False, "/login/second/"), (True, "/")):
        password = passwords.reset(by=System(), account=account, without_second_step=lost, now=timezone.now())
        assert log_in(cast.client(None), "member", password)["Location"] == lands
    verbs = [entry.verb for entry in Entry.objects.order_by("pk")]
    assert verbs == ["accounts.factor.add_app", "accounts.password.reset", "accounts.password.reset"]
    assert "密码和登录第二步" in Entry.objects.order_by("-pk")[0].sentence
