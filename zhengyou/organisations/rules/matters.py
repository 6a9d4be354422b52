"""What stands open in organisations: kinds with a title, how many there are, and the first ones with their addresses.

The rooms above contribute through settings.OPEN_MATTERS, so that nothing is imported upward: each names a function that
takes (organisation ids, day, how many of each kind to tell) and gives a list of `Matters`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Matter:
    """One open thing: what it is, where it is looked at or settled, and the day it is due or ends."""

    title: str
    url: str
    day: date | None = None
    detail: str = ""


@dataclass(frozen=True)
class Matters:
    """All of one kind; `shown` are the first ones, if any were asked for."""

    title: str
    total: int
    shown: list[Matter] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many there are beyond those shown."""
        return self.total - len(self.shown)


Contribution = Callable[[Sequence[int], date, int], list[Matters]]
