"""The actions on reviews, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.campaigns.reviews.reviewing import answers, held, of_member, opened
from tests.cast import Cast, at_noon, enrol
from zhengyou.campaigns.actions import reviews
from zhengyou.campaigns.models import Campaign


def _open(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    due = cast.today + timedelta(days=30)
    opening = reviews.Opening(name="第一轮点评", due_on=due, rectify_by=due)
    return {"by": cast.office, "campaign": campaign, "opening": opening, "now": at_noon(cast.today)}


def _follow(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    round_ = opened(cast, campaign)
    enrol("新来的", cast.places["first"])
    return {"round": round_, "now": at_noon(cast.today)}


def _record(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = of_member(cast, opened(cast, campaign))
    given = {"review": row, "held": held(cast, "secretary"), "now": at_noon(cast.today)}
    return {"by": cast.secretary, **given}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = of_member(cast, opened(cast, campaign))
    given = {"verb": "deliver", "answers": answers(cast, "deliver"), "now": at_noon(cast.today)}
    return {"by": cast.member, "review": row, **given}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "reviews.open_round": (reviews.open_round, _open),
    "reviews.follow_round": (reviews.follow_round, _follow),
    "reviews.record": (reviews.record, _record),
    "reviews.step": (reviews.step, _step),
}
