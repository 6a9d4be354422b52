"""What every reader hands on: the file's paragraphs in order, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Block:
    """One line (txt) or paragraph of a file. `heading` is a styled level (1-9), 0 for none."""

    text: str
    number: int
    kind: str = "body"  # body | table | textbox | footnote | endnote
    heading: int = 0


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something a reader found in the file that the text alone does not show; `block` is an index."""

    code: str
    severity: str
    block: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Extract:
    """A file's text. `encoding` is None where the format carries none."""

    format: str
    encoding: str | None
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
