"""A roster file as sheets of cells: .xlsx or .csv, of any usual encoding and separator."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import python_calamine

from . import cells
from .cells import Cell

FILE_LIMIT = 20 * 1024 * 1024
_UNPACKED_LIMIT = 200 * 1024 * 1024
_RATIO_LIMIT = 200
_MEMBER_LIMIT = 2000
_ROW_LIMIT = 200_000
_COLUMN_LIMIT = 702  # up to ZZ
_FAR = re.compile(rb'<c [^>]*?r="([A-Z]{3,}[0-9]+|[A-Z]+[0-9]{6,})"|<row [^>]*?r="([0-9]{6,})"')
_FROM_1904 = re.compile(rb"<workbookPr[^>]*\bdate1904=[\"'](1|true)[\"']")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TABLES = (".csv", ".tsv", ".txt")

Range = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: ((first row, first column), (last row, last column)), counted from 0."""


class UnreadableRoster(Exception):
    """The file as a whole cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the very first one, and what is merged in it."""

    name: str
    rows: list[list[Cell]]
    merged: list[Range]


@dataclass(frozen=True)
class Book:
    """The sheets of a file; `from_1904` says from which year its days are counted."""

    sheets: list[Sheet]
    from_1904: bool = False


def read_book(data: bytes, name: str) -> Book:
    """All sheets of an .xlsx, or a .csv as one sheet. Raises UnreadableRoster."""
    if not data:
        raise UnreadableRoster("这个文件是空的。请确认选对了文件。")
    if len(data) > FILE_LIMIT:
        raise UnreadableRoster("文件超过 20 MB。请删去图片和无关的工作表，或分几次导入。")
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            raise UnreadableRoster("这个表格设了打开密码。请用表格软件打开，取消密码后再导入。")
        raise UnreadableRoster("只认 .xlsx 和 .csv。旧的 .xls 请用表格软件另存为 .xlsx 再导入。")
    if name.lower().endswith(_TABLES):
        return Book([Sheet(name, _table(_decoded(data)), [])])
    raise UnreadableRoster("只认 .xlsx 和 .csv。请用表格软件另存为 .xlsx 再导入。")


def _workbook(data: bytes) -> Book:
    from_1904 = _refuse_monsters(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return Book(list(_sheets(book)), from_1904)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableRoster(
            "这个表格打不开，可能已损坏。请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error


def _sheets(book: python_calamine.CalamineWorkbook) -> Iterator[Sheet]:
    for title in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        yield Sheet(title, rows, list(sheet.merged_cell_ranges or ()))


def _refuse_monsters(data: bytes) -> bool:
    """A small file can unpack to gigabytes, or name a cell so far out that the sheet fills all memory. Returns whether
    the book counts its days from 1904."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            size = sum(member.file_size for member in members)
            if size > min(_UNPACKED_LIMIT, max(_RATIO_LIMIT * len(data), 1_000_000)):
                raise UnreadableRoster("表格展开后太大。请删去图片和无关的工作表再导入。")
            if len(members) > _MEMBER_LIMIT:
                raise UnreadableRoster("表格里的部件太多。请新建一个表格，只把名册复制进去再导入。")
            sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
            if not sheets:
                raise UnreadableRoster("这个文件不是表格。名册请用 .xlsx 或 .csv。")
            for name in sheets:
                if any(_far(cell or row) for cell, row in _FAR.findall(package.read(name))):
                    raise UnreadableRoster(
                        "表格里有离得很远的单元格（超过 20 万行或 702 列）。请删去多余的行列再导入。"
                    )
            book = package.read("xl/workbook.xml") if "xl/workbook.xml" in package.namelist() else b""
            return bool(_FROM_1904.search(book))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableRoster("这个表格打不开，可能已损坏或加密。请另存为不加密的 .xlsx 再导入。") from error


def _far(cell: bytes) -> bool:
    place = cell.rstrip(b"0123456789")
    digits = cell[len(place) :]
    column = 0
    for letter in place:
        column = column * 26 + letter - 64
    return len(digits) > 7 or int(digits) > _ROW_LIMIT or column > _COLUMN_LIMIT


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    return value  # type: ignore[return-value]  # calamine gives nothing else than what a Cell may be


def _decoded(data: bytes) -> str:
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableRoster("这个 .csv 的文字编码读不出来。请用表格软件另存为“CSV UTF-8”再导入。")


def _table(text: str) -> list[list[Cell]]:
    """The rows of a .csv; the separator is the one that gives the widest table."""
    told = re.match(r"sep=(.)\r?\n", text)
    head = "".join(text.splitlines(keepends=True)[:20])
    separator = told[1] if told else max(",;\t", key=lambda one: _width(head, one))
    try:
        rows: list[list[Cell]] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= _ROW_LIMIT or len(row) > _COLUMN_LIMIT:
                raise UnreadableRoster("表格超过 20 万行或 702 列。请删去多余的行列再导入。")
            rows.append([cells.typed(cell) for cell in row])
    except csv.Error as error:
        raise UnreadableRoster(
            "这个 .csv 读不下去，可能已损坏。请用表格软件打开后另存为 .xlsx 再导入。"
        ) from error
    if told:
        rows[0] = [None]
    return rows


def _width(head: str, separator: str) -> int:
    try:
        return sum(len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    except csv.Error:
        return 0
