"""What of appraisals waits for somebody: votes, key slips, urns to open, rounds to take on."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhengyou.organisations.rules import Actor

from ..models import Channel, Contact, Duty, Elector, Officer, Outcome, Round, RoundState, Sample
from .paper import unfinished
from .sampling import TRIES


def to_vote(actor: Actor, day: date) -> QuerySet[Elector]:
    """Votes for which the actor may draw a code and has not: whether he voted with one, nobody knows."""
    return (
        Elector.objects.filter(
            person_id=actor.person_id,
            issued=False,
            batch__urn__round__state=RoundState.OPEN,
            batch__channel=Channel.ONLINE,
        )
        .select_related("batch__urn__round")
        .order_by("pk")
    )


def _scrutinised(actor: Actor, **more: object) -> QuerySet[Officer]:
    return Officer.objects.filter(
        round=OuterRef("pk"), person_id=actor.person_id, duty=Duty.SCRUTINEER, **more
    )


def to_make_key(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds in which the actor is scrutineer and holds no key slip yet."""
    states = (RoundState.SCHEDULED, RoundState.FRAMED, RoundState.CIRCULATED)
    return Round.objects.filter(Exists(_scrutinised(actor, public_half=None)), state__in=states).order_by(
        "closes_on", "pk"
    )


def to_open_urns(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds that have ended and whose urns the actor may open with another scrutineer."""
    papers = Exists(unfinished(urn__round=OuterRef("pk")))
    return Round.objects.filter(Exists(_scrutinised(actor)), ~papers, state=RoundState.CLOSED).order_by(
        "closes_on", "pk"
    )


def to_read_papers(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds that have ended, with boxes of papers that the actor may open and read with another who counts."""
    mine = Officer.objects.filter(round=OuterRef("pk"), person_id=actor.person_id)
    papers = Exists(unfinished(urn__round=OuterRef("pk")))
    return Round.objects.filter(Exists(mine), papers, state=RoundState.CLOSED).order_by("closes_on", "pk")


def to_take_on(actor: Actor, day: date) -> QuerySet[Round]:
    """Rounds of the actor's organisation whose next step is his: to prepare, end, approve or publish."""
    preparing = Q(state__in=[RoundState.SCHEDULED, RoundState.FRAMED, RoundState.CIRCULATED])
    ending = Q(state=RoundState.OPEN, closes_on__lt=day)
    counted = Q(state=RoundState.COUNTED) & ~Q(scheduled_by_id=actor.account_id)
    found = Round.objects.filter(
        preparing | ending | counted | Q(state=RoundState.APPROVED), organisation_id=actor.organisation_id
    )
    return found.order_by("closes_on", "pk")


def to_call(actor: Actor, day: date) -> QuerySet[Sample]:
    """Samples of running votes in which somebody is still to be called by the actor, a named counter."""
    counting = Officer.objects.filter(person_id=actor.person_id, duty=Duty.COUNTER).values("round_id")
    left = Contact.objects.filter(sample=OuterRef("pk"), outcome__in=("", Outcome.NO_ANSWER), tries__lt=TRIES)
    return (
        Sample.objects.filter(
            Exists(left), batch__urn__round__in=counting, batch__urn__round__state=RoundState.OPEN
        )
        .exclude(second="")
        .select_related("batch__urn__round")
        .order_by("pk")
    )
