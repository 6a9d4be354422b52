"""The action on themed drives as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import drives
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.rules.drives import drives as known


def _start(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    found = known()["three_checks"]
    given = {"title": "三查三看", "begins": cast.today, "units": found.course.units}
    return {"by": cast.office, "drive": found, "now": at_noon(cast.today)} | given


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "drives.start": (drives.start, _start),
}
