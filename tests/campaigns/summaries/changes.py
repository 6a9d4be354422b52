"""The actions on summaries, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.campaigns.summaries.writing import TEXTS, answers, asked, standing
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import summaries
from zhengyou.campaigns.models import Campaign


def _open(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    opening = summaries.Opening(
        name="上半年小结",
        covers_from=campaign.starts_on,
        covers_until=cast.today,
        due_on=cast.today + timedelta(days=9),
    )
    return {"by": cast.office, "campaign": campaign, "opening": opening, "now": at_noon(cast.today)}


def _write(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = {"person": cast.accounts["member"].person_id, "texts": summaries.Texts(**TEXTS), "hand_in": True}
    return {"by": cast.member, "round": asked(cast, campaign), "now": at_noon(cast.today)} | given


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "handed_in")
    given = {"verb": "send_back", "answers": answers(cast, "send_back"), "now": at_noon(cast.today)}
    return {"by": cast.secretary, "summary": row} | given


def _publish_many(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "handed_in")
    given = {"items": [row.pk], "where": "支部大会", "on": cast.today, "now": at_noon(cast.today)}
    return {"by": cast.secretary, "round": row.round} | given


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "summaries.open_round": (summaries.open_round, _open),
    "summaries.write_summary": (summaries.write_summary, _write),
    "summaries.step": (summaries.step, _step),
    "summaries.publish_many": (summaries.publish_many, _publish_many),
}
