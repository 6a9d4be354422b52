"""A line of the text cut where marked words begin and end, so that overlapping marks can all be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Characters `start` up to but not including `end` of a line, and the item that was read from them."""

    start: int
    end: int
    item_id: int


@dataclass(frozen=True)
class Segment:
    """A run of characters under the same marks; without `items` it is plain text."""

    text: str
    items: tuple[int, ...] = ()


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """The whole of `text` in pieces, each with the ids of the items whose words cover it, in the order given.

    Spans that reach beyond the text are cut; the pieces put together give the text again.
    """
    inside = [Span(max(span.start, 0), min(span.end, len(text)), span.item_id) for span in spans]
    inside = [span for span in inside if span.start < span.end]
    cuts = sorted({0, len(text)} | {span.start for span in inside} | {span.end for span in inside})
    return [
        Segment(
            text[begin:end],
            tuple(dict.fromkeys(span.item_id for span in inside if span.start <= begin and end <= span.end)),
        )
        for begin, end in pairwise(cuts)
    ]
