"""The one way into the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.db import transaction

from .models import Entry
from .naming import Called, has_signs, ids_of, marked, mention, mentioned
from .request import current_request_id
from .telling import Values, sides

__all__ = ["Line", "OutsideTransaction", "Writer", "entries_of", "mention", "write", "write_many"]


class Writer(Protocol):
    """Whoever acts: an account's number and the person behind it (None for the system itself), and a name."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


class OutsideTransaction(RuntimeError):
    """A ledger line was to be written without a transaction around it and its change."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line to be written; see `Entry` for the meaning of each part. People stand in it by `mention`.

    `before` and `after` are values as the rows have them (`telling.values`); what is the same in both is not kept.
    A change has both, a beginning only `after`.
    """

    verb: str
    sentence: str
    subject: str
    subject_id: int | None = None
    path: str = ""
    happened_on: date | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class _Plain(NamedTuple):
    """A line with its sentence, before and after as they are kept; `signs`: somebody may be mentioned in them."""

    line: Line
    text: tuple[str, Values | None, Values | None]
    signs: bool


def write(*, by: Writer, line: Line) -> None:
    """Write one line within the caller's transaction; raises OutsideTransaction without one."""
    write_many(by=by, lines=[line])


def write_many(*, by: Writer, lines: Iterable[Line]) -> None:
    """Write several lines within the caller's transaction, in their order."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("ledger lines and their change belong into one transaction")
    request_id = current_request_id()
    entries = entries_of((by, line) for line in lines)
    for entry in entries:
        entry.request_id = request_id
    Entry.objects.bulk_create(entries, batch_size=2000)


def entries_of(told: Iterable[tuple[Writer, Line]]) -> list[Entry]:
    """The rows of these lines, each told by whoever acts, not saved yet; all names are looked up at once."""
    lines = [(by, _plain(line)) for by, line in told]
    called = [_called(by, line) for by, line in lines]
    ids = ids_of({one for some in called for one in some})
    return [
        _entry(by, line, {one: ids[one] for one in some})
        for (by, line), some in zip(lines, called, strict=True)
    ]


def _plain(line: Line) -> _Plain:
    """The parts of a line that people can stand in, as they will be kept."""
    before, after = sides(line.before, line.after)
    text = (line.sentence, before, after)
    return _Plain(line, text, any(has_signs(part) for part in text))


def _called(by: Writer, plain: _Plain) -> list[Called]:
    """Everybody a line names, once each: first the person who acts."""
    actor = [] if by.person_id is None else [(by.person_id, by.name)]
    return list(dict.fromkeys([*actor, *mentioned(plain.text)])) if plain.signs else actor


def _entry(by: Writer, plain: _Plain, ids: dict[Called, int]) -> Entry:
    """`ids` are those of everybody the line names, in the order in which it keeps them."""
    line, (sentence, before, after) = plain.line, plain.text
    if plain.signs:
        places = {one: place for place, one in enumerate(ids)}
        sentence, before, after = (marked(part, places) for part in plain.text)
    return Entry(
        actor_id=by.account_id,
        actor_name="" if by.person_id is not None else by.name,
        names=list(ids.values()),
        verb=line.verb,
        sentence=sentence,
        subject=line.subject,
        subject_id=line.subject_id,
        organisation_path=line.path,
        happened_on=line.happened_on,
        before=before,
        after=after,
    )
