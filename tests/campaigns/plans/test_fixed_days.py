"""A task that comes back on a fixed day: chosen on the workbench, foretold, asked for, and amended."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.campaigns.filing.amending import Amendment
from tests.cast import Cast, approved, draft_plan, task_item
from zhengyou.campaigns.models import Campaign, Expectation, Plan
from zhengyou.campaigns.queries.amending import TaskChange
from zhengyou.campaigns.queries.expected import forecast
from zhengyou.campaigns.rules.workdays import is_workday

_FIRST, _LAST = date(2026, 9, 1), date(2027, 1, 31)


@pytest.fixture
def office(cast: Cast) -> Client:
    """The district office's browser."""
    return cast.client("office")


def _plan(cast: Cast, **task: Any) -> Plan:
    return draft_plan(cast, [task_item("例会", **task)], starts_on=_FIRST, ends_on=_LAST)


def _sent(plan: Plan, **changes: Any) -> dict[str, Any]:
    values = {"revision": plan.revision, "name": "例会", "audience_kinds": ["branch"], "times": 1}
    return values | {"grace_days": 0, "recurrence": "monthly", "anchor": "1-1"} | changes


def test_a_weekday_of_the_month_is_chosen_on_the_workbench_and_foretold(cast: Cast, office: Client) -> None:
    plan = _plan(cast)
    item = plan.items.get()
    url = f"/plans/{plan.pk}/items/{item.pk}/"
    assert "最后一个星期五" in office.get(url).content.decode()
    assert office.post(url, _sent(plan)).status_code == 302
    item.refresh_from_db()
    assert (item.recurrence, item.anchor) == ("monthly", "1-1")
    page = " ".join(office.get(f"/plans/{plan.pk}/").content.decode().split())
    assert "每月第一个星期一 1 次" in page
    (foretold,) = forecast(plan, [item], path=cast.places["district"].path, day=cast.today)
    assert (foretold.rounds, foretold.organisations, foretold.expectations) == (5, 3, 15)


@pytest.mark.parametrize(
    ("recurrence", "anchor"), [("weekly", "1-1"), ("quarterly", "5"), ("monthly", "party-day")]
)
def test_a_day_that_does_not_go_with_how_often_is_refused_with_all_that_was_typed(
    cast: Cast, office: Client, recurrence: str, anchor: str
) -> None:
    plan = _plan(cast)
    item = plan.items.get()
    sent = _sent(plan, name="每月例会", recurrence=recurrence, anchor=anchor)
    answer = office.post(f"/plans/{plan.pk}/items/{item.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这一天和“多久一次”对不上" in page
    assert "每月例会" in page
    item.refresh_from_db()
    assert (item.name, item.anchor) == ("例会", "")


def _asked(campaign: Campaign, cast: Cast) -> list[tuple[date, date]]:
    rows = Expectation.objects.filter(
        campaign=campaign,
        organisation_id=cast.places["first"].organisation_id,
        withdrawn_on__isnull=True,
    )
    return list(rows.order_by("period_start").values_list("opens_on", "due_on"))


def test_in_force_each_branch_is_asked_once_a_month_by_that_day_or_the_working_day_after(cast: Cast) -> None:
    campaign = approved(cast, _plan(cast, recurrence="monthly", anchor="1-1"))
    assert _asked(campaign, cast) == [
        (date(2026, 9, 1), date(2026, 9, 7)),
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 11, 1), date(2026, 11, 2)),
        (date(2026, 12, 1), date(2026, 12, 7)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ]


@pytest.mark.parametrize(
    ("recurrence", "anchor", "rounds"),
    [("weekly", "5", 22), ("per_term", "", 1), ("yearly", "national-day", 1)],
)
def test_what_is_foretold_is_what_is_asked(cast: Cast, recurrence: str, anchor: str, rounds: int) -> None:
    campaign = approved(cast, _plan(cast, recurrence=recurrence, anchor=anchor))
    asked = _asked(campaign, cast)
    assert len(asked) == rounds
    assert all(is_workday(due) for _opens, due in asked)


def test_an_amendment_that_fixes_the_day_moves_what_is_to_come_and_leaves_what_was_due(cast: Cast) -> None:
    campaign = approved(cast, _plan(cast, recurrence="monthly"))
    before = _asked(campaign, cast)
    amendment = Amendment(cast, campaign.plan)
    amendment.begin()
    amendment.change("例会", anchor="5-5")
    change = TaskChange("changed", "例会", 9, 9, 0, (("anchor", "", "5-5"),), 9)
    assert amendment.seen() == [change]
    amendment.in_force()
    after = _asked(campaign, cast)
    assert after[:2] == before[:2]
    assert after[2:] == [
        (date(2026, 11, 1), date(2026, 11, 27)),
        (date(2026, 12, 1), date(2026, 12, 25)),
        (date(2027, 1, 1), date(2027, 1, 29)),
    ]
    assert cast.today - timedelta(days=1) > after[1][1]
