"""What an amendment will do to running tasks, as people read it before it does."""

from dataclasses import dataclass

from zhengyou.organisations.queries import place, placements, today

from ..models.plans import Plan, PlanItem
from ..rules.telling import Telling, Told
from .amending import TaskChange, consequences
from .plans import items
from .versions import AHEAD


@dataclass(frozen=True)
class Foretold:
    """One task: `how` as in TaskChange; things asked of organisations that `stop`, are `new`, or are `moved` to
    another day; `done` stay as they are. `told` are the fields that differ."""

    how: str
    name: str
    told: list[Told]
    stop: int
    moved: int
    new: int
    done: int


@dataclass(frozen=True)
class Consequences:
    """All tasks that change, and the sums."""

    tasks: list[Foretold]

    @property
    def stop(self) -> int:
        """Things that are no longer asked."""
        return sum(task.stop for task in self.tasks)

    @property
    def moved(self) -> int:
        """Things that are asked by another day."""
        return sum(task.moved for task in self.tasks)

    @property
    def new(self) -> int:
        """Things that are asked in addition."""
        return sum(task.new for task in self.tasks)

    @property
    def undated(self) -> int:
        """Tasks that cannot be counted yet because a day is missing."""
        return sum(task.how == "undated" for task in self.tasks)


def amends(plan: Plan) -> bool:
    """Whether the plan is an amendment on its way: its campaign runs by an earlier version."""
    return plan.state in AHEAD and hasattr(plan, "campaign")


def foretold(plan: Plan) -> Consequences | None:
    """What the amendment does if it comes into force today; None for a plan that amends nothing."""
    if not amends(plan):
        return None
    kept = items(plan)
    day = today()
    found = consequences(plan, kept, path=place(plan.organisation_id, day).path, day=day)
    telling = Telling(roots=_roots(found), items=_names(kept))
    return Consequences([_foretold(change, telling) for change in found])


def _foretold(change: TaskChange, telling: Telling) -> Foretold:
    return Foretold(
        how=change.how,
        name=change.name,
        told=telling.told(change.words),
        stop=change.stopped - change.moved,
        moved=change.moved,
        new=change.added - change.moved,
        done=change.done,
    )


def _roots(found: list[TaskChange]) -> dict[int, str]:
    roots = {
        root
        for change in found
        for name, *both in change.words
        if name == "audience_root_id"
        for root in both
    }
    places = placements(list(roots - {None}), today()) if roots else {}
    return {pk: place.name for pk, place in places.items()}


def _names(kept: list[PlanItem]) -> dict[int, str]:
    return {item.pk: item.name for item in kept}
