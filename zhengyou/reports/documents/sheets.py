"""Tables as a workbook (.xlsx) that opens as it stands: heads in view, days as days, shares as percents."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | date | None
_NARROW, _WIDE = 12, 40


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head and its rows. Floats are shares from 0 to 1."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(*sheets: Sheet) -> bytes:
    """The bytes of a workbook with these sheets.

    Text is written as text whatever it begins with: a name such as "=1+1" is never worked out.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0%"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 1)
            page.set_column(0, 1, _WIDE)
            page.set_column(2, len(sheet.head) - 1, _NARROW)
            for column, word in enumerate(sheet.head):
                page.write_string(0, column, word, bold)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    _write(page, number, column, value, day, share)
    return out.getvalue()


def _write(page: Worksheet, number: int, column: int, value: Cell, day: Format, share: Format) -> None:
    if isinstance(value, str):
        page.write_string(number, column, value)
    elif isinstance(value, date):
        page.write_datetime(number, column, value, day)
    elif isinstance(value, float):
        page.write_number(number, column, value, share)
    elif value is not None:
        page.write_number(number, column, value)
