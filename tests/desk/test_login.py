"""Coming in, going out, and acting in another post."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import FOUNDED, PASSWORD, Cast
from zhengyou.organisations.models import Post, PostKind


def _log_in(client: Client, username: str, password: str, after: str = "") -> Any:
    return client.post("/login/", {"username": username, "password": password, "next": after})


def test_a_person_logs_in_and_lands_on_what_awaits_them(cast: Cast) -> None:
    client = cast.client(None)
    response = _log_in(client, "secretary", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "等我办的事" in client.get("/").content.decode()


def test_the_login_leads_back_to_the_page_first_asked_for(cast: Cast) -> None:
    client = cast.client(None)
    response = client.get("/records/?node=3")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/records/%3Fnode%3D3")
    assert _log_in(client, "secretary", PASSWORD, "/records/")["Location"] == "/records/"


def test_the_login_never_leads_away_from_our_pages(cast: Cast) -> None:
    assert _log_in(cast.client(None), "secretary", PASSWORD, "https://example.org/")["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("secretary", "错的口令"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(cast: Cast, username: str, password: str) -> None:
    response = _log_in(cast.client(None), username, password)
    assert response.status_code == 422
    page = response.content.decode()
    assert "用户名或密码不对，请核对后再试（字母区分大小写）。" in page
    assert f'value="{username}"' in page
    assert password not in page


def test_an_empty_login_says_what_is_missing(cast: Cast) -> None:
    response = _log_in(cast.client(None), "", "")
    assert response.status_code == 422
    assert "请填写用户名。" in response.content.decode()
    assert "请填写密码。" in response.content.decode()


def test_logging_out_takes_a_press_and_closes_everything(cast: Cast) -> None:
    client = cast.client("secretary")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert client.get("/")["Location"] == "/login/?next=/"


def test_somebody_already_in_is_not_asked_again(cast: Cast) -> None:
    assert cast.client("office").get("/login/")["Location"] == "/"


def test_only_a_demo_offers_its_people(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert "demo-title" not in cast.client(None).get("/login/").content.decode()
    person = {
        "role": "支部书记",
        "username": "secretary",
        "password": PASSWORD,
        "sentence": "记录、报送。",
    }
    (tmp_path / "demo-logins.json").write_text(json.dumps([person], ensure_ascii=False), "utf-8")
    page = cast.client(None).get("/login/").content.decode()
    assert "demo-title" in page
    assert "支部书记" in page


@pytest.fixture
def two_posts(cast: Cast) -> tuple[Cast, Post, Post]:
    """The secretary of the first branch also reads for the whole street."""
    account = cast.accounts["secretary"]
    own = Post.objects.get(person_id=account.person_id)
    second = Post.objects.create(
        person_id=account.person_id,
        organisation_id=cast.places["street"].organisation_id,
        kind=PostKind.READER,
        since=FOUNDED,
    )
    return cast, own, second


def _choose(client: Client, post: object, after: str) -> str:
    return client.post("/post/", {"post": post, "next": after})["Location"]


def test_choosing_another_post_changes_who_acts(two_posts: tuple[Cast, Post, Post]) -> None:
    cast, own, second = two_posts
    client = cast.client("secretary")
    assert client.get("/").context["actor"].post_id == own.pk
    assert _choose(client, second.pk, "/") == "/"
    page = client.get("/")
    assert page.context["actor"].post_id == second.pk
    assert "现在以“青石街道党工委上级查阅人员”的身份办事。" in page.content.decode()


def test_after_choosing_one_stays_where_the_other_post_may_be(two_posts: tuple[Cast, Post, Post]) -> None:
    cast, own, second = two_posts
    client = cast.client("secretary")
    assert _choose(client, second.pk, "/records/?node=999") == "/records/"
    assert _choose(client, own.pk, "/ledger/") == "/"
    assert _choose(client, own.pk, f"/organisations/{second.organisation_id}/") == "/"
    assert _choose(client, own.pk, "https://example.org/") == "/"
    assert _choose(client, own.pk, "//example.org") == "/"


def test_a_post_of_somebody_else_cannot_be_chosen(two_posts: tuple[Cast, Post, Post]) -> None:
    cast, own, _ = two_posts
    client = cast.client("secretary")
    foreign = Post.objects.get(person_id=cast.accounts["leader"].person_id)
    for post in (foreign.pk, "", "x"):
        assert _choose(client, post, "/records/") == "/"
        page = client.get("/")
        assert page.context["actor"].post_id == own.pk
        assert "这个岗位您现在没有担任，身份没有切换。" in page.content.decode()


def test_a_post_that_ended_leaves_a_page_that_says_so(cast: Cast) -> None:
    Post.objects.filter(person_id=cast.accounts["member"].person_id).update(until=cast.today)
    response = cast.client("member").get("/")
    assert response.status_code == 200
    assert "您现在没有担任岗位" in response.content.decode()
