"""Wrong answers slow down whoever gives them, and nobody else."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.accounts.coming import WRONG, came_in, log_in
from tests.cast import Cast
from zhengyou.accounts.actions import doors
from zhengyou.accounts.jobs import forget
from zhengyou.accounts.models import AddressTry, Attempts
from zhengyou.accounts.rules import policies
from zhengyou.organisations.models import Account

_ENCODE, _VERIFY = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify


def _statuses(client: Client, username: str, times: int) -> list[int]:
    return [log_in(client, username, f"错的口令{number}").status_code for number in range(times)]


def _time_passes() -> None:
    Attempts.objects.update(free_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("username", ["secretary", "nobody"])
def test_the_sixth_guess_is_not_compared_whether_the_name_exists_or_not(cast: Cast, username: str) -> None:
    client = cast.client(None)
    assert _statuses(client, username, 5) == [422] * 5
    answer = log_in(client, username)  # the right password for one that exists
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "连着填错的次数多了，请过30秒再试，这之前填对了也不算。" in page
    assert WRONG not in page
    assert f'value="{username}"' in page


def test_after_the_time_the_right_password_opens_and_all_is_forgotten(cast: Cast) -> None:
    client = cast.client(None)
    _statuses(client, "secretary", 6)
    _time_passes()
    assert log_in(client, "secretary")["Location"] == "/"
    assert (Attempts.objects.count(), AddressTry.objects.count()) == (0, 0)


def test_each_further_mistake_takes_longer_up_to_a_quarter_of_an_hour() -> None:
    waits = [policies.wait_after(wrong).total_seconds() for wrong in range(1, 13)]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 300, 600, 900, 900, 900]


def test_a_wait_of_minutes_names_the_time_of_day(cast: Cast) -> None:
    client = cast.client(None)
    _statuses(client, "secretary", 5)
    Attempts.objects.update(checked=8, free_at=timezone.now() - timedelta(seconds=1))
    assert _statuses(client, "secretary", 1) == [422]
    until = timezone.localtime(Attempts.objects.get().free_at).strftime("%H:%M")
    assert f"请过10分钟（{until}以后）再试" in log_in(client, "secretary").content.decode()


def test_who_asks_too_early_again_and_again_does_not_wait_longer(cast: Cast) -> None:
    client = cast.client(None)
    _statuses(client, "secretary", 5)
    free_at = Attempts.objects.get().free_at
    assert _statuses(client, "secretary", 4) == [429] * 4
    row = Attempts.objects.get()
    assert (row.tries, row.checked, row.free_at) == (9, 5, free_at)


def test_nobody_can_lock_out_a_person_on_a_browser_that_came_in_before(cast: Cast) -> None:
    own = came_in(cast, "secretary")
    own.post("/logout/")
    _statuses(cast.client(None), "secretary", 9)
    assert log_in(cast.client(None), "secretary").status_code == 429
    assert log_in(own, "secretary")["Location"] == "/"


def test_a_known_browser_is_slowed_by_its_own_mistakes(cast: Cast) -> None:
    own = came_in(cast, "secretary")
    own.post("/logout/")
    assert _statuses(own, "secretary", 6) == [422] * 5 + [429]


def test_a_browser_is_known_only_for_the_names_that_came_in_by_it(cast: Cast) -> None:
    own = came_in(cast, "member")
    own.post("/logout/")
    _statuses(cast.client(None), "secretary", 5)
    assert log_in(own, "secretary").status_code == 429


def test_the_cookie_of_a_known_browser_names_nobody_and_cannot_be_made_up(cast: Cast) -> None:
    own = came_in(cast, "secretary")
    cookie = own.cookies["known"]
    account = cast.accounts["secretary"]
    assert "secretary" not in cookie.value
    assert str(account.pk) not in cookie.value.split(":")
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/login/", True, "Lax")
    forged = cast.client(None)
    forged.cookies["known"] = cookie.value[:-2] + "xx"
    _statuses(cast.client(None), "secretary", 5)
    assert log_in(forged, "secretary").status_code == 429


def test_a_school_behind_one_address_comes_in_at_eight(cast: Cast) -> None:
    for number in range(130):  # each mistypes once, from the same address
        doors.knock_from(address="127.0.0.1", name=f"teacher{number}", now=timezone.now())
    assert log_in(cast.client(None), "secretary")["Location"] == "/"


def test_one_password_tried_on_a_district_of_names_is_stopped_but_not_for_known_browsers(cast: Cast) -> None:
    own = came_in(cast, "member")
    own.post("/logout/")
    now = timezone.now()
    for number in range(policies.NAMES_OF_ADDRESS):
        doors.knock_from(address="127.0.0.1", name=f"name{number}", now=now)
    answer = log_in(cast.client(None), "secretary")
    assert answer.status_code == 429
    assert "这个网络里登录失败的用户名太多了" in answer.content.decode()
    assert log_in(own, "member")["Location"] == "/"
    doors.knock_from(address="127.0.0.1", name="name7", now=now)  # one of those counted may go on
    assert log_in(Client(REMOTE_ADDR="10.1.1.1"), "secretary")["Location"] == "/"
    AddressTry.objects.update(at=now - timedelta(hours=2))
    assert log_in(cast.client(None), "secretary")["Location"] == "/"


def test_behind_a_proxy_it_is_the_address_the_proxy_names_that_counts(cast: Cast, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(policies.NAMES_OF_ADDRESS):
        doors.knock_from(address="10.9.9.9", name=f"name{number}", now=timezone.now())
    client = Client(headers={"X-Forwarded-For": "1.2.3.4, 10.9.9.9"})
    assert log_in(client, "secretary").status_code == 429
    assert log_in(Client(headers={"X-Forwarded-For": "10.9.9.9, 10.8.8.8"}), "secretary").status_code == 302


def test_no_row_names_a_person_or_an_address_and_none_stays_longer_than_a_day(cast: Cast) -> None:
    _statuses(cast.client(None), "secretary", 2)
    kept = str([*Attempts.objects.values(), *AddressTry.objects.values()])
    assert "secretary" not in kept
    assert "127.0.0.1" not in kept
    forget(timestamp=0)
    assert (Attempts.objects.count(), AddressTry.objects.count()) == (1, 1)
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    Attempts.objects.update(last_at=yesterday)
    AddressTry.objects.update(at=yesterday)
    forget(timestamp=0)
    assert (Attempts.objects.count(), AddressTry.objects.count()) == (0, 0)


def test_an_unknown_name_costs_as_much_hashing_as_a_wrong_password(cast: Cast) -> None:
    Account.objects.filter(username="member").update(is_active=False)
    Account.objects.filter(username="reader").update(
        password=make_password(None)
    )  # invited, without password yet
    counted = []
    for name in ("secretary", "nobody", "member", "reader"):
        with (
            patch.object(Argon2PasswordHasher, "encode", autospec=True, side_effect=_ENCODE) as made,
            patch.object(Argon2PasswordHasher, "verify", autospec=True, side_effect=_VERIFY) as compared,
        ):
            assert log_in(cast.client(None), name, "错的口令").status_code == 422
        counted.append(made.call_count + compared.call_count)
    assert counted == [1, 1, 1, 1]


def _in_parallel(number: int, act: Callable[[int], None]) -> None:
    barrier = threading.Barrier(number)

    def run(which: int) -> None:
        barrier.wait()
        try:
            act(which)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(which,)) for which in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_twenty_wrong_passwords_at_one_moment_count_as_twenty(cast: Cast) -> None:
    found: list[int] = []
    _in_parallel(20, lambda which: found.append(log_in(Client(), "secretary", f"错{which}").status_code))
    assert sorted(found) == [422] * 5 + [429] * 15
    row = Attempts.objects.get()
    assert (row.tries, row.checked) == (20, 5)


@pytest.mark.django_db(transaction=True)
def test_many_names_from_one_address_at_one_moment_are_all_counted(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(policies, "NAMES_OF_ADDRESS", 4)
    refused: list[int] = []

    def knock(which: int) -> None:
        try:
            doors.knock_from(address="a", name=f"name{which}", now=timezone.now())
        except doors.CrowdedAddress:
            refused.append(which)

    _in_parallel(12, knock)
    assert AddressTry.objects.count() <= 4
    assert len(refused) == 12 - AddressTry.objects.count()
