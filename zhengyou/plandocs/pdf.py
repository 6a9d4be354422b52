"""PDF files with text: bytes -> blocks. Lines are measured on the page, so that paragraphs can be put together again.

A scanned page has pictures and no characters: such a file is refused with what to do. Headers, footers and page numbers
are told by standing at a page's edge and repeating; they are kept as blocks of kind "header" and reported as debris.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from zhengyou.plandocs.blocks import Extract
from zhengyou.plandocs.unreadable import Damaged, Encrypted, NoText, TooLarge
from zhengyou.plandocs.wrapping import Printed, joined

PAGE_LIMIT = 400
_SCANNED = (
    "这个 PDF 是扫描件：里面只有图片，没有文字，无法读取。"
    "请上传文件的电子稿（.docx），或用识别软件转成文字后再上传。"
)
_EMPTY = "这个 PDF 里没有文字。请确认选对了文件，或上传文件的电子稿（.docx）。"
_GARBLED = "这个 PDF 里的文字没有编码信息，读出来是乱码。请上传文件的电子稿（.docx）。"
_LOCKED = "这个 PDF 设了打开密码，无法读取。请取消密码，或另存为不带密码的文件再上传。"
_BROKEN = "这个 PDF 已损坏或不完整，无法打开。请重新下载或导出，也可以上传文件的电子稿（.docx）。"
_NUMBER = re.compile(
    r"\s*(?:[-—–]{1,2}\s*)?(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／，]\s*共?\s*\d{1,4}\s*页?)?(?:\s*[-—–]{1,2})?\s*$"
)
_HYPHENS = {"\ufffe", "\x02"}  # what the library puts where a word was broken
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    0x2F3E: "户", 0x2E9F: "母", 0x2EA0: "民", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC9: "贝", 0x2ECB: "车",
    0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE2: "马",
}  # fmt: skip
_EDGE = 3  # lines at the top and bottom of a page that may be headers or footers


class _Char(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float


def read_pdf(data: bytes) -> Extract:
    """The text of a PDF. Encrypted, Damaged, TooLarge, or NoText for scans and files without readable characters."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (Encrypted(_LOCKED) if "password" in str(error).lower() else Damaged(_BROKEN)) from error
    try:
        if len(document) > PAGE_LIMIT:
            raise TooLarge(f"这个 PDF 超过 {PAGE_LIMIT} 页。计划文件通常只有几页：请拆开后再上传。")
        pages, em, pictures = _pages(document)
    except pypdfium2.PdfiumError as error:
        raise Damaged(_BROKEN) from error
    finally:
        document.close()
    _refuse_unreadable("".join(line.text for page in pages for line in page), len(pages), pictures)
    lines = _numbered(_asides(pages))
    return Extract(format="pdf", encoding=None, blocks=tuple(joined(lines, em, printed=True)))


def _refuse_unreadable(text: str, pages: int, pictures: bool) -> None:
    words = [char for char in text if not char.isspace()]
    if len(words) < 4 * pages:
        raise NoText(_SCANNED if pictures else _EMPTY)
    strange = sum(char < " " or "\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in words)
    if strange > 0.3 * len(words):
        raise NoText(_GARBLED)


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[Printed]], float, bool]:
    """The lines of each page, the width of a character, and whether any page holds a picture."""
    pages, sizes, pictures = [], [], False
    for page in document:
        text = page.get_textpage()
        lines, heights = _lines(text)
        pages.append(lines)
        sizes += heights
        pictures = pictures or any(
            True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        )
        text.close()
        page.close()
    return pages, median(sizes) if sizes else 12.0, pictures


def _lines(page: pypdfium2.PdfTextPage) -> tuple[list[Printed], list[float]]:
    """The lines of a page from the top, put together by where each character stands, and the widths of its words."""
    lines: list[list[_Char]] = [[]]
    for char in _chars(page):
        if char.text in "\r\n":
            lines.append([])
        elif lines[-1] or not lines[:-1] or not _beside(lines[-2], char):
            lines[-1].append(char)
        else:  # the library began a line that stands beside the one before
            lines.pop()
            lines[-1].append(char)
    filled = [sorted(line, key=lambda char: char.left) for line in lines if line]
    widths = [char.right - char.left for line in filled for char in line if "\u4e00" <= char.text <= "\u9fff"]
    em = (
        median(widths) if widths else 2 * median([c.right - c.left for line in filled for c in line] or [6.0])
    )
    printed = [
        Printed(text=_composed(line, em), number=0, left=line[0].left, right=line[-1].right)
        for line in filled
    ]
    return printed, [em] * len(filled)


def _chars(page: pypdfium2.PdfTextPage) -> Iterator[_Char]:
    """Every character with its place; blanks only as line ends."""
    box = raw.FS_RECTF()
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        text = chr(code) if 0 < code < 0x110000 else ""
        if text in {"\r", "\n"}:
            yield _Char(text, 0, 0, 0, 0)
        elif text and not text.isspace() and text not in _HYPHENS and not 0xD800 <= code <= 0xDFFF:
            raw.FPDFText_GetLooseCharBox(page, index, box)
            yield _Char(text.translate(_RADICALS), box.left, box.right, box.bottom, box.top)


def _beside(line: list[_Char], char: _Char) -> bool:
    """Whether a character stands on the height of a line rather than under it."""
    if not line:
        return False
    low, high = max(line[-1].bottom, char.bottom), min(line[-1].top, char.top)
    return high - low > 0.6 * min(line[-1].top - line[-1].bottom, char.top - char.bottom) > 0


def _composed(line: list[_Char], em: float) -> str:
    """The words of a line: a blank where a gap parts Latin words, or one wider than a character parts any."""
    out = line[0].text
    for before, char in pairwise(line):
        gap = char.left - before.right
        latin = before.text.isascii() and char.text.isascii()
        out += (" " if gap > (0.15 if latin else 1.1) * em else "") + char.text
    return out


def _asides(pages: list[list[Printed]]) -> list[Printed]:
    """All lines in order, those marked that repeat at the edges of pages or are page numbers there."""
    edges = Counter(
        key for page in pages for key in {_key(line.text) for line in [*page[:_EDGE], *page[-_EDGE:]]}
    )
    often = {key for key, count in edges.items() if key and count >= max(2, (len(pages) + 1) // 2)}
    out = []
    for page in pages:
        for index, line in enumerate(page):
            edge = index < _EDGE or index >= len(page) - _EDGE
            repeats = _key(line.text) in often and len(pages) > 1
            numbers = bool(_NUMBER.match(line.text)) and index in {0, len(page) - 1}
            out.append(replace(line, aside=edge and (repeats or numbers)))
    return out


def _key(text: str) -> str:
    """A header without its page number."""
    return re.sub(r"[\d\s]", "", text)


def _numbered(lines: list[Printed]) -> list[Printed]:
    return [replace(line, number=number) for number, line in enumerate(lines, 1)]
