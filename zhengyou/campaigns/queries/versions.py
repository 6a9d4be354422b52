"""The versions of a plan: which was in force since when, what became of each, and who may read them."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Record, RecordState
from ..models.campaigns import Campaign
from ..models.filing import Meeting, PlanVersion
from ..models.plans import Plan, PlanState
from .filing import filings
from .records import record as record_seen

AHEAD = (PlanState.AMENDING, PlanState.PROPOSED, PlanState.APPROVED, PlanState.FILED)
"""States of a plan whose campaign runs in which an amendment is on its way."""


@dataclass(frozen=True)
class Kept:
    """One version: the meeting that passed it and its filing, where there are such; since when it was in force (None
    where it never was), and whether it still is."""

    version: PlanVersion
    meeting: Meeting | None
    filing: Record | None
    in_force_on: date | None
    in_force: bool = False

    @property
    def number(self) -> int:
        """Which version, from 1."""
        return self.version.number


def kept(plan: Plan) -> list[Kept]:
    """The versions of a plan, the first one first."""
    versions = PlanVersion.objects.filter(plan=plan).defer("content", "lines")
    versions = versions.select_related("meeting", "made_by__person")
    filed = {
        one.plan_version_id: one for one in reversed(filings(plan)) if one.state != RecordState.WITHDRAWN
    }
    found = [_kept(plan, version, filed.get(version.pk)) for version in versions]
    dated = [one.number for one in found if one.in_force_on]
    # A plan approved before versions were kept has its first one from the day it was taken up for amendment.
    current = max(dated, default=1 if hasattr(plan, "campaign") else 0)
    return [
        Kept(one.version, one.meeting, one.filing, one.in_force_on, one.number == current) for one in found
    ]


def _kept(plan: Plan, version: PlanVersion, filing: Record | None) -> Kept:
    meeting = getattr(version, "meeting", None)
    if plan.superior_id is None:
        moment = meeting.recorded_at if meeting else None
    else:
        moment = filing.decided_at if filing and filing.state == RecordState.ACCEPTED else None
    return Kept(version, meeting, filing, timezone.localdate(moment) if moment else None)


def in_force(plan: Plan) -> PlanVersion | None:
    """The version that the plan's campaign runs by; None while there is none."""
    return next((one.version for one in kept(plan) if one.in_force), None)


def in_force_since(plan: Plan) -> date | None:
    """The day from which the campaign runs by the present version; for plans older than versions the day they were
    approved."""
    if days := _days(plan):
        return days[-1]
    return timezone.localdate(plan.decided_at) if plan.decided_at else None


def amended_on(plan: Plan) -> date | None:
    """The day on which the last amendment came into force; None where there was none."""
    days = _days(plan)
    return days[-1] if len(days) > 1 else None


def _days(plan: Plan) -> list[date]:
    """The days on which versions came into force, the first one first."""
    if plan.superior_id is None:
        held = Meeting.objects.filter(version__plan=plan)
        return sorted(timezone.localdate(moment) for moment in held.values_list("recorded_at", flat=True))
    accepted = Record.objects.filter(plan_version__plan=plan, state=RecordState.ACCEPTED)
    moments = accepted.values_list("decided_at", flat=True)
    return sorted(timezone.localdate(moment) for moment in moments if moment)


@dataclass(frozen=True)
class Amendment:
    """That a campaign's plan is being amended (`ahead`), or was last amended `on` a day."""

    plan_id: int
    ahead: bool
    on: date | None


def amendment(campaign: Campaign, day: date) -> Amendment | None:
    """The amendment of a campaign's plan, known by `day`; None where there is none. One query."""
    accepted = Q(versions__filings__state=RecordState.ACCEPTED)
    plan = Plan.objects.annotate(
        held=ArrayAgg("versions__meeting__recorded_at", distinct=True),
        accepted=ArrayAgg("versions__filings__decided_at", filter=accepted, distinct=True),
    ).get(pk=campaign.plan_id)
    moments = plan.accepted if plan.superior_id else plan.held
    days = sorted(timezone.localdate(moment) for moment in moments or () if moment)
    on = max((one for one in days[1:] if one <= day), default=None)
    ahead = day == today() and plan.state in AHEAD
    return Amendment(plan.pk, ahead, on) if ahead or on else None


def seen(actor: Actor, plan_id: int) -> tuple[Plan, list[Kept]]:
    """A plan and its versions as the actor may read them, otherwise Http404: the own organisation all of them, the
    level above what was sent up to it."""
    plan = Plan.objects.select_related("campaign").filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    if plan.organisation_id == actor.organisation_id and actor.may(Permission.VIEW_PLANS):
        return plan, kept(plan)
    if not actor.may(Permission.VIEW_RECORDS, standing_place(plan.organisation_id, today()).path):
        raise Http404
    return plan, _sent_up(plan)


def seen_with(actor: Actor, record_id: int) -> tuple[Plan, list[Kept]]:
    """The plan that a record filed, and its versions sent up so far; Http404 where the actor may not see the record
    or it filed none."""
    found = record_seen(actor, record_id)
    if found.plan_version is None:
        raise Http404
    return found.plan_version.plan, _sent_up(found.plan_version.plan)


def _sent_up(plan: Plan) -> list[Kept]:
    """Versions that a meeting passed, up to the one that was filed last; Http404 where none was."""
    found = kept(plan)
    last = max((one.number for one in found if one.filing), default=0)
    sent = [one for one in found if one.meeting and one.number <= last]
    if not sent:
        raise Http404
    return sent
