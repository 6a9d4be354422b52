"""From the bytes of a file to what it would change: the same for the preview, the import and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .difference import Difference, Placing
from .files import read_book
from .notes import Notes
from .peopling import Peopling
from .placing import Placed, place
from .progress import Course
from .rows import Enrolled, Reader, Wanted
from .standing import Scope, Tree
from .tables import Tables, recognise


@dataclass(frozen=True)
class Worked:
    """A file read and compared with what stands."""

    tables: Tables
    tree: Tree
    final: dict[str, Placing]
    difference: Difference
    spans: Mapping[int, tuple[date, date | None]]
    """The days of the memberships there are, by id."""

    def ids(self) -> dict[str, int]:
        """The ids of the organisations that stand, by code."""
        return {code: row.organisation_id for code, row in self.tree.placements.items()}


@dataclass(frozen=True)
class Said:
    """What a file says, before anything stored is asked; `notes` are about single rows."""

    tables: Tables
    organisations: list[Wanted]
    enrolled: list[Enrolled]
    broken: list[Enrolled]
    notes: Notes
    unsure: bool
    """Some organisation of the file is faulty, so that people may belong to one of those."""


def read(data: bytes, name: str, *, day: date, course: Course) -> Said:
    """Every row of a file as it stands on a day. Raises UnreadableRoster."""
    course.begin("读文件")
    tables = recognise(read_book(data, name))
    course.begin("核对每一行")
    notes = Notes()
    total = sum(len(table.rows) for table in tables.found)
    before = len(tables.organisations.rows) if tables.organisations else 0
    reader = Reader(notes, day, tables.book.from_1904, lambda count, _: course.tick(before + count, total))
    organisations = reader.organisations(tables.organisations) if tables.organisations else []
    unsure = notes.faults > 0
    enrolled = reader.people(tables.people) if tables.people else []
    return Said(tables, organisations, enrolled, reader.broken, notes, unsure)


def compare(said: Said, *, day: date, scope: Scope, course: Course) -> Worked:
    """What a roster would change on a day within a scope, and everything that is wrong with it. Reads what is stored,
    writes nothing."""
    course.begin("和现有名册比对")
    notes = Notes([*said.notes.all])
    tree = Tree.on(day, scope)
    placed = Placed(tree, said.organisations, notes)
    difference = Difference(day)
    place(placed, difference)
    spans = {}
    if said.tables.people:
        unsure = said.unsure or notes.faults > 0
        spans = Peopling(placed, notes, difference, course.tick, unsure).compare(said.enrolled, said.broken)
    difference.notes = notes.sorted([sheet.name for sheet in said.tables.book.sheets])
    difference.names = {code: placing.name for code, placing in placed.final.items()}
    return Worked(said.tables, tree, placed.final, difference, spans)
