"""Starting a themed drive: its data become a draft plan, which goes the way of every plan (domain.md P24)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from zhengyou.organisations.rules import Actor

from ..models.plans import ItemKind, Plan, PlanItem
from ..rules.compiling import items_of
from ..rules.drives import Drive, Unit
from ..rules.pack_text import render
from .packs import Beginning, begin, follow_drive


@transaction.atomic
def start(*, by: Actor, drive: Drive, title: str, begins: date, units: Sequence[Unit], now: datetime) -> Plan:
    """Write the drive out as a plan of the actor's organisation for these units; a draft like any other."""
    chosen = {policy.key: policy.default for policy in drive.pack.policies}
    beginning = Beginning(drive.pack, title, begins, chosen, drive=drive, units=units)
    return begin(by=by, beginning=beginning, now=now)


def imagined(drive: Drive, begins: date) -> tuple[Plan, list[PlanItem]]:
    """The plan that would begin that day for all units, in memory only."""
    pack = drive.pack
    chosen = {policy.key: policy.default for policy in pack.policies}
    sheet = render(pack, title=pack.plan_title, begins=begins, chosen=chosen)
    first = pack.first_day(begins)
    plan = Plan(starts_on=first, ends_on=pack.last_day.ending(first))
    items = []
    for item, parent in items_of(sheet.document, 0):
        if item.kind == ItemKind.TASK:
            follow_drive(item, drive, drive.course.units)
        item.parent = parent
        items.append(item)
    return plan, items
