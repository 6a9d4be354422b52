"""How a roster goes on: which state may follow which. Pages, actions and jobs read this one table."""

from ..models import RosterState as S

AFTER: dict[str, frozenset[str]] = {
    S.WAITING: frozenset({S.READING, S.FAILED, S.DROPPED}),
    S.READING: frozenset({S.READY, S.FAULTY, S.REFUSED, S.FAILED}),
    S.READY: frozenset({S.CONFIRMED, S.DROPPED}),
    S.FAULTY: frozenset({S.DROPPED}),
    S.REFUSED: frozenset({S.DROPPED}),
    S.CONFIRMED: frozenset({S.IMPORTING, S.FAILED, S.DROPPED}),
    # What stood when it was shown no longer stands: it is shown again.
    S.IMPORTING: frozenset({S.DONE, S.READY, S.FAULTY, S.FAILED}),
    S.FAILED: frozenset({S.WAITING, S.DROPPED}),
    S.DONE: frozenset(),
    S.DROPPED: frozenset(),
}
WAITING = frozenset({S.WAITING, S.CONFIRMED})
"""Its turn comes."""
WORKING = frozenset({S.READING, S.IMPORTING})
"""A worker is at it."""
SHOWN = frozenset({S.READY, S.FAULTY})
"""What it would do can be looked at."""
OPEN = frozenset(state for state, after in AFTER.items() if after)
"""Not at its end."""


def may_become(state: str, other: str) -> bool:
    """Whether the one may follow the other."""
    return other in AFTER[state]


def before(state: str) -> list[str]:
    """The states from which this one is reached."""
    return [one for one, after in AFTER.items() if state in after]
