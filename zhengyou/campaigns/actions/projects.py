"""Drafting a named project, taking it step by step to its result, ticking off its milestones (domain.md M17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import Values, values
from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor, Permission

from ..models.projects import Milestone, Project, ProjectStage, ProjectState
from ..queries.projects import concerned_in
from ..rules.procedures import PROJECT, WrongState
from .stepping import Way, begin, take

SUBJECT = "campaigns.project"
_SAID = ("name", "goal", "starts_on", "ends_on")
WAY = Way(
    procedure=PROJECT,
    stage=ProjectStage,
    subject=SUBJECT,
    kept=(*_SAID, "result", "done_on", "comment"),
)
_OWNER_SPEAKS = ("begin", "report", "take_back", "give_up")
MOST_STEPS = 6


class NotPossible(Exception):
    """A day that cannot be, or a project that cannot be changed any more; the sentence says which and why."""


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A project as it is written down: what it is called, what it is for, who answers for it, from when to when, and
    its steps as (what, by when)."""

    name: str
    goal: str
    responsible: int
    starts_on: date
    ends_on: date
    milestones: Sequence[tuple[str, date]] = ()


@transaction.atomic
def draft(
    *, by: Actor, campaign: int, drafted: Drafted, now: datetime, carried_from: Project | None = None
) -> Project:
    """Write down a project of the actor's own organisation; raises NotPermitted or NotPossible."""
    by.require(Permission.RECORD, by.path)
    _check(drafted)
    if carried_from is not None:
        _check_carried(carried_from, by)
    row = Project(
        campaign_id=campaign,
        organisation_id=by.organisation_id,
        state=ProjectState.DRAFT,
        carried_from=carried_from,
        entered_by_id=by.account_id,
        entered_at=now,
        moved_by_id=by.account_id,
    )
    _put(row, drafted)
    told = f"拟定品牌项目“{row.name}”，分{len(drafted.milestones)}步。"
    begin(WAY, row, by=by, path=by.path, told=told, now=now, verb="draft")
    _lay(row, drafted)
    return row


@transaction.atomic
def change(*, by: Actor, project: Project, drafted: Drafted, now: datetime) -> Project:
    """Write a project of the own organisation down anew while it is drafted or running; steps that are done stay."""
    row = _own(by, project)
    _check(drafted)
    done = row.milestones.filter(done_on__isnull=False).count()
    if done + len(drafted.milestones) > MOST_STEPS:
        raise NotPossible(f"已经办成的有{done}步，一共最多{MOST_STEPS}步。请合并几步再存。")
    before = _told(row)
    _put(row, drafted)
    row.moved_by_id = by.account_id
    row.save()
    row.milestones.filter(done_on__isnull=True).delete()
    _lay(row, drafted)
    _write(by, row, "change", f"修改品牌项目“{row.name}”。", before, _told(row))
    return row


@transaction.atomic
def step(*, by: Actor, project: Project, verb: str, answers: Mapping[str, Any], now: datetime) -> Project:
    """Take one step of the procedure; raises WrongState, NotPermitted or NotPossible."""
    row = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    day = timezone.localdate(now)
    if verb == "report" and not row.starts_on <= answers["done_on"] <= day:
        raise NotPossible("做成的日子要在项目开始那天和今天之间。请重新选。")
    also = {"moved_by_id": by.account_id} if verb in _OWNER_SPEAKS else {}
    take(WAY, row, verb, by=by, concerned=concerned_in(row, day), answers=answers, now=now, also=also)
    return row


@transaction.atomic
def tick(*, by: Actor, milestone: Milestone, done_on: date, outcome: str, now: datetime) -> Milestone:
    """Tick off one step of a running project with a word on what came of it."""
    row = _own(by, milestone.project, running=True)
    if not row.starts_on <= done_on <= timezone.localdate(now):
        raise NotPossible("办成的日子要在项目开始那天和今天之间。请重新选。")
    found = row.milestones.get(pk=milestone.pk)
    if found.done_on is not None:
        raise NotPossible(f"“{found.text}”刚才已经打过勾，没有重复记。")
    found.done_on, found.outcome = done_on, outcome
    found.ticked_by_id, found.ticked_at = by.account_id, now
    found.save()
    after = {"milestone": found.text, "done_on": done_on, "outcome": outcome}
    _write(by, row, "tick", f"品牌项目“{row.name}”办成一步：{found.text}。", None, after)
    return found


@transaction.atomic
def untick(*, by: Actor, milestone: Milestone, now: datetime) -> Milestone:
    """Take a tick back: it was set by mistake."""
    row = _own(by, milestone.project, running=True)
    found = row.milestones.get(pk=milestone.pk)
    if found.done_on is None:
        raise NotPossible(f"“{found.text}”现在没有打勾。")
    before = {"milestone": found.text, "done_on": found.done_on, "outcome": found.outcome}
    found.done_on, found.outcome, found.ticked_by, found.ticked_at = None, "", None, None
    found.save()
    _write(
        by,
        row,
        "untick",
        f"品牌项目“{row.name}”的“{found.text}”还没办成，勾取消了。",
        before,
        {"milestone": found.text, "done_on": None, "outcome": ""},
    )
    return found


def _own(by: Actor, project: Project, *, running: bool = False) -> Project:
    """The project, locked; the own organisation's only, and only while it can be changed."""
    by.require(Permission.RECORD, by.path if project.organisation_id == by.organisation_id else "")
    row = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if row.state != ProjectState.RUNNING and (running or row.state != ProjectState.DRAFT):
        raise WrongState(f"品牌项目现在是“{PROJECT.labels[row.state]}”，不能再改。请刷新页面查看最新情况。")
    return row


def _check(drafted: Drafted) -> None:
    if drafted.ends_on < drafted.starts_on:
        raise NotPossible("做成的日子早于开始的日子。请重新选。")
    for text, day in drafted.milestones:
        if not drafted.starts_on <= day <= drafted.ends_on:
            raise NotPossible(f"“{text}”的日子不在项目开始和结束之间。请重新选。")


def _check_carried(project: Project, by: Actor) -> None:
    if project.organisation_id != by.organisation_id or project.state != ProjectState.CONFIRMED:
        raise NotPossible("只能接着做本组织已经确认的项目。")
    if Project.objects.filter(carried_from=project).exists():
        raise NotPossible(f"“{project.name}”已经接着做了，没有再拟一个。")


def _put(row: Project, drafted: Drafted) -> None:
    for name in _SAID:
        setattr(row, name, getattr(drafted, name))
    row.responsible_id = drafted.responsible


def _lay(row: Project, drafted: Drafted) -> None:
    done = row.milestones.count()
    Milestone.objects.bulk_create(
        Milestone(project=row, ordinal=number, text=text, due_on=day)
        for number, (text, day) in enumerate(drafted.milestones, done + 1)
    )


def _told(row: Project) -> Values:
    steps = [f"{one.due_on:%Y-%m-%d} {one.text}" for one in row.milestones.all()]
    return {**values(row, *_SAID, "responsible_id"), "milestones": steps}


def _write(by: Actor, row: Project, verb: str, told: str, before: Values | None, after: Values) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=told,
        subject=SUBJECT,
        subject_id=row.pk,
        path=concerned_in(row, timezone.localdate()).path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
