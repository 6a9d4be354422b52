"""What a roster would change, worked out before anything is written: the preview shows it, the import does it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

from ..models import MEMBERS
from .notes import Note, Place

ADDED, CHANGED, MOVED = "added", "changed", "moved"


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that becomes another, in words; `old` is "" where there was nothing."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A row of the tree to be written: an organisation as it stands from the day on."""

    code: str
    parent: str | None
    name: str
    kind: str
    sector: str


@dataclass(slots=True)
class OrganisationChange:
    """One organisation added or changed."""

    verb: str
    place: Place
    placing: Placing
    edits: list[Edit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A membership to be written: `id` None for a new one; the organisation by its code, for it may be new too."""

    id: int | None
    organisation: str
    status: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A circumstance to be written: `id` None for a new one."""

    id: int | None
    kind: str
    reason: str
    since: date
    until: date | None


@dataclass(slots=True)
class PersonChange:
    """One person added, changed or transferred, and the rows to be written; `person` None for a new one."""

    verb: str
    place: Place
    person: int | None
    name: str
    number: str
    joined_on: date | None
    organisation: str
    status: str
    edits: list[Edit] = field(default_factory=list)
    renamed: bool = False
    leaves: int | None = None
    """The id of the organisation that somebody leaves, for whom is transferred."""
    receives: int | None = None
    """The id of the transfer that waited for just this, and is received with it."""
    members: list[MemberRow] = field(default_factory=list)
    conditions: list[ConditionRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that stands but is not in the roster: organisation with code, and the person, "" for the former."""

    organisation: str
    code: str
    person: str = ""
    number: str = ""


@dataclass
class Difference:
    """Everything that a roster would do on a day, what it lacks, and what is wrong with it."""

    day: date
    organisations: list[OrganisationChange] = field(default_factory=list)
    people: list[PersonChange] = field(default_factory=list)
    missing_organisations: list[Missing] = field(default_factory=list)
    missing_people: list[Missing] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Names of organisations by code, those of the roster before those that stand."""

    @property
    def faults(self) -> list[Note]:
        """What must be mended first."""
        return [note for note in self.notes if note.stops]

    @property
    def warnings(self) -> list[Note]:
        """What should be looked at."""
        return [note for note in self.notes if not note.stops]

    @property
    def counts(self) -> "Counts":
        """How many of each."""
        verbs = [one.verb for one in self.people]
        activists = [one for one in self.people if one.verb == ADDED and one.status not in MEMBERS]
        return Counts(
            organisations_added=sum(one.verb == ADDED for one in self.organisations),
            organisations_changed=sum(one.verb == CHANGED for one in self.organisations),
            people_added=verbs.count(ADDED),
            activists_added=len(activists),
            people_changed=verbs.count(CHANGED),
            people_moved=verbs.count(MOVED),
            missing_organisations=len(self.missing_organisations),
            missing_people=len(self.missing_people),
            faults=len(self.faults),
            warnings=len(self.warnings),
        )

    def digest(self) -> str:
        """The same for the same changes to the same state on the same day: SHA-256, hex."""
        found = hashlib.sha256(self.day.isoformat().encode())
        for one in self._parts():
            found.update(json.dumps(asdict(one), ensure_ascii=False, default=str).encode())
        return found.hexdigest()

    def _parts(self) -> "Iterator[OrganisationChange | PersonChange | Missing]":
        yield from self.organisations
        yield from self.people
        yield from self.missing_organisations
        yield from self.missing_people


@dataclass(frozen=True)
class Counts:
    """How many of each kind of change, of what is missing, and of what is wrong. `activists_added` are among
    `people_added` and no members."""

    organisations_added: int = 0
    organisations_changed: int = 0
    people_added: int = 0
    activists_added: int = 0
    people_changed: int = 0
    people_moved: int = 0
    missing_organisations: int = 0
    missing_people: int = 0
    faults: int = 0
    warnings: int = 0

    @property
    def changes(self) -> int:
        """How many organisations and people are added, changed or transferred."""
        people = self.people_added + self.people_changed + self.people_moved
        return self.organisations_added + self.organisations_changed + people

    @property
    def words(self) -> str:
        """Added, changed and transferred in words."""
        activists = f"（其中入党积极分子、发展对象 {self.activists_added:,} 名，不计入党员）"
        parts = [
            f"新增组织 {self.organisations_added:,} 个、改动 {self.organisations_changed:,} 个",
            f"新增人员 {self.people_added:,} 名{activists if self.activists_added else ''}",
            f"改动 {self.people_changed:,} 名",
            f"转接 {self.people_moved:,} 名",
        ]
        return f"{parts[0]}，{'、'.join(parts[1:])}"
