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

from .models import Entry, Link, Name

GENESIS = "0" * 64
_LOCK = 0x5A59  # advisory lock: one sealer at a time
# Entries of transactions that stayed open for long commit with ids far behind; look back this many ids.
_LOOK_BACK = 100_000


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


def names_of(entries: Iterable[Entry]) -> dict[int, str]:
    """What stands in the chain for each name in these lines: the person and the digest, not the name itself."""
    wanted = {pk for entry in entries for pk in entry.names}
    rows = Name.objects.filter(pk__in=wanted).values_list("pk", "person_id", "digest") if wanted else ()
    return {pk: f"{person}:{named}" for pk, person, named in rows}


def seal(*, limit: int = 20_000) -> int:
    """Chain up to `limit` visible entries; returns how many were chained."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Link.objects.order_by("-position").first()
        newest = Link.objects.order_by("-entry_id").values_list("entry_id", flat=True).first() or 0
        entries = (
            Entry.objects.filter(pk__gt=newest - _LOOK_BACK)
            .extra(where=["NOT EXISTS (SELECT 1 FROM ledger_link l WHERE l.entry_id = ledger_entry.id)"])
            .order_by("pk")[:limit]
        )
        links = list(_chain(list(entries), last))
        Link.objects.bulk_create(links, batch_size=2000)
    return len(links)


def _chain(entries: Sequence[Entry], last: Link | None) -> Iterator[Link]:
    names = names_of(entries)
    position, previous = (last.position, last.digest) if last else (0, GENESIS)
    for entry in entries:
        position += 1
        previous = digest(previous, entry, names)
        yield Link(position=position, entry_id=entry.pk, digest=previous)
