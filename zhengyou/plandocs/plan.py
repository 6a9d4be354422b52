"""The structured plan: frozen values, every one of which knows the words it was read from.

Schema (issue 3, section 1), version `SCHEMA_VERSION`. In Python an item carries `line` (1-based number in
`Reading.lines`), `start` and `end` (character offsets inside that line) and `printed`, the exact words found there:

    reading.lines[item.line - 1][item.start:item.end] == item.printed

`Reading.to_dict()` writes the same as JSON-able values: `line` stays, the offsets become `"at": {"start", "end"}`,
and the dates `starts` and `ends` of phases and periods become `"start"` and `"end"` (ISO) as the schema names them.
Fields called `text`, `name`, `label` or `heading` hold the words with copying debris (pinyin, stray marks) left out
but in the document's own script; nothing is translated or invented. A value the document does not give is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from zhengyou.plandocs import codec
from zhengyou.plandocs.blocks import Join

SCHEMA_VERSION = "1.2"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Exact words of the document: line (1-based), offsets in that line, and the words themselves."""

    LOCATED: ClassVar[bool] = True

    line: int
    start: int
    end: int
    printed: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """The file that was read. `encoding` is None where the format carries none (docx)."""

    name: str
    sha256: str
    format: str  # txt | html | docx | doc | pdf
    encoding: str | None
    size: int


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a line of `Reading.lines` stood in the file.

    `number` counts the file's own lines (txt, pdf) or paragraphs (docx, html), `offset` is the character offset of
    our line inside it (not 0 when a glued line was broken up), `kind` tells body text from the rest. `joins` are the
    lines of the file that were put together into ours: from its character `at` on it stands on that line.
    """

    number: int
    offset: int
    kind: str  # body | table | textbox | footnote | endnote | header
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section(Place):
    """A numbered (or styled) heading and what stands under it, down to `end_line`.

    `label` is the number as printed (一、（一）1. 一是); `inline` marks a list item found inside a paragraph.
    """

    label: str
    heading: str
    level: int
    end_line: int
    inline: bool = False
    children: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StandardItem(Place):
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Standard(Place):
    """A named set of criteria (五个好). `key` is the label in simplified script, for matching.

    `applies_to` is "organisation", "member", a named type as printed, or "" where the text does not say.
    `items` is empty where the text gives the label only.
    """

    label: str
    key: str
    applies_to: str
    items: tuple[StandardItem, ...] = ()
    certain: bool = True
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Phase(Place):
    """A stage of the campaign. `suggested_*` are guesses for a person to confirm, never used as dates."""

    ordinal: int
    name: str
    starts: date | None
    ends: date | None
    date_text: str
    suggested_start: date | None = None
    suggested_end: date | None = None
    end_line: int
    certain: bool = True
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """How often: kind is weekly|monthly|quarterly|half_yearly|yearly|per_term|minimum; `count` times per `unit`."""

    kind: str
    count: int
    unit: str  # week | month | quarter | half_year | year | term


@dataclass(frozen=True, kw_only=True)
class Task(Place):
    """Something somebody must do. `due` is only what the text says; a year it lacks is in `suggested_due`.

    `per_class`: each class of a school does it (每班, 各班级).
    """

    name: str
    text: str
    owner: str | None
    due: date | None
    suggested_due: date | None = None
    date_text: str
    recurrence: Recurrence | None
    phase: int | None
    per_class: bool = False
    certain: bool = True
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Target(Place):
    """A number to reach. comparator: at_least|at_most|equal|range|unspecified; `upper` is the end of a range."""

    what: str
    comparator: str
    quantity: float | None
    upper: float | None
    unit: str
    period: str | None
    certain: bool = True
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonNamed(Place):
    name: str
    post: str
    certain: bool = True
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class Mechanism(Place):
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Basis(Place):
    """A superior document or demand that the plan cites; `number` is its 发文字号 where printed."""

    text: str
    number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Theme(Place):
    """A theme (kind "theme") or carrier 载体 (kind "carrier"), of a year where the text ties it to one."""

    text: str
    kind: str
    year: int | None


@dataclass(frozen=True, kw_only=True)
class Period(Place):
    """The time the whole plan covers; `years` is a stated length (为期三年) without dates."""

    starts: date | None
    ends: date | None
    text: str
    years: int | None = None


@dataclass(frozen=True, kw_only=True)
class Defect(Place):
    """What looks wrong in the copy or the plan. severity: error|warning|note. `message` says what to do."""

    code: str
    severity: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document of the file, from line `span[0]` to line `span[1]` (both included)."""

    title: str
    kind: str  # plan | report | notice | unknown
    issuer: str | None
    number: str | None
    signed_on: date | None
    published_on: date | None
    period: Period | None
    script: str  # hans | hant | mixed | latin
    span: tuple[int, int]
    title_at: Place | None = None
    issuer_at: Place | None = None
    number_at: Place | None = None
    signed_at: Place | None = None
    sections: tuple[Section, ...] = ()
    standards: tuple[Standard, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    people: tuple[PersonNamed, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    basis: tuple[Basis, ...] = ()
    themes: tuple[Theme, ...] = ()
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read from one file: its text line by line, the cleaned working copy, and the documents in it.

    `lines` is the text as extracted; `cleaned` has as many lines, with debris left out, simplified script and one
    width of punctuation, for matching and searching only.
    """

    source: Source
    lines: tuple[str, ...]
    cleaned: tuple[str, ...]
    origins: tuple[Origin, ...]
    documents: tuple[Document, ...]
    schema_version: str = field(default=SCHEMA_VERSION)

    def in_file(self, line: int, at: int) -> tuple[int, int]:
        """The file's own line or paragraph (from 1) and the character in it (from 0) where ours stands."""
        origin = self.origins[line - 1]
        number, offset, begin = origin.number, origin.offset, 0
        for join in origin.joins:
            if join.at <= at:
                number, offset, begin = join.number, join.offset, join.at
        return number, offset + at - begin

    def to_dict(self) -> dict[str, Any]:
        """JSON-able values of the whole reading, after issue 3's schema; `schema_version` comes first."""
        written = codec.encode(self)
        return {"schema_version": written.pop("schema_version"), **written}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Reading:
        """The inverse of `to_dict`. ValueError for another schema version or values that do not fit it."""
        if values.get("schema_version") != SCHEMA_VERSION:
            raise ValueError(f"schema version {values.get('schema_version')!r}, expected {SCHEMA_VERSION!r}")
        try:
            reading = codec.decode(cls, values)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a reading: {error!r}") from error
        assert isinstance(reading, cls)
        return reading
