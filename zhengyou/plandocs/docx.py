"""Word documents: bytes -> blocks."""

from __future__ import annotations

from zhengyou.plandocs.blocks import Block, Extract
from zhengyou.plandocs.package import Package
from zhengyou.plandocs.unreadable import NoText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes) -> Extract:
    """The text of a .docx. Raises UnreadableDocument."""
    root = Package(data).xml("word/document.xml")
    found = [] if root is None else list(root.iter(f"{_W}p"))
    texts = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in found]
    blocks = tuple(Block(text=text, number=i) for i, text in enumerate(texts, 1) if text.strip())
    if not blocks:
        raise NoText("这个文档里没有文字。")
    return Extract(format="docx", encoding=None, blocks=blocks)
