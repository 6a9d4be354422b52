"""What a plan that carries out a superior's lacks before it is filed (domain.md P1): a list with what to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..models.plans import ItemKind, Origin, Plan, PlanItem
from ..models.tasks import Task
from .duties import phase_of, span_of
from .readiness import Lack


@dataclass(frozen=True)
class Above:
    """What the superior asks of this plan: its plan in force, the tasks that reach this organisation, and which of
    them have an answer, by id, with the answering items of ours (None where it was said why it does not apply)."""

    plan: Plan
    requirements: Sequence[Task]
    answers: dict[int, PlanItem | None]


def filing_lacks(plan: Plan, items: Sequence[PlanItem], above: Above) -> list[Lack]:
    """All that must be mended before the plan is filed; `items` are those that were not removed."""
    found = _unanswered(above)
    found += _leading_group(items)
    found += _phases(plan, items)
    found += _outside(plan, items, above)
    if not any(item.kind == ItemKind.TARGET and item.origin != Origin.INHERITED for item in items):
        found.append(
            Lack(
                "还没有一条自己的量化指标。请至少补一条，写清做什么、多少、到什么时候。", True, mend="target"
            )
        )
    return found


def _unanswered(above: Above) -> list[Lack]:
    return [
        Lack(
            f"上级要求“{task.name}”还没有着落。请指明由哪一项来办，或者说明为什么不适用。",
            True,
            mend="answers",
        )
        for task in above.requirements
        if task.pk not in above.answers
    ]


def _leading_group(items: Sequence[PlanItem]) -> list[Lack]:
    if any(item.kind == ItemKind.PERSON for item in items):
        return []
    return [Lack("没有写明领导小组由谁组成，请补上组长和成员。", True, mend="person")]


def _phases(plan: Plan, items: Sequence[PlanItem]) -> list[Lack]:
    """Every phase has a task with an owner and a day; a plan without phases has at least one such task."""
    settled = [item for item in items if item.kind == ItemKind.TASK and item.owner and span_of(item, plan)[1]]
    phases = [item for item in items if item.kind == ItemKind.PHASE]
    begun = {phase.pk for task in settled if (phase := phase_of(task))}
    if not phases and not settled:
        return [Lack("没有一项任务写明了由谁牵头、什么时候办完，请至少补一项。", True, mend="task")]
    return [
        Lack(f"“{phase.name}”这个阶段里没有写明谁牵头、什么时候办完的任务，请补上。", True, phase.pk)
        for phase in phases
        if phase.pk not in begun
    ]


def _outside(plan: Plan, items: Sequence[PlanItem], above: Above) -> list[Lack]:
    """Days outside the superior's: of the plan, of its phases and tasks, and later than what the superior asks for."""
    first, last = above.plan.starts_on, above.plan.ends_on
    found: list[Lack] = []
    if plan.starts_on and first and plan.starts_on < first:
        found.append(Lack(f"活动开始早于上级方案的 {_day(first)}，请改正。", True, mend="facts"))
    if plan.ends_on and last and plan.ends_on > last:
        found.append(Lack(f"活动结束晚于上级方案的 {_day(last)}，请改正。", True, mend="facts"))
    for item in items:
        day = item.due_on if item.kind == ItemKind.TASK else item.ends_on
        begin = item.starts_on
        if (day and last and day > last) or (begin and first and begin < first):
            found.append(
                Lack(
                    f"“{item.name}”的日期不在上级方案的起止（{_day(first)}—{_day(last)}）之内。",
                    True,
                    item.pk,
                )
            )
    return found + _too_late(above)


def _too_late(above: Above) -> list[Lack]:
    return [
        Lack(
            f"“{item.name}”定在 {_day(item.due_on)}，晚于上级要求的 {_day(task.due_on)}，请改早。",
            True,
            item.pk,
        )
        for task in above.requirements
        if (item := above.answers.get(task.pk)) and item.due_on and task.due_on and item.due_on > task.due_on
    ]


def _day(day: object) -> str:
    return f"{day:%Y年%-m月%-d日}" if day else "未定"


def reaches(task: Task, kinds: Collection[tuple[str, str]], path: str, root_path: str | None) -> bool:
    """Whether a superior's task falls on an organisation or on one below it.

    `kinds` are the (kind, sector) of what stands at and under `path`; `root_path` is the place the task is narrowed
    to, None where it is not.
    """
    if root_path is not None and not (path.startswith(root_path) or root_path.startswith(path)):
        return False
    return any(
        kind in task.audience_kinds and (not task.audience_sectors or sector in task.audience_sectors)
        for kind, sector in kinds
    )
