"""Answering the superior's requirements without typing: as the superior says, or by the own tasks that fit."""

from collections.abc import Mapping

from django.db import transaction

from zhengyou.organisations.rules import Actor

from ..models.filing import Answer
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Task
from .corrections import editable
from .filing import answered, inherited_task
from .plan_lines import write_line


@transaction.atomic
def follow(*, by: Actor, plan: Plan, revision: int, requirement: Task) -> PlanItem:
    """Do what the superior asks as the superior says: its task is taken over (or taken in again) and answers it."""
    plan = editable(by, plan, revision)
    before = answered(plan, [requirement])
    item = _left_out(plan, requirement) or inherited_task(plan, requirement, _phases(plan))
    if item.removed:
        item.removed = False
        item.save(update_fields=["removed"])
    Answer.objects.update_or_create(plan=plan, requirement=requirement, defaults={"item": item, "reason": ""})
    told = f"方案《{plan.title}》对上级要求“{requirement.name}”：照上级要求办。"
    write_line(by, plan, "follow", told, before=before, after=answered(plan, [requirement]))
    return item


def _left_out(plan: Plan, requirement: Task) -> PlanItem | None:
    """The task that was taken over from this requirement before."""
    taken = PlanItem.objects.filter(plan=plan, inherited_from__isnull=False)
    return taken.filter(inherited_from_id=requirement.item_id).order_by("removed", "pk").first()


def _phases(plan: Plan) -> dict[int, PlanItem]:
    """The phases that were taken over, by the superior's item."""
    kept = PlanItem.objects.filter(
        plan=plan, kind=ItemKind.PHASE, removed=False, inherited_from__isnull=False
    )
    return {item.inherited_from_id: item for item in kept if item.inherited_from_id is not None}


@transaction.atomic
def answer_all(*, by: Actor, plan: Plan, revision: int, given: Mapping[Task, PlanItem]) -> int:
    """Say for several requirements at once which task carries each out; how many."""
    plan = editable(by, plan, revision)
    before = answered(plan, given)
    for requirement, item in given.items():
        Answer.objects.update_or_create(
            plan=plan, requirement=requirement, defaults={"item": item, "reason": ""}
        )
    told = "；".join(f"“{requirement.name}”由“{item.name}”落实" for requirement, item in given.items())
    sentence = f"方案《{plan.title}》回应上级要求：{told}。"
    write_line(by, plan, "answer_all", sentence, before=before, after=answered(plan, given))
    return len(given)
