"""Who may open which address of appraisals, for the test of permissions; see its table.

The street's committee runs the round, its first branch is judged, somebody of the township is scrutineer. `NAME/VERB`
is a step: the round stands where that step is open. Pages on which one votes know nobody.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.appraisals import phoning
from tests.appraisals.papers import bundled, closed, planned
from tests.appraisals.rounds import commented, opened, scheduled, standing
from tests.cast import at_noon
from zhengyou.appraisals.actions import sampling, voiding
from zhengyou.appraisals.models import Ballot, Elector
from zhengyou.appraisals.rules.procedures import APPRAISAL

TABLE = """
GET  vote                      p  p  p  p  p  p    p  p  p  p  p  p
POST vote                      p  p  p  p  p  p    p  p  p  p  p  p
POST vote-check                p  p  p  p  p  p    p  p  p  p  p  p
POST vote-cast                 p  p  p  p  p  p    p  p  p  p  p  p
GET  vote-receipt              p  p  p  p  p  p    p  p  p  p  p  p
POST vote-receipt              p  p  p  p  p  p    p  p  p  p  p  p
GET  vote-secrecy              p  p  p  p  p  p    p  p  p  p  p  p
GET  appraisals                L  y  y  y  y  .    y  y  y  y  y  y
GET  appraisal-schedule        L  y  y  .  .  .    y  y  y  y  y  .
POST appraisal-schedule        L  y  y  .  .  .    y  y  y  y  y  .
GET  appraisal                 L  y  y  .  .  .    y  y  y  y  .  y
GET  appraisal-officer         L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-officer         L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-officer-remove  L  n  n  .  .  .    y  n  n  n  .  .
POST appraisal-key             L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-count           L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-count           L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-slips           L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-slips-print     L  n  n  .  .  .    y  n  n  n  .  .
GET  appraisal-draw            L  .  .  .  .  .    .  .  .  .  .  y
POST appraisal-draw            L  .  .  .  .  .    .  .  .  .  .  y
GET  appraisal-results         L  .  .  .  .  .    y  .  .  .  .  .
GET  appraisal-urn-results     L  .  .  .  .  .    y  .  .  .  .  .
GET  appraisal-remarks         L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-remarks         L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-release         L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-themes          L  .  .  .  .  .    .  .  .  .  .  .
GET  appraisal-scrutiny        L  .  .  .  .  .    .  .  .  .  .  .
GET  appraisal-void            L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-void            L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-void-agree      L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-void-decline    L  n  n  .  .  .    n  n  n  n  .  n
GET  public-appraisal          p  p  p  p  p  p    p  p  p  p  p  p
GET  public-appraisal-urn      p  p  p  p  p  p    p  p  p  p  p  p
GET  public-appraisal-ballots  p  p  p  p  p  p    p  p  p  p  p  p
GET  public-appraisal-receipts p  p  p  p  p  p    p  p  p  p  p  p
GET  appraisal-paper           L  y  y  .  .  .    y  y  y  y  .  y
GET  appraisal-paper-plan      L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-paper-plan      L  y  y  .  .  .    y  y  y  y  .  .
GET  appraisal-paper-print     L  y  y  .  .  .    y  y  y  y  .  .
GET  appraisal-box             L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-box             L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-bundle          L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-bundle          L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-bundle-read     L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-bundle-read     L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-bundle-cover    L  n  n  .  .  .    n  n  n  n  .  n
GET  appraisal-samples         L  y  y  .  .  .    y  y  y  y  .  y
GET  appraisal-sample-announce  L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-sample-announce  L  y  y  .  .  .    y  y  y  y  .  .
GET  appraisal-sample          L  y  y  .  .  .    y  y  y  y  .  y
POST appraisal-sample-step/list  L  y  y  .  .  .    y  y  y  y  .  .
POST appraisal-sample-step/seal  L  n  n  .  .  .    y  n  n  n  .  .
POST appraisal-sample-step/draw  L  n  n  .  .  .    y  n  n  n  .  .
GET  appraisal-calls           L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-calls           L  .  .  .  .  .    .  .  .  .  .  .
GET  appraisal-contact         L  .  .  .  .  .    .  .  .  .  .  .
POST appraisal-contact         L  .  .  .  .  .    .  .  .  .  .  .
GET  public-sample             p  p  p  p  p  p    p  p  p  p  p  p
POST appraisal-step/fix_frame  L  n  n  .  .  .    y  n  n  n  .  n
GET  appraisal-step/circulate  L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/circulate  L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/open       L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/close      L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/count      L  y  y  .  .  .    y  y  y  y  .  y
POST appraisal-step/approve    L  n  n  .  .  .    n  n  n  n  .  n
POST appraisal-step/publish    L  n  n  .  .  .    y  n  n  n  .  n
GET  appraisal-step/rectify    L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/rectify    L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/check      L  n  n  .  .  .    y  n  n  n  .  n
GET  appraisal-step/cancel     L  n  n  .  .  .    y  n  n  n  .  n
POST appraisal-step/cancel     L  n  n  .  .  .    y  n  n  n  .  n
"""


def _step(things: dict[str, Any], verb: str) -> list[Any]:
    return [standing(things["cast"], things["campaign"], APPRAISAL.step(verb).sources[0]).round.pk, verb]


def _round(things: dict[str, Any]) -> list[Any]:
    return [scheduled(things["cast"], things["campaign"]).round.pk]


def _member(things: dict[str, Any]) -> list[Any]:
    opened(things["cast"], things["campaign"])
    return [Elector.objects.get(person=things["cast"].accounts["member"].person).pk]


def _officer(things: dict[str, Any]) -> list[Any]:
    return [scheduled(things["cast"], things["campaign"]).round.officers.order_by("pk")[0].pk]


def _batch(things: dict[str, Any]) -> list[Any]:
    return [opened(things["cast"], things["campaign"]).batch("first", "服务对象").pk]


def _results(things: dict[str, Any]) -> list[Any]:
    return [standing(things["cast"], things["campaign"], "counted").round.pk]


def _urn_results(things: dict[str, Any]) -> list[Any]:
    row = standing(things["cast"], things["campaign"], "counted").round
    return [row.pk, row.urns.order_by("pk")[0].pk]


def _ballot(things: dict[str, Any]) -> list[Any]:
    commented(things["cast"], things["campaign"])
    return [Ballot.objects.order_by("pk")[0].pk]


def _proposal(things: dict[str, Any]) -> list[Any]:
    poll = commented(things["cast"], things["campaign"])
    ballot, now = Ballot.objects.order_by("pk")[0], at_noon(things["cast"].today)
    return [voiding.propose(by=poll.scrutineers[0], ballot=ballot, reason="一人投了两张", now=now).pk]


def _public(things: dict[str, Any]) -> list[Any]:
    return [standing(things["cast"], things["campaign"], "published").round.slug]


def _public_urn(things: dict[str, Any]) -> list[Any]:
    row = standing(things["cast"], things["campaign"], "published").round
    return [row.slug, row.urns.order_by("pk")[0].pk]


def _bundle(things: dict[str, Any]) -> list[Any]:
    return [bundled(things["cast"], things["campaign"])[1].pk]


def _papers(things: dict[str, Any]) -> list[Any]:
    return [planned(things["cast"], things["campaign"]).round.pk]


def _samples(things: dict[str, Any]) -> list[Any]:
    return [phoning.announced(things["cast"], things["campaign"]).poll.round.pk]


def _sample(things: dict[str, Any], verb: str = "") -> list[Any]:
    begin = phoning.sealed if verb == "draw" else phoning.announced
    cast = things["cast"]
    sample = begin(cast, things["campaign"]).sample
    if verb == "seal":
        listed, now = phoning.listed(3), at_noon(cast.today)
        sampling.take_frame(by=cast.committee_office, sample=sample, listed=listed, now=now)
    return [sample.pk, *([verb] if verb else [])]


def _public_sample(things: dict[str, Any]) -> list[Any]:
    survey = phoning.sealed(things["cast"], things["campaign"])
    return [survey.poll.round.slug, survey.sample.pk]


def _calls(things: dict[str, Any]) -> list[Any]:
    return [phoning.drawn(things["cast"], things["campaign"]).sample.pk]


def _contact(things: dict[str, Any]) -> list[Any]:
    contact = phoning.drawn(things["cast"], things["campaign"]).next()
    assert contact
    return [contact.pk]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "vote": lambda things: [],
    "appraisals": lambda things: [things["campaign"].pk],
    "appraisal-schedule": lambda things: [things["campaign"].pk],
    "appraisal": _round,
    "appraisal-count": lambda things: _step(things, "count")[:1],
    "appraisal-draw": _member,
    "appraisal-results": _results,
    "appraisal-urn-results": _urn_results,
    "appraisal-remarks": _results,
    "appraisal-release": _results,
    "appraisal-themes": _results,
    "appraisal-scrutiny": _results,
    "appraisal-void": _ballot,
    "appraisal-void-agree": _proposal,
    "appraisal-void-decline": _proposal,
    "public-appraisal": _public,
    "public-appraisal-urn": _public_urn,
    "public-appraisal-ballots": _public,
    "public-appraisal-receipts": _public,
    "appraisal-officer-remove": _officer,
    "appraisal-slips-print": _batch,
    "appraisal-paper-print": _papers,
    "appraisal-box": lambda things: [closed(things["cast"], things["campaign"]).batch("first").pk],
    "appraisal-bundle": _bundle,
    "appraisal-bundle-read": _bundle,
    "appraisal-bundle-cover": _bundle,
    "appraisal-samples": _samples,
    "appraisal-sample-announce": _samples,
    "appraisal-sample": _sample,
    **{f"appraisal-sample-step/{verb}": partial(_sample, verb=verb) for verb in ("list", "seal", "draw")},
    "appraisal-calls": _calls,
    "appraisal-contact": _contact,
    "public-sample": _public_sample,
    **{f"appraisal-step/{step.verb}": partial(_step, verb=step.verb) for step in APPRAISAL.transitions},
}
