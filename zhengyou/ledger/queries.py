"""Reading the ledger: lines with the names of people filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from .models import Entry
from .naming import filled, texts_of


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line as people read it; what is not explained here is the entry's."""

    pk: int
    entered_at: datetime
    happened_on: date | None
    actor_id: int | None
    actor_name: str
    verb: str
    subject: str
    subject_id: int | None
    organisation_path: str
    sentence: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: UUID | None


def told(entries: Iterable[Entry]) -> list[Told]:
    """The entries with names filled in, "（已隐去）" for those that were blanked; one more query, however many."""
    rows = list(entries)
    texts = texts_of(pk for entry in rows for pk in entry.names)
    return [_told(entry, [texts[pk] for pk in entry.names]) for entry in rows]


def _told(entry: Entry, names: list[str]) -> Told:
    return Told(
        pk=entry.pk,
        entered_at=entry.entered_at,
        happened_on=entry.happened_on,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name or names[0],
        verb=entry.verb,
        subject=entry.subject,
        subject_id=entry.subject_id,
        organisation_path=entry.organisation_path,
        sentence=filled(entry.sentence, names),
        before=filled(entry.before, names),
        after=filled(entry.after, names),
        request_id=entry.request_id,
    )


def history(subject: str, subject_id: int) -> list[Told]:
    """All lines about one thing, oldest first."""
    return told(Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("pk"))


def page(path: str, *, before_id: int | None = None, size: int = 50) -> list[Told]:
    """The newest lines about organisations at or under `path`, older than `before_id`, at most `size`."""
    entries = Entry.objects.filter(organisation_path__startswith=path)
    if before_id is not None:
        entries = entries.filter(pk__lt=before_id)
    return told(entries.order_by("-pk")[:size])
