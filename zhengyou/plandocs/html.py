"""Web pages: bytes -> blocks, one a paragraph, heading, list item or table cell row."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhengyou.plandocs.blocks import Block, Extract
from zhengyou.plandocs.text import decode
from zhengyou.plandocs.unreadable import NoText

_DECLARED = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|meta|h[1-6])[\s>]", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\x0b\x0c]+")
_HIDDEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "iframe",
    "object",
    "nav",
    "select",
    "button",
}
_PARAGRAPHS = {
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "ul", "ol", "section", "article", "blockquote",
    "pre", "header", "footer", "main", "aside", "dl", "dt", "dd", "form", "fieldset", "figure", "figcaption", "hr",
    "center", "body", "html", "tbody", "thead", "tfoot", "address", "caption",
}  # fmt: skip
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "x-gbk": "gb18030"}


def looks_like_html(data: bytes) -> bool:
    """Whether the first part of the bytes opens as a web page does."""
    return bool(_OPENING.search(data[:2_048])) or bool(_OPENING.search(data[:4_096].replace(b"\x00", b"")))


def read_html(data: bytes) -> Extract:
    """The visible text of a page. NoText where there is none."""
    text, encoding = _text_of(data)
    writer = _Writer()
    root = LexborHTMLParser(text).body
    if root is not None:
        writer.walk(root)
    writer.finish()
    if not writer.blocks:
        raise NoText("这个网页里没有文字。请打开网页，复制正文到 Word 另存为 .docx 再上传。")
    return Extract(format="html", encoding=encoding, blocks=tuple(writer.blocks))


def _text_of(data: bytes) -> tuple[str, str]:
    declared = _DECLARED.search(data[:4_096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode(_ALIASES.get(name, name)), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


class _Writer:
    """Walks the tree without recursion and collects one block a paragraph; table cells are joined by a bar."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._heading = 0
        self._cells = 0
        self._in_row = 0

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode | None, str]] = [(root, "")]
        while stack:
            node, closing = stack.pop()
            if node is None:
                self._close(closing)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._words.append(node.text(deep=False) or "")
            elif tag not in _HIDDEN and not tag.startswith(("-", "!")):
                self._open(tag)
                stack.append((None, tag))
                stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))

    def _open(self, tag: str) -> None:
        if tag == "br":
            self.finish()
        elif tag in {"td", "th"}:
            self._words.append(" | " if self._cells else "")
            self._cells += 1
        elif tag in _PARAGRAPHS:
            if tag == "tr":
                self.finish()
                self._in_row, self._cells = self._in_row + 1, 0
            elif not self._in_row:
                self.finish()
                self._heading = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0
            elif self._words and self._words[-1].strip(" |"):
                self._words.append(" ")

    def _close(self, tag: str) -> None:
        if tag == "tr":
            self.finish()
            self._in_row, self._cells = max(0, self._in_row - 1), 0
        elif tag in _PARAGRAPHS and not self._in_row:
            self.finish()

    def finish(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip(" \u3000\xa0")
        self._words = []
        if text.strip(" |"):
            kind = "table" if self._cells > 1 else "body"
            number = len(self.blocks) + 1
            self.blocks.append(Block(text=text, number=number, kind=kind, heading=self._heading))
        self._heading = 0
