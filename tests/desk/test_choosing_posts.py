"""Acting in another post."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import FOUNDED, Cast
from zhengyou.organisations.models import Membership, MemberStatus, Post, PostKind
from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import Actor


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


def test_who_holds_no_post_acts_as_a_member_and_an_activist_not_at_all(cast: Cast) -> None:
    person = cast.accounts["secretary"].person_id
    Post.objects.filter(person_id=person).update(until=cast.today)
    membership = Membership.objects.get(person_id=person)
    acting = [(actor.post_kind, actor.post_id, actor.organisation_name) for actor in _actors(cast)]
    assert acting == [("member", -membership.pk, "青石商圈第一党支部")]
    client = cast.client("secretary")
    assert client.get(f"/organisations/{membership.organisation_id}/").status_code == 200
    assert client.get("/records/").status_code == 404
    for status in (MemberStatus.ACTIVIST, MemberStatus.TARGET):
        Membership.objects.filter(person_id=person).update(status=status)
        assert _actors(cast) == []


def _actors(cast: Cast) -> list[Actor]:
    return actors_of(cast.accounts["secretary"], cast.today)


def test_a_membership_adds_an_actor_only_where_no_post_is_held(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    assert [actor.post_kind for actor in _actors(cast)] == ["secretary"]
    membership = Membership.objects.get(person_id=cast.accounts["secretary"].person_id)
    Membership.objects.filter(pk=membership.pk).update(organisation_id=cast.places["street"].organisation_id)
    with django_assert_num_queries(2):
        assert [(actor.post_kind, actor.post_id > 0) for actor in _actors(cast)] == [
            ("secretary", True),
            ("member", False),
        ]
    client = cast.client("secretary")
    assert _choose(client, -membership.pk, "/campaigns/") == "/campaigns/"
    assert client.get("/").context["actor"].organisation_name == "青石街道党工委"


def test_a_post_that_ended_leaves_a_page_that_says_so(cast: Cast) -> None:
    for held in (Post, Membership):
        held.objects.filter(person_id=cast.accounts["member"].person_id).update(until=cast.today)
    response = cast.client("member").get("/")
    assert response.status_code == 200
    assert "您现在没有担任岗位" in response.content.decode()
