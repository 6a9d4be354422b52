"""Correcting what was understood of a plan, one thing at a time (domain.md P1). Every correction is a step that can be
taken back; `revision` is the plan's as the person saw it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhengyou.ledger.telling import given
from zhengyou.organisations.rules import Actor

from ..models.plans import Origin, Plan, PlanItem
from .correcting import Overtaken, corrected, editable, keep, merged, opened, put, since, untouched

# What the ledger keeps of an item that was added.
ADDED = ("kind", "name", "text", "owner", "starts_on", "due_on", "quantity", "unit")


@transaction.atomic
def change_facts(*, by: Actor, plan: Plan, revision: int, facts: Mapping[str, Any]) -> Plan:
    """Correct title, issuer, number, theme, summary or dates; what equals what is stored writes nothing."""
    locked = opened(by, plan)
    change = put(locked, merged(locked, facts, since(locked, revision)))
    if change["after"]:
        sentence = f"修改方案《{locked.title}》的要点。"
        keep(by, locked, "change_facts", "修改方案要点", [change], sentence=sentence)
        plan.revision = locked.revision
    return locked


@transaction.atomic
def change_item(
    *, by: Actor, item: PlanItem, revision: int, changes: Mapping[str, Any], finished: bool = True
) -> PlanItem:
    """Correct one item; `finished`, it then counts as looked at and certain. What others changed in other fields stays.

    Where nothing differs from what is stored, nothing is written.
    """
    plan = opened(by, item.plan)
    row = _row(item)
    values = merged(row, changes, since(plan, revision))
    if values:
        values |= corrected(row)
    if finished:
        values |= {"certain": True, "doubt": "", "checked": True}
    words = f"改正{row.get_kind_display()}“{row.name}”"
    change = put(row, values)
    if change["after"]:
        keep(by, plan, "change_item", words, [change])
    return row


@transaction.atomic
def confirm_item(*, by: Actor, item: PlanItem, revision: int) -> PlanItem:
    """Say that an item was understood rightly."""
    plan = opened(by, item.plan)
    row = _row(item)
    untouched(row, since(plan, revision))
    change = put(row, {"certain": True, "doubt": "", "checked": True})
    if change["after"]:
        keep(by, plan, "confirm_item", f"确认{row.get_kind_display()}“{row.name}”", [change])
    return row


@transaction.atomic
def add_item(*, by: Actor, plan: Plan, revision: int, values: Mapping[str, Any]) -> PlanItem:
    """Add something the reader did not find; `values` are fields of PlanItem, at least kind and name. Raises Overtaken
    where the same was added meanwhile, as by a second press."""
    locked = opened(by, plan)
    for step in since(locked, revision):
        if {(values["kind"], values["name"])} & set(_added([step])):
            raise Overtaken(f"“{values['name']}”刚刚已经补充过了（{step.by.person.name}），请回到方案看看。")
    ordinal = _ordinal(locked, values["kind"], values.get("line"))
    item = PlanItem(**{"plan": locked, "ordinal": ordinal, "origin": Origin.ADDED, "checked": True, **values})
    item.save()
    change = {"item": item.pk, "before": {"removed": True}, "after": {"removed": False}}
    words, after = f"补充{item.get_kind_display()}“{item.name}”", given(item, *ADDED)
    keep(by, locked, "add_item", words, [change], sides=(None, after))
    plan.revision = locked.revision
    return item


@transaction.atomic
def remove_item(*, by: Actor, item: PlanItem, revision: int, removed: bool = True) -> PlanItem:
    """Leave an item out of the campaign, or take it in again; nothing is lost either way."""
    plan = opened(by, item.plan)
    row = _row(item)
    untouched(row, since(plan, revision))
    verb, word = ("remove_item", "去掉") if removed else ("restore_item", "恢复")
    change = put(row, {"removed": removed})
    if change["after"]:
        keep(by, plan, verb, f"{word}{row.get_kind_display()}“{row.name}”", [change])
    return row


def _row(item: PlanItem) -> PlanItem:
    """The item as it stands now that its plan is locked."""
    item.refresh_from_db()
    return item


def _added(steps: list[Any]) -> list[tuple[str, str]]:
    """Kind and name of what these steps added."""
    created = [
        change["item"] for step in steps for change in step.changes if change["before"] == {"removed": True}
    ]
    return list(PlanItem.objects.filter(pk__in=created).values_list("kind", "name"))


def _ordinal(plan: Plan, kind: str, line: int | None) -> int:
    """Where an added item stands: right after what the document says before it, or last without a line."""
    same = PlanItem.objects.filter(plan=plan, kind=kind).order_by("-ordinal")
    if line is None:
        last = same.first()
        return last.ordinal + 1 if last else 1
    # Items of one ordinal stand in the order in which they were added.
    before = same.filter(line__lte=line).first()
    return before.ordinal if before else 0


__all__ = ["Overtaken", "add_item", "change_facts", "change_item", "confirm_item", "editable", "remove_item"]
