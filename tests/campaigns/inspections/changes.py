"""The actions on inspection rounds and visits, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.inspections.inspecting import (
    answers,
    planned,
    scheme,
    seen,
    standing,
    standing_visit,
    visit_step,
)
from tests.cast import Cast, at_noon
from zhengyou.campaigns.actions import inspections, visits
from zhengyou.campaigns.models import Campaign


def _plan(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    return {"by": cast.office, "campaign": campaign, "scheme": scheme(cast), "now": at_noon(cast.today)}


def _edit(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row, other = planned(cast, campaign), scheme(cast, title="改过的督查")
    return {"by": cast.office, "inspection": row, "scheme": other, "now": at_noon(cast.today)}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "drawn")
    return {"by": cast.office, "inspection": row, "verb": "start", "answers": {}, "now": at_noon(cast.today)}


def _circulate(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing(cast, campaign, "visiting")
    for one in row.visits.all():
        visit_step(cast, one, "miss")
    given = {"answers": answers(cast, "circulate"), "document": b"%docx", "now": at_noon(cast.today)}
    return {"by": cast.office, "inspection": row, **given}


def _record(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing_visit(cast, campaign, "notified")
    return {"by": cast.inspector, "visit": row, "seen": seen(cast, row), "now": at_noon(cast.today)}


def _visit_step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = standing_visit(cast, campaign, "fed_back")
    return {"by": cast.secretary, "visit": row, "verb": "confirm", "answers": {}, "now": at_noon(cast.today)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "inspections.plan": (inspections.plan, _plan),
    "inspections.edit": (inspections.edit, _edit),
    "inspections.step": (inspections.step, _step),
    "inspections.circulate": (inspections.circulate, _circulate),
    "visits.record": (visits.record, _record),
    "visits.step": (visits.step, _visit_step),
}
