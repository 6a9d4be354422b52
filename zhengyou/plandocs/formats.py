"""Which reader a file needs, by what is in it and not by its name alone."""

from __future__ import annotations

from pathlib import PurePath

from zhengyou.plandocs.blocks import Extract
from zhengyou.plandocs.docx import read_docx
from zhengyou.plandocs.html import looks_like_html, read_html
from zhengyou.plandocs.package import FILE_LIMIT
from zhengyou.plandocs.text import read_text
from zhengyou.plandocs.unreadable import Encrypted, NoText, TooLarge, WrongFormat

_SAVE_AS = "目前能读 .docx、.txt、.html，请另存为其中一种再上传。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF-", "这是 PDF 文件，还不能直接读取。请用 Word 打开它（或打开原稿）另存为 .docx；" + _SAVE_AS),
    (b"{\\rtf", "这是 RTF 文件，还不能直接读取。请用 Word 打开后另存为 .docx。"),
    (b"\x89PNG", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"\xff\xd8\xff", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"GIF8", "这是图片，不是文字文件。请上传文件的电子稿。" + _SAVE_AS),
    (b"Rar!", "这是压缩包。请先解压，再上传里面的文件。"),
    (b"7z\xbc\xaf", "这是压缩包。请先解压，再上传里面的文件。"),
    (b"\x1f\x8b", "这是压缩包。请先解压，再上传里面的文件。"),
)


def extract(data: bytes, name: str) -> Extract:
    """The text of a .docx, .html or text file. Raises UnreadableDocument for everything else."""
    if len(data) > FILE_LIMIT:
        raise TooLarge("文件超过 20 MB。计划文件通常不到 1 MB：请删去图片或拆开后再上传。")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NoText("这个文件是空的。请确认选对了文件，并在电脑上能打开它。")
    for head, sentence in _KINDS:
        if data.startswith(head):
            raise WrongFormat(sentence)
    if data.startswith(_OLE):
        raise _office_97(data)
    if data.startswith(b"PK"):
        return read_docx(data)
    ending = PurePath(name).suffix.lower()
    if ending in {".docx", ".docm", ".dotx"}:
        raise WrongFormat("文件名是 .docx，内容却不是 Word 文档。请用 Word 打开原文，重新另存为 .docx。")
    if ending in {".html", ".htm", ".mht", ".xhtml"} or looks_like_html(data):
        return read_html(data)
    return read_text(data)


def _office_97(data: bytes) -> Exception:
    """What an OLE container is: a password-protected .docx, or a file of Word 97-2003."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Encrypted("这个文件设了打开密码，无法读取。请用 Word 打开后取消密码，另存为 .docx 再上传。")
    if "Workbook".encode("utf-16-le") in data:
        return WrongFormat("这是 Excel 表格，不是计划文件。请上传 Word 或文字文件。")
    return WrongFormat("这是旧版 Word（.doc）文件。" + _SAVE_AS)
