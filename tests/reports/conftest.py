"""A campaign with a history: what happened on which day, through the real actions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast, ExpectationOf, at_noon
from zhengyou.campaigns.actions import excuses, records
from zhengyou.campaigns.models import Campaign, Expectation, Record
from zhengyou.campaigns.queries.campaigns import Scope


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All stories are told on one ordinary Friday: month ends and holidays fall differently on other days."""
    noon = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)


@dataclass
class History:
    """Does things on days told as days before today; every action is the real one with its own `now`."""

    cast: Cast
    campaign: Campaign
    made: list[Record] = field(default_factory=list)

    def day(self, ago: int) -> date:
        """The day so many days before today."""
        return self.cast.today - timedelta(days=ago)

    def submit(self, role: str, expectation: Expectation, ago: int, *, zero: bool = False) -> Record:
        """The role's organisation reports one thing."""
        record = records.submit(
            by=self.cast.actor(role),
            happening=self._happening(ago, zero),
            expectations=[expectation.pk],
            now=at_noon(self.day(ago)),
        )
        self.made.append(record)
        return record

    def resubmit(self, role: str, record: Record, expectation: Expectation, ago: int) -> None:
        """A returned record is put right."""
        records.resubmit(
            by=self.cast.actor(role),
            record=record,
            happening=self._happening(ago, zero=False),
            expectations=[expectation.pk],
            now=at_noon(self.day(ago)),
        )

    def accept(self, record: Record, ago: int, role: str = "office") -> None:
        """The level above accepts."""
        records.accept(by=self.cast.actor(role), record=record, now=at_noon(self.day(ago)))

    def return_(self, record: Record, ago: int, role: str = "office") -> None:
        """The level above sends back."""
        records.return_(
            by=self.cast.actor(role), record=record, comment="请补充数量", now=at_noon(self.day(ago))
        )

    def withdraw(self, role: str, record: Record, ago: int) -> None:
        """The organisation takes its record back."""
        records.withdraw(by=self.cast.actor(role), record=record, now=at_noon(self.day(ago)))

    def excuse(self, role: str, expectation: Expectation, ago: int) -> None:
        """Asked for and agreed on the same day."""
        now = at_noon(self.day(ago))
        plea = excuses.request(
            by=self.cast.actor(role), expectation=expectation, reason="本期停业装修", now=now
        )
        excuses.approve(by=self.cast.actor("office"), excuse=plea, comment="", now=now)

    def _happening(self, ago: int, zero: bool) -> records.Happening:
        return records.Happening(
            title="清理背街小巷", happened_on=self.day(ago), result="清理三处", zero=zero
        )

    def scope(self, ago: int = 0, where: str = "district") -> Scope:
        """The campaign at an organisation as of a day."""
        return Scope(self.campaign, self.cast.places[where], self.day(ago))


@pytest.fixture
def history(cast: Cast, campaign: Campaign) -> History:
    """The cast's campaign, to which nothing has happened yet."""
    return History(cast, campaign)


@pytest.fixture
def eventful(history: History, expectation_of: ExpectationOf) -> History:
    """Three branches: one in time and accepted, one late and returned, one excused; one month declared."""
    history.submit("secretary", expectation_of("first", "动员大会"), 30)
    history.accept(history.made[0], 28)
    history.submit("other_secretary", expectation_of("second", "动员大会"), 12)
    history.return_(history.made[1], 8)
    history.excuse("village_secretary", expectation_of("village", "动员大会"), 25)
    history.submit("village_secretary", expectation_of("village", "风险排查"), 5, zero=True)
    history.submit("secretary", expectation_of("first", "学习研讨"), 40)
    return history
