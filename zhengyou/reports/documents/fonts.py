"""Fonts on runs and styles, so that no theme and no machine's default can change them.

Word looks for a font in four places (ascii, hAnsi, eastAsia, cs) and prefers a theme's font to a named one,
so all four are named and theme attributes are never written. `hint` makes quotation marks and dashes
full-width.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.text.run import Run

from .house import Font, HouseFonts
from .oxml import element, qn

SONG_LIKE = "roman"


def fonts_xml(font: Font) -> str:
    """`<w:rFonts …/>` naming the font in every place, as text for a style."""
    name = quoteattr(font.name)
    return f'<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name} w:hint="eastAsia"/>'


def name_font(run: Run, font: Font) -> None:
    """Name the font on a run itself, in place of whatever stood there."""
    properties = run._r.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    name = font.name
    # rFonts comes before every other property that we set on runs; only a run style may precede it.
    properties.insert(0, element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia"))


def font_table(fonts: HouseFonts) -> bytes:
    """The font table part (UTF-8 XML): each font with the names Word may use in its place."""
    rows = "".join(_table_row(font) for font in fonts.all())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{rows}</w:fonts>'
    ).encode()


def _table_row(font: Font) -> str:
    instead = f"<w:altName w:val={quoteattr(','.join(font.instead))}/>" if font.instead else ""
    return (
        f'<w:font w:name={quoteattr(font.name)}>{instead}<w:charset w:val="86"/>'
        f'<w:family w:val="{SONG_LIKE}"/><w:pitch w:val="auto"/></w:font>'
    )
