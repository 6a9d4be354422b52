"""Write the demonstration plan as .docx: `python -m zhengyou.demo.plan.write PATH`.

The text stands in plan.txt, one paragraph a line, its kind before the tab. The document is typed the way an
office types one: some numbers by hand, others by Word's automatic lists. The same text gives the same bytes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from zhengyou.reports.documents.description import Table
from zhengyou.reports.documents.fonts import name_font
from zhengyou.reports.documents.house import Font, HouseFonts, HouseStyle
from zhengyou.reports.documents.lines import Sheet
from zhengyou.reports.documents.oxml import Xml
from zhengyou.reports.documents.package import blank, describe, packed
from zhengyou.reports.documents.pages import lay_out
from zhengyou.reports.documents.styles import HEADINGS, NORMAL, TITLE
from zhengyou.reports.documents.tables import add_table

TEXT_PATH = Path(__file__).with_name("plan.txt")
ISSUER = "中共澜溪区委"
DATED = date(2026, 2, 26)
HOUSE = HouseStyle()
FONTS = HouseFonts()
TABLE_WIDTHS = (11, 25, 21, 17)


@dataclass(frozen=True)
class Kind:
    """How one kind of paragraph looks: font, indent in characters, alignment, automatic list."""

    font: Font = FONTS.body
    points: float = 16
    first_line: int = 2
    right: int = 0
    align: WD_ALIGN_PARAGRAPH | None = None
    list_id: int = 0
    blank_before: bool = False
    new_page: bool = False
    with_next: bool = False
    style: str = NORMAL


CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
KINDS = {
    "title": Kind(FONTS.title, 22, 0, align=CENTRE, style=TITLE),
    "number": Kind(first_line=0, align=CENTRE),
    "addressee": Kind(first_line=0, blank_before=True),
    "body": Kind(),
    "bullet": Kind(list_id=4),
    "h1": Kind(FONTS.level_one, style=HEADINGS[0]),
    "h2": Kind(FONTS.level_two, style=HEADINGS[1]),
    "h3": Kind(),
    "auto2": Kind(list_id=1),
    "auto3": Kind(list_id=2),
    "auto2restart": Kind(list_id=3),
    "sign": Kind(first_line=0, right=2, align=RIGHT, blank_before=True, with_next=True),
    "date": Kind(first_line=0, right=2, align=RIGHT),
    "note": Kind(),
    "annex": Kind(FONTS.level_one, first_line=0, new_page=True),
    "annextitle": Kind(FONTS.title, 22, 0, align=CENTRE, blank_before=True, style=TITLE),
}


def plan_lines() -> list[tuple[str, str]]:
    """plan.txt as pairs of kind and text."""
    lines = TEXT_PATH.read_text(encoding="utf-8").splitlines()
    return [(kind, text) for kind, _, text in (line.partition("\t") for line in lines)]


def plan_bytes() -> bytes:
    """The plan as the bytes of a .docx file."""
    document = blank(HOUSE, numbering=_numbering())
    lay_out(document, HOUSE)
    lines = plan_lines()
    for kind, text in lines:
        if kind != "row":
            _write_paragraph(document, KINDS[kind], text)
    head, *rows = [tuple(text.split("\t")) for kind, text in lines if kind == "row"]
    document.add_paragraph()
    add_table(Sheet(document, HOUSE), Table(head, tuple(rows), widths=TABLE_WIDTHS))
    describe(
        document, title="".join(text for kind, text in lines if kind == "title"), author=ISSUER, dated=DATED
    )
    return packed(document, dated=DATED, compressed=False)


def _write_paragraph(document: Document, kind: Kind, text: str) -> None:
    if kind.with_next:
        # A signature never stands on a page without text.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    if kind.blank_before:
        document.add_paragraph().paragraph_format.keep_with_next = kind.with_next or None
    paragraph = document.add_paragraph(style=document.styles[kind.style])
    layout = paragraph.paragraph_format
    layout.page_break_before = kind.new_page or None
    layout.keep_with_next = kind.with_next or None
    layout.alignment = kind.align
    layout.first_line_indent = Pt(kind.points * kind.first_line) if kind.first_line else None
    layout.right_indent = Pt(kind.points * kind.right) if kind.right else None
    if kind.list_id:
        _number(paragraph, kind.list_id)
    run = paragraph.add_run(text)
    name_font(run, kind.font)
    run.font.size = Pt(kind.points)


def _number(paragraph: Paragraph, list_id: int) -> None:
    properties: Xml = paragraph._p.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = 0
    numbering.get_or_add_numId().val = list_id


def _numbering() -> str:
    """Word's lists: two of （一） that count apart, one of 1., one of dots."""
    levels = (
        ("chineseCounting", "（%1）"),
        ("decimal", "%1."),
        ("chineseCounting", "（%1）"),
        ("bullet", "●"),
    )
    definitions = "".join(_list_definition(index, *level) for index, level in enumerate(levels))
    lists = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(len(levels))
    )
    return definitions + lists


def _list_definition(index: int, form: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )


def main(arguments: list[str]) -> int:
    """Write the plan to the path given; 0 when it was written, 2 when no path was given."""
    if len(arguments) != 1:
        print("用法：python -m zhengyou.demo.plan.write 要写到的路径", file=sys.stderr)
        return 2
    Path(arguments[0]).write_bytes(plan_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
