"""The hash chain over the ledger, made in the background so that writers never wait for each other.

An entry is chained once it is visible to the sealer, so the chain follows the order of commits. Whoever keeps a
head digest outside can prove later that nothing before it was altered, removed or reordered.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from .models import Entry, Link, Name, Sealed

GENESIS = "0" * 64
_LOCK = 0x5A59  # advisory lock: one sealer at a time
# Whoever writes into a table locks it against ALTER before taking an id, and lets go after the commit is visible.
_WRITING = """
SELECT DISTINCT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND relation = 'ledger_entry'::regclass AND pid <> pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""
_NEWEST = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('ledger_entry', 'id')::regclass), 0)"


def digest(previous: str, entry: Entry, names: Mapping[int, str]) -> str:
    """SHA-256 (hex) over the previous digest and every column of the entry in a fixed form.

    `names` are those of `names_of`. Lines from before names stood apart have none, and verify as they were written.
    """
    content: dict[str, Any] = {
        "id": entry.pk,
        "entered_at": entry.entered_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "happened_on": entry.happened_on.isoformat() if entry.happened_on else None,
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "verb": entry.verb,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "organisation_path": entry.organisation_path,
        "sentence": entry.sentence,
        "before": entry.before,
        "after": entry.after,
        "request_id": str(entry.request_id) if entry.request_id else None,
    }
    if entry.names:
        content["names"] = [names.get(pk, "") for pk in entry.names]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def in_chain(name: Name) -> str:
    """What stands in the chain for a name: the person and the digest, not the name itself."""
    return f"{name.person_id}:{name.digest}"


def names_of(entries: Iterable[Entry]) -> dict[int, Name]:
    """The names in these lines, by id."""
    return Name.objects.in_bulk({pk for entry in entries for pk in entry.names})


def seal(*, limit: int = 20_000) -> int:
    """Chain up to `limit` visible entries; returns how many were chained.

    However late an entry's transaction commits, it is found: `Sealed.to` only passes ids of which it is sure that
    every one is chained or will never come, and everything above is looked through each time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        sealed, _made = Sealed.objects.get_or_create(pk=1)
        # In this order: whoever took an id up to the newest is then either still writing or visible to what follows.
        cursor.execute(_NEWEST)
        (newest,) = cursor.fetchone()
        cursor.execute(_WRITING)
        writing = {transaction_id for (transaction_id,) in cursor.fetchall()}
        entries = list(unsealed().filter(pk__gt=sealed.to).order_by("pk")[:limit])
        last = Link.objects.order_by("-position").first()
        Link.objects.bulk_create(_chain(entries, last), batch_size=2000)
        _move_on(sealed, newest, writing, entries[-1].pk if len(entries) == limit else None)
    return len(entries)


def unsealed() -> QuerySet[Entry]:
    """The visible entries that no link points at."""
    return Entry.objects.filter(~Exists(Link.objects.filter(entry_id=OuterRef("pk"))))


def _move_on(sealed: Sealed, newest: int, writing: set[str], reached: int | None) -> None:
    """Pass the ids that are settled; `reached` is the last one chained, where there may be more after it.

    Ids that were given out while somebody was writing are settled once all of those have ended.
    """
    sure = None
    if not writing:
        sure = newest
    elif not writing.intersection(sealed.waiting_for):
        sure = sealed.asked_to
    if sure is None:
        return
    sealed.to = max(sealed.to, sure if reached is None else min(sure, reached))
    sealed.asked_to, sealed.waiting_for = newest, sorted(writing)
    sealed.save()


def _chain(entries: Sequence[Entry], last: Link | None) -> Iterator[Link]:
    names = {pk: in_chain(name) for pk, name in names_of(entries).items()}
    position, previous = (last.position, last.digest) if last else (0, GENESIS)
    for entry in entries:
        position += 1
        previous = digest(previous, entry, names)
        yield Link(position=position, entry_id=entry.pk, digest=previous)
