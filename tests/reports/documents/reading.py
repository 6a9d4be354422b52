"""Opening what the writer wrote, and a small document to write."""

import io
import struct
import zipfile
import zlib
from datetime import date

import docx
from docx.document import Document
from lxml import etree

from zhengyou.reports.documents import Heading, OfficialDocument, Paragraph, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 7, 1)


def described(**changes: object) -> OfficialDocument:
    """A short document; any part may be replaced."""
    parts: dict[str, object] = {
        "title": "关于承诺兑现情况的通报",
        "date": DAY,
        "issuer": "中共澜溪区委组织部",
        "body": (Heading(1, "总的情况"), Paragraph(("各支部都已公布承诺。",))),
    }
    return OfficialDocument(**(parts | changes))


def written(**changes: object) -> Document:
    """The same, rendered and opened with python-docx."""
    return docx.Document(io.BytesIO(render(described(**changes))))


def texts(document: Document) -> list[str]:
    """The texts of all paragraphs that are not empty."""
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def part(data: bytes, name: str) -> etree._Element:
    """One XML part of a .docx file."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    rows = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
