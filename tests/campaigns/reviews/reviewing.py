"""A round of reviews in the cast's district, and reviews in every state, reached only by what people do."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import rectification, reviews
from zhengyou.campaigns.models import Campaign, Rectification, Review, ReviewRound

BEGAN = 30
"""So many days ago the first round was opened."""
# The steps that lead from "planned" to each state; "record" finds one problem, "praise" none.
WAYS: dict[str, list[str]] = {
    "planned": [],
    "reported": ["deliver"],
    "held": ["record"],
    "read": ["record", "read"],
    "closed": ["praise", "read"],
    "excused": ["excuse"],
}


def opened(cast: Cast, campaign: Campaign, *, ago: int = BEGAN, **told: Any) -> ReviewRound:
    """The district's office opens a round, due in thirty days."""
    day = cast.today - timedelta(days=ago)
    values = {
        "name": "第一轮点评",
        "due_on": cast.today + timedelta(days=30),
        "rectify_by": cast.today + timedelta(days=60),
    }
    opening = reviews.Opening(**values | told)
    return reviews.open_round(by=cast.office, campaign=campaign, opening=opening, now=at_noon(day))


def of_member(cast: Cast, round_: ReviewRound, role: str = "member") -> Review:
    """The review of the person behind a role."""
    return Review.objects.get(round=round_, person=cast.accounts[role].person, until=None)


def of_place(cast: Cast, round_: ReviewRound, where: str = "first") -> Review:
    """The review of an organisation."""
    return Review.objects.get(
        round=round_, organisation_id=cast.places[where].organisation_id, person=None, until=None
    )


def held(cast: Cast, by: str, *problems: str, **told: Any) -> reviews.Held:
    """What is typed to record a review; without problems the reason why none was found."""
    values: dict[str, Any] = {
        "form": "individual",
        "held_on": cast.today - timedelta(days=2),
        "strengths": "带徒弟上心，上门服务三十户。",
        "direction": "把经验写成一页纸，年底前教会两个人。",
        "reviewed_by": cast.accounts[by].person_id,
        "problems": [reviews.Found(title) for title in problems],
        "none_found": "" if problems else "查了全年记录，问了五名群众，都说好。",
    }
    return reviews.Held(**values | told)


def recorded(cast: Cast, row: Review, *problems: str, by: str = "", **told: Any) -> Review:
    """The review recorded by who reviews in the first branch, or in the general branch above it."""
    role = by or ("secretary" if row.person_id else "general_secretary")
    return reviews.record(
        by=cast.actor(role), review=row, held=held(cast, role, *problems, **told), now=at_noon(cast.today)
    )


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step."""
    given: dict[str, dict[str, Any]] = {
        "deliver": {"self_report": "今年做了三件实事。"},
        "correct": {
            "form": "meeting",
            "held_on": cast.today - timedelta(days=1),
            "strengths": "带徒弟上心，上门服务三十五户。",
            "direction": "年底前教会三个人。",
        },
        "read": {"response": "十二月起每次都到。"},
    }
    return given.get(verb, {"comment": "长期住院。"})


def step(cast: Cast, row: Review, verb: str, *, by: str = "") -> Review:
    """One step by the side it belongs to."""
    reviewer, reviewed = ("secretary", "member") if row.person_id else ("general_secretary", "secretary")
    role = by or (reviewed if verb in ("deliver", "read") else reviewer)
    return reviews.step(
        by=cast.actor(role), review=row, verb=verb, answers=answers(cast, verb), now=at_noon(cast.today)
    )


def brought(cast: Cast, row: Review, verbs: Sequence[str]) -> Review:
    """A review after these steps."""
    for verb in verbs:
        match verb:
            case "record":
                row = recorded(cast, row, "三季度学习缺席四次")
            case "praise":
                row = recorded(cast, row)
            case _:
                row = step(cast, row, verb)
    return row


def standing(cast: Cast, campaign: Campaign, state: str, *, member: bool = True) -> Review:
    """The review of the member, or of the first branch, in a state."""
    round_ = opened(cast, campaign)
    row = brought(cast, of_member(cast, round_) if member else of_place(cast, round_), WAYS[state])
    assert row.state == state
    return row


def put_right(
    cast: Cast, problem: Rectification, *, owner: str = "member", raiser: str = "secretary"
) -> None:
    """A problem goes its whole way until it is closed."""
    day, person = cast.today, cast.accounts["member"].person_id
    for role, verb, given in (
        (owner, "propose", {"measure": "每次提前请假。", "responsible_id": person, "due_on": day}),
        (raiser, "approve", {}),
        (owner, "claim", {"evidence": "四季度全勤。", "done_on": day}),
        (raiser, "verify", {"satisfaction": "satisfied"}),
    ):
        rectification.step(
            by=cast.actor(role), rectification=problem, verb=verb, answers=given, now=at_noon(day)
        )
