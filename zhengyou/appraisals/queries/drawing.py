"""Who may still draw a code, and for what."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from zhengyou.organisations.queries import standing_places, today
from zhengyou.organisations.rules import Actor

from ..models import Batch, Channel, Elector, PiledCode, RaterClass, Round, Source


def elector(actor: Actor, elector_id: int) -> Elector | None:
    """A vote of the actor's own, drawn or not; None for anybody else's."""
    found = Elector.objects.filter(pk=elector_id, person_id=actor.person_id)
    return found.select_related("batch__urn__round__campaign", "batch__rater_class").first()


@dataclass(frozen=True)
class SlipBatch:
    """A batch of paper slips: about which organisation, how many, and whether they were printed."""

    batch: Batch
    organisation: str
    printed: bool


def slip_batches(row: Round, after: int, size: int) -> list[SlipBatch]:
    """Batches of slips of a round in the order of their keys, behind `after`."""
    return _told(_of_slips().filter(urn__round=row, pk__gt=after).order_by("pk")[:size])


def slip_batch(batch_id: int) -> SlipBatch | None:
    """One batch of slips; None when it is none."""
    return next(iter(_told(_of_slips().filter(pk=batch_id))), None)


def _of_slips() -> QuerySet[Batch]:
    piled = PiledCode.objects.filter(batch=OuterRef("pk"))
    found = Batch.objects.filter(rater_class__source=Source.SERVED, channel=Channel.ONLINE)
    return found.select_related("urn", "rater_class").annotate(piled=Exists(piled))


def _told(rows: QuerySet[Batch]) -> list[SlipBatch]:
    found: list[Any] = list(rows)
    places = standing_places([one.urn.organisation_id for one in found], today())
    return [SlipBatch(one, places[one.urn.organisation_id].name, not one.piled) for one in found]


def classes(row: Round) -> list[RaterClass]:
    """Who judges, with their weights."""
    return list(row.classes.order_by("order"))
