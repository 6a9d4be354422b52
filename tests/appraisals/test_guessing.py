"""Guessing codes: held up by address, counted in memory only; whoever has a code is never held up."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.appraisals.rounds import opened
from tests.cast import Cast
from zhengyou.appraisals.actions.pile import code_key
from zhengyou.appraisals.middleware import NobodyMiddleware
from zhengyou.appraisals.models import SealedBallot
from zhengyou.appraisals.rules import codes
from zhengyou.appraisals.rules.guessing import ADDRESSES, AT_ONCE, Misses
from zhengyou.campaigns.models import Campaign

SCHOOL, ELSEWHERE = "10.1.2.3", "10.9.9.9"


def test_so_many_wrong_codes_pass_at_once_and_one_more_every_second() -> None:
    misses = Misses()
    assert [misses.note(SCHOOL, 0.0) for _each in range(AT_ONCE + 5)] == [True] * AT_ONCE + [False] * 5
    assert [misses.note(SCHOOL, moment) for moment in (1.0, 1.0, 3.0, 3.0, 3.0)] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_one_address_is_not_held_up_for_another() -> None:
    misses = Misses()
    assert [misses.note(SCHOOL, 0.0) for _each in range(AT_ONCE + 1)][-1] is False
    assert misses.note(ELSEWHERE, 0.0) is True


def test_an_address_that_is_silent_is_forgotten() -> None:
    misses = Misses()
    for _each in range(AT_ONCE):
        misses.note(SCHOOL, 0.0)
    misses.note(ELSEWHERE, 1.0)
    assert misses.remembered() == 2
    misses.note(ELSEWHERE, float(AT_ONCE))
    assert misses.remembered() == 1


def test_no_more_than_so_many_addresses_are_remembered() -> None:
    misses = Misses()
    for number in range(ADDRESSES + 50):
        misses.note(str(number), 0.0)
    assert misses.remembered() == ADDRESSES


def test_a_guess_is_a_code_of_ours_once_in_a_million_and_one_that_opens_something_never() -> None:
    assert len(codes.ALPHABET) ** 4 == 2**20
    assert len(codes.ALPHABET) ** 16 == 2**80


def _sent(name: str, code: str, address: str) -> HttpRequest:
    return RequestFactory().post(reverse(name), {"code": code}, REMOTE_ADDR=address)


def test_no_view_sees_the_address_or_what_the_browser_says_of_itself() -> None:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.extend(
            key for key, value in request.META.items() if SCHOOL in str(value) or "Firefox" in str(value)
        )
        return HttpResponse()

    request = RequestFactory().post(
        reverse("vote"), {"code": "A" * 20}, REMOTE_ADDR=SCHOOL, headers={"user-agent": "Firefox"}
    )
    NobodyMiddleware(answer)(request)
    assert seen == []


@pytest.mark.parametrize("name", ["vote", "vote-check", "vote-cast"])
def test_whoever_floods_is_told_to_wait_and_no_view_or_query_works_for_him(name: str) -> None:
    worked: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        worked.append(request.path)
        return HttpResponse(status=422)

    stands = NobodyMiddleware(answer, clock=lambda: 0.0)
    statuses = [stands(_sent(name, "A" * 20, SCHOOL)).status_code for _each in range(2 * AT_ONCE)]
    assert statuses == [422] * AT_ONCE + [429] * AT_ONCE
    assert len(worked) == AT_ONCE
    assert stands(_sent(name, "A" * 20, ELSEWHERE)).status_code == 422


@pytest.mark.django_db
def test_a_school_behind_an_address_that_floods_goes_on_voting(cast: Cast, campaign: Campaign) -> None:
    poll = opened(cast, campaign)
    code, other = poll.codes(poll.batch("first"), 2)
    browser = Client(REMOTE_ADDR=SCHOOL)
    wrong = {"code": "A" * 20}
    with CaptureQueriesContext(connection) as asked:
        refused = (browser.post(reverse("vote"), wrong) for _each in range(100 * AT_ONCE))
        held_up = next(page for page in refused if page.status_code != 422)
    assert (held_up.status_code, len(asked)) == (429, 0)
    assert "填对了随时可以评" in held_up.content.decode()
    assert held_up["Cache-Control"] == "no-store"
    assert browser.post(reverse("vote"), {"code": code}).status_code == 200
    assert browser.post(reverse("vote-cast"), {"code": code, "m0": "1"}).status_code == 200
    assert browser.post(reverse("vote-cast"), {"code": other, "m0": "1"}).status_code == 200
    assert SealedBallot.objects.count() == 2
    assert browser.post(reverse("vote"), {"code": codes.new_code(code_key())}).status_code == 422
