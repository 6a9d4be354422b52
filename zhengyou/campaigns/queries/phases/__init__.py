"""Phases: one of them and those of a campaign, how each went, and which await somebody (domain.md M09)."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.activities import Fulfilment
from ...models.campaigns import Campaign, CampaignState, Phase, PhaseState
from ...models.phases import PhaseClosing, PhaseEvent, PhaseStage
from ...rules.phases import hangs_on_event
from ...rules.procedures import Concerned


def phase(actor: Actor, phase_id: int) -> Phase:
    """One phase of a campaign that reaches the actor; otherwise Http404."""
    found = Phase.objects.filter(pk=phase_id).select_related("campaign").first()
    if found is None or not actor.may(Permission.VIEW_RECORDS):
        raise Http404
    if not actor.concerned_by(standing_place(found.campaign.organisation_id, today()).path):
        raise Http404
    return found


def phases(campaign: Campaign) -> list[Phase]:
    """The phases of a campaign in their order."""
    return list(Phase.objects.filter(campaign=campaign).select_related("campaign"))


def concerned_in(row: Phase, day: date) -> Concerned:
    """Whom a phase concerns: the organisation that issued the campaign. Where the campaign carries out no superior's,
    whoever listed what is missing does not close the phase alone."""
    path = standing_place(row.campaign.organisation_id, day).path
    latest = last_list(row) if row.state == PhaseState.LISTED and row.campaign.superior_id is None else None
    return Concerned(path=path, proposer_id=latest.listed_by_id if latest else None)


def may_decide(actor: Actor, row: Phase) -> bool:
    """Whether the actor opens and closes phases of this campaign."""
    return actor.may(Permission.DECIDE) and actor.organisation_id == row.campaign.organisation_id


def stages(row: Phase) -> list[PhaseStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def last_list(row: Phase) -> PhaseClosing | None:
    """The latest list of what was missing."""
    return row.closings.select_related("listed_by__person", "closed_by__person").order_by("-pk").first()


def lists(row: Phase) -> list[PhaseClosing]:
    """All lists that were made, the latest first."""
    return list(row.closings.select_related("listed_by__person", "closed_by__person").order_by("-pk"))


def event(row: Phase) -> PhaseEvent | None:
    """The event the phase ended with, unless it was taken back."""
    return row.events.filter(taken_back_at__isnull=True).select_related("recorded_by__person").first()


def event_awaited(row: Phase) -> bool:
    """Whether the phase ends with an event that has not been recorded."""
    return row.state != PhaseState.CLOSED and hangs_on_event(row)


def afterwards(row: Phase, path: str, day: date, size: int) -> list[Fulfilment]:
    """What was told of the phase's tasks after it had closed, at and under a path, the latest first."""
    found = Fulfilment.objects.filter(
        after_closing=True,
        until__isnull=True,
        expectation__task__phase=row,
        expectation__organisation__placements__path__startswith=path,
    )
    standing = Q(expectation__organisation__placements__until__isnull=True) | Q(
        expectation__organisation__placements__until__gt=day
    )
    related = found.filter(standing).select_related("record", "expectation__task")
    return list(related.order_by("-since", "-pk")[:size])


def closed_by(campaign_id: int, day: date, *, after_id: int = 0, size: int | None = None) -> list[PhaseStage]:
    """The stages of the phases of a campaign that were closed as of a day, in the order of the phases' ids."""
    found = PhaseStage.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day),
        row__campaign_id=campaign_id,
        state=PhaseState.CLOSED,
        since__lte=day,
        row_id__gt=after_id,
    )
    return list(found.select_related("row").order_by("row_id")[:size])


def to_open_itself(day: date) -> list[Phase]:
    """The phases of running campaigns whose first day has come and that nobody holds back."""
    found = Phase.objects.filter(state=PhaseState.PLANNED, campaign__state=CampaignState.RUNNING)
    first = Coalesce(F("starts_on"), F("campaign__starts_on"))
    return list(found.annotate(first=first).filter(first__lte=day).select_related("campaign").order_by("pk"))


def to_decide(actor: Actor, day: date) -> QuerySet[Phase]:
    """Phases of the actor's own organisation to open (held back, and their day has come) or to close (their last day
    is over, or what is missing is listed)."""
    due = Q(state=PhaseState.HELD, starts_on__lte=day) | Q(state=PhaseState.OPEN, ends_on__lt=day)
    found = Phase.objects.filter(
        due | Q(state=PhaseState.LISTED),
        campaign__organisation_id=actor.organisation_id,
        campaign__state=CampaignState.RUNNING,
    )
    return found.select_related("campaign").order_by("ends_on", "pk")
