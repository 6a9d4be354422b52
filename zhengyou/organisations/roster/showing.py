"""What of a difference is kept for the preview page: the first of each kind; the workbook has the rest."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from ..models import MemberStatus
from .difference import ADDED, CHANGED, MOVED, Difference, Edit, OrganisationChange, PersonChange
from .notes import Note
from .tables import Tables

SHOWN = 50
PLACES = 3


def shown(difference: Difference, tables: Tables) -> dict[str, Any]:
    """Lists of plain texts by kind, at most SHOWN each, and what of the file is not read."""
    names = difference.names
    organisations = {
        verb: [o for o in difference.organisations if o.verb == verb] for verb in (ADDED, CHANGED)
    }
    people = {verb: [p for p in difference.people if p.verb == verb] for verb in (ADDED, CHANGED, MOVED)}
    return {
        "organisations_added": [_new(one, names) for one in organisations[ADDED][:SHOWN]],
        "organisations_changed": [
            [one.placing.name, _edits(one.edits)] for one in organisations[CHANGED][:SHOWN]
        ],
        "people_added": [_person(one, names) for one in people[ADDED][:SHOWN]],
        "people_changed": [_person(one, names) for one in people[CHANGED][:SHOWN]],
        "people_moved": [_person(one, names) for one in people[MOVED][:SHOWN]],
        "missing_organisations": [
            f"{one.organisation}（{one.code}）" for one in difference.missing_organisations[:SHOWN]
        ],
        "missing_people": [f"{one.organisation}：{one.person}" for one in difference.missing_people[:SHOWN]],
        "faults": _grouped(difference.faults),
        "warnings": _grouped(difference.warnings),
        **unread(tables),
    }


def _grouped(notes: Sequence[Note]) -> list[list[Any]]:
    """The same sentence once: [sentence, in how many cells, the first of them]."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        found[note.sentence].append(note)
    return [
        [sentence, len(some), [note.place.words for note in some[:PLACES]]]
        for sentence, some in islice(found.items(), SHOWN)
    ]


def unread(tables: Tables) -> dict[str, Any]:
    """Columns and sheets that nobody read."""
    return {
        "ignored": [[table.sheet, table.ignored] for table in tables.found if table.ignored],
        "id_cards": [
            [table.sheet, list(table.id_cards.values())] for table in tables.found if table.id_cards
        ],
        "skipped": tables.skipped,
    }


def unread_sentences(tables: Tables) -> list[str]:
    """The same in sentences."""
    found = [
        f"工作表“{sheet}”里没有用到的列：{'、'.join(columns)}。"
        for sheet, columns in unread(tables)["ignored"]
    ]
    found += [
        f"不需要身份证号，工作表“{sheet}”里的“{'、'.join(columns)}”这一列没有读取。"
        for sheet, columns in unread(tables)["id_cards"]
    ]
    if tables.skipped:
        found.append(f"没有认出表头、跳过的工作表：{'、'.join(tables.skipped)}。")
    return found


def _new(one: OrganisationChange, names: dict[str, str]) -> list[str]:
    placing = one.placing
    return [placing.name, placing.code, names.get(placing.parent or "", "")]


def _person(one: PersonChange, names: dict[str, str]) -> list[Any]:
    status = str(MemberStatus(one.status).label)
    return [one.name, names.get(one.organisation, ""), status, _edits(one.edits)]


def _edits(edits: Sequence[Edit]) -> list[list[str]]:
    return [[edit.what, edit.old, edit.new] for edit in edits]
