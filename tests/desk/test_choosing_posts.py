"""Acting in another post."""

import pytest
from django.test import Client

from tests.cast import FOUNDED, Cast
from zhengyou.organisations.models import Post, PostKind


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
