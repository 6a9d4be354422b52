"""Asking those below for plans of their own (domain.md P1)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhengyou.organisations.models import Kind
from zhengyou.organisations.queries import organisations_by_kind, place, subtree, today

from ..models.plans import Asked, ItemKind, Plan, PlanItem
from ..rules.asking import filing_due
from ..rules.readiness import Lack


def advice(plan: Plan, items: Sequence[PlanItem], path: str) -> list[Lack]:
    """That no task of this plan asks the organisations below for plans, where there are some. A plan that carries out
    a superior's need not: the superior asks them."""
    if plan.superior_id or any(item.kind == ItemKind.TASK and item.asks == Asked.PLAN for item in items):
        return []
    if not subtree(path, today()).exclude(path=path).exists():
        return []
    return [
        Lack("没有请下级单位报备各自的实施方案；要的话，按一下就添上这一项任务。", False, mend="ask-filing")
    ]


def filing_task(plan: Plan, path: str, day: date) -> dict[str, Any]:
    """The task that asks everybody below the organisation at `path` for a plan, by the usual day."""
    below = organisations_by_kind(path, day)
    own = place(plan.organisation_id, day).kind
    below[own] -= 1
    due = filing_due(max(day, plan.starts_on or day))
    return {
        "kind": ItemKind.TASK,
        "name": "报备实施方案",
        "text": "结合实际制定本单位的实施方案，经会议通过后报备。",
        "asks": Asked.PLAN,
        "audience_kinds": [kind for kind in Kind.values if below.get(kind)],
        "due_on": min(due, plan.ends_on) if plan.ends_on else due,
    }
