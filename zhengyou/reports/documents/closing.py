"""What follows the text: names of attachments, signature and note (domain.md 6.2)."""

from __future__ import annotations

from datetime import date

from docx.enum.text import WD_ALIGN_PARAGRAPH

from .description import Attachment, OfficialDocument
from .lines import Layout, Sheet, add_blank, add_line, width

INDENT = 2
ATTACHMENT_LABEL = "附件："
NUMBER_WIDTH = 1.5
# A longer paragraph is left where it is: LibreOffice would take all of it over to the signature's page.
MOST_LINES_TAKEN_ALONG = 4
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def written_date(day: date) -> str:
    """A date as official documents write it: Arabic digits, full year, no zero before a digit."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_attachment_names(sheet: Sheet, attachments: tuple[Attachment, ...]) -> None:
    """`附件：1. …` one line below the text; wrapped lines stand under the name, no stop at the end."""
    if not attachments:
        return
    add_blank(sheet)
    names = [attachment.printed_name for attachment in attachments]
    body, label = sheet.house.fonts.body, width(ATTACHMENT_LABEL)
    if len(names) == 1:
        layout = Layout(body, left=INDENT + label, first_line=-label)
        add_line(sheet, [ATTACHMENT_LABEL + names[0]], layout)
        return
    for number, name in enumerate(names, start=1):
        before = label + NUMBER_WIDTH if number == 1 else NUMBER_WIDTH
        layout = Layout(body, left=INDENT + label + NUMBER_WIDTH, first_line=-before)
        add_line(sheet, [f"{ATTACHMENT_LABEL if number == 1 else ''}{number}.\t{name}"], layout)


def write_signature(sheet: Sheet, described: OfficialDocument) -> None:
    """Issuer and date of a document without a seal, then the note; never on a page without text."""
    last = sheet.document.paragraphs[-1]
    if len(last.text) <= MOST_LINES_TAKEN_ALONG * sheet.house.characters_a_line:
        last.paragraph_format.keep_with_next = True
    add_blank(sheet, keep_with_next=True)
    dated = written_date(described.date)
    issuer_in, date_in = signature_indents(described.issuer, dated)
    body = sheet.house.fonts.body
    if described.issuer:
        issuer = Layout(body, align=RIGHT, right=issuer_in, keep_with_next=True)
        add_line(sheet, [described.issuer], issuer)
    add_line(sheet, [dated], Layout(body, align=RIGHT, right=date_in))
    if described.note:
        add_line(sheet, [f"（{described.note.strip('（）()')}）"], Layout(body, first_line=INDENT))


def signature_indents(issuer: str, dated: str) -> tuple[float, float]:
    """Right indents, in characters, of issuer and date.

    The issuer has 2 and the date begins 2 to the right of the issuer's beginning; a date longer than the issuer
    has 2 itself and the issuer moves left until the beginnings stand so again.
    """
    longer = width(dated) - width(issuer)
    if not issuer:
        return 0, INDENT
    if longer > 0:
        return INDENT + longer + INDENT, INDENT
    return INDENT, -longer
