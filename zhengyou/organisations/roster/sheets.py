"""Writing cells that stay what they are: text as text, however it begins; days as days."""

from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""
_FIRST_YEAR = 1900
_LONGEST = 32_000


class Pen:
    """Writes into the sheets of one workbook; formats are made once for each colour."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[str, str], Format] = {}

    def format(self, kind: str, colour: str = "") -> Format:
        """ "text", "quoted" (text that begins like a formula), "day" or "plain", on a ground of that colour."""
        key = (kind, colour)
        if key not in self._formats:
            told: dict[str, object] = {"valign": "top"}
            if kind in ("text", "quoted"):
                told["num_format"] = "@"
            if kind == "quoted":
                told["quote_prefix"] = True
            if kind == "day":
                told["num_format"] = "yyyy-mm-dd"
            if colour:
                told["bg_color"] = colour
            self._formats[key] = self._book.add_format(told)
        return self._formats[key]

    def write(self, sheet: Worksheet, row: int, column: int, value: Cell, colour: str = "") -> None:
        """One cell; nothing is ever worked out."""
        if value is None or value == "":
            if colour:
                sheet.write_blank(row, column, None, self.format("plain", colour))
        elif isinstance(value, str):
            kind = "quoted" if value.startswith(DANGEROUS) else "text"
            sheet.write_string(row, column, value[:_LONGEST], self.format(kind, colour))
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            sheet.write_datetime(row, column, value, self.format("day", colour))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.format("plain", colour))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.format("plain", colour))


def defused(value: str) -> str:
    """A field of a .csv that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(DANGEROUS) else value
