"""Beside the district's people: circumstances, posts in branches, a few whole histories, a past handover."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from zhengyou.organisations.copying import copy
from zhengyou.organisations.models import (
    Account,
    Circumstance,
    CircumstanceKind,
    Handover,
    Kind,
    Membership,
    MemberStatus,
    Post,
    PostKind,
)

from .posts import APPOINTED, BESIDE, PASSWORD, Holders
from .storing import District, Stored
from .tree import SEED

HANDED_OVER = date(2025, 9, 1)
_FIRST_POST = date(2021, 3, 1)
# So many of a hundred full members are in each circumstance; in branches of the retired nearly all are retired.
_SHARES = (
    (CircumstanceKind.RETIRED, 7),
    (CircumstanceKind.INFIRM, 2),
    (CircumstanceKind.FLOATING, 3),
)
_RETIRED_BRANCH = 92
_COMMISSIONERS_FROM = 7
"""From so many full members on a branch has a committee (domain.md 2.1)."""


def store_beside(district: District, holders: Holders) -> None:
    """Everything of this module, after people and posts are stored."""
    rng = Random(SEED + 2)  # noqa: S311  invented people, no secret
    branches = [place for place in district.organisations.values() if place.members]
    taken = {holder.person_id for holder in (*holders.secretaries.values(), *holders.deciders.values())}
    taken |= set(district.known.values())
    copy(Circumstance, ("person", "kind", "reason", "since"), _circumstances(branches, taken, rng))
    copy(Post, ("person", "organisation", "kind", "since"), _posts(branches, taken))
    village = next(place for place in branches if place.node.kind == Kind.BRANCH and _is_town(place))
    _histories(village)
    _logins(village)
    _past_handover(district, holders, taken)


def _circumstances(
    branches: list[Stored], taken: set[int], rng: Random
) -> Iterator[tuple[int, str, str, date]]:
    for branch in branches:
        retired = "离退休" in branch.node.name
        for person in branch.members:
            if person in taken:
                continue
            drawn, since = rng.randrange(100), date(2018, 1, 1) + timedelta(days=rng.randrange(2900))
            kind = CircumstanceKind.RETIRED if retired and drawn < _RETIRED_BRANCH else _drawn(drawn)
            if kind is not None:
                yield person, str(kind), "", since


def _drawn(number: int) -> CircumstanceKind | None:
    limit = 0
    for kind, share in _SHARES:
        limit += share
        if number < limit:
            return kind
    return None


def _posts(branches: list[Stored], taken: set[int]) -> Iterator[tuple[int, int, str, date]]:
    """A deputy, two commissioners and somebody who reports, where a branch is large enough for a committee."""
    kinds = (PostKind.DEPUTY_SECRETARY, PostKind.COMMISSIONER, PostKind.COMMISSIONER, PostKind.REPORTER)
    for branch in branches:
        if len(branch.members) < _COMMISSIONERS_FROM:
            continue
        free = (person for person in branch.members if person not in taken)
        for person, kind in zip(free, kinds, strict=False):
            yield person, branch.id, str(kind), APPOINTED


def _is_town(place: Stored) -> bool:
    return place.parent is not None and place.parent.node.name == "柳渡镇党委" and "村" in place.node.name


def _histories(branch: Stored) -> None:
    """Three members of a village with their whole way into the party."""
    for person in branch.members[-3:]:
        row = Membership.objects.get(person_id=person)
        row.since = date(2024, 7, 1)
        row.save(update_fields=["since"])
        steps = (
            (MemberStatus.ACTIVIST, date(2020, 5, 4), date(2022, 3, 10)),
            (MemberStatus.TARGET, date(2022, 3, 10), date(2023, 7, 1)),
            (MemberStatus.PROBATIONARY, date(2023, 7, 1), date(2024, 7, 1)),
        )
        Membership.objects.bulk_create(
            Membership(person_id=person, organisation_id=branch.id, status=status, since=since, until=until)
            for status, since, until in steps
        )


def _logins(branch: Stored) -> None:
    """Accounts for whoever holds the posts of BESIDE in the branch."""
    posts = Post.objects.filter(organisation_id=branch.id).order_by("pk")
    password = make_password(PASSWORD)
    Account.objects.bulk_create(
        Account(username=username, password=password, person_id=posts.filter(kind=kind)[0].person_id)
        for kind, username, _role, _sentence in BESIDE
    )


def _past_handover(district: District, holders: Holders, taken: set[int]) -> None:
    """A village whose secretary came in HANDED_OVER, confirmed by both."""
    village = [place for place in district.organisations.values() if _is_town(place) and place.members][1]
    town = district.named("柳渡镇党委")
    new = Post.objects.get(organisation_id=village.id, kind=PostKind.SECRETARY)
    new.since = HANDED_OVER
    new.save(update_fields=["since"])
    former = next(person for person in reversed(village.members) if person not in taken)
    old = Post.objects.create(
        person_id=former,
        organisation_id=village.id,
        kind=PostKind.SECRETARY,
        since=_FIRST_POST,
        until=HANDED_OVER,
    )
    Handover.objects.create(
        organisation_id=village.id,
        effective_on=HANDED_OVER,
        old=old,
        new=new,
        note="党费缴纳台账和活动室钥匙已当面点交。",
        by_id=holders.deciders[town.id].account_id,
        at=datetime(2025, 8, 28, 2, 30, tzinfo=UTC),
        listed=[],
        listed_on=HANDED_OVER,
        given_on=HANDED_OVER,
        taken_on=HANDED_OVER + timedelta(days=2),
    )
