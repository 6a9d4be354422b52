"""Voting through the pages: without account, cookie or script."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.appraisals.rounds import MEMBERS, Poll, opened
from tests.cast import Cast
from zhengyou.appraisals.actions.pile import code_key
from zhengyou.appraisals.models import Ballot, Code, Remark, SealedBallot
from zhengyou.appraisals.rules import codes
from zhengyou.campaigns.models import Campaign
from zhengyou.ledger.models import Entry

pytestmark = pytest.mark.django_db

MARKS = {f"m{place}": "1" for place in range(5)}


@pytest.fixture
def poll(cast: Cast, campaign: Campaign) -> Poll:
    """A vote that is running."""
    return opened(cast, campaign)


@pytest.fixture
def code(poll: Poll) -> str:
    """A code somebody has drawn."""
    return poll.codes(poll.batch("first"), 1)[0]


def _post(name: str, **sent: str) -> Any:
    return Client(enforce_csrf_checks=True).post(reverse(name), sent)


def _receipt(page: Any) -> str:
    found = re.search(r"data-done>([^<]+)<", page.content.decode())
    assert found, page.content.decode()
    return found[1]


def test_a_ballot_goes_from_the_code_to_its_receipt(poll: Poll, code: str) -> None:
    sheet = _post("vote", code=codes.grouped(code).lower()).content.decode()
    assert "5题" in sheet
    assert "上半年走访十二户" in sheet
    assert sheet.count('type="radio"') == 20
    look = _post("vote-check", code=code, **MARKS | {"m4": ""}, r0="少跑一趟").content.decode()
    assert "有1题空着" in look
    assert "少跑一趟" in look
    page = _post("vote-cast", code=code, **MARKS, r0="少跑一趟")
    assert _receipt(page) == codes.grouped(codes.receipt(code))
    for other in poll.codes(poll.batch("first")):
        poll.vote(other, (2,) * 5)
    poll.close()
    poll.count()
    assert sorted(one.marks for one in Ballot.objects.all()) == [[1] * 5] + [[2] * 5] * (MEMBERS - 1)
    assert [one.text for one in Remark.objects.all()] == ["少跑一趟"]
    assert "计进去了：上半年群众评议" in _post("vote-receipt", receipt=_receipt(page)).content.decode()


def test_going_back_to_change_something_finds_what_was_marked(code: str) -> None:
    page = _post("vote", code=code, m0="2", m3="4", r0="多开门").content.decode()
    assert re.findall(r'name="(m\d)" value="(\d)" checked', page) == [("m0", "2"), ("m3", "4")]
    assert "多开门</textarea>" in page


def test_sent_twice_a_ballot_counts_once_and_shows_the_same_receipt(code: str) -> None:
    first = _post("vote-cast", code=code, **MARKS)
    second = _post("vote-cast", code=code, **dict.fromkeys(MARKS, "4"))
    assert _receipt(first) == _receipt(second)
    assert "这张票已经收到了" in second.content.decode()
    assert SealedBallot.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("ABCD", "这里是4位"), ("", "这里是0位"), ("A" * 20, "一两位不对")]
)
def test_a_mistyped_code_is_told_and_stays_in_its_field_without_asking_the_database(
    typed: str, sentence: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = _post("vote", code=typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    assert len(asked) == 0


def test_a_code_that_was_never_given_out_opens_nothing(poll: Poll) -> None:
    page = _post("vote", code=codes.new_code(code_key()))
    assert page.status_code == 422
    assert "没有用它投过票" in page.content.decode()


def test_a_remark_that_is_too_long_loses_nothing(code: str) -> None:
    page = _post("vote-check", code=code, m2="3", r0="长" * 201)
    body = page.content.decode()
    assert page.status_code == 422
    assert "写了201个字，最多200个字" in body
    assert "长" * 201 in body
    assert 'name="m2" value="3" checked' in body
    assert not SealedBallot.objects.exists()


def test_a_mark_that_is_no_option_is_left_blank(poll: Poll, code: str) -> None:
    for drawn in [code, *poll.codes(poll.batch("first"))]:
        _post("vote-cast", code=drawn, m0="9", m1="-1", m2="x", m3="2")
    poll.close()
    assert poll.count().unreadable == 0
    assert [one.marks for one in Ballot.objects.all()] == [[0, 0, 0, 2, 0]] * MEMBERS


def test_after_the_end_the_page_says_so(poll: Poll, code: str) -> None:
    poll.close()
    page = _post("vote-cast", code=code, **MARKS)
    assert (page.status_code, SealedBallot.objects.count()) == (422, 0)
    assert "“上半年群众评议”已经截止" in page.content.decode()


def test_whoever_is_logged_in_votes_as_a_stranger(cast: Cast, code: str) -> None:
    client = cast.client("member")
    with CaptureQueriesContext(connection) as asked:
        page = client.post(reverse("vote-cast"), {"code": code, **MARKS})
    assert page.status_code == 200
    assert not page.cookies
    assert not [one for one in asked if re.search("session|account|elector|ledger", one["sql"])]
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_no_ledger_line_is_written_by_drawing_or_casting(poll: Poll) -> None:
    before = Entry.objects.count()
    for drawn in poll.codes(poll.batch("first")):
        _post("vote-cast", code=drawn, **MARKS)
    assert SealedBallot.objects.count() == MEMBERS
    assert Entry.objects.count() == before


def test_casting_asks_the_database_once_and_writes_once(poll: Poll, code: str) -> None:
    _post("vote", code=code)  # what stands on every ballot of the batch is kept from then on
    with CaptureQueriesContext(connection) as asked:
        _post("vote-cast", code=code, **MARKS)
    assert [one["sql"].split()[0] for one in asked] == ["SELECT", "WITH"]
    assert SealedBallot.objects.count() == 1


def test_the_sheet_and_all_it_loads_weigh_less_than_thirty_kilobytes(code: str) -> None:
    page = _post("vote", code=code).content
    loaded = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert len(loaded) == 4
    assert len(page) + sum(Path(str(finders.find(name))).stat().st_size for name in loaded) < 30_000


def test_a_receipt_is_found_only_after_the_urns_were_opened(poll: Poll, code: str) -> None:
    receipt = _receipt(_post("vote-cast", code=code, **MARKS))
    assert "没有找到" in _post("vote-receipt", receipt=receipt).content.decode()
    assert "回执码是16位" in _post("vote-receipt", receipt="ABC").content.decode()
    poll.close()
    poll.count()
    assert "计进去了" in _post("vote-receipt", receipt=receipt.lower()).content.decode()
    assert "您的票计进去了" in _post("vote", code=code).content.decode()
    assert not Code.objects.exists()
