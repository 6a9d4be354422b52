"""The head of an official document: issuer mark, number, red rule, title and addressee (domain.md 6.2)."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from .description import OfficialDocument
from .house import MM_IN_POINT
from .lines import Layout, Sheet, add_blank, add_line, fill, lay, width
from .oxml import child, element
from .styles import TITLE, TITLE_PT
from .titles import title_lines

RED = RGBColor(0xFF, 0x00, 0x00)
MARK_BELOW_TYPE_AREA_TOP_MM = 35
LARGEST_MARK_PT = 60.0
RULE_EIGHTHS_OF_A_POINT = 16
# The standard's 4 mm between number and rule: 11 pt, of which the line itself already leaves 5 below the text.
RULE_BELOW_NUMBER_PT = 6
LINES_OF_BLANK = 2
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def write_head(sheet: Sheet, described: OfficialDocument) -> None:
    """Write everything above the text."""
    if described.issuer_mark:
        _write_mark(sheet, described.issuer_mark)
        _write_ruled_number(sheet, described)
        add_blank(sheet, LINES_OF_BLANK)
    write_title(sheet, described.title)
    if described.number and not described.issuer_mark:
        add_line(sheet, [described.number], Layout(sheet.house.fonts.body, align=CENTRE))
    add_blank(sheet)
    if described.addressee:
        add_line(sheet, [described.addressee.rstrip("：:") + "："], Layout(sheet.house.fonts.body))


def write_title(sheet: Sheet, title: str) -> None:
    """Write a title in its lines, centred."""
    longest = int(sheet.house.type_area_width_mm / MM_IN_POINT / TITLE_PT)
    for line in title_lines(title, longest):
        add_line(sheet, [line], Layout(sheet.house.fonts.title, TITLE, keep_with_next=True))


def _write_mark(sheet: Sheet, mark: str) -> None:
    """The issuer in red, as large as one line allows, its top 35 mm below the top of the type area."""
    area = sheet.house.type_area_width_mm / MM_IN_POINT
    points = min(LARGEST_MARK_PT, area / width(mark))
    paragraph = add_line(sheet, [mark], Layout(sheet.house.fonts.title, TITLE))
    form = paragraph.paragraph_format
    form.space_before = Mm(MARK_BELOW_TYPE_AREA_TOP_MM)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(round(points * 1.1))
    run = paragraph.runs[0]
    run.font.size, run.font.color.rgb = Pt(int(points)), RED


def _write_ruled_number(sheet: Sheet, described: OfficialDocument) -> None:
    add_blank(sheet, LINES_OF_BLANK)
    paragraph = sheet.document.add_paragraph()
    if described.signer:
        _write_number_and_signer(sheet, paragraph, described)
    else:
        lay(sheet, paragraph, Layout(sheet.house.fonts.body, align=CENTRE))
        fill(sheet, paragraph, [described.number], sheet.house.fonts.body)
    _rule_below(paragraph)


def _write_number_and_signer(sheet: Sheet, paragraph: Paragraph, described: OfficialDocument) -> None:
    """An upward document: number one character in from the left, signer one in from the right.

    The indents are spaces and a tab, because an indented paragraph would shorten the rule below it.
    """
    fonts = sheet.house.fonts
    signer_at = sheet.house.characters_a_line - width(f"签发人：{described.signer}") - 1
    paragraph.paragraph_format.tab_stops.add_tab_stop(sheet.characters(signer_at))
    fill(sheet, paragraph, [f"\u3000{described.number}\t签发人："], fonts.body)
    fill(sheet, paragraph, [described.signer], fonts.level_two)


def _rule_below(paragraph: Paragraph) -> None:
    border = element("w:pBdr")
    child(
        border,
        "w:bottom",
        val="single",
        sz=RULE_EIGHTHS_OF_A_POINT,
        space=RULE_BELOW_NUMBER_PT,
        color=str(RED),
    )
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )
