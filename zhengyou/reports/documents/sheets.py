"""A table as a workbook (.xlsx) that opens as it stands: head in view, days as days, shares as percents."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | date | None
_NARROW, _WIDE = 12, 40


def workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of a workbook with one sheet. Floats are shares from 0 to 1.

    Text is written as text whatever it begins with: a name such as "=1+1" is never worked out.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0%"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 1, _WIDE)
        sheet.set_column(2, len(head) - 1, _NARROW)
        for column, word in enumerate(head):
            sheet.write_string(0, column, word, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, float):
                    sheet.write_number(number, column, value, share)
                elif value is not None:
                    sheet.write_number(number, column, value)
    return out.getvalue()
