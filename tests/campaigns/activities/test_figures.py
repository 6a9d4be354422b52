"""Figures of what was held: only what was confirmed, once for each event, and the same of a past day for ever."""

from datetime import timedelta

import pytest

from tests.campaigns.activities.holding import held, members
from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import attendance, records
from zhengyou.campaigns.models import Absence, Campaign, Expectation
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.reports.figures.catalogue import Catalogue
from zhengyou.reports.figures.listing import Page


@pytest.fixture
def studies(expectation_of: ExpectationOf) -> list[Expectation]:
    """The first branch's 学习研讨 of the two earliest months."""
    first = expectation_of("first", "学习研讨")
    same = Expectation.objects.filter(task=first.task, organisation_id=first.organisation_id)
    return list(same.order_by("period_start")[:2])


def _figures(cast: Cast, campaign: Campaign, where: str = "district", days: int = 0) -> list[str]:
    scope = Scope(campaign, cast.places[where], cast.today + timedelta(days=days))
    keys = ("held", "held.activity.study", "held.activity.forum", "sessions", "attendance", "briefed")
    catalogue = Catalogue(campaign.pk)
    return [catalogue.figure(key).value(scope).text for key in keys]


def test_an_activity_counts_from_the_day_it_was_accepted_and_no_longer_when_it_is_returned(
    cast: Cast, campaign: Campaign, studies: list[Expectation]
) -> None:
    found = members(cast)
    member = cast.accounts["member"].person_id
    study = held(cast, studies[0], absent=[member, found["成二水"].pk])
    held(cast, studies[1], "forum", result="谈了。")
    nothing = ["0", "0", "0", "0", "—（0/0）", "—（0/0）"]
    assert _figures(cast, campaign) == nothing
    records.accept(by=cast.general_secretary, record=study, now=at_noon(cast.today))
    assert _figures(cast, campaign) == ["1", "1", "0", "1", "75%（3/4）", "0%（0/1）"]
    assert _figures(cast, campaign, "second") == nothing
    assert _figures(cast, campaign, days=-1) == nothing
    row = Absence.objects.get(person_id=member)
    attendance.brief(
        by=cast.secretary, record=study, absences=[row.pk], on=cast.today, now=at_noon(cast.today)
    )
    assert _figures(cast, campaign)[4:] == ["75%（3/4）", "100%（1/1）"]
    records.return_(by=cast.general_secretary, record=study, comment="请核对。", now=at_noon(cast.today))
    assert _figures(cast, campaign) == nothing


def test_one_event_that_meets_two_tasks_is_held_once(
    cast: Cast, campaign: Campaign, studies: list[Expectation], expectation_of: ExpectationOf
) -> None:
    other = expectation_of("first", "动员大会")
    record = held(cast, studies[0], others=[other.pk])
    assert record.fulfilments.count() == 2
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    assert _figures(cast, campaign)[:4] == ["1", "1", "0", "1"]


def test_the_rows_of_a_figure_are_those_that_were_counted_and_name_nobody(
    cast: Cast, campaign: Campaign, studies: list[Expectation]
) -> None:
    record = held(cast, studies[0], absent=[cast.accounts["member"].person_id])
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    scope = Scope(campaign, cast.places["district"], cast.today)
    catalogue = Catalogue(campaign.pk)
    cells = {
        key: [(row.name, *row.cells) for row in catalogue.figure(key).rows(scope, Page(cast.office)).rows]
        for key in ("held", "attendance", "briefed", "held.activity.forum")
    }
    told = ("学习研讨（11月）", "青石商圈第一党支部", "11月20日")
    assert cells == {
        "held": [(*told, "学习研讨")],
        "attendance": [(*told, "2", "1")],
        "briefed": [(*told, "1", "0")],
        "held.activity.forum": [],
    }
