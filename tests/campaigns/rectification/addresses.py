"""Who may open which address of the problems being put right, for the test of permissions; see its table.

`NAME/VERB` is a step: the problem stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.drives.starting import running
from tests.campaigns.rectification.raising import standing
from zhengyou.campaigns.rules.procedures import RECTIFICATION

# The general branch raised a problem of the first branch; whoever is above the two may decide as well.
TABLE = """
GET  rectifications                         L  y  y  y  y  .    y  y  y  y  y  .
GET  rectifications-sheet                   L  y  y  y  y  .    y  y  y  y  y  .
GET  rectification-raise                    L  y  y  n  n  .    y  y  y  y  y  .
POST rectification-raise                    L  y  y  n  n  .    y  y  y  y  y  .
GET  rectification                          L  y  y  y  y  .    y  y  y  .  .  .
GET  rectification-sort                     L  y  y  n  n  .    y  y  y  .  .  .
POST rectification-sort                     L  y  y  n  n  .    y  y  y  .  .  .
GET  rectification-step/propose             L  n  n  n  n  .    n  n  y  .  .  .
POST rectification-step/propose             L  n  n  n  n  .    n  n  y  .  .  .
POST rectification-step/take_back           L  n  n  n  n  .    n  n  y  .  .  .
POST rectification-step/approve             L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/send_back           L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/claim               L  n  n  n  n  .    n  n  y  .  .  .
POST rectification-step/verify              L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/refuse              L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/ask_extension       L  n  n  n  n  .    n  n  y  .  .  .
POST rectification-step/grant_extension     L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/deny_extension      L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/reopen              L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/settle              L  y  y  n  n  .    y  y  n  .  .  .
POST rectification-step/withdraw            L  y  y  n  n  .    y  y  n  .  .  .
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = RECTIFICATION.step(verb).sources[0]
    return [standing(things["cast"], things["campaign"], state).pk, verb]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "rectifications": lambda t: [t["campaign"].pk],
    "rectifications-sheet": lambda t: [t["campaign"].pk],
    "rectification-raise": lambda t: [t["campaign"].pk],
    "rectification-sort": lambda t: [standing(t["cast"], running(t["cast"]), "raised").pk],
    "rectification": lambda t: [standing(t["cast"], t["campaign"], "raised").pk],
    **{
        f"rectification-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb)
        for step in RECTIFICATION.transitions
    },
}
