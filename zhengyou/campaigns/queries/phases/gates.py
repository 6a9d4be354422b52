"""What the gates of a phase come to today, each from a figure that exists."""

from collections.abc import Callable

from ...models.campaigns import Phase
from ...rules.gates import Passed
from .. import coverage as reviews
from ..campaigns import Scope, tasks
from ..progress import Tally, progress, summed
from ..promised import coverage as promises
from ..selfchecks import progress as selfchecks

_MOBILISATION = "mobilisation"


def passed(phase: Phase, scope: Scope) -> list[Passed]:
    """Each gate of the phase in the scope (the whole campaign) with what was found of what is due."""
    return [
        Passed(key, phase.gates[key], *count(phase, scope))
        for key, count in _COUNTED.items()
        if key in phase.gates
    ]


def _done(phase: Phase, scope: Scope, *, mobilising: bool = False) -> tuple[int, int]:
    found = progress(scope).tasks
    chosen = [
        found.get(task.pk, Tally())
        for task in tasks(scope.campaign.pk)
        if task.phase_id == phase.pk
        and (not mobilising or task.activity == _MOBILISATION or "动员" in task.name)
    ]
    total = summed(chosen) if chosen else Tally()
    return total.done, total.due


def _promised(phase: Phase, scope: Scope) -> tuple[int, int]:
    found = [covered for child in promises(scope).values() for covered in child.values()]
    return sum(one.covered for one in found), sum(one.due for one in found)


def _reviewed(phase: Phase, scope: Scope) -> tuple[int, int]:
    rounds = reviews.rounds_by(scope.campaign.pk, scope.as_of)
    total = reviews.coverage(rounds, scope.node, scope.as_of).total
    return total.held, total.due


def _checked(phase: Phase, scope: Scope) -> tuple[int, int]:
    rounds = selfchecks.rounds_by(scope.campaign.pk, scope.as_of)
    total = selfchecks.total(selfchecks.checked(rounds, scope.node, scope.as_of))
    return total.handed_up, total.due


_COUNTED: dict[str, Callable[[Phase, Scope], tuple[int, int]]] = {
    "mobilised": lambda phase, scope: _done(phase, scope, mobilising=True),
    "promised": _promised,
    "reviewed": _reviewed,
    "checked": _checked,
    "done": _done,
}
