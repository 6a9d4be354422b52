"""Texts of collective pledges: those an organisation may use, one of them, who uses it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import standing_place, standing_places, subtree, today
from zhengyou.organisations.rules import Actor, Permission

from ..models.campaigns import Campaign
from ..models.commitments import Commitment
from ..models.pledges import Pledge
from ..rules.pledges import same
from .commitments import State

GONE = (State.DRAFT, State.WITHDRAWN)


def may_write(actor: Actor) -> bool:
    """Whether the actor writes texts for his organisation and those below it, and uses them for his own."""
    return actor.may(Permission.EDIT_PLAN)


def pledges(actor: Actor, campaign: Campaign) -> list[Pledge]:
    """Those written at the actor's organisation or above it, the newest first; what was put away only where the own
    organisation wrote it."""
    mine = Q(put_away_on=None) | Q(organisation_id=actor.organisation_id)
    found = Pledge.objects.filter(mine, campaign=campaign, organisation_id__in=_above(actor))
    return list(found.order_by("-pk"))


def pledge(actor: Actor, pledge_id: int) -> Pledge:
    """One written at the actor's organisation, above it or below it; otherwise Http404."""
    found = Pledge.objects.select_related("campaign").filter(pk=pledge_id).first()
    if found is None or not actor.concerned_by(standing_place(found.organisation_id, today()).path):
        raise Http404
    return found


def _above(actor: Actor) -> list[int]:
    return [int(part) for part in actor.path.strip("/").split("/")]


@dataclass(frozen=True)
class Used:
    """That an organisation uses a text: the promise made from it, how many signed, whether it changed the words."""

    place: Placement
    row: Commitment
    signed: int
    changed: bool


def used(actor: Actor, pledge: Pledge, *, after: int | None = None, size: int = 50) -> list[Used]:
    """The organisations at and under the actor's that use it, in the order of beginning, behind the promise `after`."""
    day = today()
    within = subtree(actor.path, day).values("organisation_id")
    rows = list(
        Commitment.objects.filter(pledge=pledge, organisation_id__in=within, pk__gt=after or 0)
        .exclude(state__in=GONE)
        .annotate(signed=Count("signatures"))
        .order_by("pk")[:size]
    )
    places = standing_places([row.organisation_id for row in rows], day)
    return [
        Used(places[row.organisation_id], row, row.signed, not same(pledge.text, row.pledge_text))
        for row in rows
    ]


def may_use(actor: Actor, pledge: Pledge) -> bool:
    """Whether the actor takes it for his organisation: it was written there or above, is not put away, and not used
    yet."""
    given = may_write(actor) and pledge.put_away_on is None and pledge.organisation_id in _above(actor)
    return given and own_use(actor, pledge) is None


def own_use(actor: Actor, pledge: Pledge) -> Commitment | None:
    """The promise that the actor's organisation made from it, the latest."""
    found = Commitment.objects.filter(pledge=pledge, organisation_id=actor.organisation_id)
    return found.exclude(state=State.WITHDRAWN).order_by("-pk").first()
