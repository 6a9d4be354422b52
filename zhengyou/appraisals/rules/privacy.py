"""What may be told of small groups: nothing that is counted from fewer than the least number, also not by taking one
published table from another (domain.md P5 and section 5).

What is published of an urn is a partition: every ballot is counted in exactly one piece, or in none when all together
are too few. Every other number is a sum of pieces, so no subtraction gives less than a piece.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Group:
    """Ballots of one rater class that came by one channel."""

    rater_class: int
    channel: str


Piece = frozenset[Group]


def pieces(counts: Mapping[Group, int], least: int) -> list[Piece]:
    """The smallest groups that may be told of, in order: channels are first merged inside their class, then classes
    with the smallest other; none at all when everything together is fewer than `least`. Empty groups are left out."""
    present = {group: number for group, number in counts.items() if number > 0}
    if sum(present.values()) < least:
        return []
    found: list[Piece] = []
    for rater_class in sorted({group.rater_class for group in present}):
        own = [frozenset({group}) for group in sorted(present) if group.rater_class == rater_class]
        found += _merged(own, present, least)
    return sorted(_merged(found, present, least), key=sorted)


def _merged(parts: Iterable[Piece], counts: Mapping[Group, int], least: int) -> list[Piece]:
    """The same parts, those that are too small put together with the next smallest, as far as there are others."""
    by_size = sorted(parts, key=lambda part: (_size(part, counts), sorted(part)))
    while len(by_size) > 1 and _size(by_size[0], counts) < least:
        first, second, *rest = by_size
        by_size = sorted([first | second, *rest], key=lambda part: (_size(part, counts), sorted(part)))
    return by_size


def _size(part: Piece, counts: Mapping[Group, int]) -> int:
    return sum(counts[group] for group in part)


def withheld(sizes: Sequence[int], least: int) -> bool:
    """Whether a whole that is made of these numbers is too small to be told."""
    return sum(sizes) < least
