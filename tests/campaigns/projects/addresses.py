"""Who may open which address of the named projects, for the test of permissions; see its table.

`NAME/VERB` is a step: the first branch's project stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.projects.making import standing, ticked
from zhengyou.campaigns.rules.procedures import PROJECT

# Of a draft nobody but the branch itself knows; the level above confirms.
TABLE = """
GET  projects                     L  y  y  y  y  .    y  y  y  y  y  .
GET  projects-sheet               L  y  y  y  y  .    y  y  y  y  y  .
GET  project-add                  L  .  .  .  .  .    .  y  y  y  y  .
POST project-add                  L  .  .  .  .  .    .  y  y  y  y  .
GET  project                      L  y  y  y  y  .    y  y  y  .  .  .
GET  project-change               L  .  .  .  .  .    .  .  y  .  .  .
POST project-change               L  .  .  .  .  .    .  .  y  .  .  .
GET  project-milestone            L  .  .  .  .  .    .  .  y  .  .  .
POST project-milestone            L  .  .  .  .  .    .  .  y  .  .  .
POST project-milestone-undo       L  .  .  .  .  .    .  .  y  .  .  .
POST project-step/begin           L  .  .  .  .  .    .  .  y  .  .  .
GET  project-step/report          L  n  n  n  n  .    n  n  y  .  .  .
POST project-step/report          L  n  n  n  n  .    n  n  y  .  .  .
POST project-step/take_back       L  n  n  n  n  .    n  n  y  .  .  .
POST project-step/confirm         L  y  y  n  n  .    y  y  n  .  .  .
POST project-step/send_back       L  y  y  n  n  .    y  y  n  .  .  .
POST project-step/give_up         L  .  .  .  .  .    .  .  y  .  .  .
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = PROJECT.step(verb).sources[0]
    return [standing(things["cast"], things["campaign"], state).pk, verb]


def _of_running(things: dict[str, Any]) -> list[Any]:
    return [standing(things["cast"], things["campaign"], "running").pk]


def _of_step(things: dict[str, Any]) -> list[Any]:
    row = standing(things["cast"], things["campaign"], "running")
    return [row.pk, row.milestones.all()[0].pk]


def _of_ticked(things: dict[str, Any]) -> list[Any]:
    row = ticked(things["cast"], standing(things["cast"], things["campaign"], "running"))
    return [row.pk, row.milestones.all()[0].pk]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "projects": lambda t: [t["campaign"].pk],
    "projects-sheet": lambda t: [t["campaign"].pk],
    "project-add": lambda t: [t["campaign"].pk],
    "project": _of_running,
    "project-change": _of_running,
    "project-milestone": _of_step,
    "project-milestone-undo": _of_ticked,
    **{f"project-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb) for step in PROJECT.transitions},
}
