"""Who may open which address of written summaries, for the test of permissions; see its table.

`NAME/VERB` is a step: the summary of the first branch's member stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.summaries.writing import asked, standing, typed_in
from zhengyou.campaigns.rules.procedures import SUMMARY

# What a member writes of himself opens in his branch, to nobody above it; the round is for every member.
TABLE = """
GET  summaries                     L  y  y  y  y  .    y  y  y  y  y  y
GET  summaries-open                L  y  y  n  n  .    n  n  n  n  n  .
POST summaries-open                L  y  y  n  n  .    n  n  n  n  n  .
GET  summary-write                 L  y  y  .  .  .    y  y  y  y  y  y
POST summary-write                 L  y  y  .  .  .    y  y  y  y  y  y
GET  summaries-publish             L  y  y  .  .  .    y  y  y  y  y  .
POST summaries-publish             L  y  y  .  .  .    y  y  y  y  y  .
GET  summary                       L  .  .  .  .  .    .  .  y  .  .  y
GET  summary-document              L  .  .  .  .  .    .  .  y  .  .  y
POST summary-step/keep             L  .  .  .  .  .    .  .  .  .  .  y
POST summary-step/hand_in          L  .  .  .  .  .    .  .  .  .  .  y
POST summary-step/type_in          L  .  .  .  .  .    .  .  y  .  .  n
POST summary-step/take_back        L  .  .  .  .  .    .  .  n  .  .  y
POST summary-step/publish          L  .  .  .  .  .    .  .  y  .  .  n
POST summary-step/send_back        L  .  .  .  .  .    .  .  y  .  .  n
POST summary-step/unpublish        L  .  .  .  .  .    .  .  y  .  .  n
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    cast, campaign, state = things["cast"], things["campaign"], SUMMARY.step(verb).sources[0]
    if verb == "type_in":
        return [typed_in(cast, campaign, "returned").pk, verb]
    return [standing(cast, campaign, state).pk, verb]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "summaries": lambda t: [t["campaign"].pk],
    "summary-write": lambda t: [asked(t["cast"], t["campaign"]).pk],
    "summaries-publish": lambda t: [asked(t["cast"], t["campaign"]).pk],
    "summary": lambda t: [standing(t["cast"], t["campaign"], "handed_in").pk],
    **{f"summary-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb) for step in SUMMARY.transitions},
}
