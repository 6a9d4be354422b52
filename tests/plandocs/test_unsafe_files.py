"""Files that are broken, disguised or made to do harm: one clear sentence, in time, within memory."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from tests.plandocs.making import TYPES, docx, packed, paragraph
from zhengyou.plandocs import (
    Damaged,
    Encrypted,
    NoText,
    TookTooLong,
    TooLarge,
    UnreadableDocument,
    Unsafe,
    WrongFormat,
    read,
    read_safely,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
GOOD = docx(paragraph("某镇实施方案"))


def renamed(name: str, entity: str = "") -> bytes:
    files: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, name: "<a/>"}
    return packed(files | ({"word/document.xml": entity} if entity else {}))


def lying_member() -> bytes:
    """An archive whose directory says that a member is small while it unpacks to 80 MB."""
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 80_000_000})
    return data.replace(struct.pack("<I", 80_000_000), struct.pack("<I", 70_000))


def many_members() -> bytes:
    return packed({f"word/{i}.xml": "x" for i in range(2_100)} | {"word/document.xml": "<a/>"})


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "ha">'
    + "".join(f'<!ENTITY b{i} "{"&b;" if i == 0 else f"&b{i - 1};" * 10}">' for i in range(9))
    + "]><a>&b8;</a>"
)
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
STREAMS = "".join(f"第{i}段。" for i in range(3))

CASES = {
    "empty": (b"", "a.docx", NoText),
    "only blanks": (b" \n ", "a.txt", NoText),
    "binary junk": (bytes(range(1, 256)) * 99, "a.txt", WrongFormat),
    "random bytes called docx": (b"\x13\x37" * 500, "a.docx", WrongFormat),
    "text called docx": ("某镇实施方案".encode(), "a.docx", WrongFormat),
    "half a docx": (GOOD[: len(GOOD) // 2], "a.docx", Damaged),
    "broken xml": (renamed("x", "<w:document"), "a.docx", Damaged),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", Encrypted),
    "word 97": (OLE + "WordDocument".encode("utf-16-le"), "a.doc", Damaged),
    "excel 97": (OLE + "Workbook".encode("utf-16-le"), "a.doc", WrongFormat),
    "spreadsheet called docx": (renamed("xl/workbook.xml"), "a.docx", WrongFormat),
    "slides called docx": (renamed("ppt/presentation.xml"), "a.docx", WrongFormat),
    "archive": (packed({"方案.txt": "x"}), "a.zip", WrongFormat),
    "pdf": (b"%PDF-1.7 ...", "a.pdf", Damaged),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "a.docx", WrongFormat),
    "rtf": (b"{\\rtf1 hello}", "a.doc", WrongFormat),
    "macros": (packed({"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}), "a.docx", Unsafe),
    "macro type": (packed({"[Content_Types].xml": TYPES.replace("application/xml", "x.macroEnabled.main+xml"),
    "word/document.xml": "<a/>"}), "a.docx", Unsafe),
    "zip bomb by size": (packed({"word/document.xml": b" " * 60_000_000}), "a.docx", TooLarge),
    "zip bomb by ratio": (packed({"word/document.xml": b" " * 30_000_000}), "a.docx", Unsafe),
    "lying member": (lying_member(), "a.docx", UnreadableDocument),
    "many members": (many_members(), "a.docx", Unsafe),
    "path out of the archive": (packed({"word/document.xml": "<a/>", "../../evil": "x"}), "a.docx", Unsafe),
    "absolute path": (packed({"word/document.xml": "<a/>", "/etc/evil": "x"}), "a.docx", Unsafe),
    "entity bomb": (renamed("x", LAUGHS), "a.docx", Unsafe),
    "outside entity": (renamed("x", XXE), "a.docx", Unsafe),
    "oversized": (b"a" * (20 * 1024 * 1024 + 1), "a.txt", TooLarge),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_gets_a_sentence_from_the_child_before_its_time_is_up(case: str) -> None:
    data, name, kind = CASES[case]
    with pytest.raises(kind) as raised:
        read_safely(data, name)
    assert not isinstance(raised.value, TookTooLong)
    sentence = str(raised.value)
    assert sentence.endswith("。")
    assert len(sentence) > 12


@pytest.mark.parametrize("case", CASES)
def test_reading_in_process_refuses_the_same(case: str) -> None:
    data, name, kind = CASES[case]
    with pytest.raises(kind):
        read(data, name)


def test_a_good_file_reads_the_same_in_the_child() -> None:
    assert read_safely(GOOD, "方案.docx") == read(GOOD, "方案.docx")


def test_a_page_under_the_name_docx_is_refused_with_what_to_do() -> None:
    with pytest.raises(WrongFormat, match="另存为"):
        read_safely(b"<html><body>x</body></html>", "a.docx")


def test_a_docx_under_the_name_html_is_read_as_what_it_is() -> None:
    assert read_safely(GOOD, "a.html").source.format == "docx"


def test_a_child_without_time_is_stopped() -> None:
    with pytest.raises(TookTooLong, match="时间太长"):
        read_safely(GOOD, "a.docx", seconds=0.001)


def test_a_child_that_computes_too_long_is_stopped() -> None:
    text = ("一、动员部署。各支部要召开动员大会，" * 300_000).encode()
    with pytest.raises(TookTooLong, match="时间太长"):
        read_safely(text, "a.txt", seconds=1, megabytes=2_000)


def test_a_child_without_memory_answers_instead_of_dying_silently() -> None:
    text = ("一、动员部署。各支部要召开动员大会，" * 300_000).encode()
    with pytest.raises(UnreadableDocument, match=r"。$"):
        read_safely(text, "a.txt", megabytes=120)


def test_a_name_cannot_be_taken_for_an_option() -> None:
    assert read_safely(GOOD, "--help").source.name == "--help"


def test_the_archive_of_the_lying_member_really_lies() -> None:
    with zipfile.ZipFile(io.BytesIO(lying_member())) as archive:
        assert archive.getinfo("word/document.xml").file_size == 70_000
