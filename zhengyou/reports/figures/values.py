"""What a figure comes to, and how it is written: the same on pages, in charts and in documents."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhengyou.ui.wording import NOTHING, number_text, percent_text, whole_percent


@dataclass(frozen=True)
class Count:
    """A whole number of things."""

    number: int

    @property
    def text(self) -> str:
        """ "1,234"."""
        return number_text(self.number)


@dataclass(frozen=True)
class Share:
    """A part of a whole, always written with both counts."""

    done: int
    total: int

    @property
    def text(self) -> str:
        """ "83%（25/30）"; "—（0/0）" where there is nothing to divide by."""
        return percent_text(self.done, self.total)

    @property
    def percent(self) -> int | None:
        """Whole percent, never 100 while something is missing; None where there is nothing to divide by."""
        return whole_percent(self.done, self.total)


@dataclass(frozen=True)
class Rate:
    """A share summed over the rows, each of which brings a part and a whole of its own: who came of who was due."""

    done: int
    total: int

    @property
    def text(self) -> str:
        """As of a share."""
        return percent_text(self.done, self.total)


@dataclass(frozen=True)
class Median:
    """The middle of organisations' rates, from 0 to 1; None where none has a rate."""

    rate: float | None

    @property
    def text(self) -> str:
        """ "82.8%", half up to one decimal; "—" where there is none."""
        if self.rate is None:
            return NOTHING
        tenths = (Decimal(str(self.rate)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{number_text(tenths)}%"


@dataclass(frozen=True)
class Middle:
    """The middle of organisations' whole numbers, the lower of two; None where there is none."""

    number: int | None

    @property
    def text(self) -> str:
        """ "1,234"; "—" where there is none."""
        return NOTHING if self.number is None else number_text(self.number)


Value = Count | Share | Rate | Median | Middle
