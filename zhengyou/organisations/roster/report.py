"""The annotated workbook: the user's own rows in their order, what is wrong beside them and in the cells; then all that
would change, and all that is missing."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ..models import MemberStatus
from . import cells
from .cells import Cell
from .difference import ADDED, CHANGED, MOVED, Difference, Edit
from .files import Sheet
from .layouts import OWN_COLUMN
from .notes import Note
from .progress import Course
from .sheets import Pen
from .tables import Table
from .working import Worked

_FAULT, _WARNING, _HEAD = "#F8CBAD", "#FFF2CC", "#EDEDED"
_MOST_COMMENTS = 2000
"""A workbook with more opens slowly; the first column says everything anyway."""
_TOLD = 2000
_UNREAD = "（未读取）"
_VERBS = {ADDED: "新增", CHANGED: "改动", MOVED: "转接"}


def report(worked: Worked, course: Course) -> bytes:
    """The bytes of the workbook."""
    course.begin("整理问题和变动清单")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        pen = Pen(book)
        by_sheet = {table.sheet: table for table in worked.tables.found}
        notes = _by_place(worked.difference.notes)
        sheets = [sheet for sheet in worked.tables.book.sheets if sheet.name in by_sheet]
        total = sum(len(sheet.rows) for sheet in sheets) + len(worked.difference.people)
        done = 0
        for sheet in sheets:
            page = book.add_worksheet(_title(sheet.name))
            _Page(page, pen, by_sheet[sheet.name], notes).write(sheet, course, done, total)
            done += len(sheet.rows)
        _list(book.add_worksheet("变动"), pen, _CHANGES, _changes(worked.difference))
        _list(book.add_worksheet("名册里没有的"), pen, _MISSING, _missing(worked.difference))
    return out.getvalue()


Notes = dict[tuple[str, int], list[Note]]


def _by_place(notes: Iterable[Note]) -> Notes:
    found: Notes = defaultdict(list)
    for note in notes:
        found[note.place.sheet, note.place.row].append(note)
    return found


def _title(name: str) -> str:
    """A sheet's name as a workbook takes it: a .csv brings its file name."""
    return "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31] or "名册"


class _Page:
    """One sheet of the file with a first column for what is wrong."""

    def __init__(self, page: Worksheet, pen: Pen, table: Table, notes: Notes) -> None:
        self.page, self.pen, self.table, self.notes = page, pen, table, notes
        self.comments = 0

    def write(self, sheet: Sheet, course: Course, done: int, total: int) -> None:
        """All rows as they stand in the file; columns of id-card numbers are left out."""
        again = self._own_column(sheet)
        width = max((len(row) for row in sheet.rows), default=0)
        self.page.set_column(0, 0, 50)
        self.page.set_column(1, max(width, 1), 16)
        self.page.freeze_panes(self.table.header, 1)
        for number, row in enumerate(sheet.rows):
            self._row(number, row[1:] if again else row, 1 if again else 0)
            if number % _TOLD == 0:
                course.tick(done + number, total)
        last = max(len(sheet.rows) - 1, self.table.header - 1)
        self.page.autofilter(self.table.header - 1, 0, last, max(width - again, 1))

    def _own_column(self, sheet: Sheet) -> bool:
        """Whether the file is such a report already: its first column is then written anew."""
        head = sheet.rows[self.table.header - 1]
        return bool(head) and head[0] == OWN_COLUMN

    def _row(self, number: int, row: Sequence[Cell], skipped: int) -> None:
        notes = self.notes.get((self.table.sheet, number + 1), [])
        colours = {note.place.column: _FAULT if note.stops else _WARNING for note in reversed(notes)}
        if number == self.table.header - 1:
            self.pen.write(self.page, number, 0, OWN_COLUMN, _HEAD)
        elif notes:
            colour = _FAULT if any(note.stops for note in notes) else _WARNING
            said = "；".join(f"{'' if note.stops else '提醒：'}{note.sentence}" for note in notes)
            self.pen.write(self.page, number, 0, said, colour)
        for place, value in enumerate(row, skipped):
            shown = self._shown(number, place, value)
            self.pen.write(self.page, number, place + 1 - skipped, shown, colours.get(place, ""))
        for note in notes:
            self._comment(number, note, skipped)

    def _shown(self, number: int, place: int, value: Cell) -> Cell:
        """The cell as it was, but for id-card numbers: those are not passed on."""
        column = place in self.table.id_cards and number >= self.table.header
        unread = value is not None and (column or cells.holds_id_card(value))
        return _UNREAD if unread else value

    def _comment(self, number: int, note: Note, skipped: int) -> None:
        if note.place.column is None or self.comments >= _MOST_COMMENTS:
            return
        self.comments += 1
        self.page.write_comment(number, note.place.column + 1 - skipped, note.sentence, {"x_scale": 2})


_CHANGES = ("做什么", "组织或人员", "组织", "编码或编号", "身份", "哪一项", "原来", "改为")
_MISSING = ("系统里有、名册里没有的（不会删除）", "组织", "组织编码", "姓名", "人员编号")


def _changes(difference: Difference) -> Iterable[Sequence[str]]:
    names = difference.names
    for one in difference.organisations:
        p = one.placing
        yield from _edited((_VERBS[one.verb], p.name, names.get(p.parent or "", ""), p.code, ""), one.edits)
    for person in difference.people:
        status = str(MemberStatus(person.status).label)
        organisation = names.get(person.organisation, "")
        fields = (_VERBS[person.verb], person.name, organisation, person.number, status)
        yield from _edited(fields, person.edits)


def _edited(fields: tuple[str, ...], edits: Sequence[Edit]) -> Iterable[Sequence[str]]:
    if not edits:
        yield fields
    for edit in edits:
        yield (*fields, edit.what, edit.old, edit.new)


def _missing(difference: Difference) -> Iterable[Sequence[str]]:
    for one in difference.missing_organisations:
        yield ("组织", one.organisation, one.code)
    for one in difference.missing_people:
        yield ("人员", one.organisation, one.code, one.person, one.number)


def _list(page: Worksheet, pen: Pen, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    page.freeze_panes(1, 0)
    page.set_column(0, len(head) - 1, 20)
    for column, word in enumerate(head):
        pen.write(page, 0, column, word, _HEAD)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            pen.write(page, last, column, value)
    page.autofilter(0, 0, last, len(head) - 1)
