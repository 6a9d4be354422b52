"""The later half of a drive: its self-check to the last gap, problems sorted anew, and how far each unit is."""

import re

import pytest
from django.urls import reverse

from tests.campaigns.drives.starting import running, tell
from tests.campaigns.drives.test_drives import raised, through
from tests.campaigns.selfchecks.checking import filled, mend, opened, problem_of, sheet_of, step
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign, SelfCheck
from zhengyou.campaigns.queries import drives as queries
from zhengyou.ledger.queries import about
from zhengyou.organisations.rules import NotPermitted


def _handed_up(cast: Cast, campaign: Campaign) -> SelfCheck:
    """The first branch checks itself on what the drive checks; the last item has a gap."""
    standard = campaign.standards.get(label__contains="三查")
    round_ = opened(cast, campaign, on=standard, by="office", ago=0)
    row = sheet_of(cast, round_)
    last = row.items.order_by("-pk")[0].item.label
    return step(cast, filled(cast, row, [last]), "hand_up")


def test_the_self_check_goes_from_handing_up_to_the_last_gap_put_right(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    row = _handed_up(cast, campaign)
    assert through(cast, campaign) == ["check"]
    row = step(cast, row, "agree")
    assert (row.state, through(cast, campaign)) == ("running", ["check", "problems", "measures"])
    problem = problem_of(row)
    assert (problem.campaign_id, problem.state, problem.category) == (campaign.pk, "ongoing", "")
    mend(cast, problem)
    row.refresh_from_db()
    assert row.state == "closed"
    assert through(cast, campaign) == ["check", "problems", "measures"]


def test_a_sheet_sent_back_takes_the_step_back(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    step(cast, _handed_up(cast, campaign), "send_back")
    assert through(cast, campaign) == []


def test_a_problem_is_sorted_anew_with_a_line_of_where_it_was(cast: Cast) -> None:
    campaign = running(cast)
    row = raised(cast, campaign, category="")
    client, address = cast.client("secretary"), reverse("rectification-sort", args=[row.pk])
    page = client.get(reverse("rectification", args=[row.pk])).content.decode()
    assert "没有归类" in page
    assert address in page
    assert client.post(address, {}).status_code == 422
    told = client.post(address, {"category": "slow"}, follow=True).content.decode()
    assert "已改归类" in told
    again = client.post(address, {"category": "slow"})
    assert (again.status_code, "没有改" in again.content.decode()) == (422, True)
    rectification.sort(by=cast.general_secretary, rectification=row, category="hard", now=at_noon(cast.today))
    lines = [line for line in about("campaigns.rectification", row.pk) if line.verb.endswith(".sort")]
    assert sorted(re.findall("从“(.)[^”]*”改归到“(.)", line.sentence)[0] for line in lines) == [
        ("慢", "难"),
        ("没", "慢"),
    ]


def test_only_the_owner_and_the_side_that_raised_it_sort_a_problem(cast: Cast, campaign: Campaign) -> None:
    row = raised(cast, running(cast))
    for role in ("other_secretary", "reader", "inspector", "member"):
        with pytest.raises(NotPermitted):
            rectification.sort(
                by=cast.actor(role), rectification=row, category="hard", now=at_noon(cast.today)
            )
    with pytest.raises(rectification.NotPossible, match="没有这个方面"):
        rectification.sort(by=cast.secretary, rectification=row, category="other", now=at_noon(cast.today))
    plain = raised(cast, campaign, category="")
    assert cast.client("secretary").get(reverse("rectification-sort", args=[plain.pk])).status_code == 404
    row.refresh_from_db()
    assert row.category == "slow"


def test_a_list_says_of_each_unit_how_far_it_is(cast: Cast) -> None:
    campaign = running(cast, ago=70)
    tell(cast, campaign, "launch")
    tell(cast, campaign, "discussion")
    drive = queries.running(campaign)
    assert drive is not None
    page = cast.client("office").get(reverse("drive-progress", args=[campaign.pk]), {"only": "all"})
    found = {row.name: len(row.through) for row, _lacks in page.context["rows"]}
    assert len(found) == 5
    assert found.pop(cast.places["first"].name) == 2
    assert set(found.values()) == {0}
    assert f"2/{len(drive.course.steps)}" in page.content.decode()
