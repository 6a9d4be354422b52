"""Who may open which address of phases, schedules and calendar feeds, for the test of permissions; see its table.

`NAME/VERB` is a step: the phase stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.phases.running import ended, named, phased, standing
from tests.cast import at_noon
from zhengyou.campaigns.actions import feeds
from zhengyou.campaigns.rules.procedures import PHASE

# The district issued the campaign: its office and its leader decide; whoever listed does not close.
TABLE = """
GET  phases                     L  y  y  y  y  .    y  y  y  y  y  .
GET  phase                      L  y  y  y  y  .    y  y  y  y  y  .
GET  phase-gates                L  y  y  .  .  .    n  n  n  n  n  .
POST phase-gates                L  y  y  .  .  .    n  n  n  n  n  .
GET  phase-event                L  y  y  .  .  .    n  n  n  n  n  .
POST phase-event                L  y  y  .  .  .    n  n  n  n  n  .
POST phase-event-undo           L  y  y  .  .  .    n  n  n  n  n  .
POST phase-step/open            L  y  y  n  n  .    n  n  n  n  n  .
GET  phase-step/hold            L  y  y  n  n  .    n  n  n  n  n  .
POST phase-step/hold            L  y  y  n  n  .    n  n  n  n  n  .
POST phase-step/list            L  y  y  n  n  .    n  n  n  n  n  .
POST phase-step/list_again      L  y  y  n  n  .    n  n  n  n  n  .
GET  phase-step/close           L  y  n  n  n  .    n  n  n  n  n  .
POST phase-step/close           L  y  n  n  n  .    n  n  n  n  n  .
POST phase-step/go_on           L  y  y  n  n  .    n  n  n  n  n  .
POST phase-step/reopen          L  y  y  n  n  .    n  n  n  n  n  .
POST phase-step/open_itself     L  n  n  n  n  .    n  n  n  n  n  .
GET  schedule                   L  y  y  y  y  .    y  y  y  y  y  .
GET  schedule-sheet             L  y  y  y  y  .    y  y  y  y  y  .
GET  schedule-document          L  y  y  y  y  .    y  y  y  y  y  .
GET  burden                     L  y  y  y  y  .    y  y  y  y  y  .
GET  calendar                   L  y  y  y  y  .    y  y  y  y  y  y
POST calendar-make              L  y  y  y  y  .    y  y  y  y  y  y
POST calendar-revoke            L  y  y  y  y  .    y  y  y  y  y  y
GET  calendar-feed              y  y  y  y  y  y    y  y  y  y  y  y
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = PHASE.step(verb).sources[0]
    return [standing(things["cast"], state).pk, verb]


def _secret(things: dict[str, Any]) -> list[Any]:
    cast = things["cast"]
    return [feeds.make(by=cast.secretary, now=at_noon(cast.today))]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "phases": lambda t: [t["campaign"].pk],
    "phase": lambda t: [standing(t["cast"], "open").pk],
    "phase-gates": lambda t: [standing(t["cast"], "open").pk],
    "phase-event": lambda t: [named(phased(t["cast"]), "献礼").pk],
    "phase-event-undo": lambda t: [ended(t["cast"]).pk],
    **{f"phase-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb) for step in PHASE.transitions},
    "schedule": lambda t: [t["campaign"].pk],
    "schedule-sheet": lambda t: [t["campaign"].pk],
    "schedule-document": lambda t: [t["campaign"].pk],
    "burden": lambda t: [],
    "calendar": lambda t: [],
    "calendar-make": lambda t: [],
    "calendar-revoke": lambda t: [],
    "calendar-feed": _secret,
}
