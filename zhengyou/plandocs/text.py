"""Plain text files: bytes -> blocks, one a line (lines broken at a margin are joined), empty lines kept."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from zhengyou.plandocs.blocks import Block, Extract, Note
from zhengyou.plandocs.unreadable import NoText, WrongFormat
from zhengyou.plandocs.wrapping import joined, typed

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_JUNK = (
    "这个文件不是文字文件（内容无法按任何中文编码读出）。请用 Word 或记事本打开原文，"
    "另存为 .docx 或 .txt 再上传。"
)
# Common characters of official prose in both scripts: the right decoding of Chinese is full of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "党员组织活动建设学习实施方案领导工作服务开展基层先进支部單位黨員組織動實領導務開層進這國個們時來發對會學習"
)


def read_text(data: bytes) -> Extract:
    """Bytes of a .txt file in UTF-8, UTF-16/32, GB18030 or Big5. WrongFormat for binary junk, NoText for nothing."""
    text, encoding = decode(data)
    blocks = tuple(
        joined([typed(line, number) for number, line in enumerate(_LINE_END.split(text), 1)], em=2)
    )
    if not any(block.text.strip() for block in blocks):
        raise NoText("这个文件里没有文字。请确认选对了文件。")
    return Extract(format="txt", encoding=encoding, blocks=blocks, notes=tuple(_lost(blocks)))


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. WrongFormat where no encoding gives readable text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), "utf-8" if encoding == "utf-8-sig" else encoding
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    try:
        return _readable(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        if error.start > 64 and _damage(data) < 0.01:
            return _readable(data.decode("utf-8", errors="replace")), "utf-8"
    return _chinese(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _readable(data.decode(encoding))
    except UnicodeDecodeError:
        raise WrongFormat(_JUNK) from None


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: the byte order under which the text reads as text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share_of_text(text) > 0.9:
            return _readable(text), encoding
    raise WrongFormat(_JUNK)


def _damage(data: bytes) -> float:
    """The share of a nearly-UTF-8 file that cannot be decoded (files cut in the middle of a character)."""
    return data.decode("utf-8", errors="replace").count("\ufffd") * 3 / max(1, len(data))


def _chinese(data: bytes) -> tuple[str, str]:
    """GB18030 or Big5, whichever gives more of the commonest characters; else what charset-normalizer thinks."""
    tried = [
        (_commonness(text), name, text) for name in ("gb18030", "big5hkscs") if (text := _lenient(data, name))
    ]
    if tried and max(tried)[0] > 0.08:
        _, encoding, text = max(tried)
        return _readable(text), "big5" if encoding == "big5hkscs" else encoding
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise WrongFormat(_JUNK)
    return _readable(data.decode(best.encoding, errors="replace")), best.encoding


def _lenient(data: bytes, encoding: str) -> str:
    """Text with a few undecodable bytes replaced (a file cut short, one damaged character), "" for many."""
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") <= 2 + len(text) // 500 else ""


def _commonness(text: str) -> float:
    sample = [char for char in text[:20_000] if ord(char) > 127]
    return sum(char in _COMMON for char in sample) / max(1, len(sample))


def _share_of_text(text: str) -> float:
    sample = text[:20_000]
    good = sum(char.isspace() or "\x20" <= char <= "\x7e" or "\u3000" <= char <= "\u9fff" for char in sample)
    return good / max(1, len(sample))


def _readable(text: str) -> str:
    """The text itself, if control characters and holes are rare in it. WrongFormat otherwise."""
    sample = text[:_SAMPLE]
    bad = sum((char < " " and char not in "\t\n\r\x0b\x0c") or char in "\x7f\ufffd" for char in sample)
    if bad > 2 + len(sample) // 50:
        raise WrongFormat(_JUNK)
    return text


def _lost(blocks: tuple[Block, ...]) -> list[Note]:
    said = "这里有无法识别的字符（显示为 �），可能是文件损坏或被截断。请对照原件补上。"
    where = [i for i, block in enumerate(blocks) if "\ufffd" in block.text]
    return [Note(code="truncated", severity="warning", block=i, message=said) for i in where]
