"""Putting lines of text on the sheet: every run names its font, every figure has its bookmark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from .bookmarks import Bookmarks
from .description import Printed, Run
from .fonts import name_font
from .house import Font, HouseStyle

# Word refuses a file that holds any of these; they come in by copying and are no text.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FULL_WIDTH = {"F", "W", "A"}


@dataclass(frozen=True)
class Sheet:
    """A document being written, the house's measures, and the bookmarks set so far."""

    document: Document
    house: HouseStyle
    bookmarks: Bookmarks = field(default_factory=Bookmarks)

    def characters(self, count: float) -> Pt:
        """The width of `count` full-width body characters."""
        return Pt(round(count * self.house.character_pt, 2))


@dataclass(frozen=True)
class Layout:
    """Where a line stands; indents in body characters, `hanging` for the lines after the first."""

    font: Font
    style: str = "Normal"
    align: WD_ALIGN_PARAGRAPH | None = None
    left: float = 0
    right: float = 0
    first_line: float = 0
    keep_with_next: bool = False
    new_page: bool = False


def add_line(sheet: Sheet, runs: Sequence[Run], layout: Layout) -> Paragraph:
    """Append a paragraph to the document."""
    paragraph = sheet.document.add_paragraph(style=sheet.document.styles[layout.style])
    lay(sheet, paragraph, layout)
    fill(sheet, paragraph, runs, layout.font)
    return paragraph


def add_blank(sheet: Sheet, count: int = 1, *, keep_with_next: bool = False) -> None:
    """Append empty grid lines."""
    for _ in range(count):
        add_line(sheet, (), Layout(sheet.house.fonts.body, keep_with_next=keep_with_next))


def lay(sheet: Sheet, paragraph: Paragraph, layout: Layout) -> None:
    """Set a paragraph's alignment, indents and page behaviour."""
    form = paragraph.paragraph_format
    form.keep_with_next = layout.keep_with_next or None
    form.page_break_before = layout.new_page or None
    form.alignment = layout.align
    form.left_indent = sheet.characters(layout.left) if layout.left else None
    form.right_indent = sheet.characters(layout.right) if layout.right else None
    form.first_line_indent = sheet.characters(layout.first_line) if layout.first_line else None


def fill(sheet: Sheet, paragraph: Paragraph, runs: Sequence[Run], font: Font) -> None:
    """Write runs into a paragraph, figures with their bookmarks."""
    for run in runs:
        text = run.text if isinstance(run, Printed) else run
        written = paragraph.add_run(UNPRINTABLE.sub("", text))
        name_font(written, font)
        if isinstance(run, Printed):
            sheet.bookmarks.open_and_close(paragraph._p, run.figure_id, [written._r])


def plain(runs: Sequence[Run]) -> str:
    """The runs as one string."""
    return "".join(run.text if isinstance(run, Printed) else run for run in runs)


def width(text: str) -> float:
    """How many full-width characters `text` is wide; letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in FULL_WIDTH else 0.5 for letter in text)
