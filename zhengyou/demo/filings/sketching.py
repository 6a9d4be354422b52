"""Sketches of many plans that are one plan's text with little of their own: what they share is worked out once.

Close to what campaigns.actions.likeness works out one by one (tests say how close), which would take a minute.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from zhengyou.campaigns.queries.likeness import LEAST_ALIKE
from zhengyou.plandocs.comparison import SKETCH_VERSION, alike, bands, sketch, stream
from zhengyou.plandocs.comparison.aligning import runs
from zhengyou.plandocs.comparison.passages import SHORTEST

# Plans with one band that are looked at; more are copies of these.
_OF_A_BAND = 12
# The more bands two have in common, the more alike they are.
_LOOKED_AT = 4


@lru_cache(maxsize=20_000)
def _units(line: str) -> str:
    return stream([line]).units


@dataclass
class Sketched:
    """One plan's text beside its superior's:"""

    lines: Sequence[str]
    above: Sequence[str]
    likest: int | None = None
    likeness: float = 0.0

    @cached_property
    def whole(self) -> str:
        """The units of the whole text."""
        return "".join(_units(line) for line in self.lines)

    @cached_property
    def own(self) -> str:
        """The units that do not stand in the superior's text. Additions follow its lines, which stay in their order."""
        found = []
        for line, theirs in zip_longest(self.lines, self.above):
            if line == theirs:
                continue
            units, at = _units(line), 0
            for run in runs(units, _units(theirs)) if theirs else ():
                found.append(units[at : run.first])
                at = run.first + run.length
            found.append(units[at:])
        return "".join(found)

    @cached_property
    def numbers(self) -> bytes:
        return sketch(self.own)

    def rows(self, key: int, superior: int) -> Iterator[tuple[Any, ...]]:
        """Both sketches in the order of writing.SKETCH."""
        made = sketch(self.whole)
        yield key, "whole", None, SKETCH_VERSION, len(self.whole), 0, made, bands(made), None, 0.0
        inherited = len(self.whole) - len(self.own)
        yield (
            key, "own", superior, SKETCH_VERSION, len(self.whole), inherited, self.numbers, bands(self.numbers),
            self.likest, self.likeness,
        )  # fmt: skip


def note_likest(plans: Mapping[int, Sketched]) -> None:
    """Note beside each plan the sibling that has most in common with what is its own."""
    by_band: dict[int, list[int]] = defaultdict(list)
    of: dict[int, list[int]] = {key: bands(plan.numbers) for key, plan in plans.items() if plan.numbers}
    for key, found in of.items():
        for band in found:
            by_band[band].append(key)
    for key, found in of.items():
        common = Counter(other for band in found for other in by_band[band][:_OF_A_BAND] if other != key)
        near = (other for other, _bands in common.most_common(_LOOKED_AT))
        likeness, other = max(
            ((alike(plans[key].numbers, plans[other].numbers), -other) for other in near), default=(0.0, 0)
        )
        if likeness >= LEAST_ALIKE:
            plans[key].likest, plans[key].likeness = -other, _share(plans[key].own, plans[-other].own)


def _share(ours: str, theirs: str) -> float:
    """The share of our units that stand in their text in pieces long enough to tell."""
    found = sum(run.length for run in runs(ours, theirs) if run.length >= SHORTEST)
    return found / len(ours)
