"""Which reader a file needs, by what is in it and not by its name alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from zhengyou.plandocs import legacy
from zhengyou.plandocs.blocks import Extract
from zhengyou.plandocs.docx import read_docx
from zhengyou.plandocs.html import looks_like_html, read_html
from zhengyou.plandocs.package import FILE_LIMIT
from zhengyou.plandocs.pdf import read_pdf
from zhengyou.plandocs.text import read_text
from zhengyou.plandocs.unreadable import NoText, TooLarge, WrongFormat

_SAVE_AS = "目前能读 .docx、.doc、.pdf、.txt、.html，请另存为其中一种再上传。"
_PDF = b"%PDF-"
_KINDS = (
    (b"{\\rtf", "这是 RTF 文件，还不能直接读取。请用 Word 打开后另存为 .docx。"),
    (b"\x89PNG", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"\xff\xd8\xff", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"GIF8", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"Rar!", "这是压缩包。请先解压，再上传里面的文件。"),
    (b"7z\xbc\xaf", "这是压缩包。请先解压，再上传里面的文件。"),
    (b"\x1f\x8b", "这是压缩包。请先解压，再上传里面的文件。"),
)


def extract(data: bytes, name: str, converted: tuple[bytes, str] | None = None) -> Extract:
    """The text of a .docx, .doc, .pdf, .html or text file. Raises UnreadableDocument for everything else.

    `converted` is what `legacy.convert` made of a .doc file, where that has been done already.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge("文件超过 20 MB。计划文件通常不到 1 MB：请删去图片或拆开后再上传。")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoText("这个文件是空的。请确认选对了文件，并在电脑上能打开它。")
    for head, sentence in _KINDS:
        if data.startswith(head):
            raise WrongFormat(sentence)
    if data.startswith(legacy.OLE):
        made, ending = converted or legacy.convert(data)
        return replace(read_docx(made) if ending == ".docx" else read_text(made), format="doc", encoding=None)
    if _PDF in data[:1_024]:
        return read_pdf(data)
    if data.startswith(b"PK"):
        return read_docx(data)
    ending = PurePath(name).suffix.lower()
    if ending in {".docx", ".docm", ".dotx"}:
        raise WrongFormat("文件名是 .docx，内容却不是 Word 文档。请用 Word 打开原文，重新另存为 .docx。")
    if ending in {".html", ".htm", ".mht", ".xhtml"} or looks_like_html(data):
        return read_html(data)
    return read_text(data)
