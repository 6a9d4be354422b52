"""A roster file as tables of text: which sheet is which, by the headers people really write."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import python_calamine

FILE_LIMIT = 20 * 1024 * 1024
_UNPACKED_LIMIT = 50 * 1024 * 1024
_ROW_LIMIT = 200_000
_COLUMN_LIMIT = 702  # up to ZZ
_HEADER_ROWS = 10
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]+)([0-9]+)"')

Cell = str | int | float | bool | date | None


class UnreadableRoster(Exception):
    """The file as a whole cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Layout:
    """What one sheet holds: its name for people, and the headers by which each column is known."""

    name: str
    required: Mapping[str, frozenset[str]]
    optional: Mapping[str, frozenset[str]]

    def columns(self, row: list[Cell]) -> dict[str, int] | None:
        """Where each column stands if this row is the header; None if it is not."""
        heads = [_head(cell) for cell in row]
        found = {
            column: next(n for n, head in enumerate(heads) if head in words)
            for column, words in (*self.required.items(), *self.optional.items())
            if any(head in words for head in heads)
        }
        return found if all(column in found for column in self.required) else None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORGANISATIONS = Layout(
    "组织",
    {
        "code": _words("编码 组织编码 党组织编码 代码 组织代码"),
        "name": _words("名称 组织名称 党组织名称 组织全称 全称"),
        "kind": _words("类别 组织类别 党组织类别 类型"),
    },
    {
        "parent": _words("上级编码 上级组织编码 上级党组织编码 上级代码 上级"),
        "sector": _words("领域 所属领域 行业领域"),
    },
)
PEOPLE = Layout(
    "人员",
    {
        "organisation": _words("组织编码 编码 党组织编码 所在组织编码 所在支部编码 组织代码"),
        "name": _words("姓名 党员姓名"),
        "status": _words("身份 人员类别 党员类别 人员身份"),
    },
    {"since": _words("加入日期 加入组织日期 入党日期 加入时间")},
)


@dataclass(frozen=True)
class Row:
    """One row under the header: its place as people count it, and its cells by column."""

    sheet: str
    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The cell as text without blanks around it; whole numbers without ".0"."""
        value = self.cells.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip().strip("\u3000\ufeff")

    def ruined(self, column: str) -> bool:
        """Whether the cell was a number so long that the spreadsheet has lost its last digits."""
        value = self.cells.get(column)
        return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**15


@dataclass(frozen=True)
class Tables:
    """The rows of both kinds; None where the file has no such sheet. `skipped` are sheets that are neither."""

    organisations: list[Row] | None
    people: list[Row] | None
    skipped: list[str]


def read_tables(data: bytes, name: str) -> Tables:
    """Rows of an .xlsx (every sheet) or .csv (one sheet). Raises UnreadableRoster."""
    if not data:
        raise UnreadableRoster("这个文件是空的。请确认选对了文件。")
    if len(data) > FILE_LIMIT:
        raise UnreadableRoster("文件超过 20 MB。请删去图片和无关的工作表，或分几次导入。")
    found: dict[str, list[Row]] = {}
    skipped = []
    for sheet, rows in _sheets(data, name):
        layout, table = _recognised(sheet, rows)
        if layout is None:
            if any(any(row) for row in rows):
                skipped.append(sheet)
        elif layout.name in found:
            raise UnreadableRoster(f"有不止一张{layout.name}表（“{sheet}”也是）。请合成一张再导入。")
        else:
            found[layout.name] = table
    if not found:
        raise UnreadableRoster(
            "没有认出表头。组织表要有“编码、名称、类别”三列，人员表要有“组织编码、姓名、身份”三列。"
        )
    return Tables(found.get(ORGANISATIONS.name), found.get(PEOPLE.name), skipped)


def _sheets(data: bytes, name: str) -> Iterator[tuple[str, list[list[Cell]]]]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _workbook(data)
    elif name.lower().endswith(".csv"):
        yield name, _csv(data)
    else:
        raise UnreadableRoster(
            "只认 .xlsx 和 .csv。旧的 .xls 或加密的表格请用表格软件另存为不加密的 .xlsx 再导入。"
        )


def _workbook(data: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    _refuse_monsters(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            yield title, [list(map(_cell, row)) for row in book.get_sheet_by_name(title).to_python(False)]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableRoster(
            "这个表格打不开，可能已损坏。请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error


def _refuse_monsters(data: bytes) -> None:
    """A small file can unpack to gigabytes, or name a cell so far out that the sheet fills all memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(member.file_size for member in package.infolist()) > _UNPACKED_LIMIT:
                raise UnreadableRoster("表格展开后超过 50 MB。请删去图片和无关的工作表再导入。")
            sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
            if not sheets:
                raise UnreadableRoster("这个文件不是表格。名册请用 .xlsx 或 .csv。")
            for name in sheets:
                if any(_far(*cell) for cell in _CELL.findall(package.read(name))):
                    raise UnreadableRoster(
                        "表格里有离得很远的单元格（超过 20 万行或 702 列）。请删去多余的行列再导入。"
                    )
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableRoster("这个表格打不开，可能已损坏或加密。请另存为不加密的 .xlsx 再导入。") from error


def _far(letters: bytes, digits: bytes) -> bool:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return len(digits) > 7 or int(digits) > _ROW_LIMIT or column > _COLUMN_LIMIT


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value == "" or not isinstance(value, str | int | float | bool | date):
        return None
    return value


def _csv(data: bytes) -> list[list[Cell]]:
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    raise UnreadableRoster("这个 .csv 的文字编码读不出来。请用表格软件另存为“CSV UTF-8”再导入。")


def _recognised(sheet: str, rows: list[list[Cell]]) -> tuple[Layout | None, list[Row]]:
    for number, head in enumerate(rows[:_HEADER_ROWS], 1):
        for layout in (PEOPLE, ORGANISATIONS):
            columns = layout.columns(head)
            if columns is not None:
                return layout, list(_rows(sheet, rows, number, columns))
    return None, []


def _rows(sheet: str, rows: list[list[Cell]], header: int, columns: dict[str, int]) -> Iterator[Row]:
    for number, row in enumerate(rows[header:], header + 1):
        cells = {column: row[place] if place < len(row) else None for column, place in columns.items()}
        found = Row(sheet, number, cells)
        if any(found.text(column) for column in cells):
            yield found


def _head(cell: Cell) -> str:
    return re.sub(r"[\s*＊:：（(].*|\s", "", str(cell).strip()) if cell is not None else ""
