"""How much a plan asks of one organisation: minutes of doing, fields to fill and files to keep, month by month.

The tired secretary's side of a plan (domain.md section 7: "monthly burden meter"), worked out before anything is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .activity_kinds import ActivityKind

# Of every record only what came of it is typed: what was done and the day are filled in already.
FIELDS = 1


@dataclass(frozen=True)
class Load:
    """What is asked: how often, minutes of doing it, fields to fill, files to keep."""

    times: int = 0
    minutes: int = 0
    fields: int = 0
    files: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(
            self.times + other.times,
            self.minutes + other.minutes,
            self.fields + other.fields,
            self.files + other.files,
        )


class Due(Protocol):
    """One time that something falls due."""

    @property
    def due_on(self) -> date: ...


@dataclass(frozen=True)
class Asking:
    """One task as it weighs on each organisation it falls on: of which kinds these are, when, and with what load."""

    audience_kinds: Sequence[str]
    dues: Sequence[Due]
    load: Load


@dataclass(frozen=True)
class Burden:
    """What one organisation of a kind is asked at most, by the first day of each month, in order."""

    kind: str
    months: dict[date, Load]

    @property
    def heaviest(self) -> tuple[date, Load]:
        """The month with the most minutes; of equal ones the first."""
        return max(self.months.items(), key=lambda month: (month[1].minutes, -month[0].toordinal()))

    @property
    def mean(self) -> Load:
        """An average month, rounded to whole minutes, fields and files."""
        whole, n = sum(self.months.values(), Load()), len(self.months)
        return Load(*(round(part / n) for part in (whole.times, whole.minutes, whole.fields, whole.files)))

    def above(self, minutes: int) -> list[date]:
        """The months in which more is asked than so many minutes."""
        return [month for month, load in self.months.items() if load.minutes > minutes]


def load_of(kind: ActivityKind | None, *, number: bool, unknown: int) -> Load:
    """What one time of a task of this kind asks; a task of no known kind is taken for `unknown` minutes. `number`: a
    number is asked as well."""
    if kind is None:
        return Load(1, unknown, FIELDS + number, 0)
    return Load(1, kind.minutes, FIELDS + number + len(kind.fields), len(kind.evidence))


def burdens(askings: Iterable[Asking]) -> list[Burden]:
    """What is asked of one organisation of each kind, the most burdened kind first; months in which nothing falls due
    between the first and the last are empty."""
    found: dict[str, dict[date, Load]] = defaultdict(dict)
    for asking in askings:
        for kind in asking.audience_kinds:
            for due in asking.dues:
                month = due.due_on.replace(day=1)
                found[kind][month] = found[kind].get(month, Load()) + asking.load
    made = [Burden(kind, dict(_filled(months))) for kind, months in found.items()]
    return sorted(made, key=lambda one: -one.heaviest[1].minutes)


def _filled(months: dict[date, Load]) -> Iterable[tuple[date, Load]]:
    month, last = min(months), max(months)
    while month <= last:
        yield month, months.get(month, Load())
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
