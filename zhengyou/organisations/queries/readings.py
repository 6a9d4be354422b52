"""Who looked at whose data."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ..models import Reading, What
from ..rules import Actor
from .days import today
from .standing import standing_places

PAGE = 50
READ_FILE, READ_PEOPLE, READ_DATA = What.FILE, What.PEOPLE, What.DATA
EXPORTED, EXPORTED_ROSTER = What.DATA_EXPORT, What.ROSTER
"""For the pages that note a reading; a view knows no model."""


@dataclass(frozen=True)
class Row:
    """One reading as a table shows it; `place` is the name of the organisation whose people were read."""

    reading: Reading
    place: str


@dataclass(frozen=True)
class Wanted:
    """What is looked for: names as written, days from-to; empty for any."""

    person: str = ""
    reader: str = ""
    first: date | None = None
    last: date | None = None


def readings_of(person_id: int) -> QuerySet[Reading]:
    """What was looked at of one person, newest first; lists of people in which the person stood are not among it."""
    return Reading.objects.filter(person_id=person_id).select_related("reader").order_by("-pk")


def readings_by(person_id: int) -> QuerySet[Reading]:
    """What one person looked at, newest first."""
    found = Reading.objects.filter(reader_id=person_id).select_related("person", "organisation")
    return found.order_by("-pk")


def readings_page(actor: Actor, wanted: Wanted, *, before: int | None, size: int = PAGE) -> list[Row]:
    """Readings by people at or under the actor's organisation, newest first, older than the row `before`."""
    found = Reading.objects.filter(reader_path__contains=f"/{actor.organisation_id}/")
    conditions = Q()
    if wanted.person:
        conditions &= Q(person__name=wanted.person)
    if wanted.reader:
        conditions &= Q(reader__name=wanted.reader)
    if wanted.first:
        conditions &= Q(day__gte=wanted.first)
    if wanted.last:
        conditions &= Q(day__lte=wanted.last)
    if before is not None:
        conditions &= Q(pk__lt=before)
    rows = list(found.filter(conditions).select_related("reader", "person").order_by("-pk")[:size])
    ids = [row.organisation_id for row in rows if row.organisation_id is not None]
    places = standing_places(ids, today()) if ids else {}
    return [
        Row(row, places[row.organisation_id].name if row.organisation_id in places else "") for row in rows
    ]
