"""What the sender of a plan needs to know: which plan is to be carried out, what was begun, who will receive it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from zhengyou.organisations.models import Kind, PostKind
from zhengyou.organisations.queries import member_counts_of, place, posts_at, superior
from zhengyou.organisations.rules import Actor

from ..models.activities import Record
from ..models.campaigns import CampaignState
from ..models.filing import Meeting, MeetingKind
from ..models.plans import Asked, Plan, PlanState
from ..models.tasks import Expectation, Outcome
from ..rules.meetings import meeting_of
from ..rules.readiness import Lack
from .filing import all_lacks, last_meeting, requirements, superior_of, waiting_filing
from .likeness import with_text
from .plans import items

_OVER = (PlanState.DISCARDED, PlanState.CLOSED)


def asks_plan(expectation: Expectation) -> bool:
    """Whether a plan is to be filed, so that the ordinary record does not do."""
    return expectation.task.asks == Asked.PLAN


def to_carry_out(actor: Actor) -> Plan | None:
    """The superior's plan that the actor's organisation is to carry out: the one whose campaign asks for a plan and
    has none yet, else the nearest in force above; with its text."""
    asked = Expectation.objects.filter(
        organisation_id=actor.organisation_id,
        task__asks=Asked.PLAN,
        campaign__state=CampaignState.RUNNING,
        outcome=Outcome.OPEN,
        withdrawn_on__isnull=True,
    )
    first = asked.order_by("due_on", "pk").values_list("campaign__plan_id", flat=True).first()
    if first is None:
        return superior_of(actor)
    return with_text(Plan.objects.filter(pk=first)).first()


def asked_by(actor: Actor, expectation: Expectation) -> Plan:
    """The plan whose campaign asks the actor's organisation for a plan of its own; otherwise Http404."""
    if expectation.organisation_id != actor.organisation_id or not asks_plan(expectation):
        raise Http404
    return with_text(Plan.objects.filter(campaign=expectation.campaign_id)).get()


def begun(actor: Actor, theirs: Plan) -> Plan | None:
    """The plan of the actor's organisation that carries out the superior's and is not over; the newest of them."""
    found = Plan.objects.filter(organisation_id=actor.organisation_id, superior=theirs)
    return found.exclude(state__in=_OVER).order_by("-uploaded_at", "-pk").first()


def to_upload_for(actor: Actor) -> Plan | None:
    """The superior's plan that an uploaded document may carry out; None where one of ours does already."""
    theirs = to_carry_out(actor)
    return theirs if theirs and begun(actor, theirs) is None else None


@dataclass(frozen=True)
class Ways:
    """How the expectation of a plan may be met. `plan` is what was begun, with the number of things it `lacks`;
    `asked` counts the superior's requirements that reach the organisation."""

    superior: Plan
    asked: int
    plan: Plan | None
    lacks: int


def ways(actor: Actor, expectation: Expectation) -> Ways:
    """The ways open to the actor's organisation; `expectation` is its own, with its campaign."""
    theirs = Plan.objects.get(pk=expectation.campaign.plan_id)
    plan = begun(actor, theirs)
    lacks = len(blocking(plan, actor.path)) if plan else 0
    return Ways(theirs, len(requirements(theirs, actor.path)), plan, lacks)


def blocking(plan: Plan, path: str) -> list[Lack]:
    """What must be there before the plan may be passed."""
    return [lack for lack in all_lacks(plan, items(plan), path) if lack.blocking]


@dataclass(frozen=True)
class Journey:
    """Where a plan that carries out a superior's stands between meeting and receipt; `above` is who receives it."""

    meeting: Meeting | None
    filing: Record | None
    above: str


def journey(plan: Plan, day: date) -> Journey | None:
    """How far the plan is on its way up; None for one that goes nowhere."""
    if plan.superior_id is None:
        return None
    above = superior(plan.organisation_id, day)
    return Journey(last_meeting(plan), waiting_filing(plan), above.name if above else "")


@dataclass(frozen=True)
class UsualMeeting:
    """What is known of the meeting before it is told: its kind, who presides, and how many are due, if known."""

    kind: MeetingKind
    chair: str
    due: int | None


def usual_meeting(actor: Actor, day: date) -> UsualMeeting:
    """The meeting that passes plans in the actor's organisation: in a branch its full members vote (domain.md 4,
    "Vote rules"), so that their number is known."""
    kind = place(actor.organisation_id, day).kind
    secretary = posts_at(actor.organisation_id, day).filter(kind=PostKind.SECRETARY).first()
    due = member_counts_of(actor.organisation_id, day).full if kind == Kind.BRANCH else None
    return UsualMeeting(meeting_of(kind), secretary.person.name if secretary else "", due or None)
