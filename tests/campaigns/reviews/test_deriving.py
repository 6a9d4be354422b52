"""Who reviews whom: everybody exactly once, from the tree and the posts of the day, and what changes afterwards."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.campaigns.reviews.reviewing import BEGAN, of_member, of_place, opened, recorded, step
from tests.cast import Cast, at_noon, enrol, found
from zhengyou.campaigns.actions import reviews
from zhengyou.campaigns.models import Campaign, Review, ReviewRound
from zhengyou.campaigns.queries.coverage import coverage
from zhengyou.campaigns.queries.reviews import due_now, followed
from zhengyou.ledger.models import Entry
from zhengyou.organisations.models import (
    Kind,
    Membership,
    MemberStatus,
    Organisation,
    Placement,
    Post,
    PostKind,
    Sector,
)
from zhengyou.organisations.rules import NotPermitted


def _due(cast: Cast, round_: ReviewRound) -> set[tuple[str, str]]:
    """(who reviews, whom) of what counts today, by the names of the cast."""
    names = {place.organisation_id: key for key, place in cast.places.items()}
    rows = Review.objects.filter(round=round_, until=None).select_related("person")
    return {
        (names[row.reviewer_id], row.person.name if row.person else names[row.organisation_id])
        for row in rows
    }


def _follow(cast: Cast, round_: ReviewRound) -> tuple[int, int]:
    return reviews.follow_round(round=round_, now=at_noon(cast.today))


def _move(cast: Cast, role: str, where: str) -> None:
    person = cast.accounts[role].person
    Membership.objects.filter(person=person).update(until=cast.today)
    Membership.objects.create(
        person=person,
        organisation_id=cast.places[where].organisation_id,
        status=MemberStatus.FULL,
        since=cast.today,
    )


def test_each_organisation_and_each_member_is_reviewed_by_one_and_nobody_by_himself(
    cast: Cast, campaign: Campaign
) -> None:
    enrol("白露", cast.places["first"], MemberStatus.PROBATIONARY)
    enrol("秋分", cast.places["first"], MemberStatus.ACTIVIST)
    assert due_now(campaign, cast.today) == (6, 8)
    round_ = opened(cast, campaign)
    assert _due(cast, round_) == {
        ("district", "street"), ("district", "township"), ("street", "general"), ("general", "first"),
        ("general", "second"), ("township", "village"),
        ("first", "程初晓"), ("first", "白露"), ("street", "叶知秋"),
        *(("district", name) for name in ("方文清", "陆长河", "邵明远", "石上青", "管自明")),
    }  # fmt: skip
    assert Review.objects.count() == 14


def test_in_a_larger_tree_everybody_is_due_exactly_once(cast: Cast, campaign: Campaign) -> None:
    for number in range(12):
        branch = found(f"新支部{number}", Kind.BRANCH, Sector.RURAL, cast.places["township"])
        people = [enrol(f"党员{number}之{one}", branch) for one in range(5)]
        for person, kind in zip(people, (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY), strict=False):
            Post.objects.create(
                person=person, organisation_id=branch.organisation_id, kind=kind, since=branch.since
            )
    round_ = opened(cast, campaign)
    below = set(Placement.objects.filter(depth__gt=0).values_list("organisation_id", flat=True))
    secretaries = set(Post.objects.filter(kind=PostKind.SECRETARY).values_list("person_id", flat=True))
    members = set(Membership.objects.values_list("person_id", flat=True)) - secretaries
    rows = Review.objects.filter(round=round_)
    assert Counter(rows.filter(person=None).values_list("organisation_id", flat=True)) == Counter(below)
    assert Counter(rows.exclude(person=None).values_list("person_id", flat=True)) == Counter(members)
    total = coverage([round_.pk], cast.places["district"], cast.today)
    assert (total.of_organisations.due, total.of_members.due) == (len(below), len(members))


def test_a_deputy_is_reviewed_by_the_secretary_and_not_by_himself(cast: Cast, campaign: Campaign) -> None:
    posts = Post.objects.filter(person=cast.accounts["member"].person)
    posts.update(kind=PostKind.DEPUTY_SECRETARY)
    row = of_member(cast, opened(cast, campaign))
    with pytest.raises(NotPermitted, match="被点评的同志不能自己"):
        recorded(cast, row, by="member")
    assert recorded(cast, row, by="secretary").state == "held"


def test_only_the_office_that_issued_the_campaign_opens_a_round(cast: Cast, campaign: Campaign) -> None:
    due = cast.today + timedelta(days=9)
    opening = reviews.Opening(name="第一轮点评", due_on=due, rectify_by=due)
    for role in ("committee_office", "general_secretary", "secretary", "inspector", "member"):
        with pytest.raises(NotPermitted):
            reviews.open_round(
                by=cast.actor(role), campaign=campaign, opening=opening, now=at_noon(cast.today)
            )
    assert not ReviewRound.objects.exists()


@pytest.mark.parametrize(
    ("due", "rectify", "sentence"),
    [(-1, 9, "点评完的期限早于今天"), (9, 8, "整改的期限早于点评完的期限")],
)
def test_days_of_a_round_that_cannot_be_are_refused(
    due: int, rectify: int, sentence: str, cast: Cast, campaign: Campaign
) -> None:
    days = {"due_on": cast.today + timedelta(days=due), "rectify_by": cast.today + timedelta(days=rectify)}
    with pytest.raises(reviews.NotPossible, match=sentence):
        opened(cast, campaign, ago=0, **days)
    assert not ReviewRound.objects.exists()


def test_rounds_are_numbered_on_their_own(cast: Cast, campaign: Campaign) -> None:
    numbers = [opened(cast, campaign, name=f"第{one}轮").number for one in "一二三"]
    assert numbers == [1, 2, 3]
    assert [row.name for row in followed(cast.today)] == ["第三轮"]
    assert followed(cast.today + timedelta(days=31)) == []


def test_who_comes_later_is_added_and_who_goes_no_longer_counts_from_that_day(
    cast: Cast, campaign: Campaign
) -> None:
    round_ = opened(cast, campaign)
    before = _due(cast, round_)
    enrol("立冬", cast.places["second"])
    Membership.objects.filter(person=cast.accounts["reader"].person).update(until=cast.today)
    assert _follow(cast, round_) == (1, 1)
    assert _due(cast, round_) == before - {("district", "石上青")} | {("second", "立冬")}
    added = Review.objects.get(person__name="立冬")
    gone = Review.objects.get(person=cast.accounts["reader"].person)
    began = cast.today - timedelta(days=BEGAN)
    assert (added.since, added.until) == (cast.today, None)
    assert (gone.since, gone.until) == (began, cast.today)
    with pytest.raises(reviews.NotPossible, match="不再计入"):
        recorded(cast, gone, by="leader")
    line = Entry.objects.get(verb="campaigns.reviewround.follow")
    assert line.sentence == "因组织和人员变动，第一轮点评新增应点评1个，1个不再计入。"
    assert _follow(cast, round_) == (0, 0)  # and no second line
    assert Entry.objects.filter(verb="campaigns.reviewround.follow").count() == 1


def test_a_member_who_moves_is_reviewed_where_he_is_now(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    _move(cast, "member", "second")
    assert _follow(cast, round_) == (1, 1)
    assert {pair for pair in _due(cast, round_) if pair[1] == "程初晓"} == {("second", "程初晓")}


def test_a_member_reviewed_before_he_moves_is_not_reviewed_again(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    recorded(cast, of_member(cast, round_))
    _move(cast, "member", "second")
    assert _follow(cast, round_) == (0, 0)
    assert {pair for pair in _due(cast, round_) if pair[1] == "程初晓"} == {("first", "程初晓")}


def test_a_member_who_becomes_secretary_is_reviewed_with_the_branch(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    first = cast.places["first"].organisation_id
    Post.objects.filter(organisation_id=first, kind=PostKind.SECRETARY).update(until=cast.today)
    Post.objects.create(
        person=cast.accounts["member"].person,
        organisation_id=first,
        kind=PostKind.SECRETARY,
        since=cast.today,
    )
    assert _follow(cast, round_) == (1, 1)  # the former secretary is a member from now on
    assert {pair for pair in _due(cast, round_) if pair[0] == "first"} == {("first", "林小满")}


def test_an_organisation_that_moves_or_closes_is_followed(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    village, second = cast.places["village"], cast.places["second"]
    Placement.objects.filter(pk__in=[village.pk, second.pk]).update(until=cast.today)
    street = cast.places["street"]
    Placement.objects.create(
        organisation_id=village.organisation_id,
        parent_id=street.organisation_id,
        name=village.name,
        path=f"{street.path}{village.organisation_id}/",
        depth=2,
        since=cast.today,
    )
    Organisation.objects.filter(pk=second.organisation_id).update(ended_on=cast.today)
    Membership.objects.filter(organisation_id=second.organisation_id).update(until=cast.today)
    before = _due(cast, round_)
    assert _follow(cast, round_) == (1, 2)
    assert _due(cast, round_) == before - {("township", "village"), ("general", "second")} | {
        ("street", "village")
    }


def test_an_excuse_goes_with_who_is_no_longer_due_and_stays_with_who_is(
    cast: Cast, campaign: Campaign
) -> None:
    round_ = opened(cast, campaign)
    step(cast, of_member(cast, round_), "excuse")
    assert _follow(cast, round_) == (0, 0)
    assert of_member(cast, round_).state == "excused"
    _move(cast, "member", "second")
    assert _follow(cast, round_) == (1, 1)
    assert of_member(cast, round_).state == "planned"


def test_the_counts_add_up_over_the_tree(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    recorded(cast, of_member(cast, round_), "缺席", "迟到")
    recorded(cast, of_place(cast, round_))
    step(cast, of_place(cast, round_, "second"), "excuse", by="general_secretary")

    def counts(where: str) -> tuple[Any, Any]:
        one = coverage([round_.pk], cast.places[where], cast.today)
        return one.of_organisations, one.of_members

    (organisations, members), general = (
        counts("district"),
        coverage([round_.pk], cast.places["general"], cast.today),
    )
    assert (organisations.due, organisations.held, organisations.excused, organisations.none_found) == (
        5, 1, 1, 1,
    )  # fmt: skip
    assert (members.due, members.held, members.problems, members.closed) == (7, 1, 2, 0)
    keys = {key: cast.places[key].organisation_id for key in ("general", "first", "second")}
    assert {key: general.organisations[pk][:3] for key, pk in keys.items()} == {
        "general": (1, 0, 0),
        "first": (1, 1, 0),
        "second": (0, 0, 1),
    }
    for where in ("district", "street", "general", "township"):
        node = coverage([round_.pk], cast.places[where], cast.today)
        children = [
            one.organisation_id
            for one in cast.places.values()
            if one.parent_id == cast.places[where].organisation_id
        ]
        for kind, total in (("organisations", node.of_organisations), ("members", node.of_members)):
            found_ = getattr(node, kind)
            own = found_.get(cast.places[where].organisation_id, (0,) * 6)
            below = [found_.get(pk, (0,) * 6) for pk in children]
            assert tuple(sum(column) for column in zip(own, *below, strict=True)) == tuple(total)


def test_a_past_day_keeps_its_counts(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    recorded(cast, of_member(cast, round_), "缺席")
    district = cast.places["district"]
    yesterday = coverage([round_.pk], district, cast.today - timedelta(days=1)).of_members
    today = coverage([round_.pk], district, cast.today).of_members
    assert (yesterday.due, yesterday.held, yesterday.problems) == (7, 0, 0)
    assert (today.due, today.held, today.problems) == (7, 1, 1)
    before = coverage([round_.pk], district, cast.today - timedelta(days=BEGAN + 1)).total
    assert before == (0, 0, 0, 0, 0, 0)
