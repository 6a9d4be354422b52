"""The actions on problems, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.drives.starting import running
from tests.campaigns.rectification.raising import answers, raised
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.rectification import Source


def _raise(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = rectification.Raised(
        campaign=campaign.pk,
        organisation=cast.places["first"].organisation_id,
        title="党课没有按季度上",
        source=Source.SELF_CHECK,
        raised_on=cast.today,
        immediate=True,
    )
    return {"by": cast.secretary, "raised": given, "now": at_noon(cast.today)}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = raised(cast, campaign)
    given = {"verb": "propose", "answers": answers(cast, "propose"), "now": at_noon(cast.today)}
    return {"by": cast.secretary, "rectification": row, **given}


def _sort(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = raised(cast, running(cast))
    return {"by": cast.secretary, "rectification": row, "category": "slow", "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "rectification.raise_": (rectification.raise_, _raise),
    "rectification.sort": (rectification.sort, _sort),
    "rectification.step": (rectification.step, _step),
}
