"""Word 97-2003 files, through a converter where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest

from zhengyou.plandocs import Damaged, Encrypted, WrongFormat, legacy, read, read_safely
from zhengyou.plandocs.legacy import OLE

OFFICE = shutil.which("soffice")
WORD = "WordDocument".encode("utf-16-le")
HEAD = OLE + b"\x00" * 20 + b"\xfe\xff"


@pytest.mark.skipif(
    OFFICE is None, reason=".doc is read by LibreOffice, which nobody has to install, and here it is not"
)
def test_a_doc_file_is_read_through_the_converter_with_its_numbers(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_paragraph("某镇实施方案")
    for text in ("指导思想", "步骤"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("召开大会。")
    made.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=600)
    reading = read_safely((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert list(reading.lines) == ["某镇实施方案", "1. 指导思想", "2. 步骤", "召开大会。"]
    assert (reading.source.format, reading.source.encoding, reading.source.name) == ("doc", None, "a.doc")


def test_without_a_converter_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(WrongFormat, match="LibreOffice 或 antiword"):
        read(HEAD + b"\x00" * 2_000 + WORD, "a.doc")


def test_a_locked_doc_is_known_without_a_converter() -> None:
    locked = HEAD.ljust(512, b"\x00") + b"\xec\xa5".ljust(11, b"\x00") + b"\x01" + b"\x00" * 2_000 + WORD
    with pytest.raises(Encrypted, match="密码"):
        read(locked, "a.doc")


def test_a_broken_doc_is_refused_before_a_converter_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_run", lambda *_: pytest.fail("started a converter"))
    with pytest.raises(Damaged, match="损坏"):
        read(OLE + b"\x00" * 2_000 + WORD, "a.doc")


@pytest.mark.skipif(
    OFFICE is None, reason=".doc is read by LibreOffice, which nobody has to install, and here it is not"
)
def test_what_the_converter_cannot_open_is_damaged() -> None:
    with pytest.raises(Damaged, match="损坏"):
        read_safely(HEAD + b"\x00" * 2_000 + WORD, "a.doc")
