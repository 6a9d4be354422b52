"""The actions on classes, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.campaigns.classes.schools import running
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import classes
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.classes import Classes


def _state(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    school = running(cast)
    told = classes.Said(number=3, since=cast.today)
    return {"by": cast.school_secretary, "organisation": school.pk, "told": told, "now": at_noon(cast.today)}


def _follow(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    school = running(cast)
    said = Classes.objects.create(
        organisation_id=school.pk,
        number=4,
        since=cast.today,
        stated_by=cast.accounts["school_secretary"],
        stated_at=at_noon(cast.today - timedelta(days=9)),
    )
    return {"classes": said, "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "classes.state": (classes.state, _state),
    "classes.follow": (classes.follow, _follow),
}
