"""What awaits somebody in appraisals: votes first, then what those who run and count them do next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhengyou.appraisals.queries import following, members_waiting, waiting
from zhengyou.appraisals.rules.democratic import GRADING
from zhengyou.appraisals.rules.procedures import APPRAISAL
from zhengyou.appraisals.rules.spirit import ANALYSIS
from zhengyou.campaigns.rules.workdays import workdays_between
from zhengyou.organisations.rules import Permission

from .kinds import Kind
from .lines import Line
from .procedures import staged_lines


def vote_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Votes for which no code was drawn yet."""
    for row in rows:
        round_ = row.batch.urn.round
        yield Line(
            key=row.pk,
            title=round_.name,
            url=reverse("appraisal-draw", args=[row.pk]),
            state=APPRAISAL.shapes[round_.state],
            word=APPRAISAL.labels[round_.state],
            detail="",
            day=round_.closes_on,
            working_days_left=workdays_between(day, round_.closes_on),
        )


def call_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Phone samples in which somebody is still to be called."""
    for row in rows:
        round_ = row.batch.urn.round
        yield Line(
            key=row.pk,
            title=round_.name,
            url=reverse("appraisal-calls", args=[row.pk]),
            state=APPRAISAL.shapes[round_.state],
            word=APPRAISAL.labels[round_.state],
            detail="",
            day=round_.closes_on,
            working_days_left=workdays_between(day, round_.closes_on),
        )


_ROUNDS = staged_lines(APPRAISAL, "appraisal", of=False, due="closes_on")


def member_round_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Rounds for all members in which the actor's branch, or what lies below, has a step to take."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=row.name,
            url=reverse("member-round", args=[row.pk]),
            state="due",
            word=row.get_kind_display(),
            detail="",
            day=row.due_on,
            working_days_left=workdays_between(day, row.due_on),
        )


_GRADINGS = staged_lines(GRADING, "democratic", of=False, due="")
_ANALYSES = staged_lines(ANALYSIS, "spirit", of=False, due="")
WAITING_APPRAISALS = (
    Kind(
        "to-vote",
        gettext_lazy("请您评议，不记名"),
        Permission.VIEW_CAMPAIGN,
        waiting.to_vote,
        "pk",
        vote_lines,
    ),
    Kind(
        "to-make-key",
        gettext_lazy("您是监票人，请做钥匙条"),
        Permission.VIEW_CAMPAIGN,
        waiting.to_make_key,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "to-read-papers",
        gettext_lazy("有纸质票要您开箱、录入"),
        Permission.VIEW_CAMPAIGN,
        waiting.to_read_papers,
        "closes_on",
        staged_lines(APPRAISAL, "appraisal-paper", of=False, due="closes_on"),
    ),
    Kind(
        "to-call",
        gettext_lazy("您是计票人，请打调查电话"),
        Permission.VIEW_CAMPAIGN,
        waiting.to_call,
        "pk",
        call_lines,
    ),
    Kind(
        "to-open-urns",
        gettext_lazy("您是监票人，可以开箱了"),
        Permission.VIEW_CAMPAIGN,
        waiting.to_open_urns,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "appraisals",
        gettext_lazy("组织的评议，到了下一步"),
        Permission.DECIDE,
        waiting.to_take_on,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "to-decide-voids",
        gettext_lazy("有选票提出作废，请您表态"),
        Permission.VIEW_CAMPAIGN,
        following.to_decide,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "to-sort-remarks",
        gettext_lazy("您是监票人，请给写的话归类"),
        Permission.VIEW_CAMPAIGN,
        following.to_sort,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "to-finish-appraisals",
        gettext_lazy("评议已公布，转整改或者核查"),
        Permission.DECIDE,
        following.to_finish,
        "closes_on",
        _ROUNDS,
    ),
    Kind(
        "to-assess-oneself",
        gettext_lazy("民主评议，请写自评"),
        Permission.COMMIT,
        members_waiting.to_assess,
        "pk",
        _GRADINGS,
    ),
    Kind(
        "to-analyse-oneself",
        gettext_lazy("党性分析，请写报告"),
        Permission.COMMIT,
        members_waiting.to_write,
        "pk",
        _ANALYSES,
    ),
    Kind(
        "members-of-branch",
        gettext_lazy("民主评议、党性分析，支部到了下一步"),
        Permission.RECORD,
        members_waiting.to_move_on,
        "due_on",
        member_round_lines,
    ),
    Kind(
        "grades-to-approve",
        gettext_lazy("民主评议的等次，等您审批"),
        Permission.DECIDE,
        members_waiting.to_approve,
        "due_on",
        member_round_lines,
    ),
)
