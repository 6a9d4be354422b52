"""Who may open which address of the self-checks, for the test of permissions; see its table.

`NAME/VERB` is a step: the first branch's sheet stands where that step is open.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.campaigns.selfchecks.checking import opened, sheet_of, standard, standing
from zhengyou.campaigns.rules.procedures import SELF_CHECK

# Whoever is above reads a sheet once it is handed up; before, nobody but the branch itself reads its items.
TABLE = """
GET  selfchecks                L  y  y  y  y  .    y  y  y  y  y  .
GET  selfchecks-table          L  y  y  y  y  .    y  y  y  y  y  .
GET  selfcheck-rounds          L  y  y  y  y  .    y  y  y  y  y  .
POST selfcheck-rounds          L  y  y  n  n  .    n  n  n  n  n  .
GET  selfcheck                 L  y  y  y  y  .    y  y  y  .  .  .
GET  selfcheck-item            L  .  .  .  .  .    .  .  y  .  .  .
POST selfcheck-item            L  .  .  .  .  .    .  .  y  .  .  .
GET  selfcheck-exemplar        L  n  n  n  n  .    n  n  y  .  .  .
POST selfcheck-exemplar        L  n  n  n  n  .    n  n  y  .  .  .
GET  selfcheck-step/hand_up    L  n  n  n  n  .    n  n  y  .  .  .
POST selfcheck-step/hand_up    L  n  n  n  n  .    n  n  y  .  .  .
POST selfcheck-step/take_back  L  n  n  n  n  .    n  n  y  .  .  .
POST selfcheck-step/agree      L  y  y  n  n  .    y  y  n  .  .  .
POST selfcheck-step/send_back  L  y  y  n  n  .    y  y  n  .  .  .
POST selfcheck-step/excuse     L  y  y  n  n  .    y  y  n  .  .  .
POST selfcheck-step/ask_again  L  y  y  n  n  .    y  y  n  .  .  .
POST selfcheck-newcomers       L  y  y  n  n  .    .  .  .  .  .  .
POST selfcheck-step/close      L  n  n  n  n  .    n  n  n  .  .  .
POST selfcheck-step/reopen     L  n  n  n  n  .    n  n  n  .  .  .
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = SELF_CHECK.step(verb).sources[0]
    return [standing(things["cast"], things["campaign"], state).pk, verb]


def _item(things: dict[str, Any]) -> list[Any]:
    row = sheet_of(things["cast"], opened(things["cast"], things["campaign"]))
    return [row.pk, row.items.order_by("pk")[0].pk]


def _of_round(things: dict[str, Any]) -> list[Any]:
    return [opened(things["cast"], things["campaign"]).campaign_id]


def _to_open(things: dict[str, Any]) -> list[Any]:
    standard(things["campaign"])
    return [things["campaign"].pk]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "selfchecks": _of_round,
    "selfchecks-table": _of_round,
    "selfcheck-rounds": _to_open,
    "selfcheck-newcomers": lambda t: [opened(t["cast"], t["campaign"]).pk],
    "selfcheck": lambda t: [standing(t["cast"], t["campaign"], "handed_up").pk],
    "selfcheck-item": _item,
    "selfcheck-exemplar": lambda t: _item(t)[:1],
    **{f"selfcheck-step/{step.verb}": partial(_step, verb=step.verb) for step in SELF_CHECK.transitions},
}
