"""What is stored of a person, as sections that each room contributes (settings.PERSONAL_DATA; docs/decisions/0016)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet

AT_ONCE = 1000
"""So many rows are told at once when all are."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is stored: what it is, what it says, from when (and until when) or at which moment."""

    word: str
    value: str
    since: date | None = None
    until: date | None = None
    at: datetime | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """The rows of one kind about one person, newest first.

    `key` names it in exports. `of` are the columns by which these rows hold the person ("organisations.Post.person").
    `why` says what they are for, `mend` how they are corrected. `content` marks what tells of the campaign's content,
    of which others than the person see the number only. `told` makes facts of some of the rows.
    """

    key: str
    title: str
    of: tuple[str, ...]
    why: str
    mend: str
    rows: QuerySet[Any] | Sequence[Any]
    told: Callable[[list[Any]], Iterable[Fact]]
    content: bool = False

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def first(self, size: int) -> list[Fact]:
        """The first rows, told."""
        return list(self.told(list(self.rows[:size])))

    def every(self) -> Iterator[Fact]:
        """All of them, a thousand rows at a time."""
        for begin in range(0, self.total, AT_ONCE):
            yield from self.told(list(self.rows[begin : begin + AT_ONCE]))


Sections = Callable[[int, date], Iterable[Section]]
"""What a room contributes: takes a person's id and the day."""

BLANKED = "（已隐去）"
"""What stands in place of a name that nobody is to read any more."""


@dataclass(frozen=True)
class Deed:
    """One kind of thing that a person did, known by the column that holds the account (or the person) who did it.

    `at` names the row's own column with the moment or the day; `said` and `url` tell one row.
    """

    key: str
    title: str
    model: type[Model]
    column: str
    at: str
    said: Callable[[Any], str]
    url: Callable[[Any], str] = lambda row: ""
    content: bool = False
    related: tuple[str, ...] = ()

    def section(self, person_id: int, *, why: str, mend: str) -> Section:
        """The person's rows of this kind."""
        field = self.model._meta.get_field(self.column)
        account = field.related_model is get_user_model()
        whose = f"{self.column}__person_id" if account else self.column
        rows = self.model._default_manager.filter(**{whose: person_id}).select_related(*self.related)
        return Section(
            key=self.key,
            title=self.title,
            of=(f"{self.model._meta.label}.{self.column}",),
            why=why,
            mend=mend,
            rows=rows.order_by(f"-{self.at}", "-pk"),
            told=lambda some: [self._fact(row) for row in some],
            content=self.content,
        )

    def _fact(self, row: Any) -> Fact:
        when = getattr(row, self.at)
        at = when if isinstance(when, datetime) else None
        since = when if isinstance(when, date) and at is None else None
        return Fact(word="", value=self.said(row), url=self.url(row), at=at, since=since)
