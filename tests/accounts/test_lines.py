"""What the ledger tells of accounts: what opened them before and after, where it lies, who reads it."""

from typing import Any

import pytest
from django.utils import timezone

from tests.accounts.changes import ACTIONS, GOOD
from tests.accounts.coming import log_in, owner, with_app
from tests.accounts.inviting import NAME, invited
from tests.cast import PASSWORD, Cast
from zhengyou.accounts.actions import factors, invitations, passwords
from zhengyou.accounts.models import Invitation, OutsideIdentity, RecoveryCode, TimeCodes, WallCode
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.organisations.actions.accounts import appoint
from zhengyou.organisations.models import Account, Post, PostKind
from zhengyou.organisations.rules import System

MOMENTS = ("app_at", "codes_at", "until")
SET = "a moment"
"""Stands for one: which, is the clock's affair."""

SIDES: dict[str, tuple[dict[str, Any] | None, dict[str, Any]]] = {
    "passwords.change": ({"password": "earlier"}, {"password": "own"}),
    "passwords.set_first": ({"password": "none"}, {"password": "own"}),
    "passwords.reset": ({"password": "earlier"}, {"password": "given"}),
    "factors.add_app": ({"app_at": None}, {"app_at": SET}),
    "factors.remove_app": ({"app_at": SET}, {"app_at": None}),
    "factors.add_passkey": ({"passkeys": 0}, {"passkeys": 1}),
    "factors.remove_passkey": ({"passkeys": 1}, {"passkeys": 0}),
    "factors.make_codes": ({"codes": 0, "codes_at": None}, {"codes": 10, "codes_at": SET}),
    "factors.spend_code": ({"codes": 10}, {"codes": 9}),
    "factors.link_outside": ({"outside": False}, {"outside": True}),
    "factors.unlink_outside": ({"outside": True}, {"outside": False}),
    "sessions.end": ({"open_sessions": 1}, {"open_sessions": 0}),
    "invitations.invite": (None, {"invited": [NAME], "until": SET, "invitations_ended": 0}),
    "invitations.withdraw": ({"invitation": "open"}, {"invitation": "withdrawn"}),
    "invitations.accept": (
        {"password": "none", "username": None, "invitation": "open"},
        {"password": "own", "username": "xinren", "invitation": "used"},
    ),
    "walls.put_up": (None, {"wall": "hanging", "until": SET, "walls_ended": 0}),
    "walls.take_down": ({"wall": "hanging"}, {"wall": "down"}),
    "walls.confirm": ({"asking": "waiting"}, {"asking": "confirmed", "until": SET}),
    "walls.refuse": ({"asking": "waiting"}, {"asking": "refused"}),
}


def _side(side: dict[str, Any] | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {name: SET if value and name in MOMENTS else value for name, value in side.items()}


@pytest.mark.parametrize("name", SIDES)
def test_each_line_tells_before_and_after_and_nothing_that_could_be_used(name: str, cast: Cast) -> None:
    action, arguments = ACTIONS[name]
    given = arguments(cast)
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    action(**given)
    (line,) = told(Entry.objects.filter(pk__gt=newest))
    assert (_side(line.before), _side(line.after)) == SIDES[name]
    assert line.organisation_path == cast.places["first"].path


def test_no_action_is_left_out_of_this_table() -> None:
    # With nobody else logged in nothing differs; tests/accounts/test_sessions.py looks at it with two.
    assert set(SIDES) == set(ACTIONS) - {"sessions.end_others"}


def test_a_lost_second_step_that_is_taken_away_tells_all_that_went_with_it(cast: Cast) -> None:
    account = cast.accounts["member"]
    with_app(account)
    factors.make_codes(by=owner(account), account=account, now=timezone.now())
    passwords.reset(by=System(), account=account, without_second_step=True, now=timezone.now())
    (line,) = told(Entry.objects.filter(verb="accounts.password.reset"))
    assert (_side(line.before), line.after) == (
        {"app_at": SET, "codes": 10, "codes_at": SET, "password": "earlier"},
        {"app_at": None, "codes": 0, "codes_at": None, "password": "given"},
    )


def test_a_code_on_paper_that_opened_the_door_is_a_line_and_a_wrong_one_is_none(cast: Cast) -> None:
    account = cast.accounts["member"]
    with_app(account)
    codes = factors.make_codes(by=owner(account), account=account, now=timezone.now())
    client = cast.client(None)
    log_in(client, "member")
    before = Entry.objects.count()
    assert client.post("/login/second/", {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    assert Entry.objects.count() == before
    assert client.post("/login/second/", {"code": codes[0]})["Location"] == "/"
    lines = told(Entry.objects.order_by("pk")[before:])
    assert [(line.actor_name, line.sentence, line.before, line.after) for line in lines] == [
        ("程初晓", "用掉了一个备用码。", {"codes": 10}, {"codes": 9})
    ]


@pytest.mark.parametrize("name", ACTIONS)
def test_no_secret_stands_in_a_line(name: str, cast: Cast) -> None:
    action, arguments = ACTIONS[name]
    given = arguments(cast)
    typed = [GOOD, PASSWORD, *(given[key] for key in ("secret", "code") if key in given)]
    # Six digits of half a minute ago may stand in any moment by chance.
    typed = [word for word in typed if not word.isdigit()]
    kept = _kept(cast)
    action(**given)
    lines = str([(line.sentence, line.before, line.after) for line in told(Entry.objects.all())])
    assert [word for word in (*kept, *_kept(cast), *typed) if word in lines] == []


def _kept(cast: Cast) -> list[str]:
    """What is kept to compare with."""
    return [
        *(row.digest for model in (Invitation, WallCode, RecoveryCode) for row in model.objects.all()),
        *(row.secret for row in TimeCodes.objects.all()),
        *(row.issuer for row in OutsideIdentity.objects.all()),
        *(account.password for account in Account.objects.all()),
    ]


def test_a_line_lies_at_the_highest_place_so_that_nobody_below_reads_of_his_superiors(cast: Cast) -> None:
    person = cast.accounts["member"].person
    street = cast.places["street"]
    Post.objects.create(
        person=person, organisation_id=street.organisation_id, kind=PostKind.OFFICE, since=cast.today
    )
    with_app(cast.accounts["member"])
    assert Entry.objects.get().organisation_path == street.path
    assert _sentences(cast.client("secretary").get(_below(cast, "first"))) == []
    assert _sentences(cast.client("office").get(_below(cast, "first"))) == []
    assert _sentences(cast.client("office").get(_below(cast, "street"))) == ["登录加了第二步：手机验证器。"]


def _below(cast: Cast, where: str, query: str = "") -> str:
    return f"/organisations/{cast.places[where].organisation_id}/accounts/{query}"


def _sentences(page: Any) -> list[str]:
    return [row.line.sentence for row in page.context["rows"]]


def test_whoever_invites_reads_what_became_of_the_accounts_of_his_people(cast: Cast) -> None:
    made = invited(cast)
    invitations.accept(invitation_id=made.invitation.pk, username="xinren", password=GOOD, now=timezone.now())
    with_app(cast.accounts["village_secretary"])
    page = cast.client("secretary").get(_below(cast, "first"))
    assert _sentences(page) == ["第一次设了密码，账号可以登录了。"]
    # A secretary does not read the ledger: what changed stands here, and nothing leads to a page that he may not open.
    (row,) = page.context["rows"]
    assert [(str(one.word), one.before, one.after) for one in row.changes] == [
        ("密码", "没有", "本人新定的"),
        ("用户名", "—", "xinren"),
        ("邀请", "有效", "已用"),
    ]
    assert (row.url, row.line.actor_name) == ("", NAME)
    told_by_kind = [
        _sentences(cast.client("secretary").get(_below(cast, "first", f"?kind={kind}")))
        for kind in ("accounts.invitation", "accounts.wall", "campaigns.record")
    ]
    assert [len(found) for found in told_by_kind] == [1, 0, 1]
    (row,) = cast.client("committee_office").get(_below(cast, "street")).context["rows"]
    assert row.url == f"/ledger/{row.line.pk}/"
    assert cast.client("committee_office").get(row.url).status_code == 200


def test_the_ledger_of_the_level_above_has_these_lines_too(cast: Cast) -> None:
    with_app(cast.accounts["member"])
    page = cast.client("committee_office").get("/ledger/?kind=organisations.account")
    assert [line.sentence for line in page.context["rows"]] == ["登录加了第二步：手机验证器。"]


def test_i_read_on_my_own_page_what_was_done_to_my_account_and_by_whom(cast: Cast) -> None:
    account = cast.accounts["member"]
    appoint(
        by=System(),
        username="member",
        name="程初晓",
        kind=PostKind.GROUP_HEAD,
        at=cast.places["first"],
        day=cast.today,
    )
    passwords.reset(by=System(), account=account, without_second_step=False, now=timezone.now())
    with_app(account)
    with_app(cast.accounts["secretary"])
    account.refresh_from_db()
    client = cast.client("member")
    mine = [
        "登录加了第二步：手机验证器。",
        "重设了用户名 member 的密码。",
        "程初晓任青石商圈第一党支部党小组长，用户名 member。",
    ]
    page = client.get("/account/ledger/")
    assert _sentences(page) == mine
    assert [row.line.actor_name for row in page.context["rows"]] == ["程初晓", "系统", "系统"]
    assert [row.url for row in page.context["rows"]] == ["", "", ""]
    assert [line.sentence for line in client.get("/account/").context["lines"]] == mine


def test_my_own_lines_go_on_page_by_page_and_lead_into_the_ledger_where_i_may_read_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengyou.desk.accounts.LINES_PAGE", 1)
    account = cast.accounts["office"]
    with_app(account)
    factors.remove_app(by=owner(account), account=account)
    client = cast.client("office")
    first = client.get("/account/ledger/")
    second = client.get(f"/account/ledger/?after={first.context['next_key']}")
    assert [_sentences(page) for page in (first, second)] == [
        ["去掉了登录的第二步：手机验证器。"],
        ["登录加了第二步：手机验证器。"],
    ]
    assert second.context["next_key"] is None
    assert client.get(first.context["rows"][0].url).status_code == 200


def test_whoever_holds_no_post_reads_his_own_lines_all_the_same(cast: Cast) -> None:
    account = cast.accounts["member"]
    Post.objects.filter(person=account.person).update(until=cast.today)
    account.person.memberships.update(until=cast.today)
    with_app(account)
    assert _sentences(cast.client("member").get("/account/ledger/")) == ["登录加了第二步：手机验证器。"]
