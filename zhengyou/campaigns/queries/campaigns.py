"""Reading campaigns: always through the actor, who gives the row or 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import (
    ended,
    last_open_day,
    place,
    standing_place,
    today,
    visible_place,
)
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign, CampaignState, Phase, Standard
from ..models.tasks import Task


def campaigns(actor: Actor) -> list[Campaign]:
    """The campaigns issued at the actor's organisation or above it, the newest first. Those of organisations below
    carry out one of these and are reached from it; listed here they would be hundreds."""
    issuers = [int(part) for part in actor.path.strip("/").split("/")]
    found = Campaign.objects.filter(organisation_id__in=issuers)
    return list(found.order_by("-starts_on", "-pk").prefetch_related("phases"))


def campaign(actor: Actor, campaign_id: int, permission: Permission = Permission.VIEW_CAMPAIGN) -> Campaign:
    """One campaign that reaches the actor; otherwise Http404."""
    found = Campaign.objects.filter(pk=campaign_id).first()
    if found is None or not actor.may(permission):
        raise Http404
    if not actor.concerned_by(standing_place(found.organisation_id, today()).path):
        raise Http404
    return found


def step_days(campaign_id: int) -> dict[str, date]:
    """By when each step of a drive is due: the day of its task, by the step's key."""
    found = Task.objects.filter(campaign_id=campaign_id, withdrawn_on__isnull=True).exclude(step="")
    return {key: day for key, day in found.values_list("step", "due_on") if day is not None}


def head(campaign_id: int) -> int:
    """The campaign that one carries out, up to the first of them, or itself: where problems, promises and reviews of
    all levels are kept together. An id that does not exist is given back as it is."""
    above = Campaign.objects.filter(pk=campaign_id).values_list("superior_id", flat=True).first()
    return campaign_id if above is None else head(above)


def above(campaign: Campaign) -> list[Campaign]:
    """The campaigns that one carries out, the first of them first."""
    if campaign.superior is None:
        return []
    return [*above(campaign.superior), campaign.superior]


def carried_out_at(campaign: Campaign, organisation_id: int) -> list[Campaign]:
    """The campaigns by which an organisation carries out one."""
    return list(Campaign.objects.filter(superior=campaign, organisation_id=organisation_id).order_by("pk"))


def public_campaign(slug: str) -> Campaign:
    """A campaign by the address of its public page; otherwise Http404."""
    found = Campaign.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def public_campaigns() -> list[Campaign]:
    """Every campaign has a public page; listed, the newest first, are those that carry out no superior's."""
    return list(
        Campaign.objects.filter(superior=None).order_by("-starts_on", "-pk").prefetch_related("phases")
    )


def running() -> list[Campaign]:
    """The campaigns that are not closed."""
    return list(Campaign.objects.filter(state=CampaignState.RUNNING).order_by("pk"))


def phases(campaign_id: int) -> list[Phase]:
    """The phases in their order."""
    return list(Phase.objects.filter(campaign_id=campaign_id))


def tasks(campaign_id: int) -> list[Task]:
    """The tasks in the order of the plan, with their phases."""
    return list(Task.objects.filter(campaign_id=campaign_id).select_related("phase"))


def standards(campaign_id: int) -> list[Standard]:
    """The standards with their items."""
    return list(Standard.objects.filter(campaign_id=campaign_id).prefetch_related("items"))


@dataclass(frozen=True)
class Scope:
    """What a page or figure is about: a campaign at a node of the tree as of a day."""

    campaign: Campaign
    node: Placement
    as_of: date

    @property
    def path(self) -> str:
        """The node's place in the tree."""
        return self.node.path


def scope(
    actor: Actor,
    campaign_id: int,
    node_id: int | None,
    as_of: date | None,
    permission: Permission = Permission.VIEW_CAMPAIGN,
) -> Scope:
    """The scope asked for, if the actor may see it; without a node the actor's own organisation, or the campaign's
    where that lies below the actor's; without a day today or, for what has ended, its last. Days to come are refused
    with 404."""
    found = campaign(actor, campaign_id, permission)
    if as_of is not None and as_of > today():
        raise Http404
    try:
        return _scope(actor, found, node_id, as_of or today(), permission)
    except Http404:
        last = None if as_of else last_open_day(node_id or found.organisation_id, today())
        if last is None or last == today():
            raise
        return _scope(actor, found, node_id, last, permission)


def _scope(actor: Actor, found: Campaign, node_id: int | None, day: date, permission: Permission) -> Scope:
    if node_id is None:
        top = place(found.organisation_id, day)
        node_id = top.organisation_id if top.path.startswith(actor.path) else actor.organisation_id
    return Scope(found, visible_place(actor, permission, node_id, day), day)


def public_scope(slug: str) -> Scope:
    """What the public page of a campaign shows: the whole campaign as of today, or of the last day on which the
    organisation that issued it stood; Http404 where there is none."""
    found = public_campaign(slug)
    top = standing_place(found.organisation_id, today())
    if ended(top, today()):
        day = last_open_day(found.organisation_id, today()) or today()
        return Scope(found, place(found.organisation_id, day), day)
    return Scope(found, top, today())


def current_phase(found: Sequence[Phase], day: date) -> Phase | None:
    """The phase that a day falls into, by its dates; None between or without dated phases."""
    for phase in found:
        if phase.starts_on and phase.starts_on <= day and (phase.ends_on is None or day <= phase.ends_on):
            return phase
    return None
