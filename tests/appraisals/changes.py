"""The actions on appraisals, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.appraisals import member_changes, phoning
from tests.appraisals.papers import bundled, closed, in_the_box, read, read_twice
from tests.appraisals.rounds import commented, opened, prepared, scheduled, scheduling
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import (
    bundles,
    counting,
    officers,
    paper,
    pile,
    rounds,
    sampling,
    themes,
    voiding,
)
from zhengyou.appraisals.models import Ballot, Officer, RaterClass, Remark
from zhengyou.campaigns.actions import rectification
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.rectification import Source


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


def _plan(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = prepared(cast, campaign).round
    rater_class = RaterClass.objects.get(round=row, name="党员")
    return _now(cast, row=row, rater_class=rater_class, papers=None, urn_id=None)


def _box(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = closed(cast, campaign)
    now = at_noon(cast.today)
    return {
        "by": poll.scrutineers[0],
        "batch": poll.batch("first"),
        "told": in_the_box(poll.batch("first")),
        "now": now,
    }


def _finish(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll, bundle = bundled(cast, campaign)
    read(poll, bundle, poll.scrutineers[0])
    return {"by": poll.scrutineers[0], "bundle": bundle, "now": at_noon(cast.today)}


def _agree(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll, bundle = bundled(cast, campaign)
    read_twice(poll, bundle)
    return {"by": poll.scrutineers[0], "bundle": bundle, "reason": "", "now": at_noon(cast.today)}


def _announce(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    batch = prepared(cast, campaign).batch("first", "服务对象")
    return _now(cast, urn=batch.urn, rater_class=batch.rater_class, seed="春江水暖", method="random")


def _listing(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return _now(cast, sample=phoning.announced(cast, campaign).sample, listed=phoning.listed(3))


def _sealing(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = _listing(cast, campaign)
    sampling.take_frame(**given)
    return _now(cast, sample=given["sample"])


def _sort(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = commented(cast, campaign)
    remarks = [str(key) for key in Remark.objects.values_list("pk", flat=True)]
    given = {"urn": poll.batch("first").urn_id, "remarks": remarks, "name": "排队太久", "problem": True}
    return {"by": poll.scrutineers[0], "row": poll.round, "now": at_noon(cast.today), **given}


def _release(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = _sort(cast, campaign)
    themes.sort(**given)
    return {name: given[name] for name in ("by", "row", "now")}


def _rectify(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    given = _release(cast, campaign)
    row = themes.release(**given)
    row.state = "published"
    row.save()
    # The problems themselves write lines of their own (campaigns' `rectification.raise_`): here the one is raised.
    theme = row.themes.get()
    raised = rectification.Raised(
        campaign=row.campaign_id,
        organisation=cast.places["first"].organisation_id,
        title=theme.name,
        source=Source.APPRAISAL,
        raised_on=cast.today,
        immediate=True,
    )
    theme.rectification = rectification.raise_(**_now(cast, raised=raised))
    theme.save()
    return _now(cast, row=row, due_on=cast.today)


def _propose(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = commented(cast, campaign)
    told: dict[str, Any] = {"ballot": Ballot.objects.order_by("pk")[0], "reason": "一人投了两张"}
    return {"by": poll.scrutineers[0], "now": at_noon(cast.today), **told}


def _settle(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    poll = commented(cast, campaign)
    told: dict[str, Any] = {"ballot": Ballot.objects.order_by("pk")[0], "reason": "一人投了两张"}
    proposal = voiding.propose(by=poll.scrutineers[0], now=at_noon(cast.today), **told)
    return {"by": poll.scrutineers[1], "proposal": proposal, "now": at_noon(cast.today)}


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
    "sampling.announce": (sampling.announce, _announce),
    "sampling.take_frame": (sampling.take_frame, _listing),
    "sampling.seal_frame": (sampling.seal_frame, _sealing),
    "sampling.draw": (
        sampling.draw,
        lambda cast, campaign: _now(cast, sample=phoning.sealed(cast, campaign).sample),
    ),
    "paper.plan_papers": (paper.plan_papers, _plan),
    "paper.open_box": (paper.open_box, _box),
    "bundles.finish": (bundles.finish, _finish),
    "bundles.agree": (bundles.agree, _agree),
    "pile.print_slips": (pile.print_slips, _print),
    "themes.sort": (themes.sort, _sort),
    "themes.release": (themes.release, _release),
    "themes.rectify": (themes.rectify, _rectify),
    "voiding.propose": (voiding.propose, _propose),
    "voiding.agree": (voiding.agree, _settle),
    "voiding.decline": (voiding.decline, _settle),
}
ACTIONS |= member_changes.ACTIONS
UNTOLD = {"pile.draw", "bundles.enter", "phoning.next_call", "phoning.note_outcome"}
"""Papers are read without a line for each: that a bundle was read to its end is told.
That somebody draws a code or is called is written in no ledger: its time would lead to his ballot (docs/secrecy.md)."""
