"""Promises of the first branch's member, and of the branch itself, in every state; reached only by what people do."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon, enrol
from zhengyou.campaigns.actions import commitments
from zhengyou.campaigns.models import Campaign, Commitment
from zhengyou.campaigns.models.commitments import CommitmentKind
from zhengyou.organisations.models import Person

# The steps that lead from "submitted" to each state; a draft is entered as one.
WAYS: dict[str, list[str]] = {
    "draft": [],
    "submitted": [],
    "returned": ["send_back"],
    "withdrawn": ["take_back"],
    "accepted": ["accept"],
    "published": ["accept", "publish"],
    "change_asked": ["accept", "publish", "ask_change"],
    "cancel_asked": ["accept", "publish", "ask_cancel"],
    "cancelled": ["accept", "publish", "ask_cancel", "grant_cancel"],
    "claimed": ["accept", "publish", "claim"],
    "verified": ["accept", "publish", "claim", "verify"],
    "honoured": ["accept", "publish", "claim", "verify", "honour"],
    "partly": ["accept", "publish", "claim", "verify", "partly"],
    "unmet_objective": ["accept", "publish", "unmet_objective"],
    "archived": ["accept", "publish", "claim", "verify", "honour", "archive"],
    "unmet": ["accept", "publish", "unmet"],
}
BY_SUBJECT = ("edit", "submit", "resubmit", "take_back", "note", "claim", "ask_change", "ask_cancel")
LATER = 40
"""So many days from today an item is due; what is judged as not kept is judged after that."""
_AFTER_DUE = ("unmet", "unmet_objective")


def given(cast: Cast, campaign: Campaign, **told: Any) -> commitments.Promised:
    """What the first branch's member promises."""
    values = {
        "campaign": campaign.pk,
        "organisation": cast.places["first"].organisation_id,
        "person": cast.accounts["member"].person_id,
        "kind": CommitmentKind.DEED,
        "text": "每月第一个周六在商圈教老人用手机",
        "result": "全年教十二次，每次不少于五人",
        "due_on": cast.today + timedelta(days=LATER),
        "beneficiary": "商圈里的老人",
    }
    return commitments.Promised(**values | told)


def of_organisation(cast: Cast, campaign: Campaign, **told: Any) -> commitments.Promised:
    """What the first branch itself promises."""
    return given(cast, campaign, person=None, text="党员商户全年零投诉", **told)


def promised(cast: Cast, campaign: Campaign, *, submit: bool = True, **told: Any) -> Commitment:
    """Entered by the member, or by the secretary for the branch itself."""
    item = given(cast, campaign, **told)
    role = "member" if item.person else "secretary"
    return commitments.promise(by=cast.actor(role), promised=item, submit=submit, now=at_noon(cast.today))


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step."""
    item = {
        "text": "每月两次教老人用手机",
        "result": "全年二十四次",
        "due_on": cast.today + timedelta(days=LATER),
        "beneficiary": "商圈里的老人",
    }
    asked = {f"asked_{name.removesuffix('_on')}": item[name] for name in ("text", "result", "due_on")}
    by_verb: dict[str, dict[str, Any]] = {
        "edit": item,
        "resubmit": item,
        "publish": {"published_where": "商圈大厅公示栏", "published_on": cast.today},
        "claim": {"outcome": "教了十二次，来过七十人次。", "done_on": cast.today, "achieved": None},
        "verify": {"witnessed": "seen"},
        "partly": {"explanation": "冬天两次没有办成。"},
        "unmet": {"explanation": "没有安排时间，向大家检讨。"},
        "unmet_objective": {"explanation": "场地封闭改造，停了半年。"},
        "ask_change": asked | {"comment": "来的人多，想多办几次。"},
    }
    return by_verb.get(verb, {"comment": "请写清楚每次教几个人。"})


def step(
    cast: Cast, row: Commitment, verb: str, *, by: str = "", day: int | None = None, **other: Any
) -> Commitment:
    """One step, by the member or the branch's secretary (of the branch's own: by the secretary or the level above)."""
    after = (LATER + 1 if verb in _AFTER_DUE else 0) if day is None else day
    own = row.person_id is None
    subject, decider = ("secretary", "general_secretary") if own else ("member", "secretary")
    keeper = verb in BY_SUBJECT or (own and verb == "publish")
    return commitments.step(
        by=cast.actor(by or (subject if keeper else decider)),
        commitment=row,
        verb=verb,
        answers=answers(cast, verb) | other,
        now=at_noon(cast.today + timedelta(days=after)),
    )


def standing(cast: Cast, campaign: Campaign, state: str, **told: Any) -> Commitment:
    """An item brought into a state."""
    row = promised(cast, campaign, submit=state != "draft", **told)
    for verb in WAYS[state]:
        row = step(cast, row, verb)
    assert row.state == state
    return row


def comrades(cast: Cast, *names: str) -> list[Person]:
    """More members of the first branch."""
    return [enrol(name, cast.places["first"]) for name in names]
