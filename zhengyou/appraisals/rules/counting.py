"""From counts to rates: strict, broad and scored beside each other, as the sources disagree (domain.md P5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .sheets import Option


@dataclass(frozen=True)
class Rates:
    """What comes of the answers to one question. `valid` are those who answered it at all; shares between 0 and 1,
    the score on the scale of the options; None where nobody answered."""

    counts: tuple[int, ...]
    valid: int
    strict: Fraction | None
    broad: Fraction | None
    scored: Fraction | None


def rates(options: Sequence[Option], counts: Sequence[int]) -> Rates:
    """The rates of one question from how often each of its options was chosen."""
    valid = sum(counts)
    if not valid:
        return Rates(tuple(counts), 0, None, None, None)
    pairs = list(zip(options, counts, strict=True))
    return Rates(
        counts=tuple(counts),
        valid=valid,
        strict=Fraction(sum(number for option, number in pairs if option.strict), valid),
        broad=Fraction(sum(number for option, number in pairs if option.broad), valid),
        scored=Fraction(sum(option.score * number for option, number in pairs), valid),
    )


def weighted(values: Mapping[int, Fraction | None], weights: Mapping[int, int]) -> Fraction | None:
    """The weighted mean over rater classes; a class of which there is nothing has no weight. None without any."""
    told = {rater: value for rater, value in values.items() if value is not None and weights[rater]}
    whole = sum(weights[rater] for rater in told)
    if not whole:
        return None
    return sum((value * weights[rater] for rater, value in told.items()), Fraction(0)) / whole
