"""The account's page: what protects it, the one thing to do next, and where a second step is demanded."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from tests.accounts.changes import passkey_of
from tests.accounts.coming import came_in, log_in, next_code, owner, prove, with_app
from tests.cast import Cast
from zhengyou.accounts.actions import factors
from zhengyou.accounts.middleware import ComingInMiddleware
from zhengyou.accounts.models import RecoveryCode
from zhengyou.accounts.rules import timecodes
from zhengyou.organisations.models import Post


def _next(client: Client) -> str:
    return str(client.get("/account/").context["next"])


def test_the_header_leads_to_my_account(cast: Cast) -> None:
    assert (
        '<a class="choice" href="/account/">我的账号</a>'
        in cast.client("secretary").get("/").content.decode()
    )


def test_there_is_one_thing_to_do_next_until_nothing_is_left(cast: Cast) -> None:
    account = cast.accounts["secretary"]
    client = cast.client("secretary")
    found = [_next(client)]
    with_app(account)
    found.append(_next(client))
    factors.make_codes(by=owner(account), account=account, now=timezone.now())
    found.append(_next(client))
    few = RecoveryCode.objects.order_by("pk")[:7].values("pk")
    RecoveryCode.objects.filter(pk__in=few).update(used_at=timezone.now())
    found.append(_next(client))
    assert found == ["second_step", "codes", "nothing", "more_codes"]
    assert "还剩 3 个" in client.get("/account/").content.decode()


def test_offices_administrators_and_leaders_are_advised_more_strongly_and_never_forced(cast: Cast) -> None:
    found = {role: _next(cast.client(role)) for role in cast.accounts}
    assert {role for role, thing in found.items() if thing == "second_step_soon"} == {
        "office",
        "committee_office",
        "administrator",
        "leader",
    }
    assert cast.client("administrator").get("/").status_code == 200


def test_somebody_without_a_post_has_an_account_all_the_same(cast: Cast) -> None:
    Post.objects.filter(person_id=cast.accounts["member"].person_id).update(until=cast.today)
    client = came_in(cast, "member")
    assert client.get("/account/").status_code == 200
    answer = client.post(
        "/account/password/", {"password": "山坡上有三只羊和一朵云", "repeated": "山坡上有三只羊和一朵云"}
    )
    assert answer["Location"] == "/account/"


def test_my_last_logins_stand_on_my_page_and_on_nobody_elses(cast: Cast) -> None:
    came_in(cast, "secretary")
    assert len(came_in(cast, "secretary").get("/account/").context["last"]) == 2
    assert [login.account_id for login in came_in(cast, "office").get("/account/").context["last"]] == [
        cast.accounts["office"].pk
    ]


@pytest.fixture
def demanded(settings: Any) -> None:
    """Offices must have a second step."""
    settings.SECOND_STEP_DEMANDED = frozenset({"office"})


PLACES = ["/", "/campaigns/", "/records/", "/plans/", "/search/", "/ledger/", "/account/logins/"]


@pytest.mark.usefixtures("demanded")
def test_where_it_is_demanded_nothing_opens_before_it_is_set_up(cast: Cast) -> None:
    client = came_in(cast, "office")
    assert [client.get(place)["Location"] for place in PLACES] == ["/account/"] * len(PLACES)
    assert client.post("/post/", {"post": "1"})["Location"] == "/account/"
    assert "您的岗位要求登录时多验证一步" in client.get("/account/").content.decode()
    secret = client.get("/account/app/").context["secret"].replace(" ", "")
    code = timecodes.code_of(secret, timecodes.step_of(timezone.now()))
    client.post("/account/app/", {"code": code})
    assert client.get("/").status_code == 200
    assert "您的岗位要求" not in client.get("/account/").content.decode()


@pytest.mark.usefixtures("demanded")
def test_it_is_demanded_of_nobody_else_and_never_of_public_pages(cast: Cast) -> None:
    assert [came_in(cast, "secretary").get(place).status_code for place in ("/", "/records/")] == [200, 200]
    assert came_in(cast, "office").get("/p/").status_code == 200
    public = cast.client("office").get("/p/")
    assert "Cookie" not in public.headers.get("Vary", "")
    assert cast.client(None).get("/")["Location"] == "/login/?next=/"


@pytest.mark.usefixtures("demanded")
def test_who_takes_the_last_one_away_is_asked_to_set_up_another(cast: Cast) -> None:
    secret = with_app(cast.accounts["office"])
    client = cast.client(None)
    log_in(client, "office")
    assert client.post("/login/second/", {"code": next_code(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/account/app/remove/")
    assert client.get("/")["Location"] == "/account/"


@pytest.mark.usefixtures("demanded")
def test_a_passkey_will_do_as_well(cast: Cast) -> None:
    passkey_of(cast.accounts["office"])
    assert cast.client("office").get("/").status_code == 200


@pytest.mark.usefixtures("demanded")
def test_a_post_given_today_demands_it_today(cast: Cast) -> None:
    client = came_in(cast, "secretary")
    assert client.get("/").status_code == 200
    Post.objects.filter(person_id=cast.accounts["secretary"].person_id).update(kind="office")
    assert client.get("/")["Location"] == "/account/"


def test_a_demand_of_a_post_that_does_not_exist_is_refused_at_the_start(settings: Any) -> None:
    settings.SECOND_STEP_DEMANDED = frozenset({"office", "boss"})
    with pytest.raises(ImproperlyConfigured, match="没有“boss”这种岗位，可用的有：administrator"):
        ComingInMiddleware(lambda request: None)


def test_proof_is_asked_where_it_is_older_than_ten_minutes(cast: Cast) -> None:
    client = cast.client("secretary")
    for ago, status in ((0, 200), (590, 200), (601, 302)):
        prove(client, ago=ago)
        assert client.get("/account/password/").status_code == status
