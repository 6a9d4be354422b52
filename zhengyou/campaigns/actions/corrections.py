"""Correcting what was understood of a plan, one thing at a time (domain.md P1)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhengyou.organisations.rules import Actor, Permission

from ..models.plans import Origin, Plan, PlanItem
from ..rules import procedures
from .plan_lines import write_line


class Overtaken(Exception):
    """Somebody else changed the plan meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__("别人刚刚改动了这份方案，您的改动还没有保存。请对照最新内容再保存一次。")


@transaction.atomic
def change_facts(*, by: Actor, plan: Plan, revision: int, facts: Mapping[str, Any]) -> Plan:
    """Correct title, issuer, number, theme, summary or dates; `revision` is the one the person saw."""
    locked = editable(by, plan, revision)
    before = {name: _plain(getattr(locked, name)) for name in facts}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*facts])
    after = {name: _plain(value) for name, value in facts.items()}
    write_line(by, locked, "change_facts", f"修改方案《{locked.title}》的要点。", before=before, after=after)
    return locked


@transaction.atomic
def change_item(*, by: Actor, item: PlanItem, revision: int, changes: Mapping[str, Any]) -> PlanItem:
    """Correct one item; it then counts as certain, since a person has looked at it."""
    plan = editable(by, item.plan, revision)
    before = {name: _plain(getattr(item, name)) for name in changes}
    for name, value in changes.items():
        setattr(item, name, value)
    item.certain, item.doubt = True, ""
    if item.origin in (Origin.READ, Origin.INHERITED):
        item.origin = Origin.CORRECTED
    item.save(update_fields=[*changes, "certain", "doubt", "origin"])
    after = {name: _plain(value) for name, value in changes.items()}
    sentence = f"在方案《{plan.title}》里改正{item.get_kind_display()}“{item.name}”。"
    write_line(by, plan, "change_item", sentence, before=before, after=after)
    return item


@transaction.atomic
def confirm_item(*, by: Actor, item: PlanItem, revision: int) -> PlanItem:
    """Say that a doubtful item was understood rightly."""
    plan = editable(by, item.plan, revision)
    doubt, item.certain, item.doubt = item.doubt, True, ""
    item.save(update_fields=["certain", "doubt"])
    sentence = f"在方案《{plan.title}》里确认{item.get_kind_display()}“{item.name}”。"
    write_line(by, plan, "confirm_item", sentence, before={"doubt": doubt})
    return item


@transaction.atomic
def add_item(*, by: Actor, plan: Plan, revision: int, values: Mapping[str, Any]) -> PlanItem:
    """Add something the reader did not find; `values` are fields of PlanItem, at least kind and name."""
    plan = editable(by, plan, revision)
    ordinal = _ordinal(plan, values["kind"], values.get("line"))
    item = PlanItem(plan=plan, ordinal=ordinal, origin=Origin.ADDED, **values)
    item.save()
    write_line(by, plan, "add_item", f"在方案《{plan.title}》里补充{item.get_kind_display()}“{item.name}”。")
    return item


@transaction.atomic
def remove_item(*, by: Actor, item: PlanItem, revision: int, removed: bool = True) -> PlanItem:
    """Leave an item out of the campaign, or take it in again; nothing is lost either way."""
    plan = editable(by, item.plan, revision)
    item.removed = removed
    item.save(update_fields=["removed"])
    verb, word = ("remove_item", "去掉") if removed else ("restore_item", "恢复")
    write_line(by, plan, verb, f"在方案《{plan.title}》里{word}{item.get_kind_display()}“{item.name}”。")
    return item


def editable(by: Actor, plan: Plan, revision: int) -> Plan:
    """Lock a draft of the actor's own organisation and move its revision on, if nobody else did meanwhile."""
    by.require(Permission.EDIT_PLAN, by.path if plan.organisation_id == by.organisation_id else "")
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if locked.state not in procedures.EDITABLE:
        labels = procedures.PLAN.labels
        raise procedures.WrongState(f"方案现在是“{labels[locked.state]}”，不能再修改。")
    if locked.revision != revision:
        raise Overtaken
    locked.revision += 1
    locked.save(update_fields=["revision"])
    plan.revision = locked.revision
    return locked


def _ordinal(plan: Plan, kind: str, line: int | None) -> int:
    """Where an added item stands: right after what the document says before it, or last without a line."""
    same = PlanItem.objects.filter(plan=plan, kind=kind).order_by("-ordinal")
    if line is None:
        last = same.first()
        return last.ordinal + 1 if last else 1
    # Items of one ordinal stand in the order in which they were added.
    before = same.filter(line__lte=line).first()
    return before.ordinal if before else 0


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool | list) else str(value)
