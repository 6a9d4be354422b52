"""Who may open which address of public commitments, for the test of permissions; see its table.

`NAME/VERB` is a step: the item of the first branch's member stands where that step is open.
"""

from collections.abc import Callable
from typing import Any

from tests.campaigns.commitments.promising import standing, step
from tests.cast import at_noon
from zhengyou.campaigns.actions import commitment_rounds
from zhengyou.campaigns.actions.confirming import ask
from zhengyou.campaigns.rules.attachments import File
from zhengyou.campaigns.rules.procedures import COMMITMENT

# The secretary decides about his members' items and types in for them; the office above decides as well.
TABLE = """
GET  commitments                        L  y  y  y  y  .    y  y  y  y  y  .
GET  commitments-coverage               L  y  y  y  y  .    y  y  y  y  y  .
GET  commitments-sheet                  L  y  y  y  y  .    y  y  y  y  y  .
GET  commitments-mine                   L  y  y  .  .  .    y  y  y  y  y  y
GET  commitments-add                    L  y  y  .  .  .    y  y  y  y  y  y
POST commitments-add                    L  y  y  .  .  .    y  y  y  y  y  y
POST commitments-hints                  L  y  y  .  .  .    y  y  y  y  y  y
GET  commitments-entry                  L  .  .  .  .  .    .  y  y  y  y  .
POST commitments-entry                  L  .  .  .  .  .    .  y  y  y  y  .
GET  commitments-vet                    L  y  y  .  .  .    y  y  y  y  y  .
POST commitments-vet                    L  y  y  .  .  .    y  y  y  y  y  .
GET  commitments-publish                L  .  y  .  .  .    y  y  y  y  y  .
POST commitments-publish                L  .  y  .  .  .    y  y  y  y  y  .
GET  commitment                         L  y  y  y  y  .    y  y  y  .  .  y
GET  commitment-file                    L  y  y  y  y  .    y  y  y  .  .  y
GET  commitment-sign                    L  .  .  .  .  .    .  .  y  .  .  .
POST commitment-sign                    L  .  .  .  .  .    .  .  y  .  .  .
POST commitment-ask                     L  y  y  .  .  .    y  y  y  .  .  .
GET  confirmation                       p  p  p  p  p  p    p  p  p  p  p  p
POST confirmation                       p  p  p  p  p  p    p  p  p  p  p  p
GET  public-commitments                 p  p  p  p  p  p    p  p  p  p  p  p
GET  commitment-step/edit               L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/edit               L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/submit             L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/resubmit           L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/take_back          L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/accept             L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/send_back          L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/publish            L  n  n  n  n  .    n  n  y  .  .  n
POST commitment-step/note               L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/claim              L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/verify             L  n  n  n  n  .    n  n  y  .  .  n
POST commitment-step/refuse             L  n  n  n  n  .    n  n  y  .  .  n
POST commitment-step/honour             L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/partly             L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/unmet_objective    L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/unmet              L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/reward             L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/ask_change         L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/grant_change       L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/deny_change        L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/ask_cancel         L  n  n  n  n  .    n  n  y  .  .  y
POST commitment-step/grant_cancel       L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/deny_cancel        L  y  y  n  n  .    y  y  y  .  .  n
POST commitment-step/archive            L  y  y  n  n  .    y  y  y  .  .  n
GET  commitments-rounds                 L  y  y  y  y  .    y  y  y  y  y  .
POST commitments-rounds                 L  y  y  n  n  .    n  n  n  n  n  .
POST commitments-archive                L  y  y  .  .  .    n  n  n  n  n  .
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    state = COMMITMENT.step(verb).sources[0]
    return [standing(things["cast"], things["campaign"], state).pk, verb]


def _secret(things: dict[str, Any]) -> list[Any]:
    cast = things["cast"]
    row = standing(cast, things["campaign"], "published")
    return [ask(by=cast.secretary, commitment=row, now=at_noon(cast.today)).secret]


def _file(things: dict[str, Any]) -> list[Any]:
    row = standing(things["cast"], things["campaign"], "published")
    file = File(name="照片.png", media_type="image/png", content=b"\x89PNG\r\n\x1a\n")
    row = step(things["cast"], row, "note", file=file)
    return [row.pk, row.files.get().pk]


def _round(things: dict[str, Any]) -> list[Any]:
    cast = things["cast"]
    given = {"by": cast.office, "campaign": things["campaign"], "name": "第二轮", "now": at_noon(cast.today)}
    return [commitment_rounds.open_round(**given).pk]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "commitments": lambda t: [t["campaign"].pk],
    "commitments-hints": lambda t: [],
    "commitment": lambda t: [standing(t["cast"], t["campaign"], "published").pk],
    "commitment-file": _file,
    "commitments-archive": _round,
    "commitment-sign": lambda t: [
        standing(t["cast"], t["campaign"], "published", person=None, collective=True).pk
    ],
    "confirmation": _secret,
    "public-commitments": lambda t: [t["campaign"].slug, t["cast"].places["first"].organisation_id],
    **{
        f"commitment-step/{step.verb}": lambda t, verb=step.verb: _step(t, verb)
        for step in COMMITMENT.transitions
    },
}
