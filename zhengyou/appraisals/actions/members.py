"""Rounds of what a branch does for each member, and steps for all of a branch with one press (domain.md P6, P7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.campaigns.actions.stepping import Way, carry, take
from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.campaigns import CampaignState
from zhengyou.campaigns.queries.policies import policy
from zhengyou.campaigns.rules.procedures import Concerned, Transition
from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import standing_place
from zhengyou.organisations.rules import Actor, Permission

from ..models import Analysis, AnalysisStage, Grade, Grading, GradingStage, MemberRound
from ..queries import members as queries
from ..rules.democratic import GRADING, most_excellent
from ..rules.policies import EXCELLENT_SHARE
from ..rules.spirit import ANALYSIS

SUBJECT = "appraisals.memberround"
GRADINGS = Way(procedure=GRADING, stage=GradingStage, subject="appraisals.grading", kept=("studied_on",))
ANALYSES = Way(procedure=ANALYSIS, stage=AnalysisStage, subject="appraisals.analysis", kept=("stated_on",))
TOGETHER = ("study", "vote", "tell", "approve")
"""Steps of an appraisal that are taken for a whole branch."""


class NotPossible(Exception):
    """Something is missing or does not go together: the sentence says what, and nothing was changed."""


class TooManyExcellent(NotPossible):
    """More are graded excellent than usual, and no reason for it was given."""


@dataclass(frozen=True)
class Decided:
    """The grade of one member with its reason."""

    grading_id: int
    grade: str
    reason: str


@transaction.atomic
def open_round(
    *, by: Actor, campaign: Campaign, kind: str, name: str, due_on: date, now: datetime
) -> MemberRound:
    """Ask for everybody on today's roster at and below the actor's organisation; raises NotPermitted or NotPossible."""
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    day = timezone.localdate(now)
    path = standing_place(by.organisation_id, day).path
    by.require(Permission.DECIDE, path)
    if kept.state != CampaignState.RUNNING:
        raise NotPossible("活动已经结束，不能再开始。")
    if due_on < day:
        raise NotPossible("办完的期限早于今天。请选今天或以后的日子。")
    if MemberRound.objects.filter(campaign=kept, organisation_id=by.organisation_id, name=name).exists():
        raise NotPossible(f"已经有一次叫“{name}”了。请换一个名称。")
    row = MemberRound.objects.create(
        campaign=kept,
        organisation_id=by.organisation_id,
        kind=kind,
        name=name,
        due_on=due_on,
        opened_by_id=by.account_id,
        opened_at=now,
    )
    members = queries.lay(row, path, day)
    if not members:
        raise NotPossible("名册里一名党员也没有，没有可办的。")
    line = Line(
        verb=f"{SUBJECT}.open",
        sentence=f"开始{row.get_kind_display()}“{row.name}”：{members}名党员，{due_on:%Y年%-m月%-d日}前办完。",
        subject=SUBJECT,
        subject_id=row.pk,
        path=path,
        after=given(row, "name", "due_on") | {"members": members},
    )
    write(by=by, line=line)
    return row


@transaction.atomic
def step_grading(
    *, by: Actor, grading: Grading, verb: str, answers: Mapping[str, Any], now: datetime
) -> Grading:
    """Take one step of one member's appraisal; raises WrongState, NotPermitted or NotPossible."""
    if verb in ("vote", "decide"):
        raise NotPossible("测评和等次按支部一起办，请到支部那一页。")
    row = Grading.objects.select_for_update(of=("self",)).select_related("round").get(pk=grading.pk)
    concerned = queries.concerned_by_grading(row, timezone.localdate(now))
    take(GRADINGS, row, verb, by=by, concerned=concerned, answers=answers, now=now)
    return row


@transaction.atomic
def step_analysis(
    *, by: Actor, analysis: Analysis, verb: str, answers: Mapping[str, Any], now: datetime
) -> Analysis:
    """Take one step of one member's party-spirit analysis; raises WrongState or NotPermitted."""
    row = Analysis.objects.select_for_update(of=("self",)).select_related("round").get(pk=analysis.pk)
    concerned = queries.concerned_by_analysis(row, timezone.localdate(now))
    take(ANALYSES, row, verb, by=by, concerned=concerned, answers=answers, now=now)
    return row


@transaction.atomic
def step_all(
    *,
    by: Actor,
    round: MemberRound,
    held_by: int,
    verb: str,
    answers: Mapping[str, Any],
    ballot: int | None = None,
    now: datetime,
) -> int:
    """Take a step for every member of a branch who stands before it; how many. `ballot`: the round of the vote, with
    the step `vote`. Raises NotPermitted or NotPossible (nobody stands there)."""
    if verb not in TOGETHER:
        raise NotPossible("这一步要一个一个办。")
    if ballot is not None and ballot not in dict(queries.ballots_of(held_by)):
        raise NotPossible("这一轮测评评的不是这个支部的党员，或者还没有开箱计票。")
    step = _asked(by, held_by, verb, timezone.localdate(now))
    rows = _locked(round, held_by, step.sources)
    if not rows:
        raise NotPossible(f"没有等着“{step.label}”的党员。请刷新页面看最新情况。")
    also = {"ballot_id": ballot} if verb == "vote" else {}
    _take_all(by, rows, verb, [dict(answers)] * len(rows), also, now)
    told = f"为{len(rows)}名党员{step.label}（{round.name}）。"
    _tell_all(by, round, held_by, verb, told, len(rows), now)
    return len(rows)


@transaction.atomic
def decide_grades(
    *,
    by: Actor,
    round: MemberRound,
    held_by: int,
    decided: Sequence[Decided],
    beyond: str = "",
    now: datetime,
) -> int:
    """Set down the grades that the branch committee decided; how many. They are never worked out from votes. `beyond`
    says why more are excellent than usual. Raises NotPermitted, WrongState, NotPossible or TooManyExcellent."""
    step = _asked(by, held_by, "decide", timezone.localdate(now))
    rows = {row.pk: row for row in _locked(round, held_by, step.sources)}
    if not decided:
        raise NotPossible("还没有选等次。请至少给一名党员定等次。")
    if any(one.grading_id not in rows for one in decided):
        raise NotPossible("有的党员不在待定等次的名单里。请刷新页面看最新情况。")
    if any(one.grade not in Grade.values or not one.reason.strip() for one in decided):
        raise NotPossible("每名党员都要选等次、写理由。")
    _check_share(round, held_by, decided, beyond, timezone.localdate(now))
    chosen = [rows[one.grading_id] for one in decided]
    answers = [{"grade": one.grade, "reason": _reason(one, beyond)} for one in decided]
    _take_all(by, chosen, "decide", answers, {}, now)
    told = f"支部委员会为{len(chosen)}名党员定下等次（{round.name}）。"
    _tell_all(by, round, held_by, "decide", told, len(chosen), now)
    return len(chosen)


def _asked(by: Actor, held_by: int, verb: str, day: date) -> Transition:
    """The step, for whom it is open at all; raises NotPermitted also where nobody waits for it."""
    concerned = Concerned(path=standing_place(held_by, day).path)
    return GRADING.check(verb, GRADING.step(verb).sources[0], by, concerned)


def _reason(one: Decided, beyond: str) -> str:
    more = beyond.strip() if one.grade == Grade.EXCELLENT else ""
    return "；".join(part for part in (one.reason.strip(), more) if part)[:500]


def _check_share(
    round: MemberRound, held_by: int, decided: Sequence[Decided], beyond: str, day: date
) -> None:
    every = Grading.objects.filter(round=round, held_by_id=held_by).exclude(state="excused")
    chosen = {one.grading_id: one.grade for one in decided}
    now_is = dict(every.values_list("pk", "grade")) | chosen
    excellent = sum(grade == Grade.EXCELLENT for grade in now_is.values())
    most = most_excellent(len(now_is), policy(round.campaign_id, EXCELLENT_SHARE, day))
    if excellent > most and not beyond.strip():
        raise TooManyExcellent(
            f"评为优秀的有{excellent}名，一般不超过{most}名（{len(now_is)}名党员）。确实要超过的，请写明理由。"
        )


def _locked(round: MemberRound, held_by: int, sources: Sequence[str]) -> list[Grading]:
    found = Grading.objects.select_for_update(of=("self",)).select_related("round")
    return list(found.filter(round=round, held_by_id=held_by, state__in=sources).order_by("pk"))


def _take_all(
    by: Actor,
    rows: Sequence[Grading],
    verb: str,
    answers: Sequence[Mapping[str, Any]],
    also: Mapping[str, Any],
    now: datetime,
) -> None:
    """The same step for many rows in few statements; each is asked as if it were taken alone."""
    day = timezone.localdate(now)
    path = queries.concerned_by_grading(rows[0], day)
    for row, told in zip(rows, answers, strict=True):
        step = GRADING.check(verb, row.state, by, path)
        carry(GRADINGS, row, step, told, also)
    names = {"state", "comment", "ballot_id", *(asked.name for asked in GRADING.step(verb).asks)}
    Grading.objects.bulk_update(rows, [name.removesuffix("_id") for name in sorted(names)])
    GradingStage.objects.filter(row__in=[row.pk for row in rows], until__isnull=True).update(until=day)
    GradingStage.objects.bulk_create(
        GradingStage(
            row=row, state=row.state, since=day, verb=verb, comment=row.comment, by_id=by.account_id, at=now
        )
        for row in rows
    )


def _tell_all(
    by: Actor, round: MemberRound, held_by: int, verb: str, told: str, members: int, now: datetime
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=told,
        subject=SUBJECT,
        subject_id=round.pk,
        path=standing_place(held_by, timezone.localdate(now)).path,
        after={"members": members},
    )
    write(by=by, line=line)
