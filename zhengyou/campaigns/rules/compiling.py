"""From what the reader found to what a campaign needs: the first proposal that a person then corrects."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from zhengyou.organisations.models import Kind, Sector
from zhengyou.plandocs import Document, PersonNamed, Phase, Standard, Target, Task

from ..models.plans import Asked, ItemKind, PlanItem, Recurrence
from .asking import asked_for, filing_due
from .checklists import checklist_of
from .policies import FILING_DAYS
from .rhythms import anchor_of

_RECURRENCES = {
    "monthly": Recurrence.MONTHLY,
    "quarterly": Recurrence.QUARTERLY,
    "half_yearly": Recurrence.HALF_YEARLY,
    "yearly": Recurrence.YEARLY,
    "per_term": Recurrence.PER_TERM,
    "weekly": Recurrence.WEEKLY,
}
_UNITS = {
    "month": "monthly",
    "quarter": "quarterly",
    "half_year": "half_yearly",
    "year": "yearly",
    "term": "per_term",
    "week": "weekly",
}

_COMMITTEES = [Kind.COMMITTEE, Kind.WORKING_COMMITTEE, Kind.SECOND_COMMITTEE]
_EVERYBODY = [*_COMMITTEES, Kind.GENERAL_BRANCH, Kind.BRANCH]
# The first match decides; what is usual in such plans, for a person to confirm.
_AUDIENCES: list[tuple[re.Pattern[str], list[str]]] = [
    (re.compile("各?级党组织|各基层党组织|所属党组织"), list(_EVERYBODY)),
    (re.compile("党委|党工委"), list(_COMMITTEES)),
    (re.compile("党总支"), [Kind.GENERAL_BRANCH, Kind.BRANCH]),
    (re.compile("支部"), [Kind.BRANCH]),
]
_SECTORS: list[tuple[re.Pattern[str], str]] = [
    (re.compile("农村|村党"), Sector.RURAL),
    (re.compile("社区"), Sector.COMMUNITY),
    (re.compile("机关"), Sector.ORGANS),
    (re.compile("学校|中小学|教育系统"), Sector.SCHOOLS),
    (re.compile("非公|两新|社会组织"), Sector.PRIVATE),
    (re.compile("国有企业|国企"), Sector.STATE_ENTERPRISES),
]
_ZERO = re.compile("零报告|零申报|没有的.{0,6}也要报")


def items_of(document: Document, plan_id: int) -> Iterator[tuple[PlanItem, PlanItem | None]]:
    """Unsaved plan items in the order of the document, each with the item it belongs under (or None).

    Parents come before their parts.
    """
    phases = {phase.ordinal: _phase(phase, plan_id) for phase in document.phases}
    for phase in phases.values():
        yield phase, None
    for standard in document.standards:
        yield from _standard(standard, plan_id)
    for number, task in enumerate(document.tasks, 1):
        yield _asking(_task(task, number, plan_id), document.signed_on), phases.get(task.phase or 0)
    yield from ((item, None) for item in _others(document, plan_id))


def _phase(phase: Phase, plan_id: int) -> PlanItem:
    return PlanItem(
        plan_id=plan_id,
        kind=ItemKind.PHASE,
        ordinal=phase.ordinal,
        name=phase.name[:200],
        starts_on=phase.starts or phase.suggested_start,
        ends_on=phase.ends or phase.suggested_end,
        date_text=phase.date_text[:120],
        **_place(phase),
    )


def _standard(standard: Standard, plan_id: int) -> Iterator[tuple[PlanItem, PlanItem | None]]:
    parent = PlanItem(
        plan_id=plan_id,
        kind=ItemKind.STANDARD,
        ordinal=standard.line,
        name=standard.label[:200],
        **_place(standard),
    )
    yield parent, None
    for number, item in enumerate(standard.items, 1):
        part = PlanItem(
            plan_id=plan_id,
            kind=ItemKind.STANDARD_ITEM,
            ordinal=number,
            name=item.label[:200],
            text=item.text,
            line=item.line,
            start=item.start,
            end=item.end,
        )
        yield part, parent


def _task(task: Task, number: int, plan_id: int) -> PlanItem:
    recurrence, times = recurrence_of(task)
    named = anchor_of(task.text)
    anchor = named[1] if named and named[0] == recurrence else ""
    kinds, sectors = audience_of(task.text)
    if task.per_class and kinds and not sectors:
        sectors = [str(Sector.SCHOOLS)]
    return PlanItem(
        plan_id=plan_id,
        kind=ItemKind.TASK,
        ordinal=number,
        name=task.name[:200],
        text=task.text,
        owner=(task.owner or "")[:120],
        due_on=task.due or task.suggested_due,
        date_text=task.date_text[:120],
        recurrence=recurrence,
        anchor=anchor,
        times=times,
        per_class=task.per_class,
        zero_allowed=bool(_ZERO.search(task.text)),
        checklist=checklist_of(task.text),
        audience_kinds=kinds,
        audience_sectors=sectors,
        **_place(task),
    )


def _asking(item: PlanItem, issued: date | None) -> PlanItem:
    """A task done once may ask for a plan; where the text gives no day for that, the usual one is proposed."""
    if item.recurrence == Recurrence.ONCE:
        item.asks = asked_for(item.text)
    if item.asks == Asked.PLAN and item.due_on is None and issued is not None:
        item.due_on, item.certain = filing_due(issued), False
        item.doubt = f"原文没有写哪天以前报备，先按印发后{FILING_DAYS.default}个工作日算，请核对。"
    return item


def recurrence_of(task: Task) -> tuple[str, int]:
    """How often a task comes back and how many times in each period."""
    if task.recurrence is None:
        return Recurrence.ONCE, 1
    kind = task.recurrence.kind
    if kind == "minimum":
        kind = _UNITS.get(task.recurrence.unit, "")
    return _RECURRENCES.get(kind, Recurrence.ONCE), min(max(task.recurrence.count, 1), 20)


def audience_of(text: str) -> tuple[list[str], list[str]]:
    """Kinds and sectors of organisation that the words of a task point to; empty lists where they say nothing."""
    kinds = next((kinds for pattern, kinds in _AUDIENCES if pattern.search(text)), [])
    sectors = [sector for pattern, sector in _SECTORS if pattern.search(text)] if kinds else []
    return [str(kind) for kind in kinds], [str(sector) for sector in sectors]


def _others(document: Document, plan_id: int) -> Iterator[PlanItem]:
    for number, target in enumerate(document.targets, 1):
        yield PlanItem(
            plan_id=plan_id,
            kind=ItemKind.TARGET,
            ordinal=number,
            name=target.what[:200] or target.printed[:200],
            text=target.printed,
            quantity=target.quantity,
            unit=target.unit[:20],
            date_text=(target.period or "")[:120],
            **_place(target),
        )
    for number, person in enumerate(document.people, 1):
        yield PlanItem(
            plan_id=plan_id,
            kind=ItemKind.PERSON,
            ordinal=number,
            name=person.name[:200],
            text=person.post,
            **_place(person),
        )
    for number, mechanism in enumerate(document.mechanisms, 1):
        yield PlanItem(
            plan_id=plan_id,
            kind=ItemKind.MECHANISM,
            ordinal=number,
            name=mechanism.name[:200],
            text=mechanism.text,
            line=mechanism.line,
            start=mechanism.start,
            end=mechanism.end,
        )


def _place(item: Phase | Standard | Task | Target | PersonNamed) -> dict[str, Any]:
    """Place, certainty and doubt, as every doubtful kind of the reader has them."""
    return {
        "line": item.line,
        "start": item.start,
        "end": item.end,
        "certain": item.certain,
        "doubt": item.doubt[:300],
    }


def period_of(document: Document) -> tuple[date | None, date | None]:
    """When the plan runs: its own period, or from the first to the last dated phase."""
    starts = [phase.starts for phase in document.phases if phase.starts]
    ends = [phase.ends for phase in document.phases if phase.ends]
    period = document.period
    first = (period and period.starts) or (min(starts) if starts else None)
    last = (period and period.ends) or (max(ends) if ends else None)
    return first, last
