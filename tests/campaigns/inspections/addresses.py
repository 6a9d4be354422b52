"""Who may open which address of inspection rounds, for the test of permissions; see its table.

`NAME/VERB` is a step: the round, or the visit of the first branch, stands where that step is open. The district
runs the round and sent its inspector and its office.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.inspections.inspecting import standing, standing_visit
from zhengyou.campaigns.rules.procedures import INSPECTION, INSPECTION_VISIT

TABLE = """
GET  inspections                    L  y  y  y  y  .    y  y  y  y  y  y
GET  inspection-new                 L  y  y  .  .  .    y  y  y  y  y  .
POST inspection-new                 L  y  y  .  .  .    y  y  y  y  y  .
GET  inspection                     L  y  y  y  y  .    y  y  y  y  y  y
GET  inspection-edit                L  y  y  .  .  .    .  .  .  .  .  .
POST inspection-edit                L  y  y  .  .  .    .  .  .  .  .  .
GET  inspection-circulate           L  y  y  .  .  .    n  n  n  n  n  .
POST inspection-circulate           L  y  y  .  .  .    n  n  n  n  n  .
GET  inspection-circular            L  y  y  y  y  .    y  y  y  y  y  .
GET  public-draws                   p  p  p  p  p  p    p  p  p  p  p  p
GET  public-draw                    p  p  p  p  p  p    p  p  p  p  p  p
POST inspection-step/publish        L  y  y  .  .  .    .  .  .  .  .  .
POST inspection-step/fix            L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/number         L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/wrong_number   L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/confirm        L  y  n  n  n  .    n  n  n  n  n  n
POST inspection-step/draw           L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/start          L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/close          L  y  y  n  n  .    n  n  n  n  n  n
POST inspection-step/call_off       L  y  y  n  n  .    n  n  n  n  n  n
GET  visit                          L  y  y  y  y  .    y  y  y  .  .  .
GET  visit-record                   L  n  y  y  n  .    n  n  n  .  .  .
POST visit-record                   L  n  y  y  n  .    n  n  n  .  .  .
POST visit-step/feed_back           L  n  y  y  .  .    .  .  .  .  .  .
POST visit-step/confirm             L  n  n  n  n  .    n  n  y  .  .  .
POST visit-step/disagree            L  n  n  n  n  .    n  n  y  .  .  .
POST visit-step/answer              L  n  y  y  n  .    n  n  n  .  .  .
POST visit-step/miss                L  n  y  y  n  .    n  n  n  .  .  .
"""
_ON_THEIR_OWN_PAGE = ("edit", "circulate", "record", "correct")


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = "numbered" if verb == "confirm" else INSPECTION.step(verb).sources[0]
    state = "drawn" if verb == "call_off" else state
    return [standing(things["cast"], things["campaign"], state).pk, verb]


def _visit(things: dict[str, Any], state: str) -> list[Any]:
    return [standing_visit(things["cast"], things["campaign"], state).pk]


def _visit_step(things: dict[str, Any], verb: str) -> list[Any]:
    state = "notified" if verb == "miss" else INSPECTION_VISIT.step(verb).sources[0]
    return [*_visit(things, state), verb]


Arguments = Callable[[dict[str, Any]], list[Any]]


def _of_round(verb: str) -> Arguments:
    return lambda things: _step(things, verb)


def _of_visit(verb: str) -> Arguments:
    return lambda things: _visit_step(things, verb)


ARGUMENTS: dict[str, Arguments] = {
    "inspections": lambda t: [t["campaign"].pk],
    "inspection-new": lambda t: [t["campaign"].pk],
    "inspection": lambda t: [standing(t["cast"], t["campaign"], "drawn").pk],
    "inspection-edit": lambda t: [standing(t["cast"], t["campaign"], "scheme").pk],
    "inspection-circulate": lambda t: [standing(t["cast"], t["campaign"], "visiting").pk],
    "inspection-circular": lambda t: [standing(t["cast"], t["campaign"], "circular").pk],
    "public-draws": lambda t: [t["campaign"].slug],
    "public-draw": lambda t: [t["campaign"].slug, standing(t["cast"], t["campaign"], "drawn").pk],
    "visit": lambda t: _visit(t, "fed_back"),
    "visit-record": lambda t: _visit(t, "notified"),
    **{
        f"inspection-step/{step.verb}": _of_round(step.verb)
        for step in INSPECTION.transitions
        if step.verb not in _ON_THEIR_OWN_PAGE
    },
    **{
        f"visit-step/{step.verb}": _of_visit(step.verb)
        for step in INSPECTION_VISIT.transitions
        if step.verb not in _ON_THEIR_OWN_PAGE
    },
}
