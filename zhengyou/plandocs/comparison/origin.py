"""Which of two alike documents the other was likely made from. A guess with its reason, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from zhengyou.plandocs.comparison.comparing import Comparison
from zhengyou.plandocs.comparison.skeleton import other_language, same_people, structure_alike
from zhengyou.plandocs.comparison.streams import Span, Stream
from zhengyou.plandocs.plan import Document

_ALIKE = 0.3
_BUILT_ALIKE = 0.8
_LEAN = 0.15
_LOST_MARKS = 5
_MARKS = frozenset("，。；：、！？,.;:!?")


@dataclass(frozen=True, kw_only=True)
class Likely:
    """`origin`: 1 or 2, the document that came first; None where that cannot be said. `reason`: a sentence."""

    origin: int | None
    reason: str


def likely_origin(
    one: Document, two: Document, found: Comparison, streams: tuple[Stream, Stream]
) -> Likely | None:
    """Where the likeness likely comes from; None for documents that share too little to ask.

    In order: one is the other's translation; one cites the other; one was signed earlier; one stands in the other
    nearly whole; in words they share one has lost its punctuation, as happens to copies (domain.md 3.2, p5 and p6).
    """
    if other_language(one, two):
        return _translation(one, two)
    if max(found.first.share, found.second.share) < _ALIKE:
        return None
    for number, (cited, citing) in enumerate(((one, two), (two, one)), 1):
        if _cites(citing, cited):
            return Likely(origin=number, reason="另一份把它列为依据。")
    if one.signed_on and two.signed_on and one.signed_on != two.signed_on:
        first = 1 if one.signed_on < two.signed_on else 2
        return Likely(origin=first, reason=f"它的落款日期早（{min(one.signed_on, two.signed_on)}）。")
    return _by_contents(found, streams)


def _translation(one: Document, two: Document) -> Likely | None:
    people, built = same_people(one, two), structure_alike(one, two)
    if built < _BUILT_ALIKE or not people:
        return None
    said = f"另一份是外文，像是它的译文：标题的层次和次序{built:.0%}相同，都点到{'、'.join(people)}。"
    return Likely(origin=2 if one.script == "latin" else 1, reason=said)


def _cites(citing: Document, cited: Document) -> bool:
    numbers = {basis.number for basis in citing.basis if basis.number}
    if cited.number and cited.number in numbers:
        return True
    title = cited.title.strip("《》 ")
    return len(title) >= 8 and any(title in basis.text for basis in citing.basis)


def _by_contents(found: Comparison, streams: tuple[Stream, Stream]) -> Likely:
    lean = found.first.share - found.second.share
    if abs(lean) >= _LEAN:
        share = max(found.first.share, found.second.share)
        return Likely(
            origin=1 if lean > 0 else 2, reason=f"它有{share:.0%}在另一份里，另一份还多出自己的内容。"
        )
    marks = [
        sum(_marks(document, getattr(passage, side)) for passage in found.passages)
        for document, side in zip(streams, ("first", "second"), strict=True)
    ]
    if abs(marks[0] - marks[1]) >= _LOST_MARKS:
        lost = abs(marks[0] - marks[1])
        return Likely(
            origin=1 if marks[0] > marks[1] else 2, reason=f"另一份在相同的文字里少了{lost}个标点。"
        )
    return Likely(origin=None, reason="日期、引用、篇幅和标点都看不出先后。")


def _marks(document: Stream, where: Span) -> int:
    return sum(char in _MARKS for char in document.words(where.begin, where.end))
