"""What every reader hands on: the file's paragraphs in order, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Join:
    """Where a paragraph was put together again: from character `at` on it stands on line `number` of the file, from
    that line's character `offset` on."""

    at: int
    number: int
    offset: int


@dataclass(frozen=True, kw_only=True)
class Block:
    """One line (txt, pdf) or paragraph of a file. `heading` is a styled level (1-9), 0 for none.

    `joins` are the further lines of the file that were put together in it, in order.
    """

    text: str
    number: int
    kind: str = "body"  # body | table | textbox | footnote | endnote | header
    heading: int = 0
    joins: tuple[Join, ...] = ()


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
