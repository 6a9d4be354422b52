"""Whether a figure agrees with its parts, and what a person wrote where it does not.

Reports print no sum that disagrees with its parts unless an explanation is typed (domain.md 6.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.closing import explanations

from .catalogue import Catalogue
from .counted import Counted
from .definition import Figure
from .values import Count, Value


@dataclass(frozen=True)
class Part:
    """One part of a figure and its value."""

    figure: Figure
    value: Value


@dataclass(frozen=True)
class Checked:
    """A figure with its value and parts, and the explanation that stands for exactly this value and sum."""

    figure: Figure
    value: Value
    parts: tuple[Part, ...] = ()
    explanation: str = ""

    @property
    def parts_sum(self) -> int:
        """What the parts come to together."""
        return sum(part.value.number for part in self.parts if isinstance(part.value, Count))

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to explain."""
        return not self.parts or self.value == Count(self.parts_sum)

    @property
    def refused(self) -> bool:
        """Whether no report may print it yet."""
        return not self.agrees and not self.explanation

    @property
    def disagreement(self) -> str:
        """What does not fit, in a sentence."""
        return _("这个数字与各部分之和不一致：“%(name)s”是%(value)s，各部分相加是%(sum)s。") % {
            "name": self.figure.name,
            "value": self.value.text,
            "sum": Count(self.parts_sum).text,
        }


class Book:
    """Figures of one scope with their values, each question asked once; remembers which were used."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.counted = Counted(scope)
        self.catalogue = Catalogue(scope.campaign.pk)
        self.used: dict[str, Figure] = {}
        self._explained: dict[tuple[str, str, str], str] | None = None

    def value(self, key: str) -> Value:
        """The value of the figure with this key, which counts as used from now on; raises UnknownFigure."""
        figure = self.catalogue.figure(key)
        self.used[key] = figure
        return figure.within(self.counted)

    def number(self, key: str) -> int:
        """The value of a count, for deciding what to say; not a use."""
        value = self.catalogue.figure(key).within(self.counted)
        assert isinstance(value, Count)
        return value.number

    def checked(self, figure: Figure) -> Checked:
        """The figure beside its parts."""
        parts = tuple(
            Part(part, part.within(self.counted)) for part in map(self.catalogue.figure, figure.parts)
        )
        checked = Checked(figure, figure.within(self.counted), parts)
        if checked.agrees:
            return checked
        return Checked(figure, checked.value, parts, self._explanation(checked))

    def refused(self, figures: Iterable[Figure] = ()) -> list[Checked]:
        """Of these figures (or all used) the ones that disagree with their parts and are not explained."""
        return [one for one in map(self.checked, figures or self.used.values()) if one.refused]

    def explained(self) -> list[Checked]:
        """Of the figures used the ones that disagree and have their explanation, to be printed with it."""
        return [one for one in map(self.checked, self.used.values()) if one.explanation]

    def _explanation(self, checked: Checked) -> str:
        if self._explained is None:
            found = explanations(self.scope)
            self._explained = {key: row.text for key, row in found.items()}
        assert isinstance(checked.value, Count)
        key = (checked.figure.key, str(checked.value.number), str(checked.parts_sum))
        return self._explained.get(key, "")
