"""Workbooks as people make them, by the library that offices' programs resemble: merged cells, dates, two-row heads."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Draw = Callable[[Worksheet, xlsxwriter.Workbook], None]


def book(options: dict[str, Any] | None = None, **sheets: Draw) -> bytes:
    """The bytes of a workbook; each sheet is drawn by its function."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})}) as made:
        for name, draw in sheets.items():
            draw(made.add_worksheet(name), made)
    return out.getvalue()


def rows(*lines: list[Any], at: int = 0) -> Draw:
    """Plain rows of text and numbers, beginning with the row `at`."""

    def draw(sheet: Worksheet, _made: xlsxwriter.Workbook) -> None:
        for number, line in enumerate(lines, at):
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write_number(number, column, value)

    return draw
