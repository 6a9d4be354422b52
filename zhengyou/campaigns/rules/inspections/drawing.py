"""The draw of an inspection round: which units are visited. Pure, and simple enough to be worked out with any tool.

The rule, as the public page prints it: put the seed, a line end (one byte, 0A) and the unit's code one after the
other as UTF-8, take SHA-256, write it in small hexadecimal letters; of each stratum the units with the smallest
values are drawn, as many as its quota says. Two different codes never give the same value in practice, so there are
no ties.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Wanted:
    """How many of a stratum are wanted: a number, or a share in percent (domain.md P15: sector x level x grade)."""

    number: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Listed:
    """A unit of the frame: its code, its name, and the number of its stratum (from 1 on)."""

    code: str
    name: str
    stratum: int


@dataclass(frozen=True)
class Left:
    """A unit that was left out of the frame, and why."""

    code: str
    name: str
    reason: str


def effective_seed(words: str, second: str) -> str:
    """The seed of the draw: the words published with the scheme, a line end, and what nobody could know that day."""
    return f"{words}\n{second}"


def digest(seed: str, code: str) -> str:
    """The value by which a unit takes its place: SHA-256 over seed, line end and code in UTF-8, in hexadecimal."""
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def quotas(wanted: Sequence[Wanted], sizes: Sequence[int]) -> list[int]:
    """How many are drawn of each stratum, never more than it holds.

    A number is taken as it is. The shares together give as many as their exact sum rounded half up; each stratum
    gets the whole part of its own, and what is left over goes to the largest remainders, the earlier stratum first
    where they are the same.
    """
    exact = [
        Fraction(one.percent * size, 100) if one.percent is not None else Fraction(0)
        for one, size in zip(wanted, sizes, strict=True)
    ]
    found = [
        min(one.number, size) if one.number is not None else int(part)
        for one, size, part in zip(wanted, sizes, exact, strict=True)
    ]
    over = int(sum(exact) + Fraction(1, 2)) - sum(int(part) for part in exact)
    order = sorted(range(len(exact)), key=lambda place: (int(exact[place]) - exact[place], place))
    for place in order[:over]:
        found[place] += 1
    return found


def draw(seed: str, frame: Iterable[Listed], quota: Sequence[int]) -> list[Listed]:
    """The units drawn, stratum by stratum, each in the order of their values; the order of `frame` does not matter."""
    strata: dict[int, list[Listed]] = {}
    for unit in frame:
        strata.setdefault(unit.stratum, []).append(unit)
    drawn: list[Listed] = []
    for number, wanted in enumerate(quota, 1):
        ordered = sorted(strata.get(number, []), key=lambda unit: digest(seed, unit.code))
        drawn += ordered[:wanted]
    return drawn


def frame_text(frame: Iterable[Listed], left: Iterable[Left]) -> str:
    """The frame as it is sealed: one line for each unit, "code TAB name TAB stratum", then those left out, "code
    TAB name TAB 0 TAB reason"; each part in the order of the codes, each line ended by one line end."""
    units = sorted(frame, key=lambda unit: unit.code)
    outside = sorted(left, key=lambda unit: unit.code)
    lines = [f"{unit.code}\t{unit.name}\t{unit.stratum}\n" for unit in units]
    lines += [f"{unit.code}\t{unit.name}\t0\t{unit.reason}\n" for unit in outside]
    return "".join(lines)


def frame_digest(frame: Iterable[Listed], left: Iterable[Left]) -> str:
    """SHA-256 over the sealed frame in UTF-8, in hexadecimal."""
    return hashlib.sha256(frame_text(frame, left).encode()).hexdigest()
