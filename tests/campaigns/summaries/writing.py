"""A round of summaries in the cast's district, and the first branch's member's in every state."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import summaries
from zhengyou.campaigns.models import Campaign, Summary, SummaryRound

WAYS: dict[str, list[str]] = {
    "draft": [],
    "handed_in": ["hand_in"],
    "returned": ["hand_in", "send_back"],
    "published": ["hand_in", "publish"],
}
TEXTS = {
    "promised": "教老人用手机：已兑现。",
    "took_part": "参加清理河道。",
    "next_steps": "明年再教二十户。",
}
BY_MEMBER = ("keep", "hand_in", "take_back")


def asked(cast: Cast, campaign: Campaign, **told: Any) -> SummaryRound:
    """The district's office asks every member for a summary."""
    values = {
        "name": "2026年书面小结",
        "covers_from": campaign.starts_on,
        "covers_until": cast.today,
        "due_on": cast.today + timedelta(days=30),
    }
    opening = summaries.Opening(**values | told)
    return summaries.open_round(by=cast.office, campaign=campaign, opening=opening, now=at_noon(cast.today))


def written(
    cast: Cast, round_: SummaryRound, role: str = "member", *, by: str = "", hand_in: bool = False
) -> Summary:
    """The summary of the person behind a role, typed in by himself or by another."""
    return summaries.write_summary(
        by=cast.actor(by or role),
        round=round_,
        person=cast.accounts[role].person_id,
        texts=summaries.Texts(**TEXTS),
        hand_in=hand_in,
        now=at_noon(cast.today),
    )


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step."""
    by_verb: dict[str, dict[str, Any]] = {
        "publish": {"published_where": "支部大会", "published_on": cast.today},
        **dict.fromkeys(("keep", "hand_in", "type_in"), TEXTS),
    }
    return by_verb.get(verb, {"comment": "请把帮扶的户数写上。"})


def step(cast: Cast, row: Summary, verb: str, *, by: str = "", **other: Any) -> Summary:
    """One step, by the member or the branch's secretary."""
    return summaries.step(
        by=cast.actor(by or ("member" if verb in BY_MEMBER else "secretary")),
        summary=row,
        verb=verb,
        answers=answers(cast, verb) | other,
        now=at_noon(cast.today),
    )


def standing(cast: Cast, campaign: Campaign, state: str) -> Summary:
    """The member's summary brought into a state."""
    row = written(cast, asked(cast, campaign))
    for verb in WAYS[state]:
        row = step(cast, row, verb)
    assert row.state == state
    return row


def typed_in(cast: Cast, campaign: Campaign, state: str) -> Summary:
    """The member's summary as the secretary typed it in from his paper, brought into a state."""
    row = written(cast, asked(cast, campaign), by="secretary", hand_in=True)
    return step(cast, row, "take_back" if state == "draft" else "send_back")
