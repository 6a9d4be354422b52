"""Leader review (domain.md P4): a round is opened and follows the tree, a review is recorded with the problems it
found, and taken step by step to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.telling import given
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.queries import ended, standing_place
from zhengyou.organisations.rules import Actor, NotPermitted, Permission, System

from ..models.campaigns import Campaign, CampaignState
from ..models.rectification import Source
from ..models.reviews import Mark, ProblemMark, Review, ReviewProblem, ReviewRound
from ..queries import reviewing
from ..queries.policies import policy
from ..queries.reviews import carried, concerned_in, reviewers
from ..rules.policies import NONE_FOUND
from .following import WAY, called, follow_problems
from .rectification import NotPossible, Raised, raise_
from .stepping import take

ROUND = "campaigns.reviewround"


class EmptyPraise(Exception):
    """A review without a problem and without the reason why none was found, or with both."""


class NotMarked(Exception):
    """A problem of the round before was not said to be mended or not."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A round as it is opened: held by `due_on`, its problems put right by `rectify_by`."""

    name: str
    due_on: date
    rectify_by: date


@dataclass(frozen=True)
class Found:
    """A problem that a review names; without a day it is due with the round's."""

    title: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A review as it is recorded. `reviewed_by` is the person who held it, `marks` say of each problem of the round
    before (by its id) what became of it."""

    form: str
    held_on: date
    strengths: str
    direction: str
    reviewed_by: int
    problems: Sequence[Found] = ()
    none_found: str = ""
    marks: Mapping[int, str] | None = None


@transaction.atomic
def open_round(*, by: Actor, campaign: Campaign, opening: Opening, now: datetime) -> ReviewRound:
    """Open the campaign's next round today, with everybody due in it; raises NotPermitted or NotPossible."""
    kept = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    day = timezone.localdate(now)
    top = standing_place(kept.organisation_id, day)
    by.require(Permission.DECIDE, top.path)
    if by.organisation_id != kept.organisation_id:
        raise NotPermitted("点评的轮次由印发方案的组织开启。")
    if kept.state != CampaignState.RUNNING or ended(top, day):
        raise NotPossible("活动已经结束，不能再开新的一轮。")
    if opening.due_on < day:
        raise NotPossible("点评完的期限早于今天。请选今天或以后的日子。")
    if opening.rectify_by < opening.due_on:
        raise NotPossible("整改的期限早于点评完的期限。请重新选。")
    last = ReviewRound.objects.filter(campaign=kept).order_by("-number").first()
    row = ReviewRound.objects.create(
        campaign=kept,
        number=last.number + 1 if last else 1,
        name=opening.name,
        opens_on=day,
        due_on=opening.due_on,
        rectify_by=opening.rectify_by,
        opened_by_id=by.account_id,
        opened_at=now,
    )
    organisations, members = _run(reviewing.ADDING, row, top.path, day)
    line = Line(
        verb=f"{ROUND}.open",
        sentence=f"开始《{kept.title}》的{row.name}：{organisations}个组织、{members}名党员应点评，"
        f"{row.due_on:%Y年%-m月%-d日}前完成。",
        subject=ROUND,
        subject_id=row.pk,
        path=top.path,
        after=given(row, "name", "opens_on", "due_on", "rectify_by")
        | {"organisations": organisations, "members": members},
    )
    write(by=by, line=line)
    return row


@transaction.atomic
def follow_round(*, round: ReviewRound, now: datetime) -> tuple[int, int]:
    """Bring a round up to the tree and the people of today: how many were added, how many no longer count."""
    row = ReviewRound.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=round.pk)
    day = timezone.localdate(now)
    top = standing_place(row.campaign.organisation_id, day)
    if ended(top, day):
        return 0, 0
    gone = sum(_run(reviewing.ENDING, row, top.path, day))
    added = sum(_run(reviewing.ADDING, row, top.path, day))
    if added or gone:
        line = Line(
            verb=f"{ROUND}.follow",
            sentence=f"因组织和人员变动，{row.name}新增应点评{added}个，{gone}个不再计入。",
            subject=ROUND,
            subject_id=row.pk,
            path=top.path,
            after={"reviews_added": added, "reviews_ended": gone},
        )
        write(by=System(), line=line)
    return added, gone


def _run(statements: Sequence[str], row: ReviewRound, path: str, day: date) -> list[int]:
    counts = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, reviewing.parameters(row.pk, path, day))
            counts.append(cursor.rowcount)
    return counts


@transaction.atomic
def record(*, by: Actor, review: Review, held: Held, now: datetime) -> Review:
    """Record a review that was held, with a problem to be put right for each line; all of it or nothing.

    Raises WrongState, NotPermitted, NotPossible, EmptyPraise or NotMarked.
    """
    row, day = _locked(review, now), timezone.localdate(now)
    concerned = concerned_in(row, day)
    WAY.procedure.check("record", row.state, by, concerned)
    _check_day(row, held.held_on, day)
    _check_praise(row, held, day)
    if held.reviewed_by not in dict(reviewers(by, row, day)):
        raise NotPossible("请选本组织的书记或者您自己作为点评的同志。")
    _mark(row, held.marks or {})
    for found in held.problems:
        raised = Raised(
            campaign=row.round.campaign_id,
            organisation=row.organisation_id,
            title=found.title,
            source=Source.REVIEW,
            raised_on=held.held_on,
            due_on=found.due_on or row.round.rectify_by,
            member=row.person_id,
        )
        ReviewProblem.objects.create(review=row, rectification=raise_(by=by, raised=raised, now=now))
    answers = {name: getattr(held, name) for name in ("form", "held_on", "strengths", "direction")}
    also = {
        "none_found": held.none_found,
        "reviewed_by_id": held.reviewed_by,
        "entered_by_id": by.account_id,
        "entered_at": now,
    }
    take(WAY, row, "record", by=by, concerned=concerned, answers=answers, now=now, also=also)
    return row


@transaction.atomic
def step(*, by: Actor, review: Review, verb: str, answers: Mapping[str, Any], now: datetime) -> Review:
    """Take a step other than recording; raises WrongState, NotPermitted or NotPossible."""
    row, day = _locked(review, now), timezone.localdate(now)
    if verb == "record":
        raise NotPossible("点评要连同问题一起记下，请用“记下点评”。")
    if verb == "correct":
        _check_day(row, answers["held_on"], day)
    concerned = concerned_in(row, day)
    also = {"read_at": now} if verb == "read" else {}
    take(WAY, row, verb, by=by, concerned=concerned, answers=answers, now=now, also=also)
    follow_problems(row, by=by, path=concerned.path, now=now)
    return row


def _locked(review: Review, now: datetime) -> Review:
    found = Review.objects.select_for_update(of=("self",)).select_related("round", "person")
    row = found.get(pk=review.pk)
    day = timezone.localdate(now)
    if row.until is not None and row.until <= day:
        raise NotPossible(f"因组织或人员变动，这一项点评从{row.until:%Y年%-m月%-d日}起不再计入，不用再办。")
    row.title = called(row, standing_place(row.organisation_id, day).name)
    return row


def _check_day(row: Review, held_on: date, day: date) -> None:
    if not row.round.opens_on <= held_on <= day:
        raise NotPossible(
            f"点评的日子要在这一轮开始（{row.round.opens_on:%Y年%-m月%-d日}）和今天之间。请重新选。"
        )


def _check_praise(row: Review, held: Held, day: date) -> None:
    least = policy(row.round.campaign_id, NONE_FOUND, day)
    if held.problems and held.none_found:
        raise EmptyPraise("问题和“没有发现问题”只能写一样。")
    if not held.problems and len(held.none_found.strip()) < least:
        raise EmptyPraise(f"至少写一个问题；确实没有发现的，写{least}个字以上的依据。")


def _mark(row: Review, marks: Mapping[int, str]) -> None:
    problems = {one.problem.pk for one in carried(row)}
    if set(marks) != problems or not set(marks.values()) <= set(Mark.values):
        raise NotMarked("上一轮的每个问题都要写改了没有，才能记下这一轮点评。")
    ProblemMark.objects.bulk_create(
        ProblemMark(review=row, problem_id=problem, mark=mark) for problem, mark in marks.items()
    )
