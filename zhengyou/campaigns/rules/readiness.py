"""Whether a plan may go up for approval: a list of what is missing with what to do, not a yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models.plans import ItemKind, Plan, PlanItem, Recurrence
from .duties import end_of, periods_of, span_of


@dataclass(frozen=True)
class Lack:
    """One thing missing; without `blocking` it is advice. `item_id` leads to the item to mend; otherwise `mend` says
    what to do: correct the "facts", add a "task", "target" or "person", look at the "doubts", give the "answers" that
    the superior asks for."""

    sentence: str
    blocking: bool
    item_id: int | None = None
    mend: str = ""


def lacks(plan: Plan, items: Sequence[PlanItem]) -> list[Lack]:
    """What stands between this plan and a campaign; `items` are the plan's items that were not removed."""
    found: list[Lack] = []
    if plan.starts_on is None or plan.ends_on is None:
        found.append(Lack("活动从哪天到哪天还没有定，请在“方案要点”里填写起止日期。", True, mend="facts"))
    elif plan.ends_on <= plan.starts_on:
        found.append(Lack("活动的结束日期不晚于开始日期，请在“方案要点”里改正。", True, mend="facts"))
    tasks = [item for item in items if item.kind == ItemKind.TASK]
    if not tasks:
        found.append(Lack("还没有任务。请从正文里添加至少一项要办的事。", True, mend="task"))
    for task in tasks:
        found += _task_lacks(plan, task)
    if not any(item.kind == ItemKind.PHASE for item in items):
        found.append(Lack("没有划分阶段；可以不分，分了进展更清楚。", False))
    if not any(item.kind == ItemKind.PERSON for item in items):
        found.append(Lack("没有写明领导小组成员。", False, mend="person"))
    doubtful = sum(not item.certain for item in items)
    if doubtful:
        found.append(Lack(f"还有 {doubtful} 处存疑，建议逐条核对后再提交。", False, mend="doubts"))
    return found


def _task_lacks(plan: Plan, task: PlanItem) -> list[Lack]:
    found: list[Lack] = []
    first, last = span_of(task, plan)
    if task.recurrence == Recurrence.ONCE and last is None:
        found.append(Lack(f"任务“{task.name}”没有截止日期，请填写。", True, task.pk))
    if not task.audience_kinds:
        found.append(Lack(f"任务“{task.name}”没有说由哪些组织办，请勾选。", True, task.pk))
    if first and last and last < first:
        found.append(Lack(f"任务“{task.name}”的截止日期早于开始日期，请改正。", True, task.pk))
    elif first and last and not periods_of(task, first, last, end_of(task, plan) or last):
        sentence = f"任务“{task.name}”的起止不满半个周期，一次也不会产生，请改日期或多久一次。"
        found.append(Lack(sentence, False, task.pk))
    if not task.owner:
        found.append(Lack(f"任务“{task.name}”没有牵头单位。", False, task.pk))
    return found
