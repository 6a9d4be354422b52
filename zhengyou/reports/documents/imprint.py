"""The imprint (版记): copies and printing at the foot of the last page, between rules (domain.md 6.2)."""

from __future__ import annotations

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from .closing import written_date
from .description import Imprint
from .house import MM_IN_POINT, TWIPS_IN_POINT
from .lines import Layout, Sheet, add_line, fill
from .oxml import Xml, child, element
from .styles import ANCHOR, SMALL, SMALL_PT

OUTER_RULE, INNER_RULE = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm
ONE_CHARACTER = round(SMALL_PT * TWIPS_IN_POINT)
COPIES_LABEL_CHARACTERS = 3


def write_imprint(sheet: Sheet, imprint: Imprint) -> None:
    """Write the imprint on the page on which the document ends."""
    area, left = (
        round(millimetres / MM_IN_POINT * TWIPS_IN_POINT)
        for millimetres in (sheet.house.type_area_width_mm, sheet.house.left_mm)
    )
    table = sheet.document.add_table(rows=2 if imprint.copies_to else 1, cols=1)
    _hold_to_the_foot(table._tbl, area, left)
    paragraphs = [row.cells[0].paragraphs[0] for row in table.rows]
    for paragraph in paragraphs:
        paragraph.style = sheet.document.styles[SMALL]
        paragraph.paragraph_format.right_indent = Twips(ONE_CHARACTER)
    if imprint.copies_to:
        _write_copies(sheet, paragraphs[0], imprint.copies_to)
    _write_printing(sheet, paragraphs[-1], imprint, area)
    # Word hangs such a table on the paragraph after it: one of a single point, so that no page runs over.
    add_line(sheet, (), Layout(sheet.house.fonts.body, style=ANCHOR))


def _write_copies(sheet: Sheet, paragraph: Paragraph, copies_to: str) -> None:
    hanging = ONE_CHARACTER * COPIES_LABEL_CHARACTERS
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Twips(ONE_CHARACTER + hanging), Twips(-hanging)
    fill(sheet, paragraph, [f"抄送：{copies_to.rstrip('。')}。"], sheet.house.fonts.body)


def _write_printing(sheet: Sheet, paragraph: Paragraph, imprint: Imprint, area: int) -> None:
    form = paragraph.paragraph_format
    form.left_indent = Twips(ONE_CHARACTER)
    form.tab_stops.add_tab_stop(Twips(area - ONE_CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
    text = f"{imprint.printed_by}\t{written_date(imprint.printed_on)}印发"
    fill(sheet, paragraph, [text], sheet.house.fonts.body)


def _hold_to_the_foot(table: Xml, area: int, left: int) -> None:
    """Rules as wide as the type area, the text one character in from both ends, the whole at its bottom.

    Held sideways to the page: LibreOffice lets a table as wide as the text float only so.
    """
    properties = table.tblPr
    for old in list(properties):
        properties.remove(old)
    child(
        properties,
        "w:tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="margin",
        horzAnchor="page",
        tblpX=left,
        tblpYSpec="bottom",
    )
    child(properties, "w:tblOverlap", val="never")
    child(properties, "w:tblW", w=area, type="dxa")
    borders = child(properties, "w:tblBorders")
    for edge, thickness in (("top", OUTER_RULE), ("bottom", OUTER_RULE), ("insideH", INNER_RULE)):
        borders.append(element(f"w:{edge}", val="single", sz=thickness, space=0, color="000000"))
    child(properties, "w:tblLayout", type="fixed")
    margins = child(properties, "w:tblCellMar")
    for side in ("left", "right"):
        # None: programs disagree on whether a cell's margin moves the table's edge.
        child(margins, f"w:{side}", w=0, type="dxa")
    for column in table.tblGrid.gridCol_lst:
        column.w = Twips(area)
