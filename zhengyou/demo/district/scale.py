"""How large the district is: the counts of domain.md 2.4, and a small one in the same proportions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import tree


@dataclass(frozen=True)
class Scale:
    """Which organisations, and how many people of each status they hold together."""

    nodes: Callable[[], list[tree.Node]]
    full: int
    probationary: int
    activists: int

    @property
    def members(self) -> int:
        """Activists are never part of the members (domain.md 2.2)."""
        return self.full + self.probationary


FULL = Scale(tree.full, full=33_518, probationary=1_403, activists=1_399)
SMALL = Scale(tree.small, full=864, probationary=36, activists=36)


def shares(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """`total` split in proportion to the weights, each share at least `least`, the sum exact.

    ValueError when the total is too small for that.
    """
    rest = total - least * len(weights)
    if rest < 0 or not weights:
        raise ValueError(f"{total} is too few for {len(weights)} shares of at least {least}")
    exact = [rest * weight / sum(weights) for weight in weights]
    found = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (found[n] - exact[n], n))
    for n in by_remainder[: rest - sum(found)]:
        found[n] += 1
    return [share + least for share in found]
