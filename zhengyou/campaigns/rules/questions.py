"""An ambiguous time of an item as a question with its readings side by side (domain.md 3.1). A person chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhengyou.plandocs.readings import Alternative, date_readings, odd_rhythm, rhythm_readings, span_readings

from ..models.plans import ItemKind, Plan, PlanItem, Recurrence


@dataclass(frozen=True)
class Choice:
    """One reading: what it would set, and what follows from it in words."""

    key: str
    words: str
    why: str
    days: tuple[date, ...]
    per_year: int | None
    values: dict[str, Any]
    current: bool


@dataclass(frozen=True)
class Question:
    """The words in doubt and their readings; `pressing` while the item is doubtful, else the reading was settled by
    a rule and another may be taken."""

    words: str
    choices: tuple[Choice, ...]
    pressing: bool


def question_of(item: PlanItem, words: str, plan: Plan, day: date) -> Question | None:
    """What to ask about the item's time, if it has more than one reading and nobody looked at it yet; `words` are its
    own in the document, `day` is today."""
    if item.checked or item.kind not in (ItemKind.PHASE, ItemKind.TASK):
        return None
    rhythm = rhythm_readings(words or item.text, _running(plan, day)) if item.kind == ItemKind.TASK else ()
    found = rhythm or _order(item) or date_readings(item.date_text, _years(plan))
    if not found or (item.kind == ItemKind.TASK and item.recurrence != Recurrence.ONCE and not rhythm):
        return None
    asked = item.date_text if not rhythm else odd_rhythm(words or item.text)
    return Question(asked, tuple(_choice(item, one) for one in found), not item.certain)


def chosen(question: Question | None, key: str) -> Choice | None:
    """The reading with this key."""
    return next((one for one in question.choices if one.key == key), None) if question else None


def _running(plan: Plan, day: date) -> date:
    """Today while the plan runs, else the day before it begins: what a rhythm means is shown on days of the plan."""
    runs = (plan.starts_on is None or plan.starts_on <= day) and (plan.ends_on is None or day <= plan.ends_on)
    return day if runs or plan.starts_on is None else plan.starts_on - timedelta(days=1)


def _order(item: PlanItem) -> tuple[Alternative, ...]:
    last = item.ends_on if item.kind == ItemKind.PHASE else item.due_on
    return span_readings(item.starts_on, last) if item.starts_on and last else ()


def _years(plan: Plan) -> Sequence[int]:
    """The years that a date without one can lie in: those the plan runs through, or that of its signature and the
    next."""
    if plan.starts_on and plan.ends_on and plan.starts_on <= plan.ends_on:
        return range(plan.starts_on.year, plan.ends_on.year + 1)
    known = plan.starts_on or plan.ends_on or plan.signed_on
    year = known.year if known else plan.uploaded_at.year
    return (year, year + 1)


def _choice(item: PlanItem, one: Alternative) -> Choice:
    values: dict[str, Any]
    if one.recurrence:
        weekly = one.recurrence.kind == "weekly"
        recurrence = Recurrence.WEEKLY if weekly else Recurrence.MONTHLY
        weekday = one.days[0].isoweekday()
        anchor = str(weekday) if weekly else f"1-{weekday}"
        values = {"recurrence": recurrence.value, "times": 1, "anchor": anchor}
    elif item.kind == ItemKind.PHASE:
        values = {"starts_on": one.starts, "ends_on": one.ends}
    else:
        values = {"due_on": one.ends} | ({"starts_on": one.starts} if item.starts_on else {})
    current = all(getattr(item, name) == value for name, value in values.items())
    return Choice(one.key, one.words, one.why, one.days, one.per_year, values, current)
