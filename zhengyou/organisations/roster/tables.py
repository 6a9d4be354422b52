"""Which sheet is which: headers are found wherever they stand, in one row or two, and columns in any order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from . import cells
from .cells import Cell
from .files import Book, Sheet, UnreadableRoster
from .layouts import (
    LAYOUTS,
    ORGANISATIONS,
    OWN_COLUMN,
    OWN_SHEETS,
    PEOPLE,
    Layout,
    asks_for_id_cards,
    heading,
)
from .notes import Place, letters

_HEADER_ROWS = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header: its place as people count it, and its cells by column."""

    table: "Table"
    number: int
    cells: dict[str, Cell]

    def place(self, column: str | None = None) -> Place:
        """Where a column of this row stands; the row where it has no such column."""
        return Place(self.table.sheet, self.number, self.table.columns.get(column) if column else None)

    def has(self, column: str) -> bool:
        """Whether the sheet tells this at all."""
        return column in self.table.columns


@dataclass
class Table:
    """One recognised sheet: in which row its header ends (from 1), where its columns stand, and what is not read."""

    layout: Layout
    sheet: str
    header: int
    columns: dict[str, int]
    ignored: list[str] = field(default_factory=list)
    id_cards: dict[int, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Tables:
    """Both kinds of tables; None where the file has no such sheet. `skipped` are sheets that are neither."""

    book: Book
    organisations: Table | None
    people: Table | None
    skipped: list[str]

    @property
    def found(self) -> list[Table]:
        """Those there are."""
        return [table for table in (self.organisations, self.people) if table is not None]


@dataclass(frozen=True)
class _Head:
    """A header that may be one: its words by column, and the row in which it ends (from 1)."""

    words: list[list[str]]
    ends: int

    def columns(self, layout: Layout) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, column in layout.columns.items():
            for place, words in enumerate(self.words):
                if place not in found.values() and any(word in column.words for word in words):
                    found[key] = place
                    break
        return found


def recognise(book: Book) -> Tables:
    """The tables of a file. Raises UnreadableRoster where there is none, or two of one kind."""
    found: dict[str, Table] = {}
    skipped, lacking = [], []
    for sheet in book.sheets:
        table, lacks = _recognised(sheet)
        if table is None:
            lacking += [f"工作表“{sheet.name}”{lacks}。请补上再导入。"] if lacks else []
            if sheet.name not in OWN_SHEETS and any(cell is not None for row in sheet.rows for cell in row):
                skipped.append(f"{sheet.name}（{lacks}）" if lacks else sheet.name)
        elif table.layout.name in found:
            raise UnreadableRoster(
                f"有不止一张{table.layout.name}表（“{sheet.name}”也是）。请合成一张再导入。"
            )
        else:
            found[table.layout.name] = table
            table.rows = list(_rows(table, sheet))
    if not found:
        raise UnreadableRoster("".join(lacking) or _NOTHING)
    return Tables(book, found.get(ORGANISATIONS.name), found.get(PEOPLE.name), skipped)


_NOTHING = (
    "没有认出表头。组织表要有“编码、名称、类别”三列，人员表要有“组织编码（或组织名称）、姓名、身份”三列；"
    "可以下载模板照着填。"
)


def _recognised(sheet: Sheet) -> tuple[Table | None, str]:
    """The sheet as a table, or what it lacks to be one ("" where it does not look like one)."""
    most, near = 1, ""
    for head in _heads(sheet):
        for layout in LAYOUTS:
            columns = head.columns(layout)
            lacks = layout.lacking(columns)
            if not lacks:
                return _table(sheet, layout, head, columns), ""
            if len(columns) > most:
                names = "、".join(f"“{name}”" for name in lacks)
                most, near = len(columns), f"像是{layout.name}表，但没有{names}一列"
    return None, near


def _heads(sheet: Sheet) -> Iterator[_Head]:
    """Every row near the top as a header of one row, and with the next one as a header of two; never one that cuts
    through merged cells."""
    for number, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        one = _Head([[heading(cell)] for cell in row], number + 1)
        two = _two_rows(sheet, number)
        for head in (one, two):
            cut = head and any(first[0] < head.ends <= last[0] for first, last in sheet.merged)
            if head and not cut:
                yield head


def _two_rows(sheet: Sheet, number: int) -> _Head | None:
    if number + 1 >= len(sheet.rows):
        return None
    upper, lower = list(sheet.rows[number]), sheet.rows[number + 1]
    for (top, left), (bottom, right) in sheet.merged:
        if top <= number <= bottom and left < len(upper):
            upper[left : right + 1] = [sheet.rows[top][left]] * (min(right + 1, len(upper)) - left)
    words = []
    for place in range(max(len(upper), len(lower))):
        above = heading(upper[place]) if place < len(upper) else ""
        below = heading(lower[place]) if place < len(lower) else ""
        words.append([above + below, below] if below else [above])
    return _Head(words, number + 2)


def _table(sheet: Sheet, layout: Layout, head: _Head, columns: dict[str, int]) -> Table:
    table = Table(layout, sheet.name, head.ends, columns)
    for place, words in enumerate(head.words):
        word = words[-1]
        if asks_for_id_cards(word):
            table.id_cards[place] = word
        elif word and word != OWN_COLUMN and place not in columns.values():
            again = any(word in column.words for column in layout.columns.values())
            table.ignored.append(f"{word}（{letters(place)} 列，重复）" if again else word)
    return table


def _rows(table: Table, sheet: Sheet) -> Iterator[Row]:
    fills = _fills(table, sheet)
    columns = {column: place for column, place in table.columns.items() if place not in table.id_cards}
    for number, row in enumerate(sheet.rows[table.header :], table.header):
        width = len(row)
        found = {column: row[place] if place < width else None for column, place in columns.items()}
        if not any(cells.text(value) for value in found.values()):
            continue
        for column, value in fills.get(number, {}).items():
            if found[column] is None:
                found[column] = value
        yield Row(table, number + 1, found)


def _fills(table: Table, sheet: Sheet) -> Mapping[int, dict[str, Cell]]:
    """What merged cells tell for the rows beside the first: by row from 0, then by column."""
    places = {place: column for column, place in table.columns.items() if column in table.layout.filled}
    found: dict[int, dict[str, Cell]] = {}
    for (top, left), (bottom, _right) in sheet.merged:
        if left in places and top >= table.header:
            value = sheet.rows[top][left] if left < len(sheet.rows[top]) else None
            for number in range(top + 1, min(bottom + 1, len(sheet.rows))):
                found.setdefault(number, {})[places[left]] = value
    return found
