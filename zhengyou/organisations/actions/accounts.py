"""Giving people posts and a way to log in. Whoever holds a post may act from that day on (rules.ROLE_OF_POST)."""

import secrets
from datetime import date

from django.db import transaction

from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line, Writer, mention, write

from ..models import Account, Membership, Organisation, Person, Placement, Post, PostKind
from ..queries import on_day
from ..rules.roster_names import pinyin_key


class NotAppointed(Exception):
    """Who is meant is not clear, or the post is held already; the sentence says what to do."""


@transaction.atomic
def appoint(*, by: Writer, username: str, name: str, kind: PostKind, at: Placement, day: date) -> str:
    """Give a person a post in an organisation from `day` on, and an account where the user name is new.

    The person is the account's, or else the organisation's member of that name, or else somebody new without
    membership. Returns the password of a new account, "" for one that exists. Raises NotAppointed.
    """
    _lock_open(at, day)
    account = Account.objects.select_related("person").filter(username=username).first()
    person = account.person if account else _person(name, at, day)
    if person.name != name:
        raise NotAppointed(f"用户名 {username} 是{person.name}的，不是{name}的；请换一个用户名，或核对姓名。")
    other = Account.objects.filter(person=person).exclude(username=username).first()
    if other is not None:
        raise NotAppointed(f"{name}已有用户名 {other.username}，请用它任命。")
    held = Post.objects.filter(on_day(day), person=person, organisation_id=at.organisation_id, kind=kind)
    if held.exists():
        raise NotAppointed(f"{name}已经是{at.name}的{kind.label}，不用再任命。")
    password = "" if account else secrets.token_urlsafe(9)
    account = account or Account.objects.create_user(username, password, person=person)
    Post.objects.create(person=person, organisation_id=at.organisation_id, kind=kind, since=day)
    who, login = mention(person.pk, name), mention(person.pk, username)
    sentence = f"{who}任{at.name}{kind.label}，用户名 {login}。"
    _write(by, account, at.path, sentence, {"kind": kind, "organisation": at.name, "since": day})
    return password


def _lock_open(at: Placement, day: date) -> None:
    """The organisation does not end meanwhile, and has not ended."""
    Organisation.objects.select_for_update(no_key=True).get(pk=at.organisation_id)
    if not Placement.objects.filter(on_day(day), organisation_id=at.organisation_id).exists():
        raise NotAppointed(f"{at.name}已经撤销，不能再任命；请改任命到承接它的组织。")


def _person(name: str, at: Placement, day: date) -> Person:
    members = Membership.objects.filter(
        on_day(day), organisation_id=at.organisation_id, person__name=name
    ).select_related("person")[:2]
    if len(members) == 2:
        raise NotAppointed(f"{at.name}有不止一位{name}，分不清是谁；请先在名册里区分姓名。")
    return members[0].person if members else Person.objects.create(name=name, pinyin=pinyin_key(name))


def _write(by: Writer, account: Account, path: str, sentence: str, after: Values) -> None:
    line = Line(
        verb="organisations.account.appoint",
        sentence=sentence,
        subject="organisations.account",
        subject_id=account.pk,
        path=path,
        after=after,
    )
    write(by=by, line=line)
