"""A member's own problem outlives the branch: the successor verifies it, or whoever stood above where there is none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.campaigns.rectification.raising import answers, standing
from tests.cast import Cast, at_noon
from tests.organisations.reorganising.deciding import decide, number
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign, Rectification
from zhengyou.campaigns.models.rectification import Source
from zhengyou.campaigns.queries import rectification as queries
from zhengyou.campaigns.rules.procedures import RECTIFICATION
from zhengyou.organisations.models import Membership, Post
from zhengyou.organisations.queries import standing_in, standing_place
from zhengyou.organisations.queries.shifts import Close
from zhengyou.organisations.rules import NotPermitted

_ROLES = ("secretary", "member", "other_secretary", "general_secretary", "committee_office", "office")


def _claimed(cast: Cast, campaign: Campaign) -> Rectification:
    """The branch found that its member keeps no notes; the member says that he does now."""
    given = rectification.Raised(
        campaign=campaign.pk,
        organisation=number(cast, "first"),
        title="学习笔记没有记",
        source=Source.REVIEW,
        raised_on=cast.today,
        immediate=True,
        member=cast.accounts["member"].person_id,
    )
    row = rectification.raise_(by=cast.secretary, raised=given, now=at_noon(cast.today))
    for verb, who in (("propose", "member"), ("approve", "secretary"), ("claim", "member")):
        row = _step(cast, row, verb, who)
    return row


def _step(cast: Cast, row: Rectification, verb: str, who: str) -> Rectification:
    return rectification.step(
        by=cast.actor(who),
        rectification=row,
        verb=verb,
        answers=answers(cast, verb),
        now=at_noon(cast.today),
    )


def _verifiers(cast: Cast, row: Rectification, roles: tuple[str, ...]) -> list[str]:
    """Who of these is offered to verify it."""
    concerned = queries.concerned_in(row, cast.today)
    offered = {role: RECTIFICATION.offered(row.state, cast.actor(role), concerned) for role in roles}
    return [role for role in roles if "verify" in [step.verb for step in offered[role]]]


def _readers(cast: Cast, row: Rectification, roles: tuple[str, ...]) -> list[str]:
    address = reverse("rectification", args=[row.pk])
    return [role for role in roles if cast.client(role).get(address).status_code == 200]


def _awaiting(cast: Cast, role: str) -> list[Rectification]:
    return list(queries.to_verify(cast.actor(role), cast.today))


def _empty(cast: Cast) -> None:
    """Nobody belongs to the first branch any more."""
    here = number(cast, "first")
    for model in (Membership, Post):
        model._default_manager.filter(organisation_id=here).update(until=cast.today)


def test_while_the_branch_stands_nobody_else_reads_or_verifies_it(cast: Cast, campaign: Campaign) -> None:
    row = _claimed(cast, campaign)
    assert _verifiers(cast, row, _ROLES) == ["secretary"]
    assert _readers(cast, row, _ROLES) == ["secretary", "member"]
    assert _awaiting(cast, "secretary") == [row]
    assert [_awaiting(cast, role) for role in ("other_secretary", "general_secretary")] == [[], []]


def test_the_successor_of_a_branch_verifies_what_its_member_put_right(cast: Cast, campaign: Campaign) -> None:
    row = _claimed(cast, campaign)
    decide(cast, Close(number(cast, "first"), number(cast, "second")))
    here = ("other_secretary", "general_secretary", "committee_office", "office")
    assert _verifiers(cast, row, here) == ["other_secretary"]
    assert _readers(cast, row, here) == ["other_secretary"]
    assert _awaiting(cast, "other_secretary") == [row]
    assert _awaiting(cast, "general_secretary") == []
    with pytest.raises(NotPermitted):
        _step(cast, row, "verify", "general_secretary")
    assert _step(cast, row, "verify", "other_secretary").state == "closed"


def test_a_branch_that_ended_without_a_successor_is_stood_in_for_by_the_one_above_it(
    cast: Cast, campaign: Campaign
) -> None:
    row = _claimed(cast, campaign)
    _empty(cast)
    decide(cast, Close(number(cast, "first"), None))
    here = ("other_secretary", "general_secretary", "committee_office", "office")
    assert _verifiers(cast, row, here) == ["general_secretary"]
    assert _readers(cast, row, here) == ["general_secretary"]
    assert _awaiting(cast, "general_secretary") == [row]
    refused = rectification.step(
        by=cast.general_secretary,
        rectification=row,
        verb="refuse",
        answers={"comment": "笔记只有两页。"},
        now=at_noon(cast.today),
    )
    assert (refused.state, refused.comment) == ("ongoing", "笔记只有两页。")


def test_whoever_stands_in_is_found_through_several_that_ended(cast: Cast, campaign: Campaign) -> None:
    row = _claimed(cast, campaign)
    decide(cast, Close(number(cast, "first"), number(cast, "second")))
    decide(cast, Close(number(cast, "second"), number(cast, "village")), ahead=1)
    tomorrow = cast.today + timedelta(days=1)
    found = [
        standing_in(standing_place(number(cast, "first"), day), day).organisation_id
        for day in (cast.today, tomorrow)
    ]
    assert found == [number(cast, "second"), number(cast, "village")]
    village = cast.village_secretary
    assert list(queries.to_verify(village, cast.today)) == []
    assert list(queries.to_verify(village, tomorrow)) == [row]
    offered = RECTIFICATION.offered(row.state, village, queries.concerned_in(row, tomorrow))
    assert [step.verb for step in offered] == ["verify", "refuse"]


def test_a_member_does_not_verify_his_own_problem_though_he_decides_in_the_successor(
    cast: Cast, campaign: Campaign
) -> None:
    row = _claimed(cast, campaign)
    decide(cast, Close(number(cast, "first"), number(cast, "second")))
    Post.objects.filter(person_id=cast.accounts["other_secretary"].person_id).update(
        person_id=cast.accounts["member"].person_id
    )
    assert _verifiers(cast, row, ("member",)) == []
    assert _awaiting(cast, "member") == []


def test_what_an_organisation_raised_before_it_ended_waits_for_its_successor(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "claimed")
    general, township = number(cast, "general"), number(cast, "township")
    decide(cast, Close(general, township))
    assert _awaiting(cast, "general_secretary") == []
    assert queries.concerned_in(row, cast.today).raiser == standing_place(township, cast.today).path


def test_the_desk_asks_once_whoever_ended(cast: Cast, campaign: Campaign) -> None:
    _claimed(cast, campaign)
    decide(cast, Close(number(cast, "first"), number(cast, "second")))
    with CaptureQueriesContext(connection) as caught:
        list(queries.to_verify(cast.other_secretary, cast.today))
    asked = [one["sql"] for one in caught if "campaigns_rectification" in one["sql"]]
    assert len(asked) == 1
