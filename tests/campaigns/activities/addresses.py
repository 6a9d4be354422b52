"""Who may open which address of attendance and of problems of meetings, for the test of permissions; see its table."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.activities.changes import briefing, study, taking_up

TABLE = """
GET  activities                   L  y  y  y  y  .    y  y  y  y  y  .
GET  activities-sheet             L  y  y  y  y  .    y  y  y  y  y  .
GET  sign-in                                L  .  .  .  .  .    .  .  y  .  .  .
GET  record-brief                           L  .  .  .  .  .    .  .  y  .  .  .
POST record-brief                           L  .  .  .  .  .    .  .  y  .  .  .
POST issue-take-up                          L  .  .  .  .  .    .  .  y  .  .  .
"""

ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "activities": lambda t: [t["campaign"].pk],
    "activities-sheet": lambda t: [t["campaign"].pk],
    "sign-in": lambda t: [study(t["cast"], t["campaign"]).pk],
    "record-brief": lambda t: [briefing(t["cast"], t["campaign"])["record"].pk],
    "issue-take-up": lambda t: [taking_up(t["cast"], t["campaign"])["issue"].pk],
}
