"""Reading the ledger: lines with the names of people filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from .models import Entry, Link
from .naming import filled, texts_of
from .pages import Narrowed, Reach, entries_of_page

__all__ = [
    "Head",
    "Narrowed",
    "Reach",
    "Told",
    "about",
    "beside",
    "chained",
    "head",
    "history",
    "line",
    "page",
    "place_in_chain",
    "told",
]

_NEAR = 2_000


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


def about(subject: str, subject_id: int, *, after: int | None = None, size: int = 50) -> list[Told]:
    """The newest lines about one thing, older than the line `after`, at most `size`, wherever they lie."""
    found = Entry.objects.filter(subject=subject, subject_id=subject_id)
    if after is not None:
        found = found.filter(pk__lt=after)
    return told(found.order_by("-pk")[:size])


def page(
    reach: Reach, narrowed: Narrowed | None = None, *, after: int | None = None, size: int = 50
) -> list[Told]:
    """The newest lines within reach, older than the line `after`, at most `size`."""
    before = Entry.objects.filter(pk=after).first() if after is not None else None
    return told(entries_of_page(reach, narrowed or Narrowed(), before=before, size=size))


def line(pk: int) -> Told | None:
    """One line, by its id."""
    return next(iter(told(Entry.objects.filter(pk=pk))), None)


def beside(line: Told, reach: Reach, size: int = 50) -> list[Told]:
    """The other lines of the same request within reach, oldest first; none outside requests.

    What one request writes has ids close by, so that no index is needed to find it.
    """
    if line.request_id is None:
        return []
    near = Entry.objects.filter(pk__range=(line.pk - _NEAR, line.pk + _NEAR), request_id=line.request_id)
    others = near.exclude(pk=line.pk).order_by("pk")
    return told([entry for entry in others if reach.holds(entry.organisation_path)][:size])


@dataclass(frozen=True)
class Head:
    """The last place of the chain, to be kept by somebody outside: everything before it can be proved with it."""

    position: int
    digest: str
    line: int
    entered_at: datetime


def head() -> Head | None:
    """The chain's last place; None before anything was sealed."""
    last = Link.objects.order_by("-position").first()
    entry = Entry.objects.filter(pk=last.entry_id).first() if last else None
    return Head(last.position, last.digest, entry.pk, entry.entered_at) if last and entry else None


def place_in_chain(pk: int) -> Link | None:
    """Where a line stands in the chain; None while it waits to be sealed."""
    return Link.objects.filter(entry_id=pk).first()


def chained(subject: str, subject_id: int, verb: str) -> str:
    """The digest of the link at the last line of this subject and verb; "" while there is none."""
    lines = Entry.objects.filter(subject=subject, subject_id=subject_id, verb=verb).order_by("-pk")
    link = Link.objects.filter(entry_id__in=lines.values("pk")[:1]).first()
    return link.digest if link else ""
