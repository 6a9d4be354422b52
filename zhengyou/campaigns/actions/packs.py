"""Beginning a plan from a pack instead of a document (issue 3, section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.rules import Actor, Permission

from ..models.plans import ItemKind, Plan, PlanItem, PlanSource
from ..rules.compiling import items_of
from ..rules.drives import Drive, Unit, audience_of
from ..rules.pack_text import Sheet, render, times_of
from ..rules.packs import Pack, Task
from .likeness import sketch
from .plan_lines import facts, write_line


@dataclass(frozen=True)
class Beginning:
    """What a person chose: the pack, the title, the first day (for a pack of a year any day of it), and a number for
    each policy of the pack; `superior` is the plan from above that it carries out. Of a themed drive:
    which it is, and the units that go through it."""

    pack: Pack
    title: str
    begins: date
    chosen: Mapping[str, int]
    superior: Plan | None = None
    drive: Drive | None = None
    units: Sequence[Unit] = ()


@transaction.atomic
def begin(*, by: Actor, beginning: Beginning, now: datetime) -> Plan:
    """Write the pack out as a plan of the actor's organisation: a draft like one that was read from a document."""
    by.require(Permission.EDIT_PLAN, by.path)
    pack = beginning.pack
    sheet = render(pack, title=beginning.title, begins=beginning.begins, chosen=beginning.chosen)
    begins = pack.first_day(beginning.begins)
    plan = Plan.objects.create(
        organisation_id=by.organisation_id,
        superior=beginning.superior,
        title=beginning.title,
        issuer=by.organisation_name[:120],
        theme=pack.theme,
        starts_on=begins,
        ends_on=pack.last_day.ending(begins),
        drive=beginning.drive.key if beginning.drive else "",
        uploaded_by_id=by.account_id,
        uploaded_at=now,
    )
    source = _keep(plan, sheet, f"{beginning.title}.txt")
    _lay_out(plan, sheet, beginning)
    sketch(plan, day=timezone.localdate(now))
    chosen = [
        f"{one.question}{beginning.chosen[one.key]}{one.unit}"
        for one in pack.policies
        if one.key in beginning.chosen
    ]
    after = {**facts(plan), "pack": pack.title, "sha256": source.sha256, "chosen": chosen}
    write_line(by, plan, "begin", f"从样板“{pack.title}”起草方案《{plan.title}》。", after=after)
    return plan


def _keep(plan: Plan, sheet: Sheet, name: str) -> PlanSource:
    """The text as the plan's document, so that every item has words to point at."""
    reading = sheet.reading(name)
    return PlanSource.objects.create(
        plan=plan,
        name=name,
        media_format=reading.source.format,
        sha256=reading.source.sha256,
        content=sheet.content,
        lines=list(sheet.lines),
        reading=reading.to_dict(),
    )


def _lay_out(plan: Plan, sheet: Sheet, beginning: Beginning) -> None:
    """The items, each task with what the pack knows beyond its words."""
    tasks = iter(sheet.tasks)
    for item, parent in items_of(sheet.document, plan.pk):
        if item.kind == ItemKind.TASK:
            _detail(item, next(tasks), beginning.chosen)
            if beginning.drive is not None:
                follow_drive(item, beginning.drive, beginning.units)
        item.parent = parent
        item.save()


def follow_drive(item: PlanItem, drive: Drive, units: Sequence[Unit]) -> None:
    """Tell a task which step of the drive it is, and let it fall on these units."""
    item.step = drive.step_of(item.name)
    item.audience_kinds, item.audience_sectors = audience_of(units)


def _detail(item: PlanItem, task: Task, chosen: Mapping[str, int]) -> None:
    item.recurrence, item.times = task.recurrence, times_of(task, chosen)
    item.grace_days, item.zero_allowed = task.grace_days, task.zero_allowed
    item.audience_kinds, item.audience_sectors = list(task.audience), list(task.sectors)
