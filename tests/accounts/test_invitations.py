"""Invitations on paper: who may be invited by whom, what a slip opens, once, and what is never told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.changes import GOOD
from tests.accounts.coming import inside, log_in
from tests.accounts.inviting import NAME, invite, invited, newcomer, opened
from tests.cast import FOUNDED, Cast
from zhengyou.accounts.actions import invitations
from zhengyou.accounts.models import AddressTry, Invitation, OutsideIdentity
from zhengyou.accounts.queries.invitations import Stands, people_here, secretaries_below
from zhengyou.accounts.rules import inviting
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.ledger.telling import plain
from zhengyou.organisations.models import Account, Membership, MemberStatus, Person, Post, PostKind
from zhengyou.organisations.rules import NotPermitted
from zhengyou.organisations.rules.permissions import Member

UNUSABLE = "这个邀请现在用不了"


def _accept(client: Client, username: str = "sunianan", password: str = GOOD) -> Any:
    told = {"username": username, "password": password, "repeated": password}
    return client.post("/invitations/accept/", told)


def _stands(cast: Cast, role: str = "secretary", where: str = "first") -> dict[str, str]:
    people = people_here(cast.actor(role), cast.places[where], timezone.now())
    return {one.person.name: one.stands.value for one in people}


def test_from_the_slip_one_comes_in_with_a_password_of_ones_own(cast: Cast) -> None:
    made = invited(cast)
    assert Client().get(f"/invitations/{made.secret}/")["Location"] == "/invitations/accept/"
    client = opened(made.secret)
    page = client.get("/invitations/accept/").content.decode()
    assert f"{NAME}，您好" in page
    assert "青石商圈第一党支部邀请您开通账号" in page
    assert 'value="sunianan"' in page
    assert made.secret not in page
    assert _accept(client)["Location"] == "/"
    desk = client.get("/").content.decode()
    assert "账号开通好了，下次用用户名 sunianan 登录。" in desk
    assert f"您是青石商圈第一党支部党员：{Member.sentence}" in desk
    assert log_in(Client(), "sunianan", GOOD)["Location"] == "/"
    assert _stands(cast)[NAME] == Stands.HAS_ACCOUNT


def test_the_secret_is_kept_nowhere_and_leaves_the_address(cast: Cast) -> None:
    made = invited(cast)
    kept = [str(row) for model in (Invitation, Entry) for row in model.objects.values()]
    assert [row for row in kept if made.secret in row] == []
    assert len(made.secret) == 28
    answer = Client().get(f"/invitations/{made.secret}/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert made.secret not in answer["Location"]


def test_a_slip_opens_once_and_afterwards_looks_like_an_invented_one(cast: Cast) -> None:
    used, other, late, moved = (invited(cast, name) for name in ("甲一", "乙二", "丙三", "丁四"))
    _accept(opened(used.secret), "jiayi")
    invitations.withdraw(by=cast.secretary, invitation=other.invitation, now=timezone.now())
    Invitation.objects.filter(pk=late.invitation.pk).update(until=timezone.now())
    newer = invite(cast, moved.invitee.person)
    pages = [Client().get(f"/invitations/{one.secret}/") for one in (used, other, late, moved)]
    pages.append(Client().get(f"/invitations/{inviting.new_secret()}/"))
    assert [page.status_code for page in pages] == [404] * 5
    assert len({page.content for page in pages}) == 1
    assert UNUSABLE in pages[0].content.decode()
    assert pages[0]["Referrer-Policy"] == "no-referrer"
    opened(newer.secret)


def test_what_was_opened_is_void_when_the_slip_ends_meanwhile(cast: Cast) -> None:
    made = invited(cast)
    client = opened(made.secret)
    invitations.withdraw(by=cast.secretary, invitation=made.invitation, now=timezone.now())
    assert client.get("/invitations/accept/").status_code == 404
    assert _accept(client).status_code == 404
    assert not Account.objects.filter(person__name=NAME).exists()


def test_nobody_accepts_without_having_shown_a_slip(cast: Cast) -> None:
    invited(cast)
    client = Client()
    assert client.get("/invitations/accept/").status_code == 404
    assert _accept(client).status_code == 404


def test_a_session_somebody_planted_beforehand_learns_nothing(cast: Cast) -> None:
    made = invited(cast)
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.get(f"/invitations/{made.secret}/")
    planted = Client()
    planted.cookies["sessionid"] = session.session_key
    assert planted.get("/invitations/accept/").status_code == 404
    assert client.get("/invitations/accept/").status_code == 200


def test_the_code_is_typed_as_people_type(cast: Cast) -> None:
    made = invited(cast)
    typed = f" {inviting.spaced(made.secret).lower().replace('-', ' ')} "
    client = Client()
    assert client.post("/invitations/", {"code": typed})["Location"] == "/invitations/accept/"
    assert client.get("/invitations/accept/").status_code == 200
    assert Client().post("/invitations/", {"code": "ABCD"}).status_code == 404
    assert Client().post("/invitations/", {"code": ""}).status_code == 422


def test_wrong_codes_from_one_address_are_counted_with_the_names_that_fail_there(cast: Cast) -> None:
    made = invited(cast)
    for _ in range(3):
        Client().get(f"/invitations/{inviting.new_secret()}/")
    assert AddressTry.objects.count() == 3
    opened(made.secret)
    assert AddressTry.objects.count() == 3  # a right one is forgotten
    (address,) = set(AddressTry.objects.values_list("address", flat=True))
    now = timezone.now()
    AddressTry.objects.bulk_create([AddressTry(address=address, name=f"{n:064}", at=now) for n in range(300)])
    crowded = Client().get(f"/invitations/{inviting.new_secret()}/")
    assert crowded.status_code == 429
    assert "登录失败的用户名太多了" in crowded.content.decode()


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("secretary", "用户名 secretary 已经有人用了"),
        ("SECRETARY", "用户名 secretary 已经有人用了"),
        ("苏念安", "三到三十个小写字母"),
        ("ab", "三到三十个小写字母"),
        ("-abc", "三到三十个小写字母"),
        ("", "请填写用户名。"),
    ],
)
def test_a_user_name_that_cannot_be_had_is_told_and_nothing_is_made(
    cast: Cast, username: str, sentence: str
) -> None:
    client = opened(invited(cast).secret)
    before = Account.objects.count()
    answer = _accept(client, username)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Account.objects.count() == before
    assert _accept(client, " ＳｕＮianan ")["Location"] == "/"
    assert Account.objects.get(person__name=NAME).username == "sunianan"


@pytest.mark.parametrize(
    ("password", "sentence"), [("abc", "密码至少要10个字"), ("sunianan2024", "熟人一猜就中")]
)
def test_a_first_password_obeys_the_rules_of_all_passwords(cast: Cast, password: str, sentence: str) -> None:
    made = invited(cast)
    Person.objects.filter(pk=made.invitee.person.pk).update(pinyin="su nian an")
    client = opened(made.secret)
    answer = _accept(client, password=password)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Account.objects.filter(person__name=NAME).exists()
    assert not inside(client)


def test_of_one_name_the_second_is_proposed_a_number(cast: Cast) -> None:
    _accept(opened(invited(cast).secret))
    page = opened(invited(cast).secret).get("/invitations/accept/").content.decode()
    assert 'value="sunianan2"' in page


def test_an_account_that_never_had_a_password_is_opened_not_doubled(cast: Cast) -> None:
    person = newcomer(cast)
    account = Account(person=person, username="old-name")
    account.set_unusable_password()
    account.save()
    client = opened(invite(cast, person).secret)
    assert 'value="old-name"' in client.get("/invitations/accept/").content.decode()
    assert _accept(client, "old-name")["Location"] == "/"
    assert Account.objects.get(person=person).pk == account.pk


@pytest.mark.parametrize("how", ["closed", "outside"])
def test_who_was_shut_out_or_comes_in_another_way_is_not_invited(cast: Cast, how: str) -> None:
    person = newcomer(cast)
    account = Account(person=person, username="old-name", is_active=how != "closed")
    account.set_unusable_password()
    account.save()
    if how == "outside":
        OutsideIdentity.objects.create(account=account, issuer="i", subject="s", linked_at=timezone.now())
    assert _stands(cast)[NAME] == Stands.HAS_ACCOUNT
    with pytest.raises(invitations.NotInvited):
        invite(cast, person)


def test_an_activist_comes_in_and_finds_his_own_data_only(cast: Cast) -> None:
    person = newcomer(cast, status=MemberStatus.ACTIVIST)
    client = opened(invite(cast, person).secret)
    _accept(client)
    page = client.get("/").content.decode()
    assert "现在可以看系统里存了您的哪些信息" in page
    assert f"/people/{person.pk}/data/" in page
    assert client.get(f"/people/{person.pk}/data/").status_code == 200
    assert client.get("/organisations/").status_code == 404
    assert client.get("/campaigns/").status_code == 404


def test_nobody_opens_anothers_account_in_his_own_session(cast: Cast) -> None:
    made = invited(cast)
    client = cast.client("secretary")
    client.get(f"/invitations/{made.secret}/")
    page = client.get("/invitations/accept/").content.decode()
    assert "现在登录着的是林小满" in page
    assert NAME not in page
    assert _accept(client).status_code == 200
    assert not Account.objects.filter(person__name=NAME).exists()
    assert Invitation.objects.get().opened_at is None


def test_who_gets_which_post_only_those_who_give_it_invite(cast: Cast) -> None:
    deputy, leader, reporter = (newcomer(cast, name) for name in ("余副", "余领", "余信"))
    first, district = cast.places["first"].organisation_id, cast.places["district"].organisation_id
    for person, kind, place in (
        (deputy, PostKind.DEPUTY_SECRETARY, first),
        (leader, PostKind.LEADER, district),
        (reporter, PostKind.REPORTER, first),
    ):
        Post.objects.create(person=person, organisation_id=place, kind=kind, since=FOUNDED)

    def invitable(role: str) -> set[str]:
        people = people_here(cast.actor(role), cast.places["first"], timezone.now())
        return {one.person.name for one in people if one.invitable}

    assert invitable("secretary") == {"余信"}
    assert invitable("general_secretary") == {"余信", "余副"}
    assert invitable("office") == {"余信", "余副"}
    assert invitable("administrator") == {"余信", "余副", "余领"}
    with pytest.raises(invitations.NotInvited):
        invite(cast, deputy, leader)


def test_a_post_of_tomorrow_counts_as_one_of_today(cast: Cast) -> None:
    person = newcomer(cast)
    Post.objects.create(
        person=person,
        organisation_id=cast.places["first"].organisation_id,
        kind=PostKind.SECRETARY,
        since=cast.today + timedelta(days=1),
    )
    assert _stands(cast)[NAME] == Stands.ABOVE


def test_a_post_given_after_the_invitation_is_not_opened_by_it(cast: Cast) -> None:
    made = invited(cast)
    client = opened(made.secret)
    Post.objects.create(
        person=made.invitee.person,
        organisation_id=cast.places["district"].organisation_id,
        kind=PostKind.LEADER,
        since=cast.today,
    )
    assert _accept(client).status_code == 404
    assert Client().get(f"/invitations/{made.secret}/").status_code == 404
    assert _stands(cast)[NAME] == Stands.ABOVE


def test_nobody_invites_outside_his_subtree(cast: Cast) -> None:
    person = newcomer(cast, where="second")
    for role in ("secretary", "village_secretary", "member", "leader", "inspector", "reader"):
        with pytest.raises(NotPermitted):
            invite(cast, person, by=role, where="second")
    with pytest.raises(invitations.NotInvited):
        invite(cast, person)  # by the first branch's secretary, as one of his own
    assert invite(cast, person, by="general_secretary", where="second").invitee.person == person


def test_a_new_invitation_ends_the_old_one_and_the_ledger_tells_names_and_no_secret(cast: Cast) -> None:
    people = [newcomer(cast, name) for name in ("卞一", "卞二")]
    before = Entry.objects.count()
    first = invite(cast, *people)
    second = invite(cast, people[0])
    over = Invitation.objects.exclude(withdrawn_at=None)
    assert [row.pk for row in over] == [first[0].invitation.pk]
    lines = list(told(Entry.objects.order_by("pk")[before:]))
    until = f"{timezone.localdate(second.invitation.until):%Y-%m-%d}"
    assert [line.sentence for line in lines] == [
        f"邀请青石商圈第一党支部卞一等2人开通账号，{until}前有效。",
        f"邀请青石商圈第一党支部卞一开通账号，{until}前有效。",
    ]
    told_until = plain(first[0].invitation.until)
    assert (lines[0].before, lines[0].after, lines[1].after["invitations_ended"]) == (
        None,
        {"invited": ["卞一", "卞二"], "until": told_until, "invitations_ended": 0},
        1,
    )
    assert second.invitation.until == second.invitation.made_at + inviting.INVITATION_LASTS


def test_secretaries_of_all_below_are_invited_at_once_in_the_order_of_the_tree(cast: Cast) -> None:
    keys = ("first", "village", "general")
    for key in keys:
        role = {"first": "secretary", "village": "village_secretary", "general": "general_secretary"}[key]
        Account.objects.filter(pk=cast.accounts[role].pk).update(password="!")
    people = secretaries_below(cast.administrator, cast.places["district"], timezone.now())
    assert [(one.person.name, one.stands.value) for one in people] == [
        ("顾全之", "not_yet"), ("林小满", "not_yet"), ("何立夏", "has_account"), ("田有禾", "not_yet")
    ]  # fmt: skip
    chosen = [one.person for one in people if one.invitable]
    made = invite(cast, *chosen, by="administrator", where="district", secretaries=True)
    assert [one.invitee.place.name for one in made] == [
        "青石商圈党总支", "青石商圈第一党支部", "白鹭村党支部"
    ]  # fmt: skip
    _accept(opened(made[1].secret), "linxiaoman")
    assert log_in(Client(), "linxiaoman", GOOD)["Location"] == "/"


@pytest.mark.parametrize("number", [1, 3])
def test_inviting_asks_the_database_as_often_for_three_as_for_one(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    people = [newcomer(cast, f"新人{n}").pk for n in range(number)]
    by, place, now = cast.secretary, cast.places["first"], timezone.now()
    with django_assert_num_queries(14):
        invitations.invite(by=by, place=place, people=people, now=now)


def test_more_than_a_thousand_at_one_press_are_refused_with_a_sentence(cast: Cast) -> None:
    with pytest.raises(invitations.NotInvited, match="一次最多邀请1000人"):
        invitations.invite(
            by=cast.secretary, place=cast.places["first"], people=list(range(1001)), now=timezone.now()
        )


def test_what_is_over_is_forgotten_ninety_days_later(cast: Cast) -> None:
    made = invited(cast)
    later = made.invitation.until + timedelta(days=90)
    invitations.forget(now=later)
    assert Invitation.objects.count() == 1
    invitations.forget(now=later + timedelta(seconds=1))
    assert Invitation.objects.count() == 0


def test_who_left_the_branch_is_in_no_table_and_a_member_without_a_post_has_its_rights(cast: Cast) -> None:
    made = invited(cast)
    client = opened(made.secret)
    _accept(client)
    assert client.get("/campaigns/").status_code == 200
    assert client.get("/records/").status_code == 404
    Membership.objects.filter(person=made.invitee.person).update(until=cast.today)
    assert client.get("/campaigns/").status_code == 404
    assert NAME not in _stands(cast)
