"""What the checks look at, and how they say what they found."""

from __future__ import annotations

from dataclasses import dataclass

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.extraction.context import Context
from zhengyou.plandocs.parts import Part
from zhengyou.plandocs.plan import Defect, Document, Place

ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Evidence:
    """One document as read (`read` has no defects yet), the lines it is answerable for, and the whole file.

    `around` holds the document's lines with site furniture; `skipped` the furniture's codes by line number;
    `notes` what the reader of the format found, as (line, code, severity, message).
    """

    context: Context
    read: Document
    around: list[Line]
    skipped: dict[int, str]
    notes: list[tuple[int, str, str, str]]
    index: int
    parts: list[Part]
    lines: list[Line]
    shingles: dict[int, set[int]]  # of the parts already seen, shared by all documents of a file

    @property
    def body(self) -> list[Line]:
        return [line for line in self.context.lines if line.match.strip()]


def of_span(code: str, severity: str, message: str, line: Line, start: int, end: int) -> Defect:
    """A defect of the words `match[start:end]` of a line."""
    return Defect(**line.at(start, end), code=code, severity=severity, message=message)


def of_line(code: str, severity: str, message: str, line: Line) -> Defect:
    """A defect of a whole line."""
    return of_span(code, severity, message, line, 0, len(line.match))


def of_place(code: str, severity: str, message: str, place: Place) -> Defect:
    """A defect of an item's own words."""
    return Defect(
        line=place.line,
        start=place.start,
        end=place.end,
        printed=place.printed,
        code=code,
        severity=severity,
        message=message,
    )


def rows(numbers: list[int]) -> str:
    """Line numbers for a message, at most eight of them."""
    shown = "、".join(str(n) for n in numbers[:8])
    return f"第{shown}行" + (f"等{len(numbers)}处" if len(numbers) > 8 else "")
