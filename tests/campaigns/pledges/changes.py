"""The actions on texts of pledges, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.pledges.pledging import TEXT, offered
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import pledges
from zhengyou.campaigns.models import Campaign


def _write(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = {"campaign": campaign, "name": "师德承诺书", "text": TEXT, "now": at_noon(cast.today)}
    return {"by": cast.office} | given


def _put_away(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.office, "pledge": offered(cast, campaign), "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "pledges.write_pledge": (pledges.write_pledge, _write),
    "pledges.put_away": (pledges.put_away, _put_away),
}
