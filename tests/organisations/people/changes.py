"""Every action about people, posts and handovers as one call on the cast, for tests/test_ledger.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon
from tests.organisations.people.keeping import decided, entered, given
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.actions import (
    circumstances,
    cultivations,
    handovers,
    mending,
    people,
    posts,
    transfers,
)
from zhengyou.organisations.models import (
    Circumstance,
    CircumstanceKind,
    Cultivation,
    Direction,
    Handover,
    LeaveReason,
    MemberStep,
    Person,
    Post,
    PostKind,
    Transfer,
)


def _now(cast: Cast, role: str = "secretary") -> dict[str, Any]:
    return {"by": cast.actor(role), "now": at_noon(cast.today)}


def _member(cast: Cast) -> Person:
    return cast.accounts["member"].person


def _on_member(cast: Cast, role: str = "secretary") -> dict[str, Any]:
    return {**_now(cast, role), "person": _member(cast).pk}


def _corrected(cast: Cast) -> mending.Corrected:
    return mending.Corrected("程初小", "cheng chu xiao", "", None, None, "写错了一个字")


def _retired(cast: Cast) -> Circumstance:
    return circumstances.begin_circumstance(
        **_on_member(cast), kind=CircumstanceKind.RETIRED, since=cast.today, reason=""
    )


def _cultivated(cast: Cast) -> Cultivation:
    since = cast.today - timedelta(days=9)
    told = cultivations.Cultivating(_member(cast).pk, Direction.TO_BACKBONE, "带徒弟", since)
    return cultivations.begin_cultivation(**_now(cast), told=told)


def _asked(cast: Cast) -> Transfer:
    return transfers.ask_transfer(**_on_member(cast), target=number(cast, "village"), decided=decided(cast))


def _step(cast: Cast) -> MemberStep:
    return people.transfer(
        **_on_member(cast, "general_secretary"), target=number(cast, "second"), decided=decided(cast)
    )


def _handed(cast: Cast) -> Handover:
    return handovers.hand_over(
        **_on_member(cast, "general_secretary"),
        organisation=number(cast, "first"),
        day=cast.today + timedelta(days=3),
        note="",
    )


def _post(cast: Cast) -> Post:
    return given(cast, _member(cast), PostKind.COMMISSIONER)


def _appointment(cast: Cast) -> posts.Appointment:
    return posts.Appointment(_member(cast).pk, PostKind.COMMISSIONER, cast.today)


Given = Callable[[Cast], dict[str, Any]]
ACTIONS: dict[str, tuple[Callable[..., Any], Given]] = {
    "people.enrol": (
        people.enrol,
        lambda c: {
            **_now(c),
            "organisation": number(c, "first"),
            "newcomer": people.Newcomer(name="新来的", status="activist"),
            "decided": decided(c),
        },
    ),
    "people.change_status": (
        people.change_status,
        lambda c: {
            **_now(c),
            "person": entered(c, "积极的").pk,
            "status": "target",
            "decided": decided(c),
        },
    ),
    "people.transfer": (
        people.transfer,
        lambda c: {
            **_on_member(c, "general_secretary"),
            "target": number(c, "second"),
            "decided": decided(c),
        },
    ),
    "people.leave": (
        people.leave,
        lambda c: {**_on_member(c), "left": LeaveReason.TRANSFERRED_OUT, "decided": decided(c)},
    ),
    "people.take_back": (
        people.take_back,
        lambda c: {**_now(c, "general_secretary"), "step": _step(c)},
    ),
    "mending.correct": (mending.correct, lambda c: {**_on_member(c), "wanted": _corrected(c)}),
    "circumstances.begin_circumstance": (
        circumstances.begin_circumstance,
        lambda c: {
            **_on_member(c),
            "kind": CircumstanceKind.FLOATING,
            "since": c.today,
            "reason": "在外务工",
        },
    ),
    "circumstances.end_circumstance": (
        circumstances.end_circumstance,
        lambda c: {**_now(c), "circumstance": _retired(c), "day": c.today + timedelta(days=1)},
    ),
    "cultivations.begin_cultivation": (
        cultivations.begin_cultivation,
        lambda c: {
            **_now(c),
            "told": cultivations.Cultivating(_member(c).pk, Direction.TO_BACKBONE, "", c.today),
        },
    ),
    "cultivations.end_cultivation": (
        cultivations.end_cultivation,
        lambda c: {
            **_now(c),
            "cultivation": _cultivated(c),
            "told": cultivations.Reached(True, "评上技术标兵", c.today),
        },
    ),
    "transfers.ask_transfer": (
        transfers.ask_transfer,
        lambda c: {**_on_member(c), "target": number(c, "village"), "decided": decided(c)},
    ),
    "transfers.receive_transfer": (
        transfers.receive_transfer,
        lambda c: {**_now(c, "village_secretary"), "transfer": _asked(c)},
    ),
    "transfers.refuse_transfer": (
        transfers.refuse_transfer,
        lambda c: {**_now(c, "village_secretary"), "transfer": _asked(c), "comment": "请补介绍信。"},
    ),
    "transfers.withdraw_transfer": (
        transfers.withdraw_transfer,
        lambda c: {**_now(c), "transfer": _asked(c)},
    ),
    "posts.give_post": (
        posts.give_post,
        lambda c: {**_now(c), "organisation": number(c, "first"), "appointment": _appointment(c)},
    ),
    "posts.end_post": (
        posts.end_post,
        lambda c: {**_now(c), "post": _post(c), "day": c.today + timedelta(days=1)},
    ),
    "handovers.hand_over": (
        handovers.hand_over,
        lambda c: {
            **_on_member(c, "general_secretary"),
            "organisation": number(c, "first"),
            "day": c.today,
            "note": "",
        },
    ),
    "handovers.confirm_handover": (
        handovers.confirm_handover,
        lambda c: {**_now(c), "handover": _handed(c)},
    ),
    "handovers.take_back_handover": (
        handovers.take_back_handover,
        lambda c: {**_now(c, "general_secretary"), "handover": _handed(c)},
    ),
}
