"""What a plan will ask of one organisation, before it goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhengyou.organisations.models import Kind

from ..models.campaigns import Campaign
from ..models.plans import Asked, ItemKind, Plan, PlanItem
from ..rules.activity_kinds import catalogue, meant
from ..rules.burden import Asking, Burden, burdens, load_of
from ..rules.duties import end_of, periods_of, span_of
from ..rules.policies import PLAN_MINUTES, UNKNOWN_MINUTES
from .classes import usual
from .running_burden import months_on, spread


def burden(plan: Plan, items: Sequence[PlanItem]) -> Burden | None:
    """What the most burdened kind of organisation is asked by the tasks of a plan; None where nothing is dated.

    `items` are those that were not removed, with their parents. A task for some sectors only counts for every
    organisation of its kinds: the meter says the most. What each class does counts as often as the school in the middle
    has classes, by what schools said so far.
    """
    found = burdens(_asking(plan, items))
    return found[0] if found else None


@dataclass(frozen=True)
class Together:
    """A month in which the plan asks something, with what branches are asked already: minutes of a branch in the
    middle and of the most burdened one, the plan's own among them."""

    month: date
    new: int
    median: int
    most: int


def together(plan: Plan, found: Burden, path: str, day: date) -> Together | None:
    """The heaviest month to come of a branch under a path with what runs already; None where the plan asks branches
    nothing any more. What the plan's own campaign asks so far is not counted twice."""
    coming = {
        month: load for month, load in found.months.items() if month >= day.replace(day=1) and load.minutes
    }
    if found.kind != Kind.BRANCH or not coming:
        return None
    own = Campaign.objects.filter(plan=plan).values_list("pk", flat=True)
    first, last = min(coming), min(months_on(max(coming), 1), months_on(day, 12))
    running = {
        one.month: one for one in spread(path, first=first, last=last, day=day, budget=0, left_out=list(own))
    }
    sums = [
        Together(
            month,
            load.minutes,
            load.minutes + (running[month].median if month in running else 0),
            load.minutes + (running[month].most if month in running else 0),
        )
        for month, load in coming.items()
        if month < last
    ]
    return max(sums, key=lambda one: one.median, default=None)


def _asking(plan: Plan, items: Sequence[PlanItem]) -> list[Asking]:
    asked: list[Asking] = []
    classes = usual(plan.organisation_id) if any(item.per_class for item in items) else 1
    for item in items:
        first, last = span_of(item, plan)
        if item.kind != ItemKind.TASK or first is None or last is None:
            continue
        minutes = PLAN_MINUTES if item.asks == Asked.PLAN else UNKNOWN_MINUTES
        kind = None if item.asks == Asked.PLAN else catalogue().kind(meant(item.name, item.activity))
        load = load_of(kind, number=bool(item.unit), unknown=minutes.default)
        dues = periods_of(item, first, last, end_of(item, plan) or last)
        asked.append(Asking(item.audience_kinds, dues * (classes if item.per_class else 1), load))
    return asked
