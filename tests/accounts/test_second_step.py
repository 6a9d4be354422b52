"""The second step: an app's digits, codes on paper, and nobody inside before it is taken."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.accounts.coming import came_in, fresh, inside, log_in, next_code, owner, prove, with_app
from tests.cast import PASSWORD, Cast
from zhengyou.accounts.actions import factors
from zhengyou.accounts.coming_in import PENDING
from zhengyou.accounts.models import Attempts, Login, RecoveryCode, TimeCodes
from zhengyou.accounts.rules import recovery, timecodes
from zhengyou.accounts.rules.secrecy import Unreadable, seal, unseal
from zhengyou.ledger.models import Entry

SECOND = "/login/second/"


def _half_in(cast: Cast, role: str = "secretary", **more: Any) -> Client:
    client = cast.client(None)
    assert log_in(client, role, **more)["Location"] == SECOND
    return client


def _codes(cast: Cast, role: str = "secretary") -> list[str]:
    account = cast.accounts[role]
    return factors.make_codes(by=owner(account), account=account, now=timezone.now())


def test_the_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, shortened to six digits: the secret is the ASCII text 12345678901234567890.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    moments = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    codes = [timecodes.code_of(secret, moment // 30) for moment in moments]
    assert codes == ["287082", "081804", "050471", "005924", "279037", "353130"]


def test_after_the_password_the_digits_open_and_lead_to_the_page_first_asked_for(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    client = _half_in(cast, next="/records/")
    page = client.get(SECOND).content.decode()
    assert "填它现在显示的六位数字" in page
    assert client.post(SECOND, {"code": next_code(secret)})["Location"] == "/records/"
    assert inside(client)
    assert Login.objects.get().how == Login.How.SECOND_STEP


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/account/",
        "/account/app/",
        "/account/codes/",
        "/account/logins/",
        "/records/",
        "/search/",
        "/ledger/",
    ],
)
def test_nothing_opens_between_the_password_and_the_second_step(cast: Cast, address: str) -> None:
    with_app(cast.accounts["secretary"])
    client = _half_in(cast)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"][:13]) == (302, "/login/?next=")
    assert client.post("/account/logins/end-others/")["Location"].startswith("/login/?next=")
    assert client.get("/login/").status_code == 200  # and the login does not take him for somebody who is in


def test_the_second_step_needs_the_first(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    client = cast.client(None)
    assert client.get(SECOND)["Location"] == "/login/"
    assert client.post(SECOND, {"code": next_code(secret)})["Location"] == "/login/"
    assert not inside(client)


def test_the_second_step_must_follow_within_ten_minutes(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    client = _half_in(cast)
    session = client.session
    session[PENDING] = session[PENDING] | {"at": session[PENDING]["at"] - 601}
    session.save()
    assert client.post(SECOND, {"code": next_code(secret)})["Location"] == "/login/"
    assert not inside(client)


def test_a_password_changed_meanwhile_makes_the_first_step_void(cast: Cast) -> None:
    account = cast.accounts["secretary"]
    secret = with_app(account)
    client = _half_in(cast)
    account.set_password("另外一个够长的口令")
    account.save()
    assert client.post(SECOND, {"code": next_code(secret)})["Location"] == "/login/"


@pytest.mark.parametrize("code", ["000000", "12345", "ABCD-EFGH-JKMN", "1" * 40, "１２３４５６", "١٢٣٤٥٦"])
def test_a_wrong_code_is_told_and_keeps_everybody_out(cast: Cast, code: str) -> None:
    account = cast.accounts["secretary"]
    with_app(account)
    TimeCodes.objects.update(secret=seal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
    client = _half_in(cast)
    answer = client.post(SECOND, {"code": code})
    assert answer.status_code == 422
    assert "不对，或者已经用过了" in answer.content.decode()
    assert not inside(client)


def test_a_code_is_taken_once_even_by_somebody_who_looked_over_the_shoulder(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    code = next_code(secret)
    assert _half_in(cast).post(SECOND, {"code": code})["Location"] == "/"
    assert _half_in(cast).post(SECOND, {"code": code}).status_code == 422


def test_codes_cannot_be_tried_out(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    client = _half_in(cast)
    assert [client.post(SECOND, {"code": f"{n:06}"}).status_code for n in range(5)] == [422] * 5
    early = client.post(SECOND, {"code": next_code(secret)})
    assert early.status_code == 429
    assert "请过30秒再试" in early.content.decode()
    Attempts.objects.update(free_at=timezone.now() - timedelta(seconds=1))
    assert client.post(SECOND, {"code": next_code(secret)})["Location"] == "/"


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_by_four_browsers_at_one_moment_opens_for_one(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    code = next_code(secret)
    clients = [_half_in(cast) for _ in range(4)]  # five would be slowed
    barrier, found = threading.Barrier(len(clients)), []

    def send(client: Client) -> None:
        barrier.wait()
        found.append(client.post(SECOND, {"code": code}).status_code)
        connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [302, 422, 422, 422]


def test_a_code_on_paper_opens_once_however_it_is_typed(cast: Cast) -> None:
    with_app(cast.accounts["secretary"])
    codes = _codes(cast)
    assert len(set(codes)) == 10
    assert _half_in(cast).post(SECOND, {"code": codes[3]})["Location"] == "/"
    assert _half_in(cast).post(SECOND, {"code": codes[3]}).status_code == 422
    assert _half_in(cast).post(SECOND, {"code": f" {codes[4].lower().replace('-', ' ')} "})["Location"] == "/"
    assert RecoveryCode.objects.filter(used_at=None).count() == 8


def test_new_codes_on_paper_make_the_old_ones_void(cast: Cast) -> None:
    with_app(cast.accounts["secretary"])
    old, new = _codes(cast), _codes(cast)
    assert _half_in(cast).post(SECOND, {"code": old[0]}).status_code == 422
    assert _half_in(cast).post(SECOND, {"code": new[0]})["Location"] == "/"


def test_codes_of_another_person_open_nothing(cast: Cast) -> None:
    for role in ("secretary", "member"):
        with_app(cast.accounts[role])
    other = _codes(cast, "member")
    assert _half_in(cast).post(SECOND, {"code": other[0]}).status_code == 422


def test_nothing_that_opens_stands_readable_in_the_database(cast: Cast) -> None:
    secret = with_app(cast.accounts["secretary"])
    codes = _codes(cast)
    kept = str([*TimeCodes.objects.values(), *RecoveryCode.objects.values(), *Entry.objects.values()])
    assert secret not in kept
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []
    assert unseal(TimeCodes.objects.get().secret) == secret


def test_what_was_encrypted_is_read_with_the_key_before_and_not_with_another(settings: Any) -> None:
    sealed = seal("秘密")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 8
    assert unseal(sealed) == "秘密"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_a_secret_under_a_lost_key_lets_nobody_in_and_breaks_nothing(cast: Cast, settings: Any) -> None:
    secret = with_app(cast.accounts["secretary"])
    settings.SECRET_KEY = "another" * 8
    assert _half_in(cast).post(SECOND, {"code": next_code(secret)}).status_code == 422


def test_codes_on_paper_cannot_be_mistaken_when_read() -> None:
    letters = set("".join(recovery.new_codes()))
    assert letters - set(recovery.LETTERS) == {"-"}
    assert set("0O1IL") & set(recovery.LETTERS) == set()


def test_setting_up_the_app_shows_picture_and_text_and_takes_effect_by_its_first_code(cast: Cast) -> None:
    client = came_in(cast, "secretary")
    page = client.get("/account/app/")
    text = page.context["secret"]
    assert text in page.content.decode()
    assert "<svg" in page.content.decode()
    refused = client.post("/account/app/", {"code": "000000"})
    assert refused.status_code == 422
    assert refused.context["secret"] == text  # whoever mistypes need not scan again
    secret = text.replace(" ", "")
    assert not TimeCodes.objects.exists()
    code = timecodes.code_of(secret, timecodes.step_of(timezone.now()))
    assert client.post("/account/app/", {"code": code})["Location"] == "/account/"
    assert "手机验证器设好了" in client.get("/account/").content.decode()
    assert log_in(cast.client(None), "secretary")["Location"] == SECOND
    assert client.get("/account/app/").context["secret"] != text


def test_taking_the_app_away_needs_the_password_again_and_takes_the_paper_along(cast: Cast) -> None:
    account = cast.accounts["secretary"]
    with_app(account)
    _codes(cast)
    client = cast.client("secretary")
    prove(client, ago=601)
    assert client.post("/account/app/remove/")["Location"] == "/account/again/?next=/account/app/remove/"
    assert TimeCodes.objects.exists()
    answer = client.post("/account/again/", {"password": PASSWORD, "next": "/account/app/remove/"})
    assert answer["Location"] == "/account/app/remove/"
    assert client.post("/account/app/remove/")["Location"] == "/account/"
    assert (TimeCodes.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert log_in(cast.client(None), "secretary")["Location"] == "/"
    sentences = [entry.sentence for entry in Entry.objects.order_by("pk")]
    assert sentences[-1] == "去掉了登录的第二步：手机验证器。"


def test_the_password_once_more_is_not_to_be_guessed_either(cast: Cast) -> None:
    client = cast.client("secretary")
    answers = [client.post("/account/again/", {"password": f"错{n}"}).status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    assert client.get("/account/app/")["Location"] == "/account/again/?next=/account/app/"


def test_codes_are_shown_on_the_page_that_makes_them_and_nowhere_else(cast: Cast) -> None:
    with_app(cast.accounts["secretary"])
    client = cast.client("secretary")
    prove(client)
    page = client.post("/account/codes/")
    codes = page.context["made"]
    assert len(codes) == 10
    assert all(code in page.content.decode() for code in codes)
    assert 'download="争优备用码.txt"' in page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    again = client.get("/account/codes/").content.decode()
    assert [code for code in codes if code in again] == []
    assert "还剩 10 个" in again


def test_codes_without_a_second_step_make_no_sense_and_are_refused(cast: Cast) -> None:
    client = cast.client("secretary")
    prove(client)
    assert "现在还用不上备用码" in client.get("/account/codes/").content.decode()
    assert client.post("/account/codes/")["Location"] == "/account/"
    assert "还没有加第二步，用不上备用码" in client.get("/account/").content.decode()
    assert not RecoveryCode.objects.exists()


def test_a_stolen_first_step_does_not_slow_the_owner_on_a_known_browser(cast: Cast) -> None:
    own = came_in(cast, "secretary")
    own.post("/logout/")
    secret = with_app(cast.accounts["secretary"])
    thief = _half_in(cast)
    for number in range(6):
        thief.post(SECOND, {"code": f"{number:06}"})
    assert log_in(own, "secretary")["Location"] == SECOND
    assert own.post(SECOND, {"code": next_code(secret)})["Location"] == "/"
    fresh(cast.accounts["secretary"])
    assert thief.post(SECOND, {"code": next_code(secret)}).status_code == 429
