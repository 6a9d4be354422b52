"""Who may open which address of the leader reviews, for the test of permissions; see its table.

`NAME/VERB` is a step: the review of the first branch's member stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.reviews.reviewing import opened, standing
from zhengyou.campaigns.rules.procedures import REVIEW

# What is said of a member opens to the branch's secretary and to the member, to nobody above.
TABLE = """
GET  reviews                       L  y  y  y  y  .    y  y  y  y  y  y
GET  review-rounds                 L  y  y  y  y  .    y  y  y  y  y  .
POST review-rounds                 L  y  y  n  n  .    n  n  n  n  n  .
GET  reviews-table                 L  y  y  y  y  .    y  y  y  y  y  .
GET  review                        L  .  .  .  .  .    .  .  y  .  .  y
GET  review-step/record            L  .  .  .  .  .    .  .  y  .  .  n
POST review-step/record            L  .  .  .  .  .    .  .  y  .  .  n
POST review-step/deliver           L  .  .  .  .  .    .  .  n  .  .  y
POST review-step/correct           L  .  .  .  .  .    .  .  y  .  .  n
POST review-step/read              L  .  .  .  .  .    .  .  n  .  .  y
POST review-step/close             L  .  .  .  .  .    .  .  n  .  .  n
POST review-step/reopen            L  .  .  .  .  .    .  .  n  .  .  n
POST review-step/excuse            L  .  .  .  .  .    .  .  y  .  .  n
POST review-step/resume            L  .  .  .  .  .    .  .  y  .  .  n
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = REVIEW.step(verb).sources[0]
    return [standing(things["cast"], things["campaign"], state).pk, verb]


def _of_round(things: dict[str, Any]) -> list[Any]:
    return [opened(things["cast"], things["campaign"]).campaign_id]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "reviews": _of_round,
    "reviews-table": _of_round,
    "review-rounds": lambda t: [t["campaign"].pk],
    "review": lambda t: [standing(t["cast"], t["campaign"], "held").pk],
    **{f"review-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb) for step in REVIEW.transitions},
}
