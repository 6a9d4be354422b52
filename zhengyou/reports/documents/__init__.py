"""Official documents as .docx after GB/T 9704-2012: describe one, render it.

    render(OfficialDocument(title=…, date=…, issuer=…, body=(Heading(1, "…"), Paragraph(("共", Printed(…)))))) -> bytes

Pure: no Django, no database. Rules: domain.md 6.2; measures that hold in Word and LibreOffice: architecture.md.
"""

from .bookmarks import bookmark_name
from .description import (
    Attachment,
    Block,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Picture,
    Printed,
    Run,
    Table,
)
from .house import SCHOOL_MARGINS, Font, HouseFonts, HouseStyle
from .rendering import render

__all__ = [
    "SCHOOL_MARGINS",
    "Attachment",
    "Block",
    "Font",
    "Heading",
    "HouseFonts",
    "HouseStyle",
    "Imprint",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Printed",
    "Run",
    "Table",
    "bookmark_name",
    "render",
]
