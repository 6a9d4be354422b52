"""A named project of the first branch in every state, reached only by what people do."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import projects
from zhengyou.campaigns.models import Campaign, Project

# The steps that lead from "draft" to each state.
WAYS: dict[str, list[str]] = {
    "draft": [],
    "running": ["begin"],
    "reported": ["begin", "report"],
    "confirmed": ["begin", "report", "confirm"],
    "given_up": ["give_up"],
}
_BY_ABOVE = ("confirm", "send_back")


def written(cast: Cast, **told: Any) -> projects.Drafted:
    """What the secretary writes down: two steps, one of them past its day."""
    values: dict[str, Any] = {
        "name": "红色物业管家",
        "goal": "帮三十户老人换好水龙头。",
        "responsible": cast.accounts["member"].person_id,
        "starts_on": cast.today - timedelta(days=40),
        "ends_on": cast.today + timedelta(days=60),
        "milestones": [
            ("摸清要换的人家", cast.today - timedelta(days=10)),
            ("换好头一批", cast.today + timedelta(days=20)),
        ],
    }
    return projects.Drafted(**values | told)


def drafted(cast: Cast, campaign: Campaign, **told: Any) -> Project:
    """A project that the first branch's secretary drafted."""
    given = written(cast, **told)
    return projects.draft(by=cast.secretary, campaign=campaign.pk, drafted=given, now=at_noon(cast.today))


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step."""
    given: dict[str, dict[str, Any]] = {"report": {"result": "换好三十二户。", "done_on": cast.today}}
    return given.get(verb, {"comment": "还有两户没换，请接着办。"})


def step(cast: Cast, row: Project, verb: str, *, by: str = "", **other: Any) -> Project:
    """One step today, by the branch's secretary or by the general branch above."""
    role = by or ("general_secretary" if verb in _BY_ABOVE else "secretary")
    return projects.step(
        by=cast.actor(role),
        project=row,
        verb=verb,
        answers=answers(cast, verb) | other,
        now=at_noon(cast.today),
    )


def standing(cast: Cast, campaign: Campaign, state: str, **told: Any) -> Project:
    """A project brought into a state."""
    row = drafted(cast, campaign, **told)
    for verb in WAYS[state]:
        row = step(cast, row, verb)
    assert row.state == state
    return row


def ticked(cast: Cast, row: Project) -> Project:
    """The first step of a running project is ticked off."""
    first = row.milestones.all()[0]
    projects.tick(
        by=cast.secretary,
        milestone=first,
        done_on=cast.today,
        outcome="摸清三十二户",
        now=at_noon(cast.today),
    )
    return row
