"""A round of self-checks in the cast's district, and sheets in every state, reached only by what people do."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import records, rectification, selfcheck_rounds, selfchecks
from zhengyou.campaigns.models import (
    Campaign,
    Expectation,
    Record,
    Rectification,
    SelfCheck,
    SelfCheckItem,
    SelfCheckRound,
    Standard,
    StandardItem,
)
from zhengyou.campaigns.rules.procedures import SELF_CHECK

BEGAN = 20
"""So many days ago the round was opened."""
ITEMS = ("领导班子好", "学习研讨好", "服务群众好", "制度落实好")
# The steps that lead from "open" to each state; a sheet handed up has one gap, one called "met" has none.
WAYS: dict[str, list[str]] = {
    "open": [],
    "handed_up": ["fill", "hand_up"],
    "sent_back": ["fill", "hand_up", "send_back"],
    "running": ["fill", "hand_up", "agree"],
    "closed": ["all_met", "hand_up", "agree"],
    "excused": ["excuse"],
}


def standard(campaign: Campaign, label: str = "党支部“四个好”", items: Sequence[str] = ITEMS) -> Standard:
    """A standard of the campaign with items."""
    row = Standard.objects.create(campaign=campaign, ordinal=9, label=label)
    StandardItem.objects.bulk_create(
        StandardItem(standard=row, ordinal=number, label=item) for number, item in enumerate(items, 1)
    )
    return row


def opened(
    cast: Cast,
    campaign: Campaign,
    *,
    on: Standard | None = None,
    ago: int = BEGAN,
    by: str = "leader",
    **told: Any,
) -> SelfCheckRound:
    """The district opens a round on the branches, due in ten days."""
    values: dict[str, Any] = {
        "standard": (on or standard(campaign)).pk,
        "name": "第一轮自查",
        "due_on": cast.today + timedelta(days=10),
        "kinds": ["branch"],
    }
    return selfcheck_rounds.open_round(
        by=cast.actor(by),
        campaign=campaign,
        opening=selfcheck_rounds.Opening(**values | told),
        now=at_noon(cast.today - timedelta(days=ago)),
    )


def sheet_of(cast: Cast, round_: SelfCheckRound, where: str = "first") -> SelfCheck:
    """The sheet of an organisation."""
    return SelfCheck.objects.get(round=round_, organisation_id=cast.places[where].organisation_id)


def accepted(cast: Cast, expectation: Expectation, title: str = "三季度学习研讨", **told: Any) -> Record:
    """A record of the first branch that was accepted above."""
    values: dict[str, Any] = {
        "happened_on": cast.today - timedelta(days=15),
        "result": "十二名党员参加，交流了体会。",
    } | told
    record = records.submit(
        by=cast.secretary,
        happening=records.Happening(title=title, **values),
        expectations=[expectation.pk],
        now=at_noon(cast.today - timedelta(days=1)),
    )
    records.accept(by=cast.general_secretary, record=record, now=at_noon(cast.today))
    return record


def entry(cast: Cast, verdict: str = "met", **told: Any) -> selfchecks.Entry:
    """One item filled in: met on words alone, or a gap with its measure."""
    person = cast.accounts["member"].person_id
    values: dict[str, dict[str, Any]] = {
        "met": {"mark": 9, "words": "每月十五日开放，登记本上有签名。"},
        "gap": {
            "mark": 6,
            "gap": "制度没有上墙，新来的同志不知道",
            "measure": "一周内上墙，月底讲一次。",
            "responsible": person,
            "due_on": cast.today + timedelta(days=25),
        },
    }
    return selfchecks.Entry(verdict=verdict, **values[verdict] | told)


def filled(
    cast: Cast, row: SelfCheck, gaps: Sequence[str] = ITEMS[-1:], *, by: str = "secretary"
) -> SelfCheck:
    """Every item is filled in: the named ones with a gap, the others met."""
    for item in SelfCheckItem.objects.filter(sheet=row).select_related("item").order_by("pk"):
        given = entry(cast, "gap" if item.item.label in gaps else "met")
        selfchecks.fill_in(by=cast.actor(by), item=item, entry=given, now=at_noon(cast.today))
    row.refresh_from_db()
    return row


def step(cast: Cast, row: SelfCheck, verb: str, *, by: str = "", ago: int = 0) -> SelfCheck:
    """One step by the branch's secretary, or by the general branch above it."""
    role = by or ("secretary" if verb in ("hand_up", "take_back") else "general_secretary")
    answers = {"comment": "第四项的措施写具体些。"} if SELF_CHECK.step(verb).comment else {}
    now = at_noon(cast.today - timedelta(days=ago))
    return selfchecks.step(by=cast.actor(role), sheet=row, verb=verb, answers=answers, now=now)


def brought(cast: Cast, row: SelfCheck, verbs: Sequence[str]) -> SelfCheck:
    """A sheet after these steps; "fill" fills it in with one gap, "all_met" without."""
    for verb in verbs:
        if verb in ("fill", "all_met"):
            row = filled(cast, row, ITEMS[-1:] if verb == "fill" else ())
        else:
            row = step(cast, row, verb)
    return row


def standing(cast: Cast, campaign: Campaign, state: str) -> SelfCheck:
    """The first branch's sheet in a state."""
    row = brought(cast, sheet_of(cast, opened(cast, campaign)), WAYS[state])
    assert row.state == state
    return row


def problem_of(row: SelfCheck) -> Rectification:
    """The problem that the sheet's one gap became."""
    return Rectification.objects.get(found_in_self_checks__sheet=row)


def mend(cast: Cast, problem: Rectification, verbs: Sequence[str] = ("claim", "verify")) -> None:
    """The branch puts it right, and whoever agreed to the measure verifies it."""
    given: dict[str, tuple[str, dict[str, Any]]] = {
        "claim": ("secretary", {"evidence": "已上墙，讲过一次。", "done_on": cast.today}),
        "verify": ("general_secretary", {"satisfaction": "satisfied"}),
        "reopen": ("general_secretary", {"due_on": cast.today, "comment": "又掉了。"}),
    }
    for verb in verbs:
        role, answers = given[verb]
        rectification.step(
            by=cast.actor(role), rectification=problem, verb=verb, answers=answers, now=at_noon(cast.today)
        )
        problem.refresh_from_db()
