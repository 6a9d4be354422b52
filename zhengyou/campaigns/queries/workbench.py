"""The workbench of a plan: its text and what was understood of it, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhengyou.organisations.queries import today

from ..models.plans import ItemKind, Plan, PlanItem
from ..rules.duties import span_of
from ..rules.marking import Segment, Span, segments
from ..rules.questions import Question, question_of
from ..rules.readiness import Lack
from ..rules.repairs import CLEANED, Mending, Sheet, key_of, mending, resolved
from .audiences import Audience, audiences
from .filing import all_lacks
from .plans import defects, items
from .steps import Done, Steps, steps

_ORDER = (
    ItemKind.PHASE,
    ItemKind.TASK,
    ItemKind.STANDARD,
    ItemKind.TARGET,
    ItemKind.PERSON,
    ItemKind.MECHANISM,
)


@dataclass(frozen=True)
class Seen:
    """One item as the workbench shows it: with its exact words, and for tasks whom it falls on and when."""

    item: PlanItem
    words: str
    audience: Audience | None = None
    starts_on: date | None = None
    due_on: date | None = None
    question: Question | None = None


@dataclass(frozen=True)
class Flaw:
    """One defect of the copy: what is offered about it, the step that settled it, or that what was missing is
    `supplied` by now. `count` is 1 but for what copying brought in, which stands together."""

    key: str
    line: int
    message: str
    mending: Mending
    settled: Done | None = None
    supplied: bool = False
    count: int = 1

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide about it."""
        return self.settled is None and not self.supplied


@dataclass(frozen=True)
class Group:
    """Items of one kind (key), or the doubtful ones of all kinds (key "doubtful")."""

    key: str
    title: str
    seen: list[Seen]


@dataclass(frozen=True)
class Paragraph:
    """One line of the document with its marks and the items that were read from it."""

    number: int
    heading: bool
    segments: list[Segment]
    items: list[PlanItem]


@dataclass(frozen=True)
class Workbench:
    """Everything the page of a plan shows besides its steps."""

    plan: Plan
    paragraphs: list[Paragraph]
    fact_lines: list[int]
    groups: list[Group]
    removed: list[Seen]
    flaws: list[Flaw]
    mended: list[Flaw]
    lacks: list[Lack]
    steps: Steps
    total: int
    doubts: int
    unseen: int

    @property
    def looked_at(self) -> int:
        """How many items a person looked at."""
        return self.total - self.doubts - self.unseen


def workbench(plan: Plan, path: str, account_id: int | None) -> Workbench:
    """The workbench of a plan from `queries.plans.plan`; `path` is its organisation's place in the tree, the account is
    that of whoever looks."""
    kept = items(plan)
    shown = _seen(plan, kept, path)
    done = steps(plan, account_id)
    flaws = _flaws(plan, kept, done)
    return Workbench(
        plan=plan,
        paragraphs=_paragraphs(plan, kept),
        fact_lines=_fact_lines(_document(plan)),
        groups=_groups(shown),
        removed=_seen(plan, items(plan, removed=True), path),
        flaws=[flaw for flaw in flaws if flaw.open],
        mended=[flaw for flaw in flaws if not flaw.open],
        lacks=all_lacks(plan, kept, path),
        steps=done,
        total=len(kept),
        doubts=sum(not item.certain for item in kept),
        unseen=sum(item.certain and not item.checked for item in kept),
    )


def seen(plan: Plan, item: PlanItem, path: str) -> Seen:
    """One item as the workbench shows it."""
    return _seen(plan, [item], path)[0]


def _flaws(plan: Plan, kept: Sequence[PlanItem], done: Steps) -> list[Flaw]:
    """The defects in the order of the document; open ones that reading already cleaned stand together, first."""
    sheet = Sheet(plan, kept, plan.source.lines)
    settled = done.settled
    flaws: list[Flaw] = []
    cleaned = []
    for defect in defects(plan):
        key = key_of(defect)
        if defect["code"] in CLEANED and key not in settled:
            cleaned.append(defect)
            continue
        flaw = Flaw(
            key, defect["line"], defect["message"], Mending(), settled.get(key), resolved(defect, sheet)
        )
        flaws.append(replace(flaw, mending=mending(defect, sheet)) if flaw.open else flaw)
    if cleaned:
        first = cleaned[0]
        flaws.insert(0, Flaw("cleaned", first["line"], first["message"], Mending(), count=len(cleaned)))
    return flaws


def line_of(plan: Plan, number: int) -> str | None:
    """The text of one line of the document, by its number from 1; None where there is no such line."""
    lines: list[str] = plan.source.lines
    return lines[number - 1] if 1 <= number <= len(lines) else None


def _document(plan: Plan) -> dict[str, Any]:
    document: dict[str, Any] = plan.source.reading["documents"][plan.source.document]
    return document


def _seen(plan: Plan, found: Sequence[PlanItem], path: str) -> list[Seen]:
    tasks = [item for item in found if item.kind == ItemKind.TASK]
    counted = audiences(tasks, path)
    day = today()
    shown = []
    for item in found:
        words = words_of(plan, item)
        asked = question_of(item, words, plan, day)
        when = span_of(item, plan) if item.kind == ItemKind.TASK else (None, None)
        shown.append(Seen(item, words, counted.get(item.pk), *when, question=asked))
    return shown


def words_of(plan: Plan, item: PlanItem) -> str:
    """The item's own words in the document; empty where it has none."""
    line = line_of(plan, item.line) if item.line else None
    return line[item.start : item.end] if line else ""


def _groups(shown: Sequence[Seen]) -> list[Group]:
    """The doubtful ones first, then kind by kind; the items of a standard follow it."""
    parts: dict[int | None, list[Seen]] = defaultdict(list)
    by_kind: dict[str, list[Seen]] = defaultdict(list)
    for one in shown:
        part = one.item.kind == ItemKind.STANDARD_ITEM
        (parts[one.item.parent_id] if part else by_kind[one.item.kind]).append(one)
    standards = by_kind[ItemKind.STANDARD]
    by_kind[ItemKind.STANDARD] = [
        one for standard in standards for one in (standard, *parts.pop(standard.item.pk, []))
    ] + [one for rest in parts.values() for one in rest]
    doubtful = [one for kind in _ORDER for one in by_kind[kind] if not one.item.certain]
    groups = [Group("doubtful", _("存疑，请先核对"), doubtful)]
    for kind in _ORDER:
        certain = [one for one in by_kind[kind] if one.item.certain]
        groups.append(Group(kind.value, str(kind.label), certain))
    return [group for group in groups if group.seen or group.key == ItemKind.TASK]


def _paragraphs(plan: Plan, kept: Iterable[PlanItem]) -> list[Paragraph]:
    document = _document(plan)
    lines: list[str] = plan.source.lines
    first, last = document.get("span", (1, len(lines)))
    on_line: dict[int | None, list[PlanItem]] = defaultdict(list)
    for item in kept:
        on_line[item.line].append(item)
    headings = set(_headings(document, lines))
    return [
        Paragraph(number, number in headings, _segments(text, on_line[number]), on_line[number])
        for number, text in enumerate(lines, 1)
        if first <= number <= last and text.strip()
    ]


def _segments(text: str, found: Iterable[PlanItem]) -> list[Segment]:
    spans = [Span(item.start, item.end, item.pk) for item in found if item.start is not None and item.end]
    return segments(text, spans)


def _headings(document: dict[str, Any], lines: list[str]) -> Iterator[int]:
    """Lines that are a heading and hardly anything else, and the title's."""
    if title := document.get("title_at"):
        yield title["line"]
    open_sections = list(document.get("sections", ()))
    while open_sections:
        section = open_sections.pop()
        open_sections += section["children"]
        rest = len(lines[section["line"] - 1].rstrip()) - section["at"]["end"]
        if not section["inline"] and rest <= 1:
            yield section["line"]


def _fact_lines(document: dict[str, Any]) -> list[int]:
    """The lines from which title, issuer, number, date and period were read."""
    places = [document.get(f"{name}_at") for name in ("title", "issuer", "number", "signed")]
    places.append(document.get("period"))
    return sorted({place["line"] for place in places if place})
