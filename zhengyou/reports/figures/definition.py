"""Figure: a named, documented query with a scope and a day (architecture.md, "Three ideas that carry everything").

A `Definition` says what is counted; a `Figure` is a definition, for everything or for one slice of it (one task, one
sector, one kind of organisation), ready to be asked for its value and its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from zhengyou.campaigns.queries.campaigns import Scope

from ..quoting import quoted
from .counted import Counted
from .listing import Page, Rows
from .values import Value

Text = str | Promise


class Dimension(StrEnum):
    """By what a figure can be sliced; the value stands in the figure's key."""

    TASK = "task"
    SECTOR = "sector"
    KIND = "kind"
    ACTIVITY = "activity"
    SUBJECT = "subject"
    ROUND = "round"
    PROMISED_IN = "promised-in"
    LINE = "line"


@dataclass(frozen=True)
class Slice:
    """One task, round of inspection or of promises, or line of a checklist (`value` is its number), sector ("none" for
    organisations without one), kind, or subject of promises."""

    dimension: Dimension
    value: str
    name: str

    @property
    def sector(self) -> str:
        """The sector as organisations keep it."""
        return "" if self.value == NO_SECTOR else self.value


NO_SECTOR = "none"


@dataclass(frozen=True)
class Definition:
    """What one figure means. `parts` are keys whose values must add up to it: for a slice, of the same slice, where
    a part is no slice itself. `source` is the rule it follows; `public`: the public page shows it."""

    key: str
    name: Text
    name_en: str
    unit: Text
    formula: Text
    source: str
    count: Callable[[Counted, Slice | None], Value]
    listing: Callable[[Scope, Slice | None, Page], Rows]
    parts: tuple[str, ...] = ()
    by: tuple[Dimension, ...] = ()
    public: bool = False


@dataclass(frozen=True)
class Figure:
    """A definition, and the slice of it that is meant."""

    definition: Definition
    slice: Slice | None = None

    @cached_property
    def key(self) -> str:
        """The address of the figure: "due", "due.task.12", "due.sector.rural"."""
        return self.definition.key + self._suffix

    @property
    def _suffix(self) -> str:
        return f".{self.slice.dimension}.{self.slice.value}" if self.slice else ""

    @property
    def name(self) -> str:
        """The name on screen."""
        name = str(self.definition.name)
        return _("%(name)s（%(slice)s）") % {"name": name, "slice": self.slice.name} if self.slice else name

    @property
    def name_en(self) -> str:
        """The name in English, as code and documentation use it."""
        return f"{self.definition.name_en} ({self.slice.name})" if self.slice else self.definition.name_en

    @property
    def unit(self) -> str:
        """The counting word."""
        return str(self.definition.unit)

    @property
    def formula(self) -> str:
        """How it is worked out, in a sentence."""
        formula = str(self.definition.formula)
        if self.slice is None:
            return formula
        return _("%(formula)s只算%(slice)s。") % {"formula": formula, "slice": quoted(self.slice.name)}

    @property
    def source(self) -> str:
        """The rule it follows."""
        return self.definition.source

    @property
    def parts(self) -> tuple[str, ...]:
        """Keys of figures whose values must add up to this one."""
        if self.slice is None:
            return self.definition.parts
        return tuple(f"{part}{self._suffix}" for part in self.definition.parts if "." not in part)

    def value(self, scope: Scope) -> Value:
        """What it comes to; the same scope of a past day gives the same value for ever."""
        return self.within(Counted(scope))

    def within(self, counted: Counted) -> Value:
        """The value, sharing its queries with other figures of the same scope."""
        return self.definition.count(counted, self.slice)

    def rows(self, scope: Scope, page: Page) -> Rows:
        """A page of the rows it was counted from; raises NoSuchPage for a key that leads nowhere."""
        return self.definition.listing(scope, self.slice, page)
