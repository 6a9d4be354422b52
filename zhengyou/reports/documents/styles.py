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
NORMAL, TITLE, CELL, FOOTER, SMALL = "Normal", "Title", "TableCell", "Footer", "Small"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
TITLE_PT, TITLE_LINE_PT = 22.0, 33.0
TABLE_PT = 12.0
SMALL_PT = 14.0
_LEFT = '<w:jc w:val="left"/>'


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
        + _paragraph_style(TITLE, "Title", fonts.title, TITLE_PT, _title_lines(), spacing=0)
        + _paragraph_style(CELL, "table cell", fonts.body, TABLE_PT, _even_lines(18) + _LEFT, spacing=0)
        + _paragraph_style(SMALL, "imprint", fonts.body, SMALL_PT, '<w:ind w:firstLine="0"/>', spacing=0)
        + _paragraph_style(FOOTER, "footer", fonts.page_number, SMALL_PT, _even_lines(16), spacing=0)
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
    return (
        f'<w:style w:type="paragraph" w:styleId="{HEADINGS[level - 1]}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="{NORMAL}"/><w:next w:val="{NORMAL}"/><w:qFormat/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{fonts_xml(font)}</w:rPr></w:style>"
    )


def _paragraph_style(
    identity: str, name: str, font: Font, points: float, paragraph: str, *, spacing: int
) -> str:
    size = round(points * 2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{NORMAL}"/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{fonts_xml(font)}<w:spacing w:val="{spacing}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


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
