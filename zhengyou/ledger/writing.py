"""The one way into the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import transaction

from .models import Entry
from .request import current_request_id


class Writer(Protocol):
    """Whoever acts: an account's number (None for the system itself) and a name kept as text."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


class OutsideTransaction(RuntimeError):
    """A ledger line was to be written without a transaction around it and its change."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line to be written; see `Entry` for the meaning of each part."""

    verb: str
    sentence: str
    subject: str
    subject_id: int | None = None
    path: str = ""
    happened_on: date | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def write(*, by: Writer, line: Line) -> None:
    """Write one line within the caller's transaction; raises OutsideTransaction without one."""
    write_many(by=by, lines=[line])


def write_many(*, by: Writer, lines: Iterable[Line]) -> None:
    """Write several lines within the caller's transaction, in their order."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("ledger lines and their change belong into one transaction")
    request_id = current_request_id()
    Entry.objects.bulk_create(
        (
            Entry(
                actor_id=by.account_id,
                actor_name=by.name,
                verb=line.verb,
                sentence=line.sentence,
                subject=line.subject,
                subject_id=line.subject_id,
                organisation_path=line.path,
                happened_on=line.happened_on,
                before=line.before,
                after=line.after,
                request_id=request_id,
            )
            for line in lines
        ),
        batch_size=2000,
    )
