"""Word documents: bytes -> blocks, straight from the XML.

Automatic numbers are written out, tables give a line a row, text boxes and notes follow the paragraph they hang on,
tracked insertions are taken and deletions left out (both reported). Fields give their result, ruby its base text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhengyou.plandocs.blocks import Block, Extract, Note
from zhengyou.plandocs.docx_numbers import Numbers, W
from zhengyou.plandocs.docx_styles import Styles
from zhengyou.plandocs.package import Package
from zhengyou.plandocs.unreadable import NoText

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LONG_ROW = 300
_SKIPPED = {
    f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "sectPr", "tblPr")
}
_TEXTS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DELETED = "这一段有修订痕迹：删去的文字没有读入，新增的文字已读入。请在 Word 里接受或拒绝全部修订后再核对。"


@dataclass
class _Paragraph:
    """A paragraph while it is read: its words, and what hangs on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    tracked: bool = False

    @property
    def text(self) -> str:
        return "".join(self.words)


def read_docx(data: bytes) -> Extract:
    """The text of a .docx. Raises UnreadableDocument; see package.py for what is checked before it is opened."""
    package = Package(data)
    writer = _Writer(package)
    root = package.xml(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is not None:
        writer.write(body, "body")
    if not writer.blocks:
        raise NoText("这个文档里没有文字（也许全是图片）。请上传有文字的 Word 文件。")
    return Extract(format="docx", encoding=None, blocks=tuple(writer.blocks), notes=tuple(writer.notes))


class _Writer:
    """Goes through the parts in reading order and collects blocks."""

    def __init__(self, package: Package) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._numbers = Numbers(package.xml("word/numbering.xml"))
        self._styles = Styles(package.xml("word/styles.xml"))
        self._count = 0
        self._side = {
            kind: _notes(package.xml(f"word/{kind}s.xml"), kind) for kind in ("footnote", "endnote")
        }

    def write(self, parent: etree._Element, kind: str) -> None:
        for element in _content(parent):
            if element.tag == f"{W}p":
                self._paragraph(element, kind)
            else:
                self._table(element)

    def _paragraph(self, element: etree._Element, kind: str) -> None:
        paragraph, text = self._read(element)
        self._emit(text, kind, self._styles.heading(element), paragraph)
        self._hanging(paragraph)

    def _read(self, element: etree._Element) -> tuple[_Paragraph, str]:
        """The paragraph and its text with its number; a paragraph that was deleted whole is not counted."""
        paragraph = _Paragraph()
        _walk(element, paragraph)
        if paragraph.tracked and not paragraph.text.strip():
            return paragraph, ""
        listed = self._styles.list_of(element)
        return paragraph, (self._numbers.label(*listed) if listed else "") + paragraph.text

    def _emit(self, text: str, kind: str, heading: int, paragraph: _Paragraph) -> None:
        self._count += 1
        for line in text.split("\n"):
            if line.strip():
                self.blocks.append(
                    Block(text=line.strip(" \t"), number=self._count, kind=kind, heading=heading)
                )
        if paragraph.tracked and self.blocks:
            at = len(self.blocks) - 1
            self.notes.append(Note(code="tracked-changes", severity="warning", block=at, message=_DELETED))

    def _hanging(self, paragraph: _Paragraph) -> None:
        for box in paragraph.boxes:
            self.write(box, "textbox")
        for kind, key in paragraph.notes:
            note = self._side[kind].get(key)
            if note is not None:
                self.write(note, kind)

    def _table(self, table: etree._Element) -> None:
        """A line a row, cells joined by a bar; rows of long texts give a line a paragraph."""
        for row in _content(table, f"{W}tr"):
            cells = [[self._read(p) for p in cell.iter(f"{W}p")] for cell in _content(row, f"{W}tc")]
            texts = [" ".join(text.replace("\n", " ").strip() for _, text in cell).strip() for cell in cells]
            whole = _Paragraph()
            for paragraph, _ in (one for cell in cells for one in cell):
                whole.boxes += paragraph.boxes
                whole.notes += paragraph.notes
                whole.tracked = whole.tracked or paragraph.tracked
            if len(cells) > 1 and sum(map(len, texts)) <= _LONG_ROW:
                self._emit(" | ".join(texts) if any(texts) else "", "table", 0, whole)
            else:
                kind = "table" if len(cells) > 1 else "body"
                for paragraph, text in (one for cell in cells for one in cell):
                    self._emit(text, kind, 0, paragraph)
            self._hanging(whole)


def _content(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The paragraphs and tables (or rows, cells) of a part, through content controls and tracked wrappers."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _content(_chosen(child), *wanted)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _content(child, *wanted)


def _chosen(alternate: etree._Element) -> etree._Element:
    """One of the forms in which a drawing is stored twice."""
    choice = alternate.find(f"{_MC}Choice")
    fallback = alternate.find(f"{_MC}Fallback")
    return next((one for one in (choice, fallback) if one is not None), alternate)


def _walk(element: etree._Element, paragraph: _Paragraph) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            paragraph.words.append(child.text or "")
        elif tag in _TEXTS:
            paragraph.words.append(_TEXTS[tag])
        elif tag == f"{W}txbxContent":
            paragraph.boxes.append(child)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            paragraph.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
        elif tag == f"{_MC}AlternateContent":
            _walk(_chosen(child), paragraph)
        elif tag in _SKIPPED:
            paragraph.tracked = paragraph.tracked or tag in (f"{W}del", f"{W}moveFrom")
        elif isinstance(tag, str) and tag != f"{W}p":
            paragraph.tracked = paragraph.tracked or tag in (f"{W}ins", f"{W}moveTo")
            _walk(child, paragraph)


def _notes(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """Footnotes or endnotes by id, without Word's separators."""
    if root is None:
        return {}
    found = root.iterfind(f"{W}{kind}")
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") in (None, "normal")}
