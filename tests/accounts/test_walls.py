"""The code on the wall: whoever stands before it asks, the secretary answers, and strangers learn nothing."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.changes import GOOD
from tests.accounts.inviting import NAME, asked, hung, newcomer, opened
from tests.cast import Cast
from zhengyou.accounts.actions import invitations, walls
from zhengyou.accounts.models import Asking, Invitation, WallCode
from zhengyou.accounts.rules import inviting
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.organisations.models import Account, Person
from zhengyou.organisations.rules import NotPermitted

WAIT = "/invitations/waiting/"


def _asks(secret: str, name: str = NAME, hint: str = "") -> Client:
    """A browser that asked and waits."""
    client = opened(secret)
    assert client.post("/invitations/ask/", {"name": name, "hint": hint})["Location"] == WAIT
    return client


def _table(cast: Cast, role: str = "secretary") -> str:
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/asked/"
    return cast.client(role).get(address).content.decode()


def _answer(cast: Cast, verb: str, person: Person | None = None, role: str = "secretary") -> Any:
    address = f"/organisations/invitations/asked/{Asking.objects.latest('pk').pk}/{verb}/"
    return cast.client(role).post(address, {"person": person.pk if person else ""}, follow=True)


def test_from_the_wall_over_the_secretarys_press_to_a_password_of_ones_own(cast: Cast) -> None:
    person = newcomer(cast)
    _wall, secret = hung(cast)
    client = _asks(secret)
    asking = Asking.objects.get()
    waiting = client.get(WAIT).content.decode()
    assert f">{asking.number}<" in waiting
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in waiting
    assert client.get("/invitations/accept/").status_code == 404
    table = _table(cast)
    assert f">{asking.number}<" in table
    assert "是他本人" in table
    assert f"已确认{NAME}是本人" in _answer(cast, "confirm", person).content.decode()
    assert client.get(WAIT)["Location"] == "/invitations/accept/"
    chosen = {"username": "sunianan", "password": GOOD, "repeated": GOOD}
    assert client.post("/invitations/accept/", chosen)["Location"] == "/"
    assert Account.objects.get(person=person).check_password(GOOD)
    assert NAME not in _table(cast)


def test_a_page_that_asks_from_within_is_sent_on_as_a_whole(cast: Cast) -> None:
    person = newcomer(cast)
    client = _asks(hung(cast)[1])
    assert client.get(WAIT, headers={"HX-Request": "true"}).status_code == 204
    _answer(cast, "confirm", person)
    answer = client.get(WAIT, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/invitations/accept/")


def test_the_secretarys_page_changes_only_when_something_has_changed(cast: Cast) -> None:
    newcomer(cast)
    _wall, secret = hung(cast)
    _asks(secret)
    (asks,) = re.findall(r'hx-get="([^"]+)"', _table(cast))
    secretary = cast.client("secretary")
    assert secretary.get(asks).status_code == 204
    _asks(secret, "又一人")
    assert "又一人" in secretary.get(asks).content.decode()


def test_who_waits_stands_among_what_awaits_the_secretary_and_leads_to_the_page(cast: Cast) -> None:
    person = newcomer(cast)
    assert _waiting(cast, "secretary") == []
    _asks(hung(cast)[1])
    (line,) = _waiting(cast, "secretary")
    assert (line.title, line.word, line.accept) == (f"“{NAME}”扫了墙上的二维码，是他本人吗", "等您认", "")
    assert line.url == f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    assert f">{Asking.objects.get().number}<" in cast.client("secretary").get(line.url).content.decode()
    # Whoever is above could answer on that page, but it waits for the secretary alone.
    others = ("general_secretary", "committee_office", "office", "administrator", "other_secretary", "member")
    assert [_waiting(cast, role) for role in others] == [[]] * len(others)
    _answer(cast, "confirm", person)
    assert _waiting(cast, "secretary") == []


def test_who_waits_at_a_code_that_the_level_above_put_up_awaits_both(cast: Cast) -> None:
    _wall, secret = walls.put_up(by=cast.general_secretary, place=cast.places["first"], now=timezone.now())
    _asks(secret)
    found = {
        role: len(_waiting(cast, role)) for role in ("secretary", "general_secretary", "committee_office")
    }
    assert found == {"secretary": 1, "general_secretary": 1, "committee_office": 0}
    walls.take_down(by=cast.secretary, wall=WallCode.objects.get(withdrawn_at=None), now=timezone.now())
    assert [_waiting(cast, role) for role in found] == [[], [], []]


def _waiting(cast: Cast, role: str) -> list[Any]:
    """The lines of the desk about people at a wall code."""
    sections = cast.client(role).get("/").context["sections"]
    return [line for section in sections if section.name == "askings" for line in section.lines]


def test_strangers_learn_nothing_of_who_belongs_here(cast: Cast) -> None:
    newcomer(cast)
    _wall, secret = hung(cast)
    pages = []
    for name in (NAME, "林小满", "无此人"):  # without an account, with one, nobody
        client = _asks(secret, name)
        page = client.get(WAIT).content.decode()
        number = Asking.objects.latest("pk").number  # as an element's text: a bare "10" stands elsewhere too
        pages.append(page.replace(name, "").replace(f">{number}<", "><"))
    assert pages[0] == pages[1] == pages[2]
    table = _table(cast)
    assert [table.count(word) for word in ("是他本人", "名单里没有叫这个名字", "无此人")] == [1, 2, 2]


def test_who_was_not_recognised_is_sent_to_the_secretary_and_may_ask_again(cast: Cast) -> None:
    newcomer(cast)
    client = _asks(hung(cast)[1], "苏念")
    _answer(cast, "refuse")
    page = client.get(WAIT).content.decode()
    assert "请当面找书记问一声" in page
    assert "http-equiv" not in page
    assert client.post("/invitations/ask/", {"name": NAME})["Location"] == WAIT
    assert "请告诉书记这个数" in client.get(WAIT).content.decode()
    assert Entry.objects.latest("pk").sentence == "没有确认一名扫墙上二维码的人。"


def test_a_name_put_right_takes_the_place_of_the_first(cast: Cast) -> None:
    client = _asks(hung(cast)[1], "苏念")
    client.post("/invitations/ask/", {"name": NAME})
    assert [row.name for row in Asking.objects.all()] == [NAME]


def test_two_of_one_name_are_told_apart_by_number_or_day(cast: Cast) -> None:
    one, other = newcomer(cast), newcomer(cast)
    Person.objects.filter(pk=one.pk).update(number="A7", joined_on=date(2015, 7, 1))
    _wall, secret = hung(cast)
    _asks(secret, " 苏 念安 ")
    table = _table(cast)
    assert f"是{NAME}本人（编号A7）（2015年7月1日入党）" in table
    assert table.count(f"是{NAME}本人") == 2
    for hint in ("A7", "2015.7.1", "2015年07月01日", "２０１５-７-１"):
        Asking.objects.all().delete()
        _asks(secret, NAME, hint)
        table = _table(cast)
        assert f'value="{one.pk}"' in table
        assert f'value="{other.pk}"' not in table


def test_the_secretary_lets_in_only_his_own_people_without_an_account(cast: Cast) -> None:
    asking = asked(cast, "林小满")
    elsewhere = newcomer(cast, "吉他处", where="second")
    by, now = cast.secretary, timezone.now()
    for person in (elsewhere.pk, cast.accounts["member"].person_id, cast.accounts["secretary"].person_id, 0):
        with pytest.raises(invitations.NotInvited):
            walls.confirm(by=by, asking=asking, person=person, now=now)
    assert Asking.objects.get().settled_at is None  # a slip of the hand settles nothing
    with pytest.raises(NotPermitted):
        walls.confirm(by=cast.other_secretary, asking=asking, person=elsewhere.pk, now=now)
    assert Invitation.objects.count() == 0


def test_a_new_code_ends_the_old_one_and_who_waits_there(cast: Cast) -> None:
    newcomer(cast)
    _wall, old = hung(cast)
    waiting = _asks(old)
    standing = opened(old)
    _wall, new = hung(cast)
    assert Client().get(f"/invitations/{old}/").status_code == 404
    assert standing.get("/invitations/ask/").status_code == 404
    assert "书记没有认出您" in waiting.get(WAIT).content.decode()
    assert NAME not in _table(cast)
    opened(new)


def test_a_code_hangs_for_three_days_and_an_asker_waits_for_one(cast: Cast) -> None:
    wall, secret = hung(cast)
    assert wall.until == wall.made_at + timedelta(days=3)
    client = _asks(secret)
    Asking.objects.update(asked_at=timezone.now() - inviting.ASKING_LASTS)
    assert "书记没有认出您" in client.get(WAIT).content.decode()
    walls.forget(now=timezone.now() + timedelta(seconds=1))
    assert Asking.objects.count() == 0
    assert client.get(WAIT).status_code == 404
    WallCode.objects.update(until=timezone.now())
    assert Client().get(f"/invitations/{secret}/").status_code == 404


def test_a_crowd_at_one_code_is_stopped_with_a_sentence(cast: Cast) -> None:
    wall, secret = hung(cast)
    now = timezone.now()
    Asking.objects.bulk_create(
        [Asking(wall=wall, name=f"甲{n}", number="11", browser="", asked_at=now) for n in range(100)]
    )
    client = opened(secret)
    answer = client.post("/invitations/ask/", {"name": NAME})
    assert answer.status_code == 429
    assert "现在等着确认的人太多了" in answer.content.decode()
    assert client.post("/invitations/ask/", {"name": ""}).status_code == 422
    assert Asking.objects.count() == 100


def test_the_poster_is_shown_once_and_taken_down_by_a_press(cast: Cast) -> None:
    client = cast.client("secretary")
    address = f"/organisations/{cast.places['first'].organisation_id}/invitations/"
    page = client.post(f"{address}wall/").content.decode()
    assert "扫码开通自己的账号" in page
    assert page.count("<svg") == 1
    assert "现在挂着一张" in client.get(address).content.decode()
    assert "墙上的二维码停用了" in client.post(f"{address}wall/end/", follow=True).content.decode()
    assert client.post(f"{address}wall/end/").status_code == 404
    sentences = [line.sentence for line in told(Entry.objects.order_by("pk"))]
    until = f"{timezone.localdate(WallCode.objects.get().until):%Y-%m-%d}"
    assert sentences == [
        f"生成青石商圈第一党支部的墙上二维码，{until}前有效。",
        "停用青石商圈第一党支部的墙上二维码。",
    ]


def test_nobody_asks_in_a_session_that_is_his_own(cast: Cast) -> None:
    _wall, secret = hung(cast)
    client = cast.client("member")
    client.get(f"/invitations/{secret}/")
    assert "现在登录着的是程初晓" in client.get("/invitations/ask/").content.decode()
    assert "现在登录着的是程初晓" in client.get(WAIT).content.decode()
