"""The page as it comes out of the printer: 22 lines of 28 characters. Needs LibreOffice and poppler."""

import itertools
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from zhengyou.reports.documents import SCHOOL_MARGINS, HouseStyle, Imprint, Paragraph, render

from .reading import described

PROGRAMS = ("soffice", "pdftotext")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

SECONDS = 120


def pages(data: bytes, folder: Path) -> list[list[str]]:
    """The document's printed pages as lists of lines that are not empty."""
    source = folder / "document.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(convert, check=True, capture_output=True, timeout=SECONDS)
    extract = ["pdftotext", "-layout", str(source.with_suffix(".pdf")), "-"]
    text = subprocess.run(extract, check=True, capture_output=True, timeout=SECONDS).stdout.decode()
    return [
        [line.strip() for line in page.splitlines() if line.strip()]
        for page in text.split("\f")
        if page.strip()
    ]


@pytest.mark.parametrize("house", [HouseStyle(), SCHOOL_MARGINS], ids=["standard", "school"])
def test_a_full_page_has_22_lines_of_28_characters(house, tmp_path):
    printed = pages(render(described(body=(Paragraph(("字" * 28 * 80,)),), house=house)), tmp_path)
    *lines, number = printed[1]
    assert [len(line) for line in lines] == [28] * 22
    assert number.replace(" ", "") == "—2—"


def test_nothing_is_lost_at_the_ends_of_lines_and_no_number_is_torn(tmp_path):
    # Lengths that differ by one bring the comma and the number to every place in the line, its end included.
    text = "".join("文" * length + "，2026年、" for length in range(15, 32))
    printed = pages(render(described(body=(Paragraph((text,)),))), tmp_path)
    lines = [line.replace(" ", "") for page in printed for line in page]
    (first,) = [place for place, line in enumerate(lines) if line.startswith("文" * 15 + "，")]
    whole = "".join(line for line in lines[first:] if not line.startswith("—"))
    assert whole == text + "中共澜溪区委组织部2026年7月1日"
    torn = [
        line
        for line, following in itertools.pairwise(lines)
        if line[-1:].isdigit() and following[:1].isdigit()
    ]
    assert torn == []


def test_the_imprint_is_the_last_thing_on_the_last_page(tmp_path):
    imprint = Imprint("区政府党组", "区委办公室", date(2026, 7, 2))
    for count in (8, 16):
        folder = tmp_path / str(count)
        folder.mkdir()
        body = tuple(Paragraph((f"第{number}段。",)) for number in range(count))
        printed = pages(render(described(body=body, imprint=imprint)), folder)
        last = [line.replace(" ", "") for line in printed[-1]]
        assert last[-3:] == ["抄送：区政府党组。", "区委办公室2026年7月2日印发", f"—{len(printed)}—"]
