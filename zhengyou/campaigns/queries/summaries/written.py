"""Summaries one by one: who reads which, those of a branch, what awaits whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import OuterRef
from django.http import Http404

from zhengyou.organisations.models import MEMBERS, Circumstance, Membership
from zhengyou.organisations.queries import on_day, people_of, standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.campaigns import Campaign, CampaignState
from ...models.summaries import Summary, SummaryRound, SummaryStage, SummaryState
from ...rules.procedures import Concerned
from ..promised import VOLUNTARY

State = SummaryState
DONE = (State.HANDED_IN, State.PUBLISHED)


def rounds(campaign_id: int) -> list[SummaryRound]:
    """The rounds of a campaign, the latest first."""
    return list(SummaryRound.objects.filter(campaign_id=campaign_id).order_by("-due_on", "-pk"))


def round_(actor: Actor, round_id: int) -> SummaryRound:
    """One round that reaches the actor; otherwise Http404."""
    found = SummaryRound.objects.select_related("campaign").filter(pk=round_id).first()
    if found is None or not actor.concerned_by(standing_place(found.campaign.organisation_id, today()).path):
        raise Http404
    return found


def may_open(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor opens rounds: whoever decides in the organisation that issued the campaign."""
    return actor.may(Permission.DECIDE) and actor.organisation_id == campaign.organisation_id


def concerned_in(row: Summary, day: date) -> Concerned:
    """Whom a summary concerns: the member; only the branch itself decides about it."""
    path = standing_place(row.organisation_id, day).path
    return Concerned(path=path, person_id=row.person_id, called="本人", personal=True)


def summary(actor: Actor, summary_id: int) -> Summary:
    """One summary that the actor reads; otherwise Http404.

    A draft: only whoever writes it. Handed in: whoever decides in the branch too. Published: every member of the
    branch. Nobody above the branch reads any.
    """
    found = (
        Summary.objects.filter(pk=summary_id)
        .select_related("round__campaign", "person", "entered_by__person")
        .first()
    )
    if found is None or not _visible(actor, found):
        raise Http404
    return found


def _visible(actor: Actor, row: Summary) -> bool:
    if row.person_id == actor.person_id:
        return True
    if row.organisation_id != actor.organisation_id or row.state == State.DRAFT:
        return False
    keeps = actor.may(Permission.RECORD) and row.entered_for
    return (
        actor.may(Permission.DECIDE)
        or keeps
        or (row.state == State.PUBLISHED and actor.may(Permission.COMMIT))
    )


def stages(row: Summary) -> list[SummaryStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def of(round_id: int, person_id: int) -> Summary | None:
    """The summary of one member in a round, if he has begun it."""
    return (
        Summary.objects.filter(round_id=round_id, person_id=person_id)
        .select_related("person", "round")
        .first()
    )


@dataclass(frozen=True)
class Line:
    """One member of a branch and how far his summary is; `voluntary`: none is due from him."""

    person_id: int
    name: str
    summary: Summary | None
    voluntary: bool

    @property
    def done(self) -> bool:
        """Whether it was handed in."""
        return self.summary is not None and self.summary.state in DONE


def of_branch(round_id: int, organisation_id: int, day: date) -> list[Line]:
    """All members of a branch by pinyin, each with his summary of the round; behind them those written here by members
    who have left since."""
    written = {
        row.person_id: row
        for row in Summary.objects.filter(round_id=round_id, organisation_id=organisation_id).select_related(
            "person"
        )
    }
    members = list(people_of(organisation_id, day).filter(status__in=MEMBERS))
    elsewhere = {
        row.person_id: row
        for row in Summary.objects.filter(
            round_id=round_id, person_id__in=[one.person_id for one in members]
        ).exclude(organisation_id=organisation_id)
    }
    free = set(
        _voluntary(day)
        .filter(person_id__in=[one.person_id for one in members])
        .values_list("person_id", flat=True)
    )
    lines = [
        Line(
            one.person_id,
            one.person.name,
            written.pop(one.person_id, None) or elsewhere.get(one.person_id),
            one.person_id in free,
        )
        for one in members
    ]
    left = sorted(written.values(), key=lambda row: (row.person.pinyin, row.person_id))
    return [*lines, *(Line(row.person_id, row.person.name, row, voluntary=False) for row in left)]


def published(round_id: int, organisation_id: int) -> list[Summary]:
    """What the members of a branch read of each other."""
    found = Summary.objects.filter(
        round_id=round_id, organisation_id=organisation_id, state=State.PUBLISHED
    ).select_related("person", "round")
    return list(found.order_by("person__pinyin", "person_id"))


def to_put_up(round_id: int, organisation_id: int) -> list[Summary]:
    """What was handed in to a branch and waits for being published."""
    found = Summary.objects.filter(round_id=round_id, organisation_id=organisation_id, state=State.HANDED_IN)
    return list(found.select_related("person", "round").order_by("person__pinyin", "person_id"))


def _voluntary(day: date) -> QuerySet[Circumstance]:
    return Circumstance.objects.filter(on_day(day), kind__in=VOLUNTARY)


def perhaps_to_write(actor: Actor, day: date) -> QuerySet[SummaryRound]:
    """Rounds of running campaigns for which the acting person, a member from whom one is due, has handed in none."""
    mine = Summary.objects.filter(round_id=OuterRef("pk"), person_id=actor.person_id, state__in=DONE)
    member = Membership.objects.filter(on_day(day), person_id=actor.person_id, status__in=MEMBERS)
    free = _voluntary(day).filter(person_id=actor.person_id)
    found = SummaryRound.objects.filter(~Exists(mine), Exists(member), ~Exists(free))
    return found.filter(campaign__state=CampaignState.RUNNING).order_by("due_on", "pk")


def to_write(actor: Actor, day: date) -> QuerySet[SummaryRound]:
    """The same, of campaigns issued at the actor's organisation or above it."""
    return (
        perhaps_to_write(actor, day)
        .filter(campaign__organisation_id__in=_issuers(actor))
        .select_related("campaign")
    )


def _issuers(actor: Actor) -> Sequence[int]:
    return [int(part) for part in actor.path.strip("/").split("/")]


def to_publish(actor: Actor, day: date) -> QuerySet[Summary]:
    """What members handed in to the actor's branch and nobody has published yet."""
    found = Summary.objects.filter(organisation_id=actor.organisation_id, state=State.HANDED_IN)
    if not actor.may(Permission.DECIDE):
        return found.none()
    return found.select_related("person", "round").order_by("handed_in_on", "pk")


def open_of(organisation_ids: Sequence[int]) -> QuerySet[Summary]:
    """What these organisations have not published yet."""
    waiting = Q(organisation_id__in=organisation_ids, state=State.HANDED_IN)
    return Summary.objects.filter(waiting).select_related("person", "round")


def is_member(person_id: int, day: date) -> bool:
    """Whether somebody is a member anywhere that day."""
    return Membership.objects.filter(on_day(day), person_id=person_id, status__in=MEMBERS).exists()


def is_asked(actor: Actor, day: date) -> bool:
    """Whether the acting person writes summaries: every member does, those from whom none is due if they like."""
    return actor.may(Permission.COMMIT) and is_member(actor.person_id, day)


def name_in_branch(organisation_id: int, person_id: int, day: date) -> str | None:
    """The name of a member of a branch; None for who is none."""
    found = people_of(organisation_id, day).filter(status__in=MEMBERS, person_id=person_id).first()
    return found.person.name if found else None
