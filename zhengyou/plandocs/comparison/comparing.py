"""Two documents compared: how much of each stands in the other, with what both took from their superior apart."""

from __future__ import annotations

from dataclasses import dataclass

from zhengyou.plandocs.comparison.aligning import shingles
from zhengyou.plandocs.comparison.passages import CHANGED, Part, Passage, Renaming, alike, passage, passages
from zhengyou.plandocs.comparison.streams import Stream

_BLOTS = "\ue001", "\ue002"  # differ, so that blotted units never equal each other


@dataclass(frozen=True, kw_only=True)
class Side:
    """One document of a comparison, counted in units (Chinese characters, words, numbers).

    `units` of which `inherited` stand in the superior's plan; of the rest, `shared` stand in the other document.
    """

    units: int
    inherited: int
    shared: int

    @property
    def own(self) -> int:
        """Units that do not stand in the superior's plan."""
        return self.units - self.inherited

    @property
    def share(self) -> float:
        """Shared units of the own ones, 0 to 1; 0 where nothing is its own."""
        return self.shared / self.own if self.own else 0.0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`similarity`: of the shingles of six units in either the share in both, 0 to 1, without what is inherited.
    `passages`: of the first document, the longest first. `renamings`: names exchanged, the commonest first."""

    first: Side
    second: Side
    similarity: float
    passages: tuple[Passage, ...]
    renamings: tuple[Renaming, ...]


def compare(first: Stream, second: Stream, *, superior: Stream | None = None) -> Comparison:
    """Compare two documents; with `superior` what either took from it is counted apart and left out of the rest."""
    inherited = [coverage(one, superior) if superior else [False] * len(one) for one in (first, second)]
    a, b = (
        _blotted(one, mask, blot) for one, mask, blot in zip((first, second), inherited, _BLOTS, strict=True)
    )
    forward, renamings = passages(first, second, a, b)
    backward, _ = passages(second, first, b, a)
    found = sorted(forward, key=lambda parts: (-alike(parts), parts[0].a))
    return Comparison(
        first=_side(first, inherited[0], forward),
        second=_side(second, inherited[1], backward),
        similarity=_similarity(a, b),
        passages=tuple(passage(parts, first, second) for parts in found),
        renamings=tuple(renamings),
    )


def coverage(first: Stream, second: Stream) -> list[bool]:
    """For each unit of the first document whether it stands in the second."""
    found, _ = passages(first, second, first.units, second.units)
    return _covered(found, len(first))


def _covered(found: list[list[Part]], length: int) -> list[bool]:
    mask = [False] * length
    for parts in found:
        for part in parts:
            if part.kind != CHANGED:
                mask[part.a : part.a_end] = [True] * (part.a_end - part.a)
    return mask


def _side(document: Stream, inherited: list[bool], found: list[list[Part]]) -> Side:
    return Side(units=len(document), inherited=sum(inherited), shared=sum(_covered(found, len(document))))


def _blotted(document: Stream, mask: list[bool], blot: str) -> str:
    if not any(mask):
        return document.units
    return "".join(blot if hidden else unit for unit, hidden in zip(document.units, mask, strict=True))


def _similarity(a: str, b: str) -> float:
    one = {piece for piece in shingles(a) if _BLOTS[0] not in piece}
    two = {piece for piece in shingles(b) if _BLOTS[1] not in piece}
    return len(one & two) / len(one | two) if one or two else 0.0
