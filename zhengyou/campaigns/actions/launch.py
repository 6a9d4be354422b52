"""From an approved plan to a running campaign."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from ..models.campaigns import Campaign, Phase, Standard, StandardItem
from ..models.plans import ItemKind, Plan, PlanItem
from ..models.tasks import Task
from ..rules.duties import span_of
from .expectations import expect

# No 0/O, 1/l/i: the address of the public page is read out and typed from a notice board.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_DUTY = (
    "owner",
    "recurrence",
    "times",
    "grace_days",
    "zero_allowed",
    "quantity",
    "unit",
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
        organisation_id=plan.organisation_id,
        title=plan.title,
        theme=plan.theme,
        summary=plan.summary,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        slug="".join(secrets.choice(_LETTERS) for _ in range(8)),
    )
    phases = _phases(campaign, [item for item in items if item.kind == ItemKind.PHASE])
    _standards(campaign, items)
    tasks = [item for item in items if item.kind == ItemKind.TASK]
    day = timezone.localdate(now)
    count = 0
    for ordinal, item in enumerate(tasks, 1):
        task = _task(campaign, item, ordinal, phases.get(item.parent_id or 0))
        count += expect(task=task, root_path=path, day=day)
    return campaign, count


def _phases(campaign: Campaign, items: Sequence[PlanItem]) -> dict[int, Phase]:
    return {
        item.pk: Phase.objects.create(
            campaign=campaign,
            ordinal=ordinal,
            name=item.name,
            starts_on=item.starts_on,
            ends_on=item.ends_on,
            date_text=item.date_text,
        )
        for ordinal, item in enumerate(items, 1)
    }


def _standards(campaign: Campaign, items: Sequence[PlanItem]) -> None:
    for ordinal, item in enumerate((i for i in items if i.kind == ItemKind.STANDARD), 1):
        standard = Standard.objects.create(
            campaign=campaign, ordinal=ordinal, label=item.name, text=item.text
        )
        parts = [part for part in items if part.kind == ItemKind.STANDARD_ITEM and part.parent_id == item.pk]
        StandardItem.objects.bulk_create(
            StandardItem(standard=standard, ordinal=number, label=part.name, text=part.text)
            for number, part in enumerate(parts, 1)
        )


def _task(campaign: Campaign, item: PlanItem, ordinal: int, phase: Phase | None) -> Task:
    duty = {name: getattr(item, name) for name in _DUTY}
    starts_on, due_on = span_of(item, campaign.plan)
    assert starts_on is not None  # the plan has both dates
    assert due_on is not None
    return Task.objects.create(
        campaign=campaign,
        phase=phase,
        ordinal=ordinal,
        name=item.name,
        text=item.text,
        line=item.line,
        starts_on=min(starts_on, due_on),
        due_on=due_on,
        **duty,
    )
