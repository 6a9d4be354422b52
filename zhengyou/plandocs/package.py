"""A .docx is a packed folder: what is checked before any of it is unpacked, and safe reading of its parts."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from zhengyou.plandocs.unreadable import Damaged, Encrypted, TooLarge, Unsafe, WrongFormat

FILE_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 50 * 1024 * 1024
RATIO_LIMIT = 100
MEMBER_LIMIT = 2_000
_SMALL = 64 * 1024  # below this a high ratio is harmless (empty styles pack very well)
_MACROS = "这个文件带有宏（自动运行的程序），不能上传。请用 Word 另存为不带宏的 .docx。"
_DOCTYPES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_CORRUPT = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, NotImplementedError, EOFError, RuntimeError,
    ValueError, IndexError,
)  # fmt: skip
_BROKEN = "这个 .docx 文件已损坏，无法打开。请用 Word 打开原文并重新另存为 .docx。"


class Package:
    """The parts of a .docx by name. Every part is measured again while it is unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _CORRUPT as error:
            raise Damaged(_BROKEN) from error
        self._members = self._zip.infolist()
        _refuse_bombs(self._members)
        self.names = {member.filename for member in self._members}
        _refuse_other_kinds(self.names)
        if "[Content_Types].xml" in self.names and b"macroEnabled" in self._bytes("[Content_Types].xml"):
            raise Unsafe(_MACROS)
        mains = sorted(
            name for name in self.names if name.startswith("word/document") and name.endswith(".xml")
        )
        self.main = "word/document.xml" if "word/document.xml" in self.names or not mains else mains[0]

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree, without entities, network or comments; None where there is no such part."""
        if name not in self.names:
            return None
        data = self._bytes(name)
        if any(mark in data for mark in _DOCTYPES):
            raise Unsafe(
                "这个文件里藏有外部引用（DOCTYPE），正常的 Word 文档不会有。已拒绝打开，请用 Word 重新另存。"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "memory" in str(error).lower():
                raise MemoryError from error
            raise Damaged(_BROKEN) from error

    def _bytes(self, name: str) -> bytes:
        """A part's bytes, never more than it declared. A member that unpacks to more lies about its size."""
        member = self._zip.getinfo(name)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(member.file_size + 1)
        except _CORRUPT as error:
            raise Damaged(_BROKEN) from error
        if len(data) > member.file_size:
            raise Unsafe("这个压缩文件谎报了大小，像是恶意文件。已拒绝打开。")
        return data


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBER_LIMIT:
        raise Unsafe(
            "这个文件里打包了两千个以上的小文件，不像正常的 Word 文档。已拒绝打开，请用 Word 重新另存。"
        )
    if sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise TooLarge("这个文件展开后超过 50 MB。请删去图片和附件，只留文字，再上传。")
    for member in members:
        if member.file_size > _SMALL and member.file_size > RATIO_LIMIT * max(1, member.compress_size):
            raise Unsafe("这个文件压缩得异常厉害，像是恶意文件。已拒绝打开，请用 Word 重新另存。")
        if member.flag_bits & 1:
            raise Encrypted("这个文件设了密码，无法读取。请取消密码后再上传。")
        path = member.filename
        if path.startswith(("/", "\\")) or ":" in path or ".." in path.replace("\\", "/").split("/"):
            raise Unsafe("这个文件里有指向别处的路径，像是恶意文件。已拒绝打开。")


def _refuse_other_kinds(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unsafe(_MACROS)
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)
    ):
        return
    if any(name.startswith("xl/") for name in names):
        raise WrongFormat("这是 Excel 表格，不是计划文件。请上传 Word 或文字文件。")
    if any(name.startswith("ppt/") for name in names):
        raise WrongFormat("这是演示文稿，不是计划文件。请上传 Word 或文字文件。")
    if "content.xml" in names:
        raise WrongFormat("这是 OpenDocument 文件。请另存为 .docx 再上传。")
    raise WrongFormat("这是压缩包，不是 Word 文档。请先解压，再上传里面的文件。")
