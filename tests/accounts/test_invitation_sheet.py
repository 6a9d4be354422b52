"""The table of who has an account, and the sheet of slips that is shown once."""

import re
from typing import Any

import pytest
import segno
from django.utils import timezone

from tests.accounts.inviting import NAME, invited, newcomer, opened
from tests.cast import Cast, enrol
from zhengyou.accounts.inviting import picture_of
from zhengyou.accounts.models import Invitation
from zhengyou.accounts.views import sheets


def _table(cast: Cast, role: str = "secretary", where: str = "first", query: str = "") -> str:
    address = f"/organisations/{cast.places[where].organisation_id}/invitations/{query}"
    return cast.client(role).get(address).content.decode()


def _ticked(page: str) -> list[str]:
    return re.findall(r'name="person" value="(\d+)" checked', page)


def test_the_table_ticks_whom_nobody_has_invited_yet(cast: Cast) -> None:
    new, held = newcomer(cast, "卜新"), invited(cast, "卜请").invitee.person
    page = _table(cast)
    assert "青石商圈第一党支部4人：已有账号2人，已邀请1人，<strong>还没有1人</strong>。" in page
    assert _ticked(page) == [str(new.pk)]
    assert _ticked(_table(cast, query="?tick=all")) == [str(new.pk), str(held.pk)]
    assert _ticked(_table(cast, query="?tick=none")) == []
    until = timezone.localdate(Invitation.objects.get().until)
    assert f"已邀请，{until.month}月{until.day}日前有效" in page


def test_the_sheet_is_shown_once_with_a_slip_for_each(cast: Cast) -> None:
    people = [newcomer(cast, name) for name in ("卜一", "卜二")]
    client = cast.client("secretary")
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    answer = client.post(address, {"person": [person.pk for person in people]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "邀请单好了，共2张" in page
    codes = re.findall(r"([A-Z2-9]{4}(?:-[A-Z2-9]{4}){6})", page)
    links = re.findall(r"http://testserver/invitations/([A-Z2-9]{28})/", page)
    assert [code.replace("-", "") for code in codes] == links
    assert page.count("<svg") == 2
    assert "<style" not in page
    assert " style=" not in page
    assert codes[0] not in client.get(address).content.decode()
    assert f"{people[0].name}，您好" in opened(links[0]).get("/invitations/accept/").content.decode()


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three slips are many, and the bar moves after every two."""
    monkeypatch.setattr(sheets, "LONG", 2)
    monkeypatch.setattr(sheets, "STEP", 2)


@pytest.mark.usefixtures("long")
def test_a_long_sheet_is_written_piece_by_piece_with_a_bar_that_tells_how_far_it_is(cast: Cast) -> None:
    people = [newcomer(cast, name) for name in ("卜甲", "卜乙", "卜丙", "卜丁", "卜戊")]
    one, two, three, four, five = sorted(person.name for person in people)
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    answer: Any = cast.client("secretary").post(address, {"person": [person.pk for person in people]})
    assert (answer.streaming, answer.status_code) == (True, 200)
    assert "no-store" in answer["Cache-Control"]
    pieces = [piece.decode() for piece in answer.streaming_content]
    bars = [re.findall(r'<progress max="(\d+)" value="(\d+)">', piece) for piece in pieces]
    assert bars == [[], [("5", "0")], [("5", "2")], [("5", "4")], []]
    names = [re.findall(r"<h2>(.+)</h2>", piece) for piece in pieces]
    assert names == [[], [one, two], [three, four], [five], []]
    # Only what comes last says that it may be printed; whoever lost the line before does not see it.
    assert ["5张都写好了" in piece for piece in pieces] == [False] * 4 + [True]
    assert ["data-print" in piece for piece in pieces] == [False] * 4 + [True]
    page = "".join(pieces)
    assert page.count("</html>") == 1
    assert page.count("<svg") == 5
    links = re.findall(r"http://testserver/invitations/([A-Z2-9]{28})/", page)
    assert f"{five}，您好" in opened(links[4]).get("/invitations/accept/").content.decode()


@pytest.mark.usefixtures("long")
def test_whoever_leaves_before_a_long_sheet_is_written_has_invited_and_invites_again(cast: Cast) -> None:
    people = [newcomer(cast, name).pk for name in ("卜一", "卜二", "卜三")]
    client = cast.client("secretary")
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    first: Any = client.post(address, {"person": people})
    next(iter(first.streaming_content))
    assert Invitation.objects.filter(withdrawn_at=None).count() == 3
    again: Any = client.post(address, {"person": people})
    assert b"".join(again.streaming_content).count(b"<svg") == 3
    assert Invitation.objects.filter(withdrawn_at=None).count() == 3


def test_a_picture_is_read_again_as_what_it_says() -> None:
    address = "https://zhengyou.example.gov.cn/invitations/ABCDEFGHJKLMNPQRSTUVWXYZ2345/"
    (drawn,) = re.findall(r'd="(M[^"]+)"/></svg>', picture_of(address))
    dark = set()
    for across, down, row in re.findall(r"M(\d+) (\d+)\.5([^M]*)", drawn):
        at = int(across)
        for verb, length in re.findall(r"([hm])(\d+)", row):
            dark |= {(x, int(down)) for x in range(at, at + int(length)) if verb == "h"}
            at += int(length)
    rows = segno.make_qr(address, error="m", boost_error=False, mask=3).matrix
    assert dark == {(x + 3, y + 3) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}


def test_inviting_nobody_is_refused_and_the_table_comes_back(cast: Cast) -> None:
    newcomer(cast)
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    answer = cast.client("secretary").post(address, {"person": ["x", "9" * 30]})
    assert answer.status_code == 422
    assert "没有人要邀请：请在名单里打勾" in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_a_slip_given_to_the_wrong_one_is_taken_back(cast: Cast) -> None:
    made = invited(cast)
    client = cast.client("secretary")
    address = f"/organisations/invitations/{made.invitation.pk}/withdraw/"
    page = client.post(address, follow=True).content.decode()
    assert f"给{NAME}的邀请收回了" in page
    assert "已经用过、过期或收回了" in client.post(address, follow=True).content.decode()


def test_only_who_has_organisations_below_is_offered_their_secretaries(cast: Cast) -> None:
    assert "本级和下级的书记" not in _table(cast)
    page = _table(cast, "administrator", "district", "?who=secretaries")
    assert "澜溪区委和下级的书记4人" in page
    enrol("孔无位", cast.places["district"])
    assert "孔无位" not in page
    assert "孔无位" in _table(cast, "administrator", "district")
