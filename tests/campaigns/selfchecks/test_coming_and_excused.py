"""Whoever is founded while a round runs is offered to the office and added; whoever is excused is counted apart."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.campaigns.selfchecks.checking import BEGAN, entry, filled, opened, sheet_of, standing, step
from tests.cast import Cast, at_noon, found
from zhengyou.campaigns.actions import selfcheck_rounds, selfchecks
from zhengyou.campaigns.models import Campaign, SelfCheck, SelfCheckRound
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.selfchecks import opening, progress, sheets
from zhengyou.campaigns.queries.selfchecks.progress import Checked
from zhengyou.ledger.queries import about
from zhengyou.organisations.models import Kind, Placement, Sector
from zhengyou.organisations.rules import NotPermitted
from zhengyou.reports.figures.checking import Book
from zhengyou.reports.figures.values import Count

THIRD = "青石商圈第三党支部"


def _founded(cast: Cast, ago: int = 3) -> Placement:
    since = cast.today - timedelta(days=ago)
    return found(THIRD, Kind.BRANCH, Sector.PRIVATE, cast.places["general"], since=since)


def _add(cast: Cast, round_: SelfCheckRound, by: str = "leader") -> int:
    return selfcheck_rounds.add_newcomers(by=cast.actor(by), round_=round_, now=at_noon(cast.today))


def _counts(cast: Cast, round_: SelfCheckRound, ago: int = 0) -> Checked:
    day = cast.today - timedelta(days=ago)
    return progress.total(progress.checked([round_.pk], cast.places["district"], day))


def test_a_branch_founded_while_the_round_runs_is_offered_to_whoever_opened_it_and_added_once(
    cast: Cast, campaign: Campaign
) -> None:
    round_ = opened(cast, campaign)
    assert opening.newcomers(round_, cast.today) == []
    third = _founded(cast)
    address = f"{reverse('selfchecks', args=[campaign.pk])}?round={round_.pk}"
    shown = {role: THIRD in cast.client(role).get(address).content.decode()
             for role in ("office", "reader", "committee_office")}  # fmt: skip
    assert shown == {"office": True, "reader": False, "committee_office": False}

    page = cast.client("office").post(reverse("selfcheck-newcomers", args=[round_.pk]), follow=True)
    assert "已把1个组织列入第一轮自查" in page.content.decode()
    row = SelfCheck.objects.get(round=round_, organisation_id=third.organisation_id)
    assert (row.state, row.due_on, row.added_on) == ("open", round_.due_on, cast.today)
    assert row.reviewer_id == cast.places["general"].organisation_id
    assert row.items.count() == 4
    assert opening.newcomers(round_, cast.today) == []
    with pytest.raises(selfcheck_rounds.NotPossible, match="没有要列入的组织"):
        _add(cast, round_)
    assert SelfCheck.objects.filter(round=round_).count() == 4


def test_adding_a_newcomer_changes_no_count_of_a_day_before(cast: Cast, campaign: Campaign) -> None:
    round_ = opened(cast, campaign)
    _founded(cast, ago=5)
    before = [_counts(cast, round_, ago) for ago in (0, 1, 4, BEGAN)]
    _add(cast, round_)
    assert [_counts(cast, round_, ago) for ago in (1, 4, BEGAN)] == before[1:]
    assert (before[0].due, _counts(cast, round_).due) == (3, 4)


def test_nobody_is_added_once_the_round_is_over_or_by_anybody_else(cast: Cast, campaign: Campaign) -> None:
    over = opened(cast, campaign, due_on=cast.today - timedelta(days=1))
    _founded(cast)
    assert opening.newcomers(over, cast.today) == []
    running = opened(cast, campaign)
    for role in ("reader", "committee_office", "secretary"):
        with pytest.raises(NotPermitted, match="由开始这一轮自查的组织办理"):
            _add(cast, running, role)
    with pytest.raises(selfcheck_rounds.NotPossible):
        _add(cast, over)
    assert opening.newcomers(running, cast.today) == [THIRD]


def test_only_whom_the_round_falls_on_is_a_newcomer(cast: Cast, campaign: Campaign) -> None:
    rural = opened(cast, campaign, sectors=["rural"])
    _founded(cast)
    assert opening.newcomers(rural, cast.today) == []
    found("鹭洲村党支部", Kind.BRANCH, Sector.RURAL, cast.places["township"], since=cast.today)
    assert opening.newcomers(rural, cast.today) == ["鹭洲村党支部"]


def test_the_level_above_excuses_with_a_reason_and_it_is_counted_apart(
    cast: Cast, campaign: Campaign
) -> None:
    row = standing(cast, campaign, "open")
    assert _counts(cast, row.round) == Checked(due=3)
    row = step(cast, row, "excuse", ago=2)
    assert (row.state, row.comment) == ("excused", "第四项的措施写具体些。")
    assert _counts(cast, row.round) == Checked(due=2, excused=1)
    assert _counts(cast, row.round, ago=3) == Checked(due=3)
    assert list(sheets.to_fill_in(cast.secretary, cast.today)) == []
    book = Book(Scope(campaign, cast.places["district"], cast.today))
    assert [book.value(f"selfchecks-{key}") for key in ("due", "left", "excused")] == [
        *(Count(2), Count(2), Count(1)),
    ]
    (line,) = [line for line in about("campaigns.selfcheck", row.pk) if line.verb.endswith("excuse")]
    assert line.sentence == "准许第一轮自查的自查表不交：第四项的措施写具体些。"

    row = step(cast, row, "ask_again")
    assert _counts(cast, row.round) == Checked(due=3)
    assert _counts(cast, row.round, ago=1) == Checked(due=2, excused=1)
    assert list(sheets.to_fill_in(cast.secretary, cast.today)) == [row]


def test_nobody_excuses_himself_and_what_was_handed_up_is_not_excused(cast: Cast, campaign: Campaign) -> None:
    row = standing(cast, campaign, "open")
    for role in ("secretary", "other_secretary", "inspector"):
        with pytest.raises(NotPermitted):
            step(cast, row, "excuse", by=role)
    page = cast.client("general_secretary").post(reverse("selfcheck-step", args=[row.pk, "excuse"]), {})
    assert page.status_code == 422  # no reason
    row.refresh_from_db()
    assert row.state == "open"
    filled(cast, row)
    step(cast, row, "hand_up")
    page = cast.client("general_secretary").get(reverse("selfcheck", args=[row.pk]))
    assert "这一轮不用交" not in page.content.decode()


def test_an_excused_sheet_is_not_filled_in_and_keeps_what_was_filled_in(
    cast: Cast, campaign: Campaign
) -> None:
    row = filled(cast, standing(cast, campaign, "open"))
    row = step(cast, row, "excuse")
    item = row.items.order_by("pk")[0]
    with pytest.raises(selfchecks.WrongState, match="这一轮不用交"):
        selfchecks.fill_in(by=cast.secretary, item=item, entry=entry(cast), now=at_noon(cast.today))
    row = step(cast, step(cast, row, "ask_again"), "hand_up")
    assert row.state == "handed_up"


def test_the_page_of_a_node_tells_the_excused_apart(cast: Cast, campaign: Campaign) -> None:
    row = step(cast, standing(cast, campaign, "open"), "excuse")
    address = f"{reverse('selfchecks', args=[campaign.pk])}?round={row.round_id}&only=excused"
    page = cast.client("leader").get(address)
    assert "上级准许不交的" in page.content.decode()
    assert [one.organisation for one, _chip in page.context["sheets"]] == [cast.places["first"].name]
    assert page.context["total"] == Checked(due=2, excused=1)
    assert sheet_of(cast, row.round).state == "excused"
