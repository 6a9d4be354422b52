"""From a described document to the bytes of a .docx file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from .closing import INDENT, write_attachment_names, write_signature
from .description import Attachment, Block, Heading, OfficialDocument, Paragraph, Picture, Table
from .imprint import write_imprint
from .letterhead import write_head, write_title
from .lines import Layout, Sheet, add_blank, add_line
from .numbering import HeadingNumbers
from .package import blank, describe, packed
from .pages import lay_out
from .pictures import add_picture
from .styles import HEADINGS
from .tables import add_table


def render(document: OfficialDocument) -> bytes:
    """The document as .docx bytes after GB/T 9704-2012; the same document gives the same bytes.

    Raises ValueError, in a sentence for the user, for what cannot be set: more than 99 headings on a level.
    """
    sheet = Sheet(blank(document.house), document.house)
    lay_out(sheet.document, document.house)
    write_head(sheet, document)
    _write_blocks(sheet, document.body)
    write_attachment_names(sheet, document.attachments)
    write_signature(sheet, document)
    _write_attachments(sheet, document.attachments)
    if document.imprint:
        write_imprint(sheet, document.imprint)
    title = document.title.replace("\n", "")
    describe(sheet.document, title=title, author=document.issuer, dated=document.date)
    return packed(sheet.document, dated=document.date)


def _write_blocks(sheet: Sheet, blocks: Sequence[Block]) -> None:
    numbers = HeadingNumbers()
    for block in blocks:
        match block:
            case Heading():
                _write_heading(sheet, block, numbers)
            case Paragraph():
                add_line(sheet, block.runs, Layout(sheet.house.fonts.body, first_line=INDENT))
            case Table():
                add_table(sheet, block)
                add_blank(sheet)
            case Picture():
                add_picture(sheet, block)
            case _:
                assert_never(block)


def _write_heading(sheet: Sheet, heading: Heading, numbers: HeadingNumbers) -> None:
    fonts = sheet.house.fonts
    font = (fonts.level_one, fonts.level_two, fonts.body, fonts.body)[heading.level - 1]
    style = HEADINGS[heading.level - 1]
    text = numbers.next(heading.level) + heading.text
    add_line(sheet, [text], Layout(font, style, first_line=INDENT, keep_with_next=True))


def _write_attachments(sheet: Sheet, attachments: Sequence[Attachment]) -> None:
    """Each attachment that has a body, on a page of its own: its mark, and the title on the third line."""
    for number, attachment in enumerate(attachments, start=1):
        if not attachment.body:
            continue
        mark = "附件" if len(attachments) == 1 else f"附件{number}"
        add_line(sheet, [mark], Layout(sheet.house.fonts.level_one, new_page=True))
        add_blank(sheet)
        write_title(sheet, attachment.printed_name)
        add_blank(sheet)
        _write_blocks(sheet, attachment.body)
