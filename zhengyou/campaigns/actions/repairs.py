"""Settling what the reader doubts or found wrong: choosing a reading, repairing by a press, setting aside, and saying
of all the rest at once that it was looked at."""

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.rules import Actor

from ..models.plans import Origin, Plan, PlanItem
from ..models.steps import PlanStep, StepKind
from ..queries.plans import defects, items
from ..rules.questions import chosen as chosen_reading
from ..rules.questions import question_of
from ..rules.repairs import CLEANED, Mending, Repair, Sheet, key_of, mending
from ..rules.repairs import chosen as chosen_repair
from .correcting import Change, corrected, keep, opened, put, since, touching, untouched


class NotOffered(Exception):
    """What was pressed is not offered any more, or what was written makes no sense; the sentence says why."""


@transaction.atomic
def choose_reading(*, by: Actor, item: PlanItem, revision: int, reading: str, words: str) -> PlanItem:
    """Decide what an item's ambiguous time means; `reading` is a choice of `rules.questions`, `words` are the item's
    own in the document."""
    plan = opened(by, item.plan)
    item.refresh_from_db()
    untouched(item, since(plan, revision))
    choice = chosen_reading(question_of(item, words, plan, timezone.localdate()), reading)
    if choice is None:
        raise NotOffered("这种读法现在不能选了，请看最新内容。")
    values = {**choice.values, "certain": True, "doubt": "", "checked": True}
    phrase = f"定{item.get_kind_display()}“{item.name}”的时间：{choice.words}"
    change = put(item, values if choice.current else values | corrected(item))
    keep(by, plan, "choose_reading", phrase, [change])
    return item


@transaction.atomic
def accept_all(*, by: Actor, plan: Plan, revision: int) -> int:
    """Say that everything read with certainty and not looked at yet is right; returns how many items that were. What
    somebody else changed since the page was opened is left for its own look."""
    locked = opened(by, plan)
    steps = since(locked, revision)
    rest = [
        item
        for item in PlanItem.objects.filter(plan=locked, removed=False, certain=True, checked=False)
        if not touching(steps, item.pk)
    ]
    if not rest:
        raise NotOffered("读得有把握的都已经核对过了。")
    PlanItem.objects.filter(pk__in=[item.pk for item in rest]).update(checked=True)
    changes: list[Change] = [
        {"item": item.pk, "before": {"checked": False}, "after": {"checked": True}} for item in rest
    ]
    keep(by, locked, "accept_all", f"把其余 {len(rest)} 处读得有把握的一次核对完", changes)
    plan.revision = locked.revision
    return len(rest)


@transaction.atomic
def repair(*, by: Actor, plan: Plan, revision: int, defect: str, option: str, written: str = "") -> Repair:
    """Repair a defect as offered: `option` is the key of a repair in `rules.repairs`, or "blank" with what was
    `written`. What changes counts as corrected after a hint; the document stays as it is."""
    locked = opened(by, plan)
    steps = since(locked, revision)
    found = _open_defect(locked, plan, defect)
    offered = mending(found, _sheet(locked, plan))
    mended = chosen_repair(offered, option, written)
    if mended is None:
        raise NotOffered(_refusal(offered, option))
    rows: dict[int | None, Plan | PlanItem] = {None: locked}
    rows.update({item.pk: item for item in PlanItem.objects.filter(pk__in=[k for k in mended.changes if k])})
    changes = []
    for key, values in mended.changes.items():
        row = rows[key]
        if isinstance(row, PlanItem):
            untouched(row, steps)
            values = values | ({} if "removed" in values else corrected(row, Origin.MENDED))
        changes.append(put(row, values))
    keep(by, locked, "repair", f"按提示修正：{mended.words}", changes, settles=[defect])
    plan.revision = locked.revision
    return mended


@transaction.atomic
def accept_cleaned(*, by: Actor, plan: Plan) -> int:
    """Agree to read the document without what copying brought in (pinyin, page numbers, stray marks); returns how many
    places that were."""
    locked = opened(by, plan)
    settled = _settled(locked)
    keys = [key_of(one) for one in defects(plan) if one["code"] in CLEANED and key_of(one) not in settled]
    if not keys:
        raise NotOffered("复制带进来的毛病都已经处理过了。")
    words = f"按提示修正：{len(keys)} 处复制带进来的拼音、页码、符号，照清理后的文字读"
    keep(by, locked, "accept_cleaned", words, [], settles=keys)
    plan.revision = locked.revision
    return len(keys)


@transaction.atomic
def set_aside(*, by: Actor, plan: Plan, defect: str, reason: str) -> None:
    """Say that a defect is none, or is left as it is, with a reason (it may be empty)."""
    locked = opened(by, plan)
    found = _open_defect(locked, plan, defect)
    words = f"第{found['line']}段的提示不用改" + (f"：{reason}" if reason else "")
    after = {"settled": 1, "reason": reason}
    keep(by, locked, "set_aside", words, [], settles=[defect], reason=reason, sides=(None, after))
    plan.revision = locked.revision


def _open_defect(locked: Plan, plan: Plan, key: str) -> dict[str, object]:
    found = next((one for one in defects(plan) if key_of(one) == key), None)
    if found is None:
        raise NotOffered("这份方案里没有这处毛病。")
    if step := _settled(locked).get(key):
        raise NotOffered(f"这一处刚刚已经处理过了（{step.by.person.name}：{step.words}）。")
    return found


def _settled(locked: Plan) -> dict[str, PlanStep]:
    """Which defects are settled, and by which step."""
    done = PlanStep.objects.filter(plan=locked, undone=False, kind=StepKind.DONE).exclude(settles=[])
    return {key: step for step in done.select_related("by__person") for key in step.settles}


def _sheet(locked: Plan, plan: Plan) -> Sheet:
    return Sheet(locked, items(locked), plan.source.lines)


def _refusal(offered: Mending, option: str) -> str:
    if option == "blank" and offered.blank:
        return f"还没有存：{offered.blank.wrong}"
    return "这种改法现在不能用了，请看最新内容。"
