"""Finding one page of the ledger among millions of lines, for any part of the tree, from an index alone.

A page cannot be read off one index in order: the lines of a subtree lie under many paths. But the newest fifty of them
can only lie under the fifty paths whose own newest line is the newest. So: step from path to path (each a single look
into the index), take the newest line of each, keep the fifty best paths, and merge their newest fifty.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from .models import Entry

# {only} is a condition that the first columns of an index answer; {range} narrows the rest of the same index.
_PAGE = """
WITH RECURSIVE subtrees AS (
    SELECT prefix, left(prefix, -1) || '0' AS behind FROM unnest(%(under)s::text[]) AS prefix
), step(path, behind) AS (
    SELECT (SELECT e.organisation_path FROM ledger_entry e
            WHERE {only} e.organisation_path ~>=~ s.prefix AND e.organisation_path ~<~ s.behind
            ORDER BY e.organisation_path USING ~<~ LIMIT 1), s.behind
    FROM subtrees s
    UNION ALL
    SELECT (SELECT e.organisation_path FROM ledger_entry e
            WHERE {only} e.organisation_path ~>~ step.path AND e.organisation_path ~<~ step.behind
            ORDER BY e.organisation_path USING ~<~ LIMIT 1), step.behind
    FROM step WHERE step.path IS NOT NULL
), paths AS (
    SELECT path FROM step WHERE path IS NOT NULL UNION SELECT unnest(%(at)s::text[])
), newest AS (
    SELECT p.path FROM paths p CROSS JOIN LATERAL (
        SELECT e.entered_at, e.id FROM ledger_entry e WHERE {only} e.organisation_path = p.path {range}
        ORDER BY e.entered_at DESC, e.id DESC LIMIT 1
    ) first ORDER BY first.entered_at DESC, first.id DESC LIMIT %(size)s
), found AS (
    SELECT line.id FROM newest n CROSS JOIN LATERAL (
        SELECT e.entered_at, e.id FROM ledger_entry e WHERE {only} e.organisation_path = n.path {range}
        ORDER BY e.entered_at DESC, e.id DESC LIMIT %(size)s
    ) line ORDER BY line.entered_at DESC, line.id DESC LIMIT %(size)s
)
SELECT e.* FROM found JOIN ledger_entry e USING (id) ORDER BY e.entered_at DESC, e.id DESC
"""


@dataclass(frozen=True)
class Reach:
    """What somebody may read: every line at or below the paths of `under`, and those exactly at the paths of `at`."""

    under: tuple[str, ...]
    at: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a line of this path is among them."""
        return path.startswith(self.under) or path in self.at


@dataclass(frozen=True)
class Narrowed:
    """What somebody asked for: days of entering (both included), and one account or one kind of thing, not both."""

    first: date | None = None
    last: date | None = None
    actor_id: int | None = None
    subject: str = ""


def entries_of_page(reach: Reach, narrowed: Narrowed, *, before: Entry | None, size: int) -> list[Entry]:
    """The newest lines within reach, older than `before`, at most `size`: one query, from indexes alone."""
    sql, parameters = page_sql(reach, narrowed, before=before, size=size)
    return list(Entry.objects.raw(sql, parameters))


def page_sql(
    reach: Reach, narrowed: Narrowed, *, before: Entry | None, size: int
) -> tuple[str, dict[str, Any]]:
    """The statement and its parameters."""
    parameters: dict[str, Any] = {"under": list(reach.under), "at": list(reach.at), "size": size}
    only, within = "", ""
    if narrowed.actor_id is not None:
        only, parameters["actor"] = "e.actor_id = %(actor)s AND", narrowed.actor_id
    elif narrowed.subject:
        only, parameters["subject"] = "e.subject = %(subject)s AND", narrowed.subject
    if narrowed.first is not None:
        within, parameters["since"] = "AND e.entered_at >= %(since)s", _midnight(narrowed.first)
    if narrowed.last is not None:
        within += " AND e.entered_at < %(until)s"
        parameters["until"] = _midnight(narrowed.last + timedelta(days=1))
    if before is not None:
        within += " AND (e.entered_at, e.id) < (%(entered_at)s, %(id)s)"
        parameters |= {"entered_at": before.entered_at, "id": before.pk}
    return _PAGE.format(only=only, range=within), parameters


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
