"""A round of the district in every state, and a visit of the first branch in every state, reached by what people do.

The scheme is published three days ago, drawn yesterday. The first branch is chosen beside the draw; of the other
private branches one is drawn, and of the villages one.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import inspections, visits
from zhengyou.campaigns.actions.inspections import Chosen, Scheme, Stratum
from zhengyou.campaigns.models import Campaign, Inspection, InspectionVisit
from zhengyou.ledger.sealing import seal

# The steps that lead from "scheme" to each state, with who takes them and how many days ago.
WAYS: dict[str, list[str]] = {
    "scheme": [],
    "published": ["publish"],
    "framed": ["publish", "fix"],
    "numbered": ["publish", "fix", "number"],
    "drawn": ["publish", "fix", "draw"],
    "visiting": ["publish", "fix", "draw", "start"],
    "circular": ["publish", "fix", "draw", "start", "circulate"],
    "closed": ["publish", "fix", "draw", "start", "circulate", "close"],
    "cancelled": ["call_off"],
}
VISIT_WAYS: dict[str, list[str]] = {
    "planned": [],
    "notified": [],
    "visited": ["record"],
    "fed_back": ["record", "feed_back"],
    "disputed": ["record", "feed_back", "disagree"],
    "answered": ["record", "feed_back", "disagree", "answer"],
    "confirmed": ["record", "feed_back", "confirm"],
    "missed": ["miss"],
    "called_off": [],
}
_DAYS_AGO = {"plan": 4, "publish": 3, "fix": 3, "number": 2, "confirm": 1, "draw": 1, "start": 1}
_BY_UNIT = ("confirm", "disagree")
PROBLEM = "三季度没有上党课"


def scheme(cast: Cast, **other: Any) -> Scheme:
    """What the office writes down."""
    day = cast.today
    values: dict[str, Any] = {
        "title": "第四季度督查",
        "purpose": "看任务办没办、记录真不真。",
        "methods": ["read", "look"],
        "unannounced": False,
        "draw_on": day - timedelta(days=1),
        "opens_on": day - timedelta(days=1),
        "closes_on": day + timedelta(days=20),
        "seed": "澜溪秋水长",
        "inspectors": [cast.accounts["inspector"].person_id, cast.accounts["office"].person_id],
        "own": ["党课按季度上", "记录写得清楚"],
        "strata": [Stratum("private", "branch", number=1), Stratum("rural", "branch", percent=100)],
        "chosen": [Chosen(cast.places["first"].organisation_id, "上一轮的问题回头看")],
    }
    return Scheme(**values | other)


def by_number(cast: Cast, **other: Any) -> Scheme:
    """The same with a public number instead of the ledger."""
    return scheme(cast, public_name="体彩排列五", public_on=cast.today - timedelta(days=2), **other)


def planned(cast: Cast, campaign: Campaign, wanted: Scheme | None = None) -> Inspection:
    """A scheme that is not published."""
    now = at_noon(cast.today - timedelta(days=_DAYS_AGO["plan"]))
    return inspections.plan(by=cast.office, campaign=campaign, scheme=wanted or scheme(cast), now=now)


def answers(cast: Cast, verb: str) -> dict[str, Any]:
    """What is typed into the form of a step of a round or of a visit."""
    given: Mapping[str, dict[str, Any]] = {
        "number": {"public_number": "31415"},
        "circulate": {
            "assessment": "总的看，任务办得实。",
            "requirements": "对照清单再查一遍。",
            "names_good": True,
            "names_problems": False,
        },
        "feed_back": {"rectify_by": cast.today + timedelta(days=30)},
        "disagree": {"response": "三季度的党课上了，记录在九月。"},
        "answer": {"answer": "看过九月的记录，是座谈会，不是党课。"},
    }
    return given.get(verb, {"comment": "请写清楚。"})


def step(cast: Cast, row: Inspection, verb: str, *, by: str = "", day: date | None = None) -> Inspection:
    """One step of a round, by the office (what somebody else has to do: by the leader) on its usual day."""
    now = at_noon(day or cast.today - timedelta(days=_DAYS_AGO.get(verb, 0)))
    actor = cast.actor(by or ("leader" if verb == "confirm" else "office"))
    given = answers(cast, verb)
    if verb == "circulate":
        inspections.circulate(by=actor, inspection=row, answers=given, document=b"%docx", now=now)
        return Inspection.objects.get(pk=row.pk)
    if verb == "draw":
        seal()
    return inspections.step(by=actor, inspection=row, verb=verb, answers=given, now=now)


def standing(cast: Cast, campaign: Campaign, state: str, wanted: Scheme | None = None) -> Inspection:
    """A round brought into a state; before the circular every visit is done."""
    given = wanted or (by_number(cast) if state == "numbered" else scheme(cast))
    row = planned(cast, campaign, given)
    for verb in WAYS[state]:
        if verb == "circulate":
            for one in row.visits.all():
                visit_step(cast, one, "miss")
        row = step(cast, row, verb)
    assert row.state == state
    return row


def seen(cast: Cast, row: InspectionVisit, **other: Any) -> visits.Seen:
    """What the inspector saw: a problem in the first line, the second fine."""
    first, second = row.inspection.lines.all()
    values: dict[str, Any] = {
        "visited_on": cast.today,
        "methods": ["read"],
        "good": "党员值日表贴在门口，写着电话。",
        "lines": {first.pk: PROBLEM, second.pk: ""},
    }
    return visits.Seen(**values | other)


def visit_step(cast: Cast, row: InspectionVisit, verb: str, *, by: str = "") -> InspectionVisit:
    """One step of a visit today, by the inspector or by the first branch's secretary."""
    actor = cast.actor(by or ("secretary" if verb in _BY_UNIT else "inspector"))
    if verb in ("record", "correct"):
        return visits.record(by=actor, visit=row, seen=seen(cast, row), now=at_noon(cast.today))
    return visits.step(by=actor, visit=row, verb=verb, answers=answers(cast, verb), now=at_noon(cast.today))


def visit_in(cast: Cast, row: Inspection, where: str = "first") -> InspectionVisit:
    """The visit of one organisation in a round."""
    return row.visits.get(organisation_id=cast.places[where].organisation_id)


def standing_visit(cast: Cast, campaign: Campaign, state: str, **other: Any) -> InspectionVisit:
    """The visit of the first branch brought into a state; a notified round unless it is to be planned."""
    wanted = scheme(cast, **{"unannounced": state == "planned"} | other)
    round_ = standing(cast, campaign, "visiting", wanted)
    if state == "called_off":
        round_ = step(cast, round_, "call_off")
    row = visit_in(cast, round_)
    for verb in VISIT_WAYS[state]:
        row = visit_step(cast, row, verb)
    assert row.state == state
    return row
