"""Giving people posts and a way to log in."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast, enrol
from zhengyou.organisations.actions import NotAppointed, appoint
from zhengyou.organisations.models import Account, PostKind
from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import System


def _appoint(cast: Cast, username: str, name: str, kind: PostKind = PostKind.SECRETARY) -> str:
    return appoint(
        by=System(), username=username, name=name, kind=kind, at=cast.places["first"], day=cast.today
    )


def test_a_member_who_is_appointed_logs_in_with_the_password_shown_and_acts_from_that_day(cast: Cast) -> None:
    person = enrol("沈新任", cast.places["first"])
    password = _appoint(cast, "xinren", "沈新任")
    account = Account.objects.get(username="xinren")
    assert account.person == person  # the branch's own member, not a second person of that name
    assert Client().login(username="xinren", password=password)
    assert [actor.post_title for actor in actors_of(account, cast.today)] == ["书记"]
    before = actors_of(account, cast.today - timedelta(days=1))
    assert [actor.post_title for actor in before] == ["党员"]


def test_a_second_post_goes_to_the_account_that_is_there(cast: Cast) -> None:
    assert _appoint(cast, "member", "程初晓") == ""
    titles = [actor.post_title for actor in actors_of(cast.accounts["member"], cast.today)]
    assert titles == ["党员", "书记"]


def test_a_user_name_of_somebody_else_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAppointed, match="用户名 member 是程初晓的，不是沈新任的"):
        _appoint(cast, "member", "沈新任")


def test_a_post_is_given_once(cast: Cast) -> None:
    with pytest.raises(NotAppointed, match="已经是青石商圈第一党支部的书记"):
        _appoint(cast, "secretary", "林小满")


def test_two_members_of_one_name_are_not_guessed_between(cast: Cast) -> None:
    enrol("沈新任", cast.places["first"])
    enrol("沈新任", cast.places["first"])
    with pytest.raises(NotAppointed, match="有不止一位沈新任"):
        _appoint(cast, "xinren", "沈新任")


def test_somebody_who_has_an_account_gets_no_second_one(cast: Cast) -> None:
    with pytest.raises(NotAppointed, match="程初晓已有用户名 member"):
        _appoint(cast, "another", "程初晓")
