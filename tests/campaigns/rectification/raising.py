"""A problem of the first branch in every state, reached only by what people do."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign, Rectification
from zhengyou.campaigns.models.rectification import Source

# The steps that lead from "raised" to each state.
WAYS: dict[str, list[str]] = {
    "raised": [],
    "proposed": ["propose"],
    "ongoing": ["propose", "approve"],
    "extension_asked": ["propose", "approve", "ask_extension"],
    "claimed": ["propose", "approve", "claim"],
    "closed": ["propose", "approve", "claim", "verify"],
    "settled": ["propose", "approve", "claim", "verify", "settle"],
    "withdrawn": ["withdraw"],
}
_BY_OWNER = ("propose", "claim", "ask_extension", "take_back")


def raised(cast: Cast, campaign: Campaign, **told: Any) -> Rectification:
    """The general branch found, ten days ago, that the first branch holds no lessons."""
    values = {
        "campaign": campaign.pk,
        "organisation": cast.places["first"].organisation_id,
        "title": "党课没有按季度上",
        "source": Source.INSPECTION,
        "raised_on": cast.today - timedelta(days=10),
        "due_on": cast.today + timedelta(days=20),
    }
    given = rectification.Raised(**values | told)
    return rectification.raise_(by=cast.general_secretary, raised=given, now=at_noon(cast.today))


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step."""
    given: Mapping[str, dict[str, Any]] = {
        "propose": {
            "measure": "每季度第一个月排课。",
            "responsible_id": cast.accounts["member"].person_id,
            "due_on": cast.today + timedelta(days=15),
        },
        "claim": {"evidence": "四季度党课已上，到课二十人。", "done_on": cast.today},
        "verify": {"satisfaction": "satisfied"},
        "ask_extension": {
            "asked_until": cast.today + timedelta(days=40),
            "comment": "讲课的老师住院。",
        },
        "reopen": {"due_on": cast.today + timedelta(days=9), "comment": "又停了。"},
    }
    return given.get(verb, {"comment": "请写清楚。"})


def step(cast: Cast, row: Rectification, verb: str, *, by: str = "", **other: Any) -> Rectification:
    """One step today (looking back: on its day), by the owner's secretary or by the one that raised it."""
    day = row.look_back_on if verb == "settle" and row.look_back_on else cast.today
    role = by or ("secretary" if verb in _BY_OWNER else "general_secretary")
    return rectification.step(
        by=cast.actor(role),
        rectification=row,
        verb=verb,
        answers=answers(cast, verb) | other,
        now=at_noon(day),
    )


def standing(cast: Cast, campaign: Campaign, state: str, **told: Any) -> Rectification:
    """A problem brought into a state."""
    row = raised(cast, campaign, **told)
    for verb in WAYS[state]:
        row = step(cast, row, verb)
    assert row.state == state
    return row
