"""Taking back what was done on the workbench, and doing it again. Each is a step of its own with its own line."""

from django.db import transaction

from zhengyou.organisations.rules import Actor

from ..models.plans import Plan, PlanItem
from ..models.steps import PlanStep, StepKind
from .correcting import Change, holds, keep, opened, put, restored


class CannotUndo(Exception):
    """The step was taken back already, or what it changed was changed again since; the sentence says which."""


@transaction.atomic
def undo(*, by: Actor, plan: Plan, number: int) -> PlanStep:
    """Take back the step with this number, one's own or another's; what was done elsewhere since then stays."""
    return _turn(by, plan, number, back=True)


@transaction.atomic
def redo(*, by: Actor, plan: Plan, number: int) -> PlanStep:
    """Do again the step with this number that was taken back."""
    return _turn(by, plan, number, back=False)


def _turn(by: Actor, plan: Plan, number: int, *, back: bool) -> PlanStep:
    locked = opened(by, plan)
    step = PlanStep.objects.filter(plan=locked, number=number, kind=StepKind.DONE).first()
    if step is None or step.undone == back:
        raise CannotUndo("这一步刚刚已经撤销了。" if back else "这一步没有撤销过，不用恢复。")
    now, then = ("after", "before") if back else ("before", "after")
    rows = _rows(locked, step)
    for change in step.changes:
        if not holds(rows[change["item"]], change[now]):
            word = "撤销" if back else "恢复"
            raise CannotUndo(f"“{step.words}”以后，同一处又改过了。请先{word}后来的那一步。")
    changes: list[Change] = [
        put(rows[change["item"]], restored(rows[change["item"]], change[then])) for change in step.changes
    ]
    step.undone = back
    step.save(update_fields=["undone"])
    word, verb, kind = ("撤销", "undo", StepKind.UNDO) if back else ("恢复", "redo", StepKind.REDO)
    sentence = f"{word}：在方案《{locked.title}》里{step.words}。"
    settled = {"settled": len(step.settles)}
    sides = None if changes else ((settled, {"settled": 0}) if back else (None, settled))
    keep(by, locked, verb, f"{word}“{step.words}”", changes, kind=kind, sentence=sentence, sides=sides)
    plan.revision = locked.revision
    return step


def _rows(plan: Plan, step: PlanStep) -> dict[int | None, Plan | PlanItem]:
    """What the step changed: the plan under None, items by their id."""
    ids = [change["item"] for change in step.changes if change["item"] is not None]
    rows: dict[int | None, Plan | PlanItem] = {None: plan}
    rows.update({item.pk: item for item in PlanItem.objects.filter(plan=plan, pk__in=ids)})
    return rows
