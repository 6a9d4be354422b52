"""Ruled tables as wide as the type area, their heads repeated on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Twips
from docx.table import _Cell, _Row

from .description import Run, Table
from .house import MM_IN_POINT, TWIPS_IN_POINT, Font
from .lines import Layout, Sheet, add_line, fill, plain, width
from .oxml import Xml, element
from .styles import CAPTION, CELL, TABLE_PT

NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?\s*[%％‰]?|—|-|")
NARROWEST, WIDEST, CELL_MARGINS = 3.0, 20.0, 1.5
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
HALF_A_POINT = 4


def add_table(sheet: Sheet, described: Table) -> None:
    """Write a table with its caption above it."""
    fonts = sheet.house.fonts
    if described.caption:
        add_line(sheet, [described.caption], Layout(fonts.level_one, CAPTION, keep_with_next=True))
    widths = column_widths(described, sheet.house.type_area_width_mm)
    table = sheet.document.add_table(rows=0, cols=len(widths))
    _frame(table._tbl, widths)
    _write_row(sheet, table.add_row(), described.head, fonts.level_one, [False] * len(widths))
    numeric = [_is_numeric(column) for column in zip(*described.rows, strict=True)] or [False] * len(widths)
    for row in described.rows:
        _write_row(sheet, table.add_row(), row, fonts.body, numeric)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for row in table.rows:
        for cell, twips in zip(row.cells, widths, strict=True):
            cell.width = Twips(twips)


def column_widths(described: Table, area_mm: float) -> list[int]:
    """The columns' widths in twips; together exactly the type area."""
    points = area_mm / MM_IN_POINT
    area = round(points * TWIPS_IN_POINT)
    weights = list(described.widths) or _shared(_asked(described), points / TABLE_PT)
    widths = [int(area * weight / sum(weights)) for weight in weights]
    widths[-1] += area - sum(widths)
    return widths


def _asked(described: Table) -> list[float]:
    """How much room each column's longest text asks, within bounds, in characters."""
    columns = zip(described.head, *described.rows, strict=True)
    longest = [max(width(plain([cell])) for cell in column) for column in columns]
    return [min(WIDEST, max(NARROWEST, wide)) + CELL_MARGINS for wide in longest]


def _shared(asked: list[float], room: float) -> list[float]:
    """Where there is too little room, the widest columns give way and the narrow ones keep what they ask."""
    left = room
    for position, wide in enumerate(sorted(asked)):
        granted = left / (len(asked) - position)
        if wide > granted:
            return [min(wide, granted) for wide in asked]
        left -= wide
    return asked


def _is_numeric(column: Sequence[Run]) -> bool:
    return all(NUMBER.fullmatch(plain([cell]).strip()) for cell in column)


def _frame(table: Xml, widths: list[int]) -> None:
    """Rules all round, fixed columns; python-docx's own table settings are put away."""
    properties = table.tblPr
    for old in list(properties):
        properties.remove(old)
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for edge in EDGES:
        borders.append(element(f"w:{edge}", val="single", sz=HALF_A_POINT, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    for column, twips in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(twips)


def _write_row(sheet: Sheet, row: _Row, texts: Sequence[Run], font: Font, numeric: list[bool]) -> None:
    # A row that breaks over two pages cannot be read across.
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, text, is_number in zip(row.cells, texts, numeric, strict=True):
        _write_cell(sheet, cell, text, font, is_number=is_number)


def _write_cell(sheet: Sheet, cell: _Cell, text: Run, font: Font, *, is_number: bool) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))
    paragraph = cell.paragraphs[0]
    paragraph.style = sheet.document.styles[CELL]
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif font == sheet.house.fonts.level_one:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fill(sheet, paragraph, [text], font)
