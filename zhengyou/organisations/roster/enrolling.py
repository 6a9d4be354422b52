"""Writing the people that a roster adds, changes and transfers: few statements for many rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ..copying import change, copy, reserve
from ..models import Circumstance, Membership, Person
from ..rules.roster_names import pinyin_key
from . import hanging
from .difference import MemberRow, PersonChange
from .rows import Tick

_BATCH = 2000


@dataclass
class Enrolling:
    """Writes people; `ids` are those of the organisations by code, `spans` the days of the memberships there are."""

    ids: Mapping[str, int]
    spans: Mapping[int, tuple[date, date | None]]
    day: date
    tick: Tick

    def enrol(self, changes: Sequence[PersonChange]) -> list[int]:
        """Write everything; returns the ids of the people in the order of the changes."""
        fresh = iter(reserve(Person, sum(one.person is None for one in changes)))
        people = [next(fresh) if one.person is None else one.person for one in changes]
        pairs = list(zip(people, changes, strict=True))
        given = iter(pairs)
        done = 0
        while batch := list(islice(given, _BATCH)):
            self._write(batch)
            done += len(batch)
            self.tick(done, len(pairs))
        return people

    def _write(self, batch: list[tuple[int, PersonChange]]) -> None:
        renamed = [(key, *_told(one)) for key, one in batch if one.person is not None and one.renamed]
        fields = ("name", "pinyin", "number", "joined_on")
        change(Person, fields, renamed)
        copy(Person, ("id", *fields), ((key, *_told(one)) for key, one in batch if one.person is None))
        self._members(batch)
        leavers = [
            hanging.Leaver(key, one.leaves, self.ids[one.organisation]) for key, one in batch if one.leaves
        ]
        hanging.end(leavers, self.day)
        conditions = [(key, row) for key, one in batch for row in one.conditions]
        columns = ("reason", "until")
        change(Circumstance, columns, [(row.id, row.reason, row.until) for _, row in conditions if row.id])
        new = ((key, row.kind, row.reason, row.since) for key, row in conditions if row.id is None)
        copy(Circumstance, ("person", "kind", "reason", "since"), new)

    def _members(self, batch: list[tuple[int, PersonChange]]) -> None:
        """Rows there are first become shorter, then what they shall be: on no day two of them hold meanwhile."""
        rows = [(key, row) for key, one in batch for row in one.members]
        old = [row for _, row in rows if row.id is not None]
        change(Membership, ("since", "until"), [(row.id, *self._shorter(row)) for row in old])
        fields = ("organisation", "status", "since", "until")
        change(Membership, fields, [(row.id, *self._values(row)) for row in old])
        new = ((key, *self._values(row)) for key, row in rows if row.id is None)
        copy(Membership, ("person", *fields), new)

    def _shorter(self, row: MemberRow) -> tuple[date, date | None]:
        """The days that a row both has and shall have."""
        since, until = self.spans[row.id or 0]
        ends = [day for day in (until, row.until) if day is not None]
        return max(since, row.since), min(ends, default=None)

    def _values(self, row: MemberRow) -> tuple[object, ...]:
        return (self.ids[row.organisation], row.status, row.since, row.until)


def _told(one: PersonChange) -> tuple[object, ...]:
    return (one.name, pinyin_key(one.name), one.number or None, one.joined_on)
