"""The actions on named projects, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.projects.making import answers, drafted, standing, ticked, written
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import projects
from zhengyou.campaigns.models import Campaign


def _by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.secretary, "now": at_noon(cast.today)}


def _draft(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _by(cast) | {"campaign": campaign.pk, "drafted": written(cast)}


def _change(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = drafted(cast, campaign)
    return _by(cast) | {"project": row, "drafted": written(cast, name="红色维修队")}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "running")
    return _by(cast) | {"project": row, "verb": "report", "answers": answers(cast, "report")}


def _tick(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "running")
    told = {"done_on": cast.today, "outcome": "摸清三十二户"}
    return _by(cast) | {"milestone": row.milestones.all()[0]} | told


def _untick(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = ticked(cast, standing(cast, campaign, "running"))
    return _by(cast) | {"milestone": row.milestones.all()[0]}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "projects.draft": (projects.draft, _draft),
    "projects.change": (projects.change, _change),
    "projects.step": (projects.step, _step),
    "projects.tick": (projects.tick, _tick),
    "projects.untick": (projects.untick, _untick),
}
