"""From an approved plan to a running campaign."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from ..models.campaigns import Campaign, Phase, PhaseState, Standard, StandardItem
from ..models.phases import PhaseStage
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Task
from ..queries.expected import answered_by
from ..queries.filing import campaign_above
from ..rules.activity_kinds import meant
from ..rules.duties import last_of, span_of
from ..rules.gates import usual
from ..rules.phases import has_come
from ..rules.policies import PHASE_GATE
from .expectations import expect

# No 0/O, 1/l/i: the address of the public page is read out and typed from a notice board.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
DUTY = (
    "asks",
    "owner",
    "recurrence",
    "anchor",
    "times",
    "per_class",
    "grace_days",
    "zero_allowed",
    "quantity",
    "unit",
    "checklist",
    "step",
    "audience_kinds",
    "audience_sectors",
    "audience_root_id",
)


def launch(*, plan: Plan, items: Sequence[PlanItem], path: str, now: datetime) -> tuple[Campaign, int]:
    """The campaign of an approved plan and the number of its expectations; runs within the caller's transaction.

    `items` are the plan's items with their parents, removed ones left out; `path` is the issuer's place in the tree.
    """
    assert plan.starts_on is not None  # readiness made sure of both
    assert plan.ends_on is not None
    campaign = Campaign.objects.create(
        plan=plan,
        superior=campaign_above(plan),
        organisation_id=plan.organisation_id,
        title=plan.title,
        theme=plan.theme,
        summary=plan.summary,
        drive=plan.drive,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        slug="".join(secrets.choice(_LETTERS) for _ in range(8)),
    )
    stages = of_kind(items, ItemKind.PHASE)
    day = timezone.localdate(now)
    phases = {item.pk: new_phase(campaign, item, number, now) for number, item in enumerate(stages, 1)}
    for number, item in enumerate(of_kind(items, ItemKind.STANDARD), 1):
        new_standard(campaign, item, parts_of(items, item), number)
    answered, count = answered_by(plan.pk), 0
    for number, item in enumerate(of_kind(items, ItemKind.TASK), 1):
        above = answered.get(item.pk, ())
        count += ask(
            campaign, item, phases.get(item.parent_id or 0), number, path=path, day=day, answered=above
        )
    return campaign, count


def ask(
    campaign: Campaign,
    item: PlanItem,
    phase: Phase | None,
    ordinal: int,
    *,
    path: str,
    day: date,
    answered: Sequence[int],
) -> int:
    """Make the task of an item with its expectations, and say how many these are; no task where all whom it would
    ask are asked by the superior's campaign already."""
    task = Task(campaign=campaign, item=item, ordinal=ordinal)
    fill_task(task, item, phase)
    task.save()
    count = expect(task=task, root_path=path, day=day, answered=answered)
    if answered and not count:
        task.delete()
    return count


def of_kind(items: Sequence[PlanItem], kind: ItemKind) -> list[PlanItem]:
    """The items of one kind in their order."""
    return [item for item in items if item.kind == kind]


def parts_of(items: Sequence[PlanItem], standard: PlanItem) -> list[PlanItem]:
    """The items of one standard in their order."""
    return [item for item in of_kind(items, ItemKind.STANDARD_ITEM) if item.parent_id == standard.pk]


def new_phase(campaign: Campaign, item: PlanItem, ordinal: int, now: datetime) -> Phase:
    """The phase of a campaign that an item of its plan becomes; open at once where its first day has come."""
    phase = Phase(
        campaign=campaign,
        item=item,
        ordinal=ordinal,
        name=item.name,
        starts_on=item.starts_on,
        ends_on=last_of(item),
        date_text=item.date_text,
        gates=usual(item.name, PHASE_GATE.default),
    )
    day = timezone.localdate(now)
    phase.state = PhaseState.OPEN if has_come(phase, day) else PhaseState.PLANNED
    phase.save()
    PhaseStage.objects.create(row=phase, state=phase.state, since=day, verb="launch", at=now)
    return phase


def new_standard(campaign: Campaign, item: PlanItem, parts: Sequence[PlanItem], ordinal: int) -> Standard:
    """The standard of a campaign that an item of its plan and its parts become."""
    standard = Standard.objects.create(
        campaign=campaign, item=item, ordinal=ordinal, label=item.name, text=item.text
    )
    StandardItem.objects.bulk_create(
        StandardItem(standard=standard, ordinal=number, label=part.name, text=part.text)
        for number, part in enumerate(parts, 1)
    )
    return standard


def fill_task(task: Task, item: PlanItem, phase: Phase | None) -> None:
    """Put into a task what the plan's item says, without saving it; the plan has both its dates."""
    for name in DUTY:
        setattr(task, name, getattr(item, name))
    starts_on, due_on = span_of(item, task.campaign.plan)
    assert starts_on is not None
    assert due_on is not None
    task.activity = meant(item.name, item.activity)
    task.phase, task.name, task.text, task.line = phase, item.name, item.text, item.line
    task.starts_on, task.due_on = min(starts_on, due_on), due_on
