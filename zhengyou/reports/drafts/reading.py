"""A draft's blocks for the screen: numbered headings, and every printed figure with its door."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..documents import Block, Heading, Paragraph, Printed, Run, Table
from ..documents.numbering import HeadingNumbers
from ..doors import Doors
from .writing import AT


@dataclass(frozen=True)
class Piece:
    """A piece of text; with `href` it is a number that leads to its figure."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """One block: `kind` is h2, h3, p or table."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Piece, ...], ...] = ()


def readable(blocks: Sequence[Block], doors: Doors) -> list[Shown]:
    """The blocks in their order; headings carry the numbers they have in print."""
    numbers = HeadingNumbers()
    shown = []
    for block in blocks:
        if isinstance(block, Heading):
            shown.append(Shown(f"h{block.level + 1}", (Piece(numbers.next(block.level) + block.text),)))
        elif isinstance(block, Paragraph):
            shown.append(Shown("p", _pieces(block.runs, doors)))
        elif isinstance(block, Table):
            rows = tuple(_pieces(row, doors) for row in block.rows)
            shown.append(Shown("table", (Piece(block.caption),), block.head, rows))
    return shown


def _pieces(runs: Sequence[Run], doors: Doors) -> tuple[Piece, ...]:
    return tuple(
        Piece(run.text, _door(run, doors)) if isinstance(run, Printed) else Piece(run) for run in runs
    )


def _door(printed: Printed, doors: Doors) -> str:
    key, _at, node = printed.figure_id.partition(AT)
    return doors.figure(key, int(node) if node else None)
