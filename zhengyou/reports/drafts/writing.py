"""Putting sentences together so that every number in them is a figure."""

from collections.abc import Iterable, Sequence
from datetime import date

from zhengyou.campaigns.models import Phase, Task
from zhengyou.campaigns.queries.progress import Progress
from zhengyou.ui.wording import NOTHING

from ..boards import Unit
from ..documents import Block, Heading, Paragraph, Printed, Run, Table
from ..figures.checking import Book
from ..figures.values import Share

ORDINALS = "一二三四五六七八九十"
AT = "@"
"""Between a figure's key and the organisation it is about, where that is not the report's own."""


class Writer:
    """Collects the blocks of a draft. What is said depends on the numbers alone, so the same numbers give the same
    words."""

    def __init__(
        self, book: Book, phases: Sequence[Phase], tasks: Sequence[Task], units: Sequence[Unit]
    ) -> None:
        self.book = book
        self.phases = phases
        self.tasks = [task for task in tasks if task.pk in book.counted.progress.tasks]
        self.unasked = [task for task in tasks if task.pk not in book.counted.progress.tasks]
        self.units = units
        self.blocks: list[Block] = []
        self._told: set[str] = set()

    @property
    def progress(self) -> Progress:
        """The counts of the scope."""
        return self.book.counted.progress

    @property
    def day(self) -> date:
        """As of when."""
        return self.book.scope.as_of

    def figure(self, key: str) -> Printed:
        """A figure as it is printed: value and counting word."""
        value = self.book.value(key)
        return Printed(key, f"{value.text}{self.book.used[key].unit}")

    def bare(self, key: str) -> Printed:
        """A figure for a table: without its counting word, and of a share the percent alone, its counts standing
        beside it."""
        value = self.book.value(key)
        if isinstance(value, Share):
            return Printed(key, NOTHING if value.percent is None else f"{value.percent}%")
        return Printed(key, value.text)

    def of_unit(self, key: str, unit: Unit) -> Printed:
        """A count of one unit below."""
        number = getattr(self.progress.children[unit.number], key.replace("-", "_"))
        return Printed(f"{key}{AT}{unit.number}", f"{number:,}项")

    def number(self, key: str) -> int:
        """The value of a count, to decide what to say."""
        return self.book.number(key)

    def percent(self, key: str) -> int | None:
        """The value of a share in whole percent, to decide what to say."""
        value = self.book.catalogue.figure(key).within(self.book.counted)
        assert isinstance(value, Share)
        return value.percent

    def heading(self, level: int, text: str) -> None:
        """A heading; numbers are given when it is printed."""
        self.blocks.append(Heading(level, text))

    def say(self, *runs: Run) -> None:
        """A paragraph; a figure in it that disagrees with its parts is followed by why."""
        self.blocks.append(Paragraph(runs))
        for run in runs:
            if isinstance(run, Printed) and run.figure_id in self.book.used:
                self._explain(run.figure_id)

    def _explain(self, key: str) -> None:
        explanation = self.book.checked(self.book.used[key]).explanation
        if explanation and key not in self._told:
            self._told.add(key)
            name = self.book.used[key].name
            self.blocks.append(Paragraph((f"（“{name}”与各部分之和不一致，说明：{explanation}）",)))

    def table(self, caption: str, head: tuple[str, ...], rows: Iterable[tuple[Run, ...]]) -> None:
        """A table; left out where it has no rows."""
        found = tuple(rows)
        if found:
            self.blocks.append(Table(head, found, caption))


def listed(parts: Sequence[Sequence[Run]], between: str = "、") -> tuple[Run, ...]:
    """Several short runs in one sentence, with a mark between them."""
    runs: list[Run] = []
    for place, part in enumerate(parts):
        if place:
            runs.append(between)
        runs.extend(part)
    return tuple(runs)
