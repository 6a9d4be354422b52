"""The styles part and the settings part of our documents, written whole.

python-docx starts from a template with 160 English styles and a theme; ours hold only what a Chinese official
document uses, so that nothing from elsewhere can show through.
"""

from __future__ import annotations

from .fonts import fonts_xml
from .house import TWIPS_IN_POINT, Font, HouseStyle

# Chinese for Chinese; digits and Latin letters keep a Latin language, because LibreOffice breaks a number
# such as 2026 over two lines where its language is Chinese.
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
# Names as Word shows them; a style's id is its name without spaces.
NORMAL, TITLE, CELL, CAPTION = "Normal", "Title", "table cell", "table caption"
SMALL, ANCHOR, FOOTER = "imprint", "imprint anchor", "footer"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
TITLE_PT, TITLE_LINE_PT = 22.0, 33.0
TABLE_PT = 12.0
SMALL_PT = 14.0
_LEFT = '<w:jc w:val="left"/>'
_SMALLEST_LINE = '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>'


def styles_xml(house: HouseStyle) -> str:
    """The children of `w:styles`, as XML text."""
    fonts = house.fonts
    levels = (fonts.level_one, fonts.level_two, fonts.body, fonts.body)
    headings = "".join(_heading(number, font) for number, font in enumerate(levels, start=1))
    return (
        _defaults(house)
        + _normal(house)
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        + _table_normal()
        + headings
        + _paragraph_style(TITLE, fonts.title, TITLE_PT, _title_lines())
        + _paragraph_style(CELL, fonts.body, TABLE_PT, _even_lines(20) + _LEFT)
        + _paragraph_style(CAPTION, fonts.level_one, SMALL_PT, '<w:jc w:val="center"/>')
        + _paragraph_style(SMALL, fonts.body, SMALL_PT, _LEFT)
        + _paragraph_style(ANCHOR, fonts.body, 1, _SMALLEST_LINE)
        + _paragraph_style(FOOTER, fonts.page_number, SMALL_PT, _even_lines(16))
    )


def settings_xml() -> str:
    """The children of `w:settings`: odd and even pages differ, punctuation keeps its full width."""
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat>'
    )


def _defaults(house: HouseStyle) -> str:
    size = round(house.body_pt * 2)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(house.fonts.body)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f"{LANGUAGE}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )


def _normal(house: HouseStyle) -> str:
    # overflowPunct is Word's default, yet said aloud: LibreOffice 7 reads it the wrong way round, and where
    # it is not said, it loses a comma that would hang at the end of a justified line.
    line = round(house.line_height_pt * TWIPS_IN_POINT)
    size = round(house.body_pt * 2)
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{NORMAL}"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{fonts_xml(house.fonts.body)}<w:color w:val="000000"/>'
        f'<w:spacing w:val="{house.character_spacing_twips}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f"{LANGUAGE}</w:rPr></w:style>"
    )


def _heading(level: int, font: Font) -> str:
    """A heading differs from the text by its font alone: the standard knows no bold (domain.md 6.2)."""
    name = HEADINGS[level - 1]
    return (
        f'<w:style w:type="paragraph" w:styleId="{_identity(name)}"><w:name w:val="{name.lower()}"/>'
        f'<w:basedOn w:val="{NORMAL}"/><w:next w:val="{NORMAL}"/><w:qFormat/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{fonts_xml(font)}</w:rPr></w:style>"
    )


def _paragraph_style(name: str, font: Font, points: float, paragraph: str) -> str:
    """A style of another size than the text; only text of body size is drawn together to 28 a line."""
    size = round(points * 2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{_identity(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{NORMAL}"/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{fonts_xml(font)}<w:spacing w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _identity(name: str) -> str:
    return name.replace(" ", "")


def _title_lines() -> str:
    line = round(TITLE_LINE_PT * TWIPS_IN_POINT)
    return f'<w:snapToGrid w:val="0"/><w:spacing w:line="{line}" w:lineRule="exact"/><w:jc w:val="center"/>'


def _even_lines(points: int) -> str:
    line = points * TWIPS_IN_POINT
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="atLeast"/>'
    )


def _table_normal() -> str:
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
