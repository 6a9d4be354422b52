"""What a plan will ask of one organisation, before it goes out."""

from collections.abc import Sequence

from ..models.plans import Asked, ItemKind, Plan, PlanItem
from ..rules.activity_kinds import catalogue
from ..rules.burden import Asking, Burden, burdens, load_of
from ..rules.duties import end_of, periods_of, span_of
from ..rules.policies import PLAN_MINUTES, UNKNOWN_MINUTES


def burden(plan: Plan, items: Sequence[PlanItem]) -> Burden | None:
    """What the most burdened kind of organisation is asked by the tasks of a plan; None where nothing is dated.

    `items` are those that were not removed, with their parents. A task for some sectors only counts for every
    organisation of its kinds: the meter says the most.
    """
    found = burdens(_asking(plan, items))
    return found[0] if found else None


def _asking(plan: Plan, items: Sequence[PlanItem]) -> list[Asking]:
    asked: list[Asking] = []
    for item in items:
        first, last = span_of(item, plan)
        if item.kind != ItemKind.TASK or first is None or last is None:
            continue
        minutes = PLAN_MINUTES if item.asks == Asked.PLAN else UNKNOWN_MINUTES
        kind = None if item.asks == Asked.PLAN else catalogue().guess(item.name)
        load = load_of(kind, number=bool(item.unit), unknown=minutes.default)
        dues = periods_of(item, first, last, end_of(item, plan) or last)
        asked.append(Asking(item.audience_kinds, dues, load))
    return asked
