"""The actions on who came and on problems of meetings, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.activities.holding import held
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import attendance, issues
from zhengyou.campaigns.models import Absence, Campaign, Expectation, Issue


def study(cast: Cast, campaign: Campaign) -> Expectation:
    place = cast.places["first"].organisation_id
    found = Expectation.objects.filter(campaign=campaign, organisation_id=place, task__name="学习研讨")
    return found.earliest("period_start")


def briefing(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    record = held(cast, study(cast, campaign), absent=[cast.accounts["member"].person_id])
    ids = list(Absence.objects.values_list("pk", flat=True))
    told = {"on": cast.today, "how": "发了讲稿。", "reason": "出差。"}
    return {"by": cast.secretary, "record": record, "absences": ids, "now": at_noon(cast.today), **told}


def taking_up(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    held(cast, study(cast, campaign), "forum", result="谈了三件事。", issues="活动室没有暖气。")
    return {"by": cast.secretary, "issue": Issue.objects.get(), "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "attendance.brief": (attendance.brief, briefing),
    "issues.take_up": (issues.take_up, taking_up),
}
