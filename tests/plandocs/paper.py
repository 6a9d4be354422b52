"""Making PDF files for the tests: pages of lines at places of their own, with Chinese text that can be read back."""

from __future__ import annotations

import re

from zhengyou.plandocs.wrapping import columns as width

EM = 16.0
MARGIN = 72.0
_LOCK = b"/ID [ <00> <00> ] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
    b"11" * 32,
    b"22" * 32,
)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [ 4 0 R ] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 /FontDescriptor 5 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880"
    b" /Descent -120 /CapHeight 880 /StemV 80 >>",
)


def pdf(*pages: list[str], picture: bool = False, locked: bool = False) -> bytes:
    """A PDF of these pages, each a list of lines from the top; a leading full-width blank indents.

    `locked` adds an encryption that no empty password opens.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_FONT, _picture()]
    kids = []
    for lines in pages:
        content = (b"q 200 0 0 200 100 400 cm /P Do Q\n" if picture else b"") + _text(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources"
            b" << /Font << /F 3 0 R >> /XObject << /P 6 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(kids), b" ".join(kids))
    return _file(objects, _LOCK if locked else b"")


def wrapped(paragraphs: list[str], width: int = 28) -> list[str]:
    """Paragraphs as a page prints them: indented by two, broken after `width` characters."""
    lines = []
    for paragraph in paragraphs:
        text = "\u3000\u3000" + paragraph
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return lines


def typed(paragraphs: list[str], columns: int = 56, indent: str = "\u3000\u3000") -> list[str]:
    """Paragraphs as an editor breaks them: by columns, of which a Chinese character takes two; numbers stay whole."""
    lines = []
    for paragraph in paragraphs:
        line = indent
        for piece in re.findall(r"[0-9A-Za-z]+|.", paragraph):
            if width(line + piece) > columns:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    return lines


def _text(lines: list[str]) -> bytes:
    rows = []
    for index, line in enumerate(lines):
        words = line.lstrip("\u3000")
        x = MARGIN + EM * (len(line) - len(words))
        code = words.encode("utf-16-be").hex().encode()
        rows.append(b"1 0 0 1 %d %d Tm <%s> Tj" % (x, 770 - 24 * index, code))
    return b"BT /F %d Tf\n%s\nET" % (EM, b"\n".join(rows))


def _picture() -> bytes:
    return (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n\x80\nendstream"
    )


def _file(objects: list[bytes], more: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, more, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail
