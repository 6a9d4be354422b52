"""Files beside a record: what may lie there, and how it is handed out."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.campaigns.records.telling import reported, send, told
from tests.cast import Cast, ExpectationOf
from zhengyou.campaigns.models import Attachment, Record
from zhengyou.campaigns.rules.attachments import MAX_BYTES, media_type

PDF = b"%PDF-1.4\n%%EOF\n"
SENTENCE = "这个文件不是图片、PDF或办公文档（按内容判断，与文件名无关），请换一个，也可以不附。"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _docx() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet()
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def test_files_are_told_by_their_content() -> None:
    found = {
        "pdf": media_type(PDF),
        "png": media_type(_png()),
        "docx": media_type(_docx()),
        "xlsx": media_type(_xlsx()),
        "odt": media_type(_zip(mimetype=OPEN_TEXT.encode())),
        "doc": media_type(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        "zip": media_type(_zip(word=b"x")),
        "program": media_type(b"MZ" + b"\0" * 600),
        "page": media_type(b"<html><script>alert(1)</script></html>"),
        "drawing": media_type(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        "half a zip": media_type(_docx()[:400]),
        "foul odt": media_type(_zip(mimetype=OPEN_TEXT.encode() + b"\r\nX: y")),
        "nothing": media_type(b""),
    }
    assert found == {
        "pdf": "application/pdf",
        "png": "image/png",
        "docx": OPEN_XML + "wordprocessingml.document",
        "xlsx": OPEN_XML + "spreadsheetml.sheet",
        "odt": OPEN_TEXT,
        "doc": "application/x-ole-storage",
        "zip": None,
        "program": None,
        "page": None,
        "drawing": None,
        "half a zip": None,
        "foul odt": None,
        "nothing": None,
    }


def test_a_file_is_kept_as_it_came_and_handed_out_to_be_kept(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    content = _png()
    upload = SimpleUploadedFile('现场"照片.exe', content, "application/x-msdownload")
    record = reported(cast, expectation_of("first", "动员大会"), file=upload)
    kept = Attachment.objects.get(record=record)
    assert (bytes(kept.content), kept.media_type, kept.size) == (content, "image/png", len(content))
    answer = cast.client("general_secretary").get(f"/records/{record.pk}/files/{kept.pk}/")
    assert answer.content == content
    assert {
        name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "image/png",
        "Content-Disposition": "attachment; filename*=utf-8''%E7%8E%B0%E5%9C%BA%22%E7%85%A7%E7%89%87.exe",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.parametrize("role", ["other_secretary", "member", "administrator"])
def test_files_are_only_for_those_who_may_see_the_record(
    cast: Cast, expectation_of: ExpectationOf, role: str
) -> None:
    upload = SimpleUploadedFile("说明.pdf", PDF)
    record = reported(cast, expectation_of("first", "动员大会"), file=upload)
    kept = Attachment.objects.get(record=record)
    assert cast.client(role).get(f"/records/{record.pk}/files/{kept.pk}/").status_code == 404


def test_a_file_is_found_only_beside_its_own_record(cast: Cast, expectation_of: ExpectationOf) -> None:
    record = reported(cast, expectation_of("first", "动员大会"), file=SimpleUploadedFile("a.pdf", PDF))
    other = reported(cast, expectation_of("first", "风险排查"))
    kept = Attachment.objects.get(record=record)
    assert cast.client("secretary").get(f"/records/{other.pk}/files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script></html>", SENTENCE),
        (b"", "这个文件是空的，请重新选择，或者不附。"),
        (PDF + b"0" * MAX_BYTES, "这个文件超过10兆。请压缩或换一个小些的，也可以不附。"),
    ],
    ids=["a page called .pdf", "empty", "too large"],
)
def test_a_file_that_cannot_be_taken_stores_nothing_and_loses_nothing(
    cast: Cast, expectation_of: ExpectationOf, content: bytes, sentence: str
) -> None:
    asked, client = expectation_of("first", "动员大会"), cast.client("secretary")
    answer = send(client, asked, told(cast, file=SimpleUploadedFile("材料.pdf", content)))
    assert answer.status_code == 422
    assert {name: list(errors) for name, errors in answer.context["form"].errors.items()} == {
        "file": [sentence]
    }
    assert "到商户家里宣讲" in answer.content.decode()
    assert (Record.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_refused_form_says_that_the_file_has_to_be_chosen_again(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    upload = SimpleUploadedFile("说明.pdf", PDF)
    answer = send(
        cast.client("secretary"), expectation_of("first", "动员大会"), told(cast, result="", file=upload)
    )
    assert answer.status_code == 422
    assert "刚才选的文件需要再选一次，其他内容都还在。" in answer.content.decode()
