"""What can be done about a defect of the copy (domain.md 3.2): one table, from its code to what is offered.

A repair never touches the document. It changes what was understood of it, or only records how the place is read.
Where no repair has a meaning the table offers none: a person sets the defect aside with a reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhengyou.plandocs.numbers import ordinal, printed
from zhengyou.plandocs.occasions import anniversaries, congresses
from zhengyou.plandocs.readings import moved, span_readings

from ..models.plans import ItemKind, Plan, PlanItem, Recurrence

Values = dict[str, Any]
# What copying brings in and reading already leaves out; settled by one press for all.
CLEANED = ("pinyin", "stray-mark", "page-debris", "half-width", "mixed-script")
# What a person answered about one item needs no second look.
_SURE: Values = {"certain": True, "doubt": "", "checked": True}
_DAYS = ("starts_on", "ends_on", "due_on")


@dataclass(frozen=True)
class Sheet:
    """What a repair may look at: the plan, its items that are not left out, and the document's lines."""

    plan: Plan
    items: Sequence[PlanItem]
    lines: Sequence[str]

    def at(self, line: int) -> list[PlanItem]:
        """The items read from a line."""
        return [item for item in self.items if item.line == line]


@dataclass(frozen=True)
class Repair:
    """One repair: the word on its button, the phrase for the ledger, what follows, and new values by item (None: the
    plan's facts)."""

    key: str
    label: str
    words: str
    follows: str = ""
    changes: Mapping[int | None, Values] = field(default_factory=dict)


@dataclass(frozen=True)
class Blank:
    """Something only a person knows: asked in a field; `make` turns what was written into a repair, or None where it
    makes no sense, which `wrong` says."""

    label: str
    number: bool
    wrong: str
    make: Callable[[str], Repair | None]
    given: str = ""


@dataclass(frozen=True)
class Mending:
    """All that is offered for one defect. `add` is the kind of item whose absence is the defect ("" for any kind)."""

    repairs: tuple[Repair, ...] = ()
    blank: Blank | None = None
    add: str | None = None


Defect = Mapping[str, Any]


def key_of(defect: Defect) -> str:
    """What a defect is called in addresses and steps; the same as long as the reading is."""
    return f"{defect['code']}-{defect['line']}-{(defect.get('at') or {}).get('start', 0)}"


def mending(defect: Defect, sheet: Sheet) -> Mending:
    """What is offered for a defect."""
    make = _TABLE.get(defect["code"])
    return make(defect, sheet) if make else Mending()


def chosen(found: Mending, key: str, written: str) -> Repair | None:
    """The repair a person pressed, or the one that follows from what they wrote."""
    if key == "blank":
        return found.blank.make(written.strip()) if found.blank and written.strip() else None
    return next((one for one in found.repairs if one.key == key), None)


def resolved(defect: Defect, sheet: Sheet) -> bool:
    """Whether what was missing has been supplied meanwhile, by whatever hand; only what was read as missing can be."""
    check = _SUPPLIED.get(defect["code"])
    return bool(check and check(defect, sheet))


def _as_cleaned(defect: Defect, sheet: Sheet) -> Mending:
    """What copying added was left out in reading already; a person only has to agree."""
    said = f"第{defect['line']}段照清理后的文字读"
    return Mending((Repair("cleaned", "照清理后的文字", said, "读的时候已经略去，原文一个字不动。"),))


def _slip(defect: Defect, sheet: Sheet) -> Mending:
    """A wrong character: the items' words follow what the reader takes for right."""
    wrong = _words(defect, sheet)
    right = re.search("可能是“([^”]+)”", defect["message"])
    if right is None:
        return Mending()
    words = f"第{defect['line']}段的“{wrong}”按“{right[1]}”读"
    changes = _replaced(sheet.at(defect["line"]), wrong, right[1])
    return Mending((Repair("right", f"按“{right[1]}”读", words, "原文一个字不动。", changes),))


def _replaced(items: Sequence[PlanItem], old: str, new: str) -> dict[int | None, Values]:
    """The items' own words with one passage put right."""
    changes: dict[int | None, Values] = {}
    for item in items:
        said = {name: getattr(item, name) for name in ("name", "text", "date_text")}
        values = {name: words.replace(old, new) for name, words in said.items() if old and old in words}
        if values:
            changes[item.pk] = values
    return changes


def _not_text(defect: Defect, sheet: Sheet) -> Mending:
    """A line that is no part of the document: what was read from it is left out."""
    found = sheet.at(defect["line"])
    follows = f"从这一段读出的 {len(found)} 项一并去掉。" if found else "这一段没有读出什么，不影响别的内容。"
    changes: dict[int | None, Values] = {item.pk: {"removed": True} for item in found}
    words = f"第{defect['line']}段不算正文"
    return Mending((Repair("drop", "这一段不算正文", words, follows, changes),))


def _renumber(defect: Defect, sheet: Sheet) -> Mending:
    """五、 twice: the second is read as 六、."""
    label = re.match(r"[（(]?[一二三四五六七八九十]+[）)]?[、.．]?|\d+[、.．]", _words(defect, sheet))
    number = ordinal(label[0]) if label else None
    if label is None or number is None or number >= 30:
        return Mending()
    after = re.sub(
        r"[一二三四五六七八九十]+|\d+",
        lambda m: str(number + 1) if m[0].isdigit() else printed(number + 1),
        label[0],
    )
    words = f"第{defect['line']}段的“{label[0]}”按“{after}”读，以下顺延"
    return Mending((Repair("next", f"按“{after}”读，以下顺延", words, "各项的先后不变。"),))


def _words(defect: Defect, sheet: Sheet) -> str:
    """The words that the defect is about."""
    if defect.get("printed"):
        return str(defect["printed"])
    at = defect.get("at") or {}
    line = sheet.lines[defect["line"] - 1] if defect["line"] <= len(sheet.lines) else ""
    return line[at.get("start", 0) : at.get("end")]


def _lost(defect: Defect, sheet: Sheet) -> Mending:
    """Digits or a name that the copy lost: a person writes what the original has, and the items' words follow."""
    gone = _words(defect, sheet)

    def filled(written: str) -> Repair:
        changes = _replaced(sheet.at(defect["line"]), gone, written)
        return Repair("blank", "", f"第{defect['line']}段的“{gone}”原件是“{written}”", "", changes)

    return Mending(blank=Blank(f"原件上“{gone}”是什么", False, "请照原件写。", filled))


def _vague(defect: Defect, sheet: Sheet) -> Mending:
    """若干: the number to reach, where a target was read from these words."""
    found = _targets(defect, sheet)
    if not found:
        return Mending()
    target = found[0]

    def filled(written: str) -> Repair | None:
        try:
            quantity = Decimal(written)
        except InvalidOperation:
            return None
        if not quantity.is_finite() or not 0 <= quantity < 10**9 or quantity != round(quantity, 2):
            return None
        words = f"“{target.name}”定为 {written} {target.unit}".rstrip()
        return Repair("blank", "", words, "", {target.pk: {"quantity": quantity, **_SURE}})

    wrong = "请写不小于 0 的数，小数最多两位，比如 30 或 2.5。"
    return Mending(blank=Blank(f"“{target.name}”定多少（{target.unit or '数量'}）", True, wrong, filled))


def _targets(defect: Defect, sheet: Sheet) -> list[PlanItem]:
    at = defect.get("at") or {"start": 0, "end": 0}
    return [
        item
        for item in sheet.at(defect["line"])
        if item.kind == ItemKind.TARGET and (item.start or 0) < at["end"] and (item.end or 0) > at["start"]
    ]


def _nobody(defect: Defect, sheet: Sheet) -> Mending:
    """Tasks without an owner: all get the same one, by habit the office of whoever issues the plan."""
    tasks = _unowned(sheet)
    if not tasks:
        return Mending()

    def filled(written: str) -> Repair | None:
        if len(written) > 120:
            return None
        changes: dict[int | None, Values] = {task.pk: {"owner": written} for task in tasks}
        return Repair("blank", "", f"{len(tasks)} 项没有牵头单位的任务由“{written}”牵头", "", changes)

    label = f"{len(tasks)} 项没有牵头单位的任务，都由谁牵头"
    return Mending(blank=Blank(label, False, "单位名称不超过 120 个字。", filled, sheet.plan.issuer))


def _unowned(sheet: Sheet) -> list[PlanItem]:
    return [item for item in sheet.items if item.kind == ItemKind.TASK and not item.owner]


def _never(defect: Defect, sheet: Sheet) -> Mending:
    """Tasks without a time: each until its phase ends, or the campaign."""
    changes: dict[int | None, Values] = {}
    for task in _open_ended(sheet):
        phase = task.parent if task.parent and not task.parent.removed else None
        if last := (phase and phase.ends_on) or sheet.plan.ends_on:
            changes[task.pk] = {"due_on": last}
    if not changes:
        return Mending()
    words = f"{len(changes)} 项没有期限的任务，到所属阶段或活动结束时止"
    return Mending(
        (Repair("phase-end", "到所属阶段结束时止", words, f"{len(changes)} 项任务有了期限。", changes),)
    )


def _open_ended(sheet: Sheet) -> list[PlanItem]:
    tasks = [item for item in sheet.items if item.kind == ItemKind.TASK]
    return [task for task in tasks if task.recurrence == Recurrence.ONCE and task.due_on is None]


def _years(defect: Defect, sheet: Sheet) -> Mending:
    """Years that were replaced: as printed, or moved so that the occasion falls into them."""
    line = sheet.lines[defect["line"] - 1] if defect["line"] <= len(sheet.lines) else ""
    used = {day.year for item in sheet.items for day in _days(item) if day}
    used |= {day.year for day in (sheet.plan.starts_on, sheet.plan.ends_on) if day}
    occasions = [*anniversaries(line), *congresses(line)]
    start = (defect.get("at") or {}).get("start", 0)
    occasion = next((one for one in occasions if one.start == start), next(iter(occasions), None))
    if not used or occasion is None or min(used) <= occasion.year <= max(used):
        return Mending()
    shift = occasion.year - (max(used) if occasion.year > max(used) else min(used))
    changes = _moved(sheet, shift)
    tasks = sum(key is not None for key in changes)
    span = "—".join(str(year + shift) for year in dict.fromkeys((min(used), max(used))))
    printed_span = "—".join(str(year) for year in dict.fromkeys((min(used), max(used))))
    why = f"{occasion.words}是{occasion.year}年。活动和 {tasks} 项内容的日期整体移动{abs(shift)}年。"
    return Mending(
        (
            Repair("moved", f"按{span}年读", f"年份整体改为{span}年（原印{printed_span}年）", why, changes),
            Repair(
                "as-printed", f"就按印的{printed_span}年", f"年份就按印的{printed_span}年", "日期都不变。"
            ),
        )
    )


def _moved(sheet: Sheet, years: int) -> dict[int | None, Values]:
    facts = {
        name: moved(getattr(sheet.plan, name), years)
        for name in ("signed_on", "starts_on", "ends_on")
        if getattr(sheet.plan, name)
    }
    changes: dict[int | None, Values] = {None: facts} if facts else {}
    for item in sheet.items:
        values = {name: moved(getattr(item, name), years) for name in _DAYS if getattr(item, name)}
        if values:
            changes[item.pk] = values
    return changes


def _days(item: PlanItem) -> tuple[date | None, ...]:
    return item.starts_on, item.ends_on, item.due_on


def _turned(defect: Defect, sheet: Sheet) -> Mending:
    """A time whose start lies after its end: each way it may have been meant."""
    for item in sheet.at(defect["line"]):
        last = "ends_on" if item.kind == ItemKind.PHASE else "due_on"
        starts, ends = item.starts_on, getattr(item, last)
        if starts and ends and starts > ends:
            return Mending(
                tuple(
                    Repair(
                        one.key,
                        one.words,
                        f"“{item.name}”的起止定为{one.words}",
                        one.why,
                        {item.pk: {"starts_on": one.starts, last: one.ends, **_SURE}},
                    )
                    for one in span_readings(starts, ends)
                )
            )
    return Mending()


def _missing(kind: str) -> Callable[[Defect, Sheet], Mending]:
    """Something that has to be added by hand, at its place in the text."""
    return lambda defect, sheet: Mending(add=kind)


_TABLE: dict[str, Callable[[Defect, Sheet], Mending]] = {
    **dict.fromkeys(CLEANED, _as_cleaned),
    "typo": _slip,
    **dict.fromkeys(("teaser-duplicate", "site-furniture"), _not_text),
    "duplicate-number": _renumber,
    "missing-digits": _lost,
    "vague-target": _vague,
    "no-owner": _nobody,
    "no-deadline": _never,
    "year-damage": _years,
    "date-order": _turned,
    "date-conflict": _turned,
    "items-missing": _missing(ItemKind.STANDARD_ITEM),
    "missing-phases": _missing(ItemKind.PHASE),
    "count-mismatch": _missing(""),
}


def _has_items(defect: Defect, sheet: Sheet) -> bool:
    standards = {item.pk for item in sheet.at(defect["line"]) if item.kind == ItemKind.STANDARD}
    return any(item.parent_id in standards for item in sheet.items)


_SUPPLIED: dict[str, Callable[[Defect, Sheet], bool]] = {
    "no-owner": lambda defect, sheet: not _unowned(sheet),
    "no-deadline": lambda defect, sheet: not _open_ended(sheet),
    "vague-target": lambda defect, sheet: any(item.quantity is not None for item in _targets(defect, sheet)),
    "items-missing": _has_items,
}
