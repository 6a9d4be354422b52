"""What some branches of the demonstration promised, by the presses and steps that people take on the screen."""

from datetime import datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

from zhengyou.campaigns.actions import commitments, promising
from zhengyou.campaigns.models import Campaign, Commitment
from zhengyou.campaigns.models.commitments import CommitmentState
from zhengyou.campaigns.rules.vagueness import Vague, vague
from zhengyou.organisations.models import Account, Kind
from zhengyou.organisations.queries import actors_of, today
from zhengyou.organisations.rules import Actor

from ..campaign.clock import ledger_clock
from ..district.posts import Holder, Holders
from ..district.storing import District, Stored
from .texts import OF_BRANCHES, OF_MEMBERS, OUTCOMES, PLACES, REASONS, Text

HOW_MANY = 5
BEGUN = 150
"""So many days ago the first branch began; each following one three days later."""
_RETURN = "写清做几次、给谁做，再送上来。"
# How far each branch's own promise has come, step by step.
_WAYS: tuple[tuple[str, ...], ...] = (
    ("accept", "publish", "claim", "verify", "honour"),
    ("accept", "publish", "claim", "verify"),
    ("accept", "publish", "claim"),
    ("accept", "publish", "unmet_objective"),
    ("accept", "publish"),
    ("accept",),
    (),
)
_BY_BRANCH = ("publish", "claim")


def make_promises(campaign: Campaign, district: District, holders: Holders, now: datetime) -> None:
    """Let some branches promise, the first of which is that of the printed logins, and go as far as they have come."""
    rng = Random(f"{campaign.title} 承诺")  # noqa: S311  invented events, no secret
    branches = [place for place in district.organisations.values() if place.node.kind == Kind.BRANCH]
    first = [place for place in branches if place.node.sector == "rural"][:1]
    others = [place for place in rng.sample(branches, min(HOW_MANY, len(branches))) if place not in first]
    for number, (place, way) in enumerate(zip([*first, *others], cycle(_WAYS), strict=False)):
        begun = now - timedelta(days=BEGUN - 3 * number)
        if place.parent is None or begun.date() < campaign.starts_on:
            continue
        branch = _actor(holders.secretaries[place.id], place.id)
        above = _actor(holders.deciders[place.parent.id], place.parent.id)
        if branch is None or above is None or branch.person_id == above.person_id:
            continue
        _of_members(campaign, place, branch, above, begun, rng)
        _of_branch(campaign, place, branch, above, begun, way, number)


def _of_members(
    campaign: Campaign, place: Stored, branch: Actor, above: Actor, begun: datetime, rng: Random
) -> None:
    """Typed in for the members, vetted above since the secretary typed them in, published where they were accepted."""
    members = [person for person in place.members if person != above.person_id]  # nobody vets his own
    texts = islice(cycle(rng.sample(OF_MEMBERS, len(OF_MEMBERS))), len(members))
    due = begun.date() + timedelta(days=60)
    items = [
        _promised(campaign, place, text, person, due + timedelta(days=rng.randint(0, 140)))
        for person, text in zip(members, texts, strict=True)
    ]
    with ledger_clock(begun):
        promising.enter_many(by=branch, promised=items, now=begun)
    rows = list(Commitment.objects.filter(organisation_id=place.id, state=CommitmentState.SUBMITTED))
    verdicts = {row.pk: promising.Verdict(not _too_vague(row), _RETURN) for row in rows}
    vetted, put_up = begun + timedelta(days=4, hours=3), begun + timedelta(days=9, hours=1)
    with ledger_clock(vetted):
        promising.vet_many(by=above, organisation=place.id, verdicts=verdicts, now=vetted)
    accepted = [pk for pk, verdict in verdicts.items() if verdict.accepted]
    with ledger_clock(put_up):
        promising.publish_many(
            by=branch,
            organisation=place.id,
            items=accepted,
            place=rng.choice(PLACES),
            day=put_up.date(),
            now=put_up,
        )


def _too_vague(row: Commitment) -> bool:
    found = vague(row.text, row.result, beneficiary=row.beneficiary, dated=True)
    return Vague.WORDS in found or Vague.BENEFICIARY in found


def _of_branch(
    campaign: Campaign,
    place: Stored,
    branch: Actor,
    above: Actor,
    begun: datetime,
    way: tuple[str, ...],
    number: int,
) -> None:
    """The branch's own promise, as far as it has come."""
    text = OF_BRANCHES[number % len(OF_BRANCHES)]
    item = _promised(campaign, place, text, None, begun.date() + timedelta(days=80))
    with ledger_clock(begun):
        row = commitments.promise(by=branch, promised=item, submit=True, now=begun)
    for place_in_way, verb in enumerate(way, 1):
        moment = begun + timedelta(days=20 * place_in_way + (25 if verb == "unmet_objective" else 0), hours=2)
        given: dict[str, dict[str, Any]] = {
            "publish": {"published_where": PLACES[number % len(PLACES)], "published_on": moment.date()},
            "claim": {
                "outcome": OUTCOMES[number % len(OUTCOMES)],
                "done_on": moment.date(),
                "achieved": None,
            },
            "verify": {"witnessed": "seen"},
            "unmet_objective": {"explanation": REASONS[number % len(REASONS)]},
        }
        by = branch if verb in _BY_BRANCH else above
        with ledger_clock(moment):
            row = commitments.step(by=by, commitment=row, verb=verb, answers=given.get(verb, {}), now=moment)


def _promised(
    campaign: Campaign, place: Stored, text: Text, person: int | None, due: Any
) -> commitments.Promised:
    return commitments.Promised(
        campaign=campaign.pk,
        organisation=place.id,
        person=person,
        kind=text.kind,
        text=text.text,
        result=text.result,
        beneficiary=text.beneficiary,
        due_on=due,
    )


def _actor(holder: Holder, organisation_id: int) -> Actor | None:
    account = Account.objects.get(pk=holder.account_id)
    return next(
        (actor for actor in actors_of(account, today()) if actor.organisation_id == organisation_id), None
    )
