"""Reading rounds: which there are, whom they concern, who counts in them, and whether they can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from zhengyou.campaigns.rules.procedures import Concerned
from zhengyou.organisations.models import Person
from zhengyou.organisations.queries import on_day, standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models import Batch, Channel, Duty, Officer, Round, Subject, Urn


def rounds_of(actor: Actor, campaign_id: int) -> QuerySet[Round]:
    """The rounds of a campaign that the actor may look at: of his own organisation, above and below, newest first."""
    above = [int(part) for part in actor.path.strip("/").split("/")]
    found = Round.objects.filter(campaign_id=campaign_id)
    mine = Q(organisation_id__in=above) | Q(urns__organisation_id=actor.organisation_id)
    if actor.may(Permission.DECIDE):
        mine |= Q(organisation__placements__path__startswith=actor.path)
    return found.filter(mine | Q(officers__person_id=actor.person_id)).distinct().order_by("-pk")


def round_for(actor: Actor, round_id: int) -> Round | None:
    """A round that the actor may look at; None otherwise."""
    row = Round.objects.select_related("campaign", "organisation").filter(pk=round_id).first()
    if row is None or not rounds_of(actor, row.campaign_id).filter(pk=row.pk).exists():
        return None
    return row


def concerned_in(row: Round, day: date) -> Concerned:
    """Whom a round concerns: who runs it, who scheduled it, and its scrutineers."""
    return Concerned(
        path=standing_place(row.organisation_id, day).path,
        proposer_id=row.scheduled_by_id,
        named=frozenset(scrutineers(row).values_list("person_id", flat=True)),
    )


def scrutineers(row: Round) -> QuerySet[Officer]:
    """The scrutineers of a round, in the order of their names."""
    return row.officers.filter(duty=Duty.SCRUTINEER).select_related("person").order_by("person__pinyin", "pk")


def officers(row: Round) -> list[Officer]:
    """Everybody who has a duty in the count."""
    return list(row.officers.select_related("person").order_by("-duty", "person__pinyin", "pk"))


def why_not_officer(row: Round, person: Person, day: date) -> str:
    """Why somebody cannot be scrutineer or counter of a round; empty when he can. The judged never count, nor does
    whoever arranged the round (domain.md P5 and section 5)."""
    if row.scheduled_by.person_id == person.pk:
        return "安排这一轮的人"
    if Subject.objects.filter(urn__round=row, person=person).exists():
        return "被评议的人"
    posts = person.posts.filter(on_day(day)).values("organisation_id")
    if Urn.objects.filter(round=row, organisation_id__in=posts).exists():
        return "在被评议的组织里任职的人"
    own = person.memberships.filter(on_day(day), organisation_id=row.organisation_id)
    if not row.kinds and own.exists():
        return "被评议的支部的人"
    return ""


@dataclass(frozen=True)
class Extent:
    """How much a round takes in: urns, whom it judges, who may vote by name, slips and papers made out."""

    urns: int
    subjects: int
    entitled: int
    issued: int


def extent(row: Round) -> Extent:
    """How much a round takes in, from its fixed frame."""
    urns = row.urns.aggregate(urns=Count("pk", distinct=True), subjects=Count("subjects"))
    made = Batch.objects.filter(urn__round=row).aggregate(entitled=Sum("entitled"), issued=Sum("issued"))
    return Extent(urns["urns"], urns["subjects"], made["entitled"] or 0, made["issued"] or 0)


def batches(row: Round, urn_ids: Iterable[int] | None = None) -> QuerySet[Batch]:
    """The batches of a round, or of some of its urns, in the order in which results are told."""
    found = Batch.objects.filter(urn__round=row).select_related("rater_class")
    if urn_ids is not None:
        found = found.filter(urn_id__in=list(urn_ids))
    return found.order_by("urn_id", "rater_class__order", "channel")


def channel_words() -> dict[str, str]:
    """The channels by which ballots come in, in words."""
    return {str(value): str(word) for value, word in Channel.choices}
