"""The sheet: paper, margins, grid of lines, and page numbers outside odd right, even left (domain.md 6.2)."""

from __future__ import annotations

from docx.document import Document
from docx.section import Section
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph

from .fonts import name_font
from .house import PAGE_HEIGHT_MM, PAGE_WIDTH_MM, TWIPS_IN_POINT, HouseStyle
from .oxml import Xml, child, element, qn
from .styles import FOOTER, SMALL_PT

# The dash of the page number stands 7 mm under the type area; 2.8 mm is half the height of its line.
FOOTER_BELOW_TYPE_AREA_MM = 9.8
HUNDREDTHS_OF_A_CHARACTER = 100
ONE_CHARACTER = round(SMALL_PT * TWIPS_IN_POINT)


def lay_out(document: Document, house: HouseStyle) -> None:
    """Give the document's only section its A4 sheet, margins, line grid and page numbers."""
    section = document.sections[0]
    _set_paper(section, house)
    _set_grid(section, house)
    _number(section.footer.paragraphs[0], house, even=False)
    _number(section.even_page_footer.paragraphs[0], house, even=True)


def _set_paper(section: Section, house: HouseStyle) -> None:
    section.page_width, section.page_height = Mm(PAGE_WIDTH_MM), Mm(PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(house.top_mm), Mm(house.bottom_mm)
    section.left_margin, section.right_margin = Mm(house.left_mm), Mm(house.right_mm)
    section.header_distance = Mm(house.top_mm / 2)
    section.footer_distance = Mm(max(0.0, house.bottom_mm - FOOTER_BELOW_TYPE_AREA_MM))
    section.gutter = Emu(0)


def _set_grid(section: Section, house: HouseStyle) -> None:
    # "lines" and not "linesAndChars": the latter's charSpace is read wrongly outside Word, so the 28
    # characters come from the spacing on the styles.
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=house.line_pitch_twips))


def _number(paragraph: Paragraph, house: HouseStyle, *, even: bool) -> None:
    """Write `— 1 —` one character in from the outer edge."""
    properties = paragraph._p.get_or_add_pPr()
    for old in list(properties):
        properties.remove(old)
    properties.append(element("w:pStyle", val=FOOTER))
    inset = "leftChars" if even else "rightChars"
    twips = "left" if even else "right"
    child(properties, "w:ind", **{inset: HUNDREDTHS_OF_A_CHARACTER, twips: ONE_CHARACTER})
    child(properties, "w:jc", val="left" if even else "right")
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        name_font(run, house.fonts.page_number)
        if text is None:
            _page_field(run._r)


def _page_field(run: Xml) -> None:
    """Turn a run into the page number's field."""
    child(run, "w:fldChar", fldCharType="begin")
    instruction = child(run, "w:instrText")
    instruction.text = "PAGE"
    child(run, "w:fldChar", fldCharType="separate")
    child(run, "w:t").text = "1"
    child(run, "w:fldChar", fldCharType="end")
