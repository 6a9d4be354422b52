"""The actions on self-checks, each as one call on the cast, for the test of the ledger."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.campaigns.selfchecks.checking import entry, filled, opened, sheet_of, standard
from tests.cast import Cast, at_noon, found
from zhengyou.campaigns.actions import selfcheck_rounds, selfchecks
from zhengyou.campaigns.models import Campaign
from zhengyou.organisations.models import Kind, Sector


def _open(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    opening = selfcheck_rounds.Opening(
        standard=standard(campaign).pk,
        name="第一轮自查",
        due_on=cast.today + timedelta(days=30),
        kinds=["branch"],
    )
    return {"by": cast.leader, "campaign": campaign, "opening": opening, "now": at_noon(cast.today)}


def _add(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    round_ = opened(cast, campaign)
    found("青石商圈第三党支部", Kind.BRANCH, Sector.PRIVATE, cast.places["general"], since=cast.today)
    return {"by": cast.leader, "round_": round_, "now": at_noon(cast.today)}


def _fill_in(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    item = sheet_of(cast, opened(cast, campaign)).items.order_by("pk")[0]
    return {"by": cast.secretary, "item": item, "entry": entry(cast, "gap"), "now": at_noon(cast.today)}


def _choose(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = sheet_of(cast, opened(cast, campaign))
    chosen = selfchecks.Exemplar(cast.places["second"].organisation_id, "学习坚持得好。", "我们断过两个月。")
    return {"by": cast.secretary, "sheet": row, "exemplar": chosen, "now": at_noon(cast.today)}


def _step(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    row = filled(cast, sheet_of(cast, opened(cast, campaign)))
    given = {"verb": "hand_up", "answers": {}, "now": at_noon(cast.today)}
    return {"by": cast.secretary, "sheet": row, **given}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "selfcheck_rounds.open_round": (selfcheck_rounds.open_round, _open),
    "selfcheck_rounds.add_newcomers": (selfcheck_rounds.add_newcomers, _add),
    "selfchecks.choose_exemplar": (selfchecks.choose_exemplar, _choose),
    "selfchecks.fill_in": (selfchecks.fill_in, _fill_in),
    "selfchecks.step": (selfchecks.step, _step),
}
