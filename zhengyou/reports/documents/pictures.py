"""Pictures in the text, no larger than the type area, with words for readers who cannot see them."""

from __future__ import annotations

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Mm

from .description import Picture
from .lines import Layout, Sheet, add_line
from .styles import CAPTION

LARGEST_SHARE_OF_HEIGHT = 0.6


def add_picture(sheet: Sheet, described: Picture) -> None:
    """Write a picture, centred, its caption below it on the same page."""
    house = sheet.house
    keep = bool(described.caption)
    centred = Layout(house.fonts.body, align=WD_ALIGN_PARAGRAPH.CENTER, keep_with_next=keep)
    paragraph = add_line(sheet, (), centred)
    # An exact line height would cut the picture down to one line.
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape = paragraph.add_run().add_picture(io.BytesIO(described.png))
    shape.width, shape.height = _fitted(
        shape.width,
        shape.height,
        Mm(house.type_area_width_mm),
        Mm(house.type_area_height_mm * LARGEST_SHARE_OF_HEIGHT),
    )
    shape._inline.docPr.set("descr", described.alt)
    if described.caption:
        add_line(sheet, [described.caption], Layout(house.fonts.level_one, CAPTION))


def _fitted(width: int, height: int, widest: int, highest: int) -> tuple[Length, Length]:
    """The same shape, smaller where it is too large."""
    scale = min(1.0, widest / width, highest / height)
    return Length(int(width * scale)), Length(int(height * scale))
