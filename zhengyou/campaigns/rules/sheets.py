"""Tables as a workbook (.xlsx), cell for cell what they are: no text is ever taken for a formula."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from zhengyou.organisations.roster.cells import Cell
from zhengyou.organisations.roster.sheets import Pen

_WIDTH = 18


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head and its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with these sheets, the head of each in view."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        pen = Pen(book)
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 1)
            page.set_column(0, len(sheet.head) - 1, _WIDTH)
            for column, word in enumerate(sheet.head):
                page.write_string(0, column, word, bold)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    pen.write(page, number, column, value)
    return out.getvalue()
