"""Figures and duties when an organisation ends: it counts while it stands, and its past days stay as they were."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, ExpectationOf, at_noon
from tests.organisations.reorganising.deciding import decide, number, undo
from zhengyou.campaigns.actions import expectations, records
from zhengyou.campaigns.models import Campaign, Expectation
from zhengyou.campaigns.queries import records as record_queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import Progress, progress
from zhengyou.campaigns.queries.standings import standings
from zhengyou.organisations.models import Kind, Sector
from zhengyou.organisations.queries import place
from zhengyou.organisations.queries.matters import open_matters
from zhengyou.organisations.queries.shifts import Close, Found, Merge, New, Retype


def _at(cast: Cast, campaign: Campaign, ahead: int, where: str = "district") -> Progress:
    day = cast.today + timedelta(days=ahead)
    return progress(Scope(campaign, place(number(cast, where), day), day))


@pytest.fixture
def told(cast: Cast, campaign: Campaign, expectation_of: ExpectationOf) -> Any:
    """A record of the first branch, sent up and not decided yet."""
    happening = records.Happening(title="走访", happened_on=cast.today, result="走访十二户。")
    ids = [expectation_of("first", "为民办实事").pk]
    return records.submit(by=cast.secretary, happening=happening, expectations=ids, now=at_noon(cast.today))


def _tomorrow(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that asks for the current day is told it is two days later."""
    later = cast.today + timedelta(days=2)
    for module in (
        "zhengyou.campaigns.queries.standing",
        "zhengyou.campaigns.queries.progress",
        "zhengyou.campaigns.queries.standings",
        "zhengyou.campaigns.queries.records",
        "zhengyou.organisations.queries",
        "zhengyou.organisations.queries.days",
        "zhengyou.campaigns.actions.expectations",
    ):
        monkeypatch.setattr(f"{module}.today", lambda: later)


def test_a_branch_counts_while_it_stands_and_not_after(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday, now = _at(cast, campaign, -1).total, _at(cast, campaign, 0).total
    alone = _at(cast, campaign, 0, "first").total
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")), ahead=1)
    assert _at(cast, campaign, 0).total == now  # decided is not yet done
    _tomorrow(cast, monkeypatch)
    later = _at(cast, campaign, 2)
    assert later.total.asked == now.asked - alone.asked
    assert later.organisations == 2
    # As of the days before, the same as ever: asked later, the answer is the same.
    assert _at(cast, campaign, -1).total == yesterday
    assert _at(cast, campaign, 0).total == now
    assert _at(cast, campaign, 0, "first").total == alone


def test_nothing_is_overdue_or_to_do_in_what_has_ended(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = cast.secretary
    assert record_queries.awaiting(secretary, cast.today).exists()
    overdue = standings(Scope(campaign, cast.places["district"], cast.today), "missing")
    assert "青石商圈第一党支部" in {row.organisation_name for row in overdue}
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")))
    today = standings(Scope(campaign, cast.places["district"], cast.today), "missing")
    assert "青石商圈第一党支部" not in {row.organisation_name for row in today}
    assert {row.organisation_name for row in today} == {"青石商圈第二党支部", "白鹭村党支部"}
    # The post has ended with the branch, and with it its list of things to do.
    page = cast.client("secretary").get("/")
    assert "为民办实事" not in page.content.decode()


def test_the_record_of_a_closed_branch_is_still_read_and_decided(
    cast: Cast, campaign: Campaign, told: Any
) -> None:
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")))
    assert cast.client("general_secretary").get(f"/records/{told.pk}/").status_code == 200
    assert cast.client("office").get(f"/records/{told.pk}/").status_code == 200
    assert cast.client("other_secretary").get(f"/records/{told.pk}/").status_code == 404
    accepted = records.accept(by=cast.general_secretary, record=told, now=at_noon(cast.today))
    assert accepted.state == "accepted"


def test_the_page_of_a_closed_branch_shows_its_last_day(cast: Cast) -> None:
    decide(cast, Merge((number(cast, "first"),), number(cast, "second")))
    page = cast.client("office").get(f"/organisations/{number(cast, 'first')}/")
    assert page.context["day"] == cast.today - timedelta(days=1)
    assert page.context["closed"]
    assert page.context["own"].members == 2
    assert cast.client("village_secretary").get(f"/organisations/{number(cast, 'first')}/").status_code == 404


def test_what_is_open_is_told_before_an_organisation_ends(cast: Cast, campaign: Campaign, told: Any) -> None:
    open_now = dict(open_matters([number(cast, "first")], cast.today))
    asked = Expectation.objects.filter(organisation_id=number(cast, "first"), outcome="open")
    assert open_now["待上级验收的报送"] == 1
    assert open_now["到期还没办的事项"] == asked.filter(due_on__lt=cast.today).count()
    assert open_now["往后到期的事项"] == asked.filter(due_on__gte=cast.today).count()
    assert open_matters([number(cast, "township")], cast.today) == []


def test_a_new_branch_is_asked_from_its_day_and_a_branch_that_stands_again_goes_on(
    cast: Cast, campaign: Campaign
) -> None:
    before = _at(cast, campaign, 0).total
    new = New("N1", "青石商圈第三党支部")
    decide(cast, Found(number(cast, "general"), new, Kind.BRANCH, Sector.PRIVATE))
    assert expectations.extend(campaign=campaign) > 0
    assert _at(cast, campaign, 0).organisations == 4
    change = decide(cast, Close(number(cast, "village"), number(cast, "first")))
    assert _at(cast, campaign, 0).organisations == 3
    undo(cast, change)
    assert _at(cast, campaign, 0).total.asked > before.asked
    assert _at(cast, campaign, 0).organisations == 4


def test_a_sector_put_right_today_leaves_the_progress_of_past_days_by_sector(
    cast: Cast, campaign: Campaign
) -> None:
    before = _at(cast, campaign, -1).sectors
    decide(cast, Retype(number(cast, "first"), Kind.BRANCH, Sector.COMMUNITY))
    assert _at(cast, campaign, -1).sectors == before
    now = _at(cast, campaign, 0).sectors
    assert now[Sector.COMMUNITY].asked == now[Sector.PRIVATE].asked
    yesterday = Scope(campaign, cast.places["district"], cast.today - timedelta(days=1))
    assert standings(yesterday, sector=Sector.COMMUNITY) == []
    assert standings(Scope(campaign, cast.places["district"], cast.today), sector=Sector.COMMUNITY)


def test_an_ended_campaigner_is_shown_as_of_its_last_day_and_asks_nobody(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    Campaign.objects.update(organisation_id=number(cast, "township"))
    decide(cast, Close(number(cast, "township"), number(cast, "street")))
    campaign.refresh_from_db()
    assert expectations.extend(campaign=campaign) == 0
    assert cast.client("office").get(f"/campaigns/{campaign.pk}/").status_code == 200
    public = cast.client(None).get(f"/p/{campaign.slug}/")
    assert public.status_code == 200
