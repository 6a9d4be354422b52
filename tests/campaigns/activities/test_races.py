"""Two people at one moment: a problem becomes one rectification, an absentee is told once, a meeting is held once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.campaigns.activities.changes import briefing, study, taking_up
from tests.campaigns.activities.holding import members, told
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import attendance, issues, records
from zhengyou.campaigns.models import Absence, Campaign, Held, Rectification
from zhengyou.ledger.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def _twice(act: Callable[[], Any], refusal: type[Exception]) -> list[str]:
    """What came of doing it twice at one moment."""
    start = Barrier(2)

    def once(_number: int) -> str:
        start.wait()
        try:
            act()
        except refusal:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(once, range(2)))


def test_a_problem_taken_up_twice_at_one_moment_becomes_one_rectification(
    cast: Cast, campaign: Campaign
) -> None:
    given = taking_up(cast, campaign)
    assert _twice(lambda: issues.take_up(**given), issues.NotToRaise) == ["done", "refused"]
    assert Rectification.objects.count() == 1


def test_an_absentee_told_twice_at_one_moment_is_told_once_with_one_line(
    cast: Cast, campaign: Campaign
) -> None:
    given = briefing(cast, campaign)
    assert _twice(lambda: attendance.brief(**given), attendance.NotToBrief) == ["done", "refused"]
    assert Absence.objects.get().briefed_on == cast.today
    assert Entry.objects.filter(verb="campaigns.record.brief").count() == 1


def test_a_meeting_sent_twice_at_one_moment_is_held_once(cast: Cast, campaign: Campaign) -> None:
    found = members(cast)
    asked, by = study(cast, campaign), cast.secretary
    form = told(cast)
    happening = records.Happening(
        title=form["title"],
        happened_on=cast.today,
        result="学了。",
        kind="study",
        participants=[found["白一川"].pk],
        absent=[found["丁三木"].pk],
    )

    def send() -> None:
        records.submit(by=by, happening=happening, expectations=[asked.pk], now=at_noon(cast.today))

    assert _twice(send, records.NotOpen) == ["done", "refused"]
    held = Held.objects.get()
    assert (held.present, held.due, held.absences.count()) == (1, 2, 1)
