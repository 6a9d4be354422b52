"""Gold lines and readings as items of the same shape, kind by kind, so that they can be paired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.plandocs.gold.form import Gold
from zhengyou.plandocs import Document, Period, Reading, Section, Standard, StandardItem, Task

DOCUMENT_WIDE = frozenset(
    ("half-width", "pinyin", "mixed-script", "machine-translation", "no-owner", "no-deadline", "glued-documents",
     "near-duplicate-parts", "template-reuse")
)  # fmt: skip
TASK_FACTS = ("owner", "date", "due", "every", "phase")


@dataclass(frozen=True)
class Item:
    """One thing wanted or read. `must` is compared as a whole, `facts` one by one afterwards.

    `line` is None where any line will do; `whole` asks for all the words instead of some of them.
    """

    line: int | None
    words: str
    must: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    whole: bool = False
    optional: bool = False

    def __str__(self) -> str:
        place = "" if self.line is None else f"{self.line}: "
        return f"{place}{self.words[:40]} {' '.join(filter(None, self.must))}".strip()


def wanted_document(gold: Gold) -> Item:
    """The gold's document itself."""
    facts = {"issuer": gold.issuer, "number": gold.number, "signed_on": gold.signed_on, "script": gold.script,
             "published_on": gold.published_on, "period": gold.period}  # fmt: skip
    span = (str(gold.span[0]), str(gold.span[1]))
    return Item(None, gold.title, (gold.kind, *span), {k: v or "" for k, v in facts.items()})


def found_document(document: Document, reading: Reading) -> Item:
    """A document that was read."""
    facts = {
        "issuer": document.issuer or "",
        "number": document.number or "",
        "signed_on": str(document.signed_on or ""),
        "published_on": str(document.published_on or ""),
        "period": _period(document.period),
        "script": document.script,
    }
    span = [str(reading.origins[line - 1].number) for line in document.span]
    return Item(None, document.title, (document.kind, *span), facts)


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    return (
        f"{period.starts or ''}..{period.ends or ''}"
        if period.starts or period.ends
        else f"{period.years} years"
    )


def wanted(gold: Gold) -> dict[str, list[Item]]:
    """The gold's items by kind."""
    return {
        "sections": [
            Item(int(line), heading, (label, level), optional=may)
            for may, (line, label, level, heading) in _rows(gold.sections)
        ],
        "phases": [
            Item(int(line), name, (ordinal, start, end), optional=may)
            for may, (line, ordinal, name, start, end) in _rows(gold.phases)
        ],
        "standards": [
            Item(int(line), label, (applies,), whole=True, optional=may)
            for may, (line, label, applies, _) in _rows(gold.standards)
        ],
        "items": [
            Item(None, f"{label} {item}", optional=may)
            for may, (_, label, _, items) in _rows(gold.standards)
            for item in items.split(", ")
            if item
        ],
        "tasks": [
            Item(int(line), key, facts=dict(fact.split("=", 1) for fact in facts), optional=may)
            for may, (line, key, *facts) in _rows(gold.tasks)
        ],
        "targets": [
            Item(int(line), key, tuple(rest), optional=may)
            for may, (line, *rest, key) in ((may, _key_last(row)) for may, row in _rows(gold.targets))
        ],
        "people": [
            Item(int(line), name, (post,), whole=True, optional=may)
            for may, (line, name, post) in _rows(gold.people)
        ],
        "mechanisms": [Item(None, row[0], whole=True, optional=may) for may, row in _rows(gold.mechanisms)],
        "defects": [item for may, row in _rows(gold.defects) for item in _wanted_defects(row[0], may)],
    }


def found(document: Document | None, reading: Reading) -> dict[str, list[Item]]:
    """A document's items by kind; none of a document that was not found."""
    if document is None:
        return {}

    def at(line: int) -> int:
        return reading.origins[line - 1].number

    def day(value: object) -> str:
        return str(value or "")

    return {
        "sections": [
            Item(at(s.line), s.heading, (s.label, str(s.level))) for s in _flat(document.sections)
        ],
        "phases": [
            Item(at(p.line), p.name, (str(p.ordinal), day(p.starts), day(p.ends))) for p in document.phases
        ],
        "standards": [Item(at(s.line), s.label, (s.applies_to,)) for s in document.standards],
        "items": [Item(None, f"{s.label} {i.label}") for s, i in _items(document.standards)],
        "tasks": [Item(at(t.line), f"{t.name} {t.text}", facts=_facts(t)) for t in document.tasks],
        "targets": [
            Item(at(t.line), f"{t.what} {reading.lines[t.line - 1][max(0, t.start - 16) : t.end + 16]}",
                 (t.comparator, _number(t.quantity), _number(t.upper), t.unit, t.period or ""))
            for t in document.targets
        ],
        "people": [Item(at(p.line), p.name, (p.post,)) for p in document.people],
        "mechanisms": [Item(None, m.name) for m in document.mechanisms],
        "defects": [
            Item(None if d.code in DOCUMENT_WIDE else at(d.line), d.code) for d in document.defects
        ],
    }  # fmt: skip


def _rows(text: str) -> Iterator[tuple[bool, list[str]]]:
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        yield line.startswith("?"), [cell.strip() for cell in line.removeprefix("?").split("|")]


def _key_last(row: list[str]) -> list[str]:
    line, comparator, quantity, upper, unit, key, period = row
    return [line, comparator, quantity, upper, unit, period, key]


def _wanted_defects(row: str, optional: bool) -> Iterator[Item]:
    code, *lines = row.split()
    for line in lines or [None]:
        yield Item(int(line) if line else None, code, whole=True, optional=optional)


def _flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.children)


def _items(standards: tuple[Standard, ...]) -> Iterator[tuple[Standard, StandardItem]]:
    return ((standard, item) for standard in standards for item in standard.items)


def _facts(task: Task) -> dict[str, str]:
    often = task.recurrence
    facts = {
        "owner": task.owner or "",
        "date": task.date_text,
        "due": str(task.due or ""),
        "every": f"{often.kind}:{often.count}" if often else "",
        "phase": str(task.phase or ""),
    }
    return {name: value for name, value in facts.items() if value}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
