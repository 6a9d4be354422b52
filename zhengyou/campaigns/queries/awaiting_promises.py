"""What awaits somebody in promises: to vet, to publish, to keep, to verify and to judge; also their signatures."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhengyou.organisations.models import MEMBERS, Circumstance, Membership, Placement
from zhengyou.organisations.queries import on_day, people_of
from zhengyou.organisations.rules import Actor, Permission

from ..models.commitments import Commitment, CommitmentState, ConfirmationLink
from .commitments import EVER_PUBLIC, current_round
from .promised import VOLUNTARY

State = CommitmentState


def to_decide(actor: Actor, day: date) -> QuerySet[Commitment]:
    """What the actor's organisation vets, answers and judges: its members' items, and those of the organisations
    directly below it; not what he made or spoke for himself."""
    if not actor.may(Permission.DECIDE):
        return Commitment.objects.none()
    waiting = (State.SUBMITTED, State.CHANGE_ASKED, State.CANCEL_ASKED, State.VERIFIED)
    below = Placement.objects.filter(on_day(day), parent_id=actor.organisation_id).values("organisation_id")
    theirs = Q(organisation_id__in=below, person__isnull=True)
    members = Q(organisation_id=actor.organisation_id, person__isnull=False)
    found = Commitment.objects.filter(
        members & Q(state__in=waiting) | theirs & Q(state__in=(*waiting, State.CLAIMED))
    )
    return _by_others(found, actor).order_by("due_on", "pk")


def to_witness(actor: Actor, day: date) -> QuerySet[Commitment]:
    """What other members of the own organisation report as kept."""
    found = Commitment.objects.filter(
        organisation_id=actor.organisation_id, person__isnull=False, state=State.CLAIMED
    )
    return _by_others(found, actor).order_by("due_on", "pk")


def _by_others(found: QuerySet[Commitment], actor: Actor) -> QuerySet[Commitment]:
    return found.exclude(moved_by_id=actor.account_id).exclude(person_id=actor.person_id)


def to_keep(actor: Actor, day: date) -> QuerySet[Commitment]:
    """The acting person's own items in work, and what was sent back; of an organisation, its own."""
    mine = Q(person_id=actor.person_id)
    if actor.may(Permission.EDIT_PLAN):
        mine |= Q(organisation_id=actor.organisation_id, person__isnull=True)
    return Commitment.objects.filter(mine, state__in=(State.DRAFT, State.RETURNED, State.PUBLISHED)).order_by(
        "due_on", "pk"
    )


def to_put_up(actor: Actor, day: date) -> QuerySet[Commitment]:
    """What was vetted and waits for being published by the actor's organisation."""
    found = Commitment.objects.filter(organisation_id=actor.organisation_id, state=State.ACCEPTED)
    if not actor.may(Permission.RECORD):
        found = found.filter(person__isnull=True)
    if not actor.may(Permission.EDIT_PLAN):
        found = found.filter(person__isnull=False)
    return found.order_by("due_on", "pk")


def signatures(row: Commitment, day: date) -> tuple[list[tuple[str, date]], list[tuple[int, str]]]:
    """Of a collective item: who signed and when, by pinyin; and the members that day who did not (id, name)."""
    found = row.signatures.select_related("person").order_by("person__pinyin", "person_id")
    signed = [(one.person.name, one.signed_on) for one in found]
    there = people_of(row.organisation_id, day).filter(status__in=MEMBERS)
    left = there.exclude(person_id__in=[one.person_id for one in found])
    return signed, [(one.person_id, one.person.name) for one in left]


def without(campaign_id: int, organisation_id: int, day: date) -> list[str]:
    """The members of one organisation from whom a promise is due in this round and who have none published."""
    voluntary = Circumstance.objects.filter(on_day(day), kind__in=VOLUNTARY).values("person_id")
    promised = Commitment.objects.filter(
        campaign_id=campaign_id,
        round=current_round(campaign_id, day),
        state__in=EVER_PUBLIC,
        person_id=OuterRef("person_id"),
    )
    there = people_of(organisation_id, day).filter(status__in=MEMBERS)
    left = there.exclude(person_id__in=voluntary).exclude(Exists(promised))
    return [one.person.name for one in left]


def members_at(organisation_id: int, people: list[int], day: date) -> set[int]:
    """Of these people those who are members of the organisation that day."""
    found = Membership.objects.filter(
        on_day(day), organisation_id=organisation_id, status__in=MEMBERS, person_id__in=people
    )
    return set(found.values_list("person_id", flat=True))


def answers(row: Commitment) -> list[ConfirmationLink]:
    """The links made for an item, the newest first; of an answer only what was said and the day."""
    return list(row.links.order_by("-pk"))


def link(digest: str) -> ConfirmationLink | None:
    """The link whose secret has this digest."""
    return (
        ConfirmationLink.objects.filter(digest=digest).select_related("row__person", "row__campaign").first()
    )
