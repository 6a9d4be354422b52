"""The demonstration loads on any day: before its campaign, in its first week, and long after its end."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.demo.conftest import loaded
from zhengyou.campaigns.models import Campaign, Expectation, Fulfilment, Plan, PlanVersion, Record
from zhengyou.organisations.queries import today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "with_records", "with_open"),
    [
        (date(2025, 11, 3), False, False),
        (date(2026, 2, 26), False, False),
        (date(2026, 3, 9), True, True),
        (date(2028, 2, 1), True, True),
    ],
)
def test_it_loads_on_any_day_and_holds_nothing_from_days_to_come(day, with_records, with_open, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
    assert today() == day
    with loaded(small=True):
        campaign = Campaign.objects.get(superior=None)
        assert (campaign.starts_on, campaign.ends_on) == (date(2026, 3, 1), date(2027, 12, 31))
        ahead = {
            "plans": campaign.plan.decided_at.date() > day,
            "expectations": Expectation.objects.filter(created_on__gt=day).exists(),
            "plans of those below": Plan.objects.filter(
                superior__isnull=False, uploaded_at__date__gte=day
            ).exists(),
            "versions": PlanVersion.objects.filter(
                plan__superior__isnull=False, made_at__date__gte=day
            ).exists(),
            "records": Record.objects.filter(submitted_at__date__gte=day).exists(),
            "decisions": Record.objects.filter(decided_at__date__gte=day).exists(),
            "fulfilments": Fulfilment.objects.filter(since__gte=day).exists(),
        }
        assert [what for what, found in ahead.items() if found] == []
        assert Record.objects.exists() is with_records
        open_now = Expectation.objects.filter(outcome="open", opens_on__lte=day)
        assert open_now.exists() is with_open
