"""The actions on democratic appraisal and party-spirit analysis, each as one call, for the ledger's test."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.appraisals.members import opened
from tests.cast import Cast, at_noon
from zhengyou.appraisals.actions import members
from zhengyou.appraisals.models import Grading
from zhengyou.campaigns.models import Campaign


def _open(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    due_on = cast.today + timedelta(days=30)
    told = {"kind": "spirit", "name": "七一前党性分析", "due_on": due_on, "now": at_noon(cast.today)}
    return {"by": cast.committee_office, "campaign": campaign, **told}


def _one(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    made = opened(cast, campaign).until("self")
    told = {"verb": "assess", "answers": {"own_text": "做实事十二件。"}}
    return made.now(by=cast.member, grading=made.grading(), **told)


def _gather(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    made = opened(cast, campaign, "spirit")
    told = {"verb": "gather", "answers": {"opinions": "希望多下户。"}}
    return made.now(by=cast.secretary, analysis=made.analysis(), **told)


def _all(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    made = opened(cast, campaign)
    told = {"verb": "study", "answers": {"studied_on": cast.today, "study": "党章"}}
    return made.now(by=cast.secretary, round=made.row, held_by=made.branch, **told)


def _grades(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    made = opened(cast, campaign).until("grade")
    one = Grading.objects.filter(round=made.row, held_by_id=made.branch).order_by("pk")[0]
    decided = [members.Decided(one.pk, "qualified", "表现稳定。")]
    return made.now(by=cast.secretary, round=made.row, held_by=made.branch, decided=decided)


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign], dict[str, Any]]]] = {
    "members.open_round": (members.open_round, _open),
    "members.step_grading": (members.step_grading, _one),
    "members.step_analysis": (members.step_analysis, _gather),
    "members.step_all": (members.step_all, _all),
    "members.decide_grades": (members.decide_grades, _grades),
}
