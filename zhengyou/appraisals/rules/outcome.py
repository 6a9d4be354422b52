"""What came of the questions of a round, from pieces large enough to be told of (domain.md P5).

A class whose ballots had to be put together with another's cannot be weighed by itself: the two share their weights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .counting import Rates, rates, weighted
from .privacy import Group
from .sheets import Option, Sheet

Question = tuple[Sequence[Option], Sequence[int]]
SCORED = 3
"""The formula that reckons in points; 1 is the strict, 2 the broad one (rules.policies.FORMULA)."""


@dataclass(frozen=True)
class Part:
    """One piece as it is told of: the groups it is made of, ballots that came back, of these left blank and voided, and
    how often each option was chosen by (subject, item)."""

    key: int
    groups: frozenset[Group]
    returned: int
    blank: int
    voided: int
    counts: Mapping[tuple[int, int], Sequence[int]]

    @property
    def classes(self) -> frozenset[int]:
        """The rater classes whose ballots are in it."""
        return frozenset(group.rater_class for group in self.groups)

    @property
    def valid(self) -> int:
        """Ballots that count and are not blank."""
        return self.returned - self.blank - self.voided


@dataclass(frozen=True)
class Share:
    """Rater classes that are weighed as one, their common weight, and what came of them."""

    classes: frozenset[int]
    weight: int
    rates: Rates


@dataclass(frozen=True)
class Outcome:
    """What came of one question, or of several together: all answers alike, and weighed by rater class."""

    rates: Rates
    shares: tuple[Share, ...]
    strict: Fraction | None
    broad: Fraction | None
    scored: Fraction | None


def inseparable(parts: Iterable[Part]) -> list[frozenset[int]]:
    """Rater classes in sets that no piece crosses, in order."""
    found: list[frozenset[int]] = []
    for part in parts:
        joined = part.classes.union(*(one for one in found if one & part.classes))
        found = [one for one in found if not one & joined] + [joined]
    return sorted(found, key=min)


def together(questions: Iterable[Question]) -> Rates:
    """The rates of several questions as if they were one; the counts only where all have options of the same words."""
    asked = [(tuple(options), rates(options, counts)) for options, counts in questions]
    valid = sum(one.valid for _options, one in asked)
    alike = len({tuple(option.label for option in options) for options, _one in asked}) == 1
    counts = tuple(map(sum, zip(*(one.counts for _options, one in asked), strict=True))) if alike else ()
    if not valid:
        return Rates(counts, 0, None, None, None)
    return Rates(
        counts=counts,
        valid=valid,
        strict=_mean(((one.strict, one.valid) for _options, one in asked), valid),
        broad=_mean(((one.broad, one.valid) for _options, one in asked), valid),
        scored=_mean(((one.scored, one.valid) for _options, one in asked), valid),
    )


def _mean(values: Iterable[tuple[Fraction | None, int]], valid: int) -> Fraction:
    return sum((value * number for value, number in values if value is not None), Fraction(0)) / valid


def outcome(
    sheet: Sheet,
    parts: Sequence[Part],
    weights: Mapping[int, int],
    asked: Sequence[tuple[int, int]],
) -> Outcome:
    """What came of the questions `asked` (subject, item) in these pieces. `weights`: of each rater class."""
    shares = []
    for classes in inseparable(parts):
        own = [part for part in parts if part.classes <= classes]
        shares.append(Share(classes, sum(weights[one] for one in classes), _asked_of(sheet, own, asked)))
    weight = dict(enumerate(share.weight for share in shares))
    return Outcome(
        rates=_asked_of(sheet, parts, asked),
        shares=tuple(shares),
        strict=weighted(dict(enumerate(share.rates.strict for share in shares)), weight),
        broad=weighted(dict(enumerate(share.rates.broad for share in shares)), weight),
        scored=weighted(dict(enumerate(share.rates.scored for share in shares)), weight),
    )


def _asked_of(sheet: Sheet, parts: Iterable[Part], asked: Sequence[tuple[int, int]]) -> Rates:
    return together(
        (sheet.items[item].options, part.counts[subject, item])
        for part in parts
        for subject, item in asked
        if (subject, item) in part.counts
    )


def by_formula(found: Outcome, formula: int, most: int) -> Fraction | None:
    """The weighted rate by the formula of the round, between 0 and 1; `most` is the best score of its scale."""
    if formula == SCORED:
        return None if found.scored is None else found.scored / most
    return found.strict if formula == 1 else found.broad


def best_score(sheet: Sheet) -> int:
    """The highest score that an option of the sheet counts."""
    return max(option.score for item in sheet.items for option in item.options)
