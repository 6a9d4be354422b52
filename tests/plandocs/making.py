"""Making plan documents for the tests: invented text, and .docx files with exactly the XML a case needs."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from zhengyou.plandocs import Document, Reading, read

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def reading_of(text: str) -> Reading:
    """The reading of a text file with these lines."""
    return read(text.encode(), "方案.txt")


def document_of(text: str) -> Document:
    """Its only document."""
    (document,) = reading_of(text).documents
    return document


def codes(document: Document) -> list[tuple[str, int]]:
    """The document's defects as (code, line)."""
    return [(defect.code, defect.line) for defect in document.defects]


def docx(body: str, **parts: str) -> bytes:
    """A .docx whose body holds this XML; `parts` are further parts by name without ending (numbering="…")."""
    files = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f'<?xml version="1.0"?>{xml}' for name, xml in parts.items()}
    return packed(files)


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, *, list_id: int | None = None, depth: int = 0, style: str = "") -> str:
    """A paragraph, numbered by a list if one is named."""
    numbered = (
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
        if list_id is not None
        else ""
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def numbering(*lists: list[tuple[str, str]], overrides: dict[int, int] | None = None) -> str:
    """A numbering part: each list is its levels as (form, pattern). List ids count from 1.

    `overrides` adds lists that share the first one's counter but start again: new id -> start.
    """
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for depth, (form, pattern) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for i, levels in enumerate(lists)
    )
    nums = "".join(
        f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(lists))
    )
    nums += "".join(
        f'<w:num w:numId="{new}"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/>'
        "</w:lvlOverride></w:num>"
        for new, start in (overrides or {}).items()
    )
    return f"<w:numbering {_W}>{abstract}{nums}</w:numbering>"


def part(name: str, body: str) -> str:
    """Another part of the document, such as <w:footnotes>."""
    return f"<w:{name} {_W}>{body}</w:{name}>"


def table(rows: list[tuple[str, ...]]) -> str:
    """A table of these cells."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = ("<w:tr>" + "".join(cell.format(escape(text)) for text in row) + "</w:tr>" for row in rows)
    return "<w:tbl>" + "".join(lines) + "</w:tbl>"
