"""Ballots on paper for tests: the members of the first branch mark papers, which two scrutineers read."""

from collections.abc import Mapping, Sequence

from tests.appraisals.rounds import MEMBERS, Poll, prepared
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import bundles, paper, rounds
from zhengyou.appraisals.models import Batch, Box, Bundle, Channel, RaterClass, Urn
from zhengyou.appraisals.rules.paper import MARKED, Reading
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.rules import Actor

GOOD = Reading(MARKED, (1, 1, 2, 1, 4))
IN_THE_BOX = paper.InTheBox(handed=MEMBERS, unused=0, found=MEMBERS)


def in_the_box(batch: Batch) -> paper.InTheBox:
    """That every paper came back."""
    return paper.InTheBox(handed=batch.issued, unused=0, found=batch.issued)


def planned(cast: Cast, campaign: Campaign, papers: int | None = None) -> Poll:
    """A round before the vote, in which the first branch's members vote on paper."""
    poll = prepared(cast, campaign)
    plan(poll, "党员", papers)
    return poll


def plan(poll: Poll, name: str, papers: int | None, where: str | None = "first") -> int:
    """Have a class vote on paper in one urn, or in all."""
    urn = None
    if where is not None:
        urn = Urn.objects.get(round=poll.round, organisation_id=poll.cast.places[where].organisation_id).pk
    return paper.plan_papers(
        by=poll.cast.committee_office,
        row=poll.round,
        rater_class=RaterClass.objects.get(round=poll.round, name=name),
        papers=papers,
        urn_id=urn,
        now=at_noon(poll.cast.today),
    )


def closed(cast: Cast, campaign: Campaign) -> Poll:
    """A round whose vote has ended, with a box of papers."""
    poll = planned(cast, campaign)
    poll.round = rounds.open_round(by=cast.committee_office, row=poll.round, now=at_noon(cast.today))
    poll.round = poll.close()
    return poll


def box_of(poll: Poll, by: Actor, told: paper.InTheBox | None = None) -> Box:
    """Tell what lay in the box of the first branch."""
    batch = Batch.objects.get(urn__round=poll.round, channel=Channel.PAPER)
    return paper.open_box(by=by, batch=batch, told=told or in_the_box(batch), now=at_noon(poll.cast.today))


def bundled(cast: Cast, campaign: Campaign) -> tuple[Poll, Bundle]:
    """A round whose box was opened by two."""
    poll = closed(cast, campaign)
    for actor in poll.scrutineers[:2]:
        box_of(poll, actor)
    return poll, Bundle.objects.get()


def read(
    poll: Poll,
    bundle: Bundle,
    by: Actor,
    papers: Mapping[int, Reading] | None = None,
    remarks: Sequence[Sequence[str]] = ((),),
) -> int:
    """Read papers of a bundle: all of them alike, unless told otherwise."""
    told = dict.fromkeys(bundle.papers, GOOD) if papers is None else papers
    return bundles.enter(by=by, bundle=bundle, papers=told, remarks=remarks, now=at_noon(poll.cast.today))


def finish(poll: Poll, bundle: Bundle, by: Actor) -> bool:
    """Say that all papers are read."""
    return bundles.finish(by=by, bundle=bundle, now=at_noon(poll.cast.today))


def agree(poll: Poll, bundle: Bundle, by: Actor, reason: str = "") -> bool:
    """Agree that a bundle was read rightly."""
    return bundles.agree(by=by, bundle=bundle, reason=reason, now=at_noon(poll.cast.today))


def read_twice(poll: Poll, bundle: Bundle) -> None:
    """A bundle that two have read alike."""
    for actor in poll.scrutineers[:2]:
        read(poll, bundle, actor)
        finish(poll, bundle, actor)
