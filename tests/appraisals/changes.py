"""The actions on appraisals, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.appraisals.rounds import opened, prepared, scheduled, scheduling
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import counting, officers, pile, rounds
from zhengyou.appraisals.models import Officer
from zhengyou.campaigns.models import Campaign


def _now(cast: Cast, **given: Any) -> dict[str, Any]:
    return {"by": cast.committee_office, "now": at_noon(cast.today), **given}


def _schedule(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _now(cast, campaign=campaign, scheduling=scheduling(cast))


def _frame(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _now(cast, row=scheduled(cast, campaign).round)


def _circulate(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = scheduled(cast, campaign).round
    rounds.fix_frame(**_now(cast, row=row))
    return _now(cast, row=row, verb="circulate", answers={"situation": "办成七件实事。"})


def _count(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = opened(cast, campaign)
    for code in poll.codes(poll.batch("first")):
        poll.vote(code, (1,) * 5)
    poll.close()
    slips = [poll.slips[one.person_id] for one in poll.scrutineers[:2]]
    return {"by": poll.scrutineers[0], "row": poll.round, "slips": slips, "now": at_noon(cast.today)}


def _name(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    person = cast.accounts["village_secretary"].person
    return _now(cast, row=scheduled(cast, campaign).round, person=person, duty="counter")


def _remove(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    scheduled(cast, campaign)
    return _now(cast, officer=Officer.objects.order_by("pk")[0])


def _slip(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = prepared(cast, campaign)
    return {"by": poll.scrutineers[0], "row": poll.round, "now": at_noon(cast.today)}


def _print(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.committee_office, "batch": opened(cast, campaign).batch("first", "服务对象")}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "rounds.schedule": (rounds.schedule, _schedule),
    "rounds.fix_frame": (rounds.fix_frame, _frame),
    "rounds.open_round": (
        rounds.open_round,
        lambda cast, campaign: _now(cast, row=prepared(cast, campaign).round),
    ),
    "rounds.close_round": (
        rounds.close_round,
        lambda cast, campaign: _now(cast, row=opened(cast, campaign).round),
    ),
    "rounds.step": (rounds.step, _circulate),
    "counting.count": (counting.count, _count),
    "officers.name_officer": (officers.name_officer, _name),
    "officers.remove_officer": (officers.remove_officer, _remove),
    "officers.make_slip": (officers.make_slip, _slip),
    "pile.print_slips": (pile.print_slips, _print),
}
UNTOLD = {"pile.draw"}
"""That somebody draws a code is written in no ledger: its time would lead to his ballot (docs/secrecy.md)."""
