"""The visit of one unit in a round (domain.md P15): what was seen, told to the unit, confirmed by it or answered.
Every problem is put right as a rectification raised by the organisation that inspects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.rules import Actor

from ..models.inspections import (
    Inspection,
    InspectionFinding,
    InspectionState,
    InspectionVisit,
    InspectionVisitStage,
    Verdict,
    VisitState,
)
from ..models.rectification import Source
from ..queries.inspections.visits import concerned_in, titled
from ..queries.policies import policy
from ..rules.policies import INSPECTION_CONFIRM
from ..rules.procedures import INSPECTION_VISIT
from .rectification import NotPossible, Raised, open_problem
from .stepping import Way, take

SUBJECT = "campaigns.inspectionvisit"
WAY = Way(
    procedure=INSPECTION_VISIT,
    stage=InspectionVisitStage,
    subject=SUBJECT,
    kept=("visited_on", "methods", "good", "rectify_by", "response", "answer", "due_on", "comment"),
)
_WHILE_VISITING = ("feed_back", "miss")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen at a unit: of each line (by its id) that was looked at "" where it is fine, or what is wrong."""

    visited_on: date
    methods: Sequence[str]
    good: str = ""
    lines: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def record(*, by: Actor, visit: InspectionVisit, seen: Seen, now: datetime) -> InspectionVisit:
    """Record what was seen, or put it in the place of what was recorded before the feedback; raises WrongState,
    NotPermitted or NotPossible."""
    row, day = _locked(visit), timezone.localdate(now)
    verb = "correct" if row.state == VisitState.VISITED else "record"
    concerned = concerned_in(row, day)
    WAY.procedure.check(verb, row.state, by, concerned)
    _check_going_on(row)
    if not row.inspection.opens_on <= seen.visited_on <= day:
        raise NotPossible(
            f"去查的日子要在开始查（{row.inspection.opens_on:%Y年%-m月%-d日}）和今天之间。请重新选。"
        )
    if not seen.lines:
        raise NotPossible("清单上至少要看一条。没有查成的，请按“没有查成”写原因。")
    _note(row, seen)
    answers = {"visited_on": seen.visited_on, "good": seen.good}
    also = {"methods": list(seen.methods)}
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    return row


@transaction.atomic
def step(
    *, by: Actor, visit: InspectionVisit, verb: str, answers: Mapping[str, Any], now: datetime
) -> InspectionVisit:
    """Take a step other than recording; raises WrongState, NotPermitted or NotPossible."""
    row, day = _locked(visit), timezone.localdate(now)
    if verb in ("record", "correct"):
        raise NotPossible("查到的情况要连同清单一起记，请用“记下查到的情况”。")
    concerned = concerned_in(row, day)
    WAY.procedure.check(verb, row.state, by, concerned)
    also: dict[str, Any] = {}
    if verb in _WHILE_VISITING:
        _check_going_on(row)
    if verb == "feed_back":
        if answers["rectify_by"] < day:
            raise NotPossible("改好的期限已经过去了。请选今天或以后的日子。")
        _raise_problems(row, by, answers["rectify_by"], concerned, now)
        also["due_on"] = day + timedelta(days=policy(row.inspection.campaign_id, INSPECTION_CONFIRM, day))
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    return row


def carry_all(inspection: Inspection, verb: str, *, by: Actor, now: datetime) -> int:
    """Take a step of every visit of a round that it is open to, or with "" enter the first stage of each new one,
    within the transaction of the round's own step, whose line tells of it; how many."""
    rows = list(inspection.visits.select_for_update(of=("self",)).order_by("pk"))
    if verb:
        declared = INSPECTION_VISIT.step(verb)
        rows = [row for row in rows if row.state in declared.sources]
        target = declared.target
    else:
        target = VisitState.PLANNED
    day, keys = timezone.localdate(now), [row.pk for row in rows]
    InspectionVisit.objects.filter(pk__in=keys).update(state=target)
    InspectionVisitStage.objects.filter(row_id__in=keys, until__isnull=True).update(until=day)
    InspectionVisitStage.objects.bulk_create(
        InspectionVisitStage(
            row=row, state=target, since=day, verb=verb or "draw", by_id=by.account_id, at=now
        )
        for row in rows
    )
    return len(rows)


def _locked(visit: InspectionVisit) -> InspectionVisit:
    found = InspectionVisit.objects.select_for_update(of=("self",)).select_related("inspection")
    return titled([found.get(pk=visit.pk)])[0]


def _check_going_on(row: InspectionVisit) -> None:
    if row.inspection.state != InspectionState.VISITING:
        raise NotPossible("这一轮现在不在督查中，不能记、不能反馈。")


def _note(row: InspectionVisit, seen: Seen) -> None:
    lines = {line.pk: line for line in row.inspection.lines.all()}
    if not set(seen.lines) <= set(lines):
        raise NotPossible("清单已经不是刚才那一份了。请刷新页面再记。")
    row.findings.all().delete()
    InspectionFinding.objects.bulk_create(
        InspectionFinding(
            visit=row,
            line=lines[key],
            verdict=Verdict.PROBLEM if problem else Verdict.FINE,
            problem=problem,
        )
        for key, problem in seen.lines.items()
    )


def _raise_problems(row: InspectionVisit, by: Actor, due_on: date, concerned: Any, now: datetime) -> None:
    inspection = row.inspection
    found = row.findings.filter(verdict=Verdict.PROBLEM).select_related("line")
    for finding in found.order_by("line__ordinal"):
        assert row.visited_on is not None
        raised = Raised(
            campaign=inspection.campaign_id,
            organisation=row.organisation_id,
            title=finding.problem,
            text=f"{inspection.title}：{finding.line.text}",
            source=Source.INSPECTION,
            raised_on=row.visited_on,
            due_on=due_on,
        )
        finding.rectification = open_problem(
            by=by, raised=raised, raiser=inspection.organisation_id, path=concerned.path, now=now
        )
        finding.save()
