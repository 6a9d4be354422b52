"""Who may open which address of democratic appraisal and party-spirit analysis, for the test of permissions.

The street's committee opened the round; the rows are those of `member`, of the first branch. An analysis is for the
member, the branch committee and the organisation directly above; an appraisal also for those who decide further up.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.appraisals.members import analysed, opened
from zhengyou.appraisals.rules.democratic import GRADING
from zhengyou.appraisals.rules.spirit import ANALYSIS

TABLE = """
GET  member-rounds               L  y  y  y  y  .    y  y  y  y  y  y
GET  member-round-open           L  y  y  .  .  .    y  y  y  y  y  .
POST member-round-open           L  y  y  .  .  .    y  y  y  y  y  .
GET  member-round                L  y  y  y  y  .    y  y  y  y  .  y
GET  member-grades               L  .  .  .  .  .    .  .  y  .  .  .
POST member-grades               L  .  .  .  .  .    .  .  y  .  .  .
GET  member-together             L  y  y  .  .  .    y  y  y  .  .  .
POST member-together             L  n  n  .  .  .    n  n  y  .  .  .
GET  democratic                  L  y  y  .  .  .    y  y  y  .  .  y
GET  democratic-step/study       L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/study       L  n  n  .  .  .    n  n  y  .  .  n
GET  democratic-step/assess      L  n  n  .  .  .    n  n  y  .  .  y
POST democratic-step/assess      L  n  n  .  .  .    n  n  y  .  .  y
GET  democratic-step/discuss     L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/discuss     L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/vote        L  .  .  .  .  .    .  .  .  .  .  .
POST democratic-step/decide      L  .  .  .  .  .    .  .  .  .  .  .
POST democratic-step/tell        L  n  n  .  .  .    n  n  y  .  .  n
GET  democratic-step/object      L  n  n  .  .  .    n  n  n  .  .  y
POST democratic-step/object      L  n  n  .  .  .    n  n  n  .  .  y
GET  democratic-step/answer      L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/answer      L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/approve     L  y  y  .  .  .    y  y  n  .  .  n
GET  democratic-step/send_back   L  y  y  .  .  .    y  y  n  .  .  n
POST democratic-step/send_back   L  y  y  .  .  .    y  y  n  .  .  n
GET  democratic-step/use         L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/use         L  n  n  .  .  .    n  n  y  .  .  n
GET  democratic-step/excuse      L  n  n  .  .  .    n  n  y  .  .  n
POST democratic-step/excuse      L  n  n  .  .  .    n  n  y  .  .  n
GET  spirit                      L  .  .  .  .  .    .  y  y  .  .  y
GET  spirit-step/gather          L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/gather          L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/talk            L  .  .  .  .  .    .  n  y  .  .  n
GET  spirit-step/write           L  .  .  .  .  .    .  n  y  .  .  y
POST spirit-step/write           L  .  .  .  .  .    .  n  y  .  .  y
POST spirit-step/state           L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/comment         L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/judge           L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/feed_back       L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/file            L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/circulate       L  .  .  .  .  .    .  n  y  .  .  n
POST spirit-step/excuse          L  .  .  .  .  .    .  n  y  .  .  n
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    made = opened(things["cast"], things["campaign"]).until(GRADING.step(verb).sources[0])
    return [made.grading().pk, verb]


def _analysis_step(things: dict[str, Any], verb: str) -> list[Any]:
    state = ANALYSIS.step(verb).sources[0]
    return [analysed(things["cast"], things["campaign"], state).analysis().pk, verb]


def _branch(things: dict[str, Any], *more: Any) -> list[Any]:
    made = opened(things["cast"], things["campaign"])
    return [made.row.pk, made.branch, *more]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "member-rounds": lambda things: [things["campaign"].pk],
    "member-round-open": lambda things: [things["campaign"].pk],
    "member-round": lambda things: _branch(things)[:1],
    "member-grades": _branch,
    "member-together": lambda things: _branch(things, "tell"),
    "democratic": lambda things: _step(things, "study")[:1],
    "spirit": lambda things: _analysis_step(things, "gather")[:1],
    **{f"democratic-step/{step.verb}": partial(_step, verb=step.verb) for step in GRADING.transitions},
    **{f"spirit-step/{step.verb}": partial(_analysis_step, verb=step.verb) for step in ANALYSIS.transitions},
}
