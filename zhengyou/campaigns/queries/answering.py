"""Each requirement of the superior beside what the own plan says to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from ..models.filing import Answer
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Task
from ..rules.answering import LIKELY, alike
from ..rules.duties import span_of
from .filing import answers, requirements
from .plans import items


@dataclass(frozen=True)
class Asking:
    """One requirement: the answer to it if there is one, the own tasks that might answer it (the likeliest first), and
    the one that probably does. `late`: the answering task ends after the day the superior asks for."""

    task: Task
    answer: Answer | None
    choices: list[PlanItem]
    likely: PlanItem | None
    late: bool


def askings(plan: Plan, path: str) -> list[Asking]:
    """Every requirement that reaches the organisation at `path`, those without an answer first; Http404 for a plan
    that carries out no superior's."""
    if plan.superior is None:
        raise Http404
    given = {answer.requirement_id: answer for answer in answers(plan)}
    own = [item for item in items(plan) if item.kind == ItemKind.TASK]
    found = [_asking(plan, task, given.get(task.pk), own) for task in requirements(plan.superior, path)]
    return sorted(found, key=lambda one: one.answer is not None)


def _asking(plan: Plan, task: Task, answer: Answer | None, own: Sequence[PlanItem]) -> Asking:
    scores = {item.pk: alike(item.name, item.text, task.name, task.text) for item in own}
    choices = sorted(own, key=lambda item: (-scores[item.pk], item.ordinal))
    likely = choices[0] if answer is None and choices and scores[choices[0].pk] >= LIKELY else None
    last = span_of(answer.item, plan)[1] if answer and answer.item else None
    return Asking(task, answer, choices, likely, bool(last and task.due_on and last > task.due_on))


def requirement(plan: Plan, path: str, task_id: int) -> Task:
    """One requirement that reaches the organisation at `path`; otherwise Http404."""
    if plan.superior is not None:
        for task in requirements(plan.superior, path):
            if task.pk == task_id:
                return task
    raise Http404


def own_task(plan: Plan, item_id: int) -> PlanItem | None:
    """One task of the plan that was not left out; None where there is no such task."""
    return PlanItem.objects.filter(plan=plan, pk=item_id, kind=ItemKind.TASK, removed=False).first()
