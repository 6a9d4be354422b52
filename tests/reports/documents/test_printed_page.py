"""The page as it comes out of the printer: 22 lines of 28 characters. Needs LibreOffice and poppler."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from zhengyou.reports.documents import SCHOOL_MARGINS, HouseStyle, Imprint, Paragraph, render

from .reading import described

PROGRAMS = ("soffice", "pdftotext")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING),
    reason=f"only these programs print the page to be measured, and here they are not: {', '.join(MISSING)}",
)

SECONDS = 600


def printed(data: bytes, folder: Path, *options: str) -> str:
    """What pdftotext reads on the printed pages."""
    source = folder / "document.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(convert, check=True, capture_output=True, timeout=SECONDS)
    extract = ["pdftotext", *options, str(source.with_suffix(".pdf")), "-"]
    return subprocess.run(extract, check=True, capture_output=True, timeout=SECONDS).stdout.decode()


def pages(data: bytes, folder: Path) -> list[list[str]]:
    """The document's printed pages as lists of lines that are not empty."""
    text = printed(data, folder, "-layout")
    return [
        [line.strip() for line in page.splitlines() if line.strip()]
        for page in text.split("\f")
        if page.strip()
    ]


@pytest.mark.parametrize("house", [HouseStyle(), SCHOOL_MARGINS], ids=["standard", "school"])
def test_a_full_page_has_22_lines_of_28_characters(house, tmp_path):
    sheets = pages(render(described(body=(Paragraph(("字" * 28 * 80,)),), house=house)), tmp_path)
    *lines, number = sheets[1]
    assert [len(line) for line in lines] == [28] * 22
    assert number.replace(" ", "") == "—2—"


def test_nothing_is_lost_at_the_ends_of_lines(tmp_path):
    # Lengths that differ by one bring the comma to every place at the end of a line, beyond it included.
    sentences = [f"{'文' * length}，（字）、{'字' * 30}，字。" for length in range(20, 60)]
    body = tuple(Paragraph((sentence,)) for sentence in sentences)
    lines = [line.replace(" ", "") for page in pages(render(described(body=body)), tmp_path) for line in page]
    text = "".join(line for line in lines if not line.startswith("—"))
    assert text == "关于承诺兑现情况的通报" + "".join(sentences) + "中共澜溪区委组织部2026年7月1日"


def test_no_number_is_torn_over_two_lines(tmp_path):
    body = tuple(Paragraph(("文" * length + "2026年" + "字" * 30,)) for length in range(20, 32))
    lines = [line.replace(" ", "") for page in pages(render(described(body=body)), tmp_path) for line in page]
    assert sum(line.count("2026") for line in lines) == len(body) + 1


def test_the_imprint_is_the_last_thing_on_the_last_page(tmp_path):
    imprint = Imprint("区政府党组", "区委办公室", date(2026, 7, 2))
    for count in (8, 16):
        folder = tmp_path / str(count)
        folder.mkdir()
        body = tuple(Paragraph((f"第{number}段。",)) for number in range(count))
        sheets = pages(render(described(body=body, imprint=imprint)), folder)
        last = [line.replace(" ", "") for line in sheets[-1]]
        assert last[-3:] == ["抄送：区政府党组。", "区委办公室2026年7月2日印发", f"—{len(sheets)}—"]


def test_the_imprint_stands_at_the_foot_of_the_type_area(tmp_path):
    imprint = Imprint("区政府党组", "区委办公室", date(2026, 7, 2))
    boxes = printed(render(described(imprint=imprint)), tmp_path, "-bbox")
    left, bottom = re.search(
        r'xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">区委办公室', boxes
    ).groups()
    # The type area ends 262 mm below the page's top; its text begins one character of 14 pt inside 28 mm.
    assert 255 <= float(bottom) / 72 * 25.4 <= 262
    assert abs(float(left) - (28 / 25.4 * 72 + 14)) < 2
