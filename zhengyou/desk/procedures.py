"""What awaits somebody in the procedures of a campaign: a row for each kind, its words and shapes from the table."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import awaiting_promises, classes, phases, projects, rectification, reviews
from zhengyou.campaigns.queries.inspections import rounds as inspections
from zhengyou.campaigns.queries.inspections import visits as inspected
from zhengyou.campaigns.queries.selfchecks import sheets
from zhengyou.campaigns.queries.summaries import written
from zhengyou.campaigns.rules.procedures import (
    COMMITMENT,
    INSPECTION,
    INSPECTION_VISIT,
    PHASE,
    PROJECT,
    RECTIFICATION,
    REVIEW,
    SELF_CHECK,
    SUMMARY,
    Procedure,
)
from zhengyou.campaigns.rules.workdays import workdays_between
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Permission

from .kinds import Kind
from .lines import Line


def staged_lines(
    procedure: Procedure, address: str, *, of: bool, due: str = "due_on"
) -> Callable[[list[Any], date], Iterable[Line]]:
    """How rows of a procedure read: the title, the state, the deadline in the field `due` (empty: none), the last
    comment, and with `of` whose they are. `address` names the page of a row."""

    def lines(rows: list[Any], day: date) -> Iterable[Line]:
        places = standing_places([row.organisation_id for row in rows], day) if of else {}
        for row in rows:
            last: date | None = getattr(row, due) if due else None
            whose = places[row.organisation_id].name if of else ""
            yield Line(
                key=row.pk,
                title=str(row),
                url=reverse(address, args=[row.pk]),
                state=procedure.shapes[row.state],
                word=procedure.labels[row.state],
                detail="：".join(part for part in (whose, row.comment) if part),
                day=last,
                working_days_left=workdays_between(day, last) if last else None,
            )

    return lines


def round_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Rounds of reviews in which somebody is still to be reviewed."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=_("%(round)s：还有%(n)s个没有点评") % {"round": row.name, "n": row.left},
            url=f"{reverse('reviews', args=[row.campaign_id])}?round={row.pk}",
            state=REVIEW.shapes["planned"],
            word=REVIEW.labels["planned"],
            detail=row.campaign.title,
            day=row.due_on,
            working_days_left=workdays_between(day, row.due_on),
        )


def review_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Reviews that wait to be read."""
    return staged_lines(REVIEW, "review", of=False, due="")(reviews.titled(rows), day)


def summary_round_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Rounds for which the acting person has not handed in a summary."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=row.name,
            url=reverse("summary-write", args=[row.pk]),
            state=SUMMARY.shapes["draft"],
            word=_("待写"),
            detail=row.campaign.title,
            day=row.due_on,
            working_days_left=workdays_between(day, row.due_on),
        )


def phase_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Phases to open or to close."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=row.name,
            url=reverse("phase", args=[row.pk]),
            state=PHASE.shapes[row.state],
            word=PHASE.labels[row.state],
            detail=row.campaign.title,
            day=row.ends_on,
            working_days_left=workdays_between(day, row.ends_on) if row.ends_on else None,
        )


def classes_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """A school that never said how many classes it has."""
    for row in rows:
        yield Line(
            key=row.pk,
            title=_("本单位有几个班？有任务要每个班各办各的"),
            url=reverse("classes", args=[row.pk]),
            state="due",
            word=_("请报一次"),
        )


def visit_lines(rows: list[Any], day: date) -> Iterable[Line]:
    """Visits of units, each called by its unit."""
    return staged_lines(INSPECTION_VISIT, "visit", of=False)(inspected.titled(rows), day)


WAITING = (
    Kind(
        "phases",
        gettext_lazy("到了日子，该开始或结束的阶段"),
        Permission.DECIDE,
        phases.to_decide,
        "ends_on",
        phase_lines,
    ),
    Kind(
        "classes",
        gettext_lazy("要报的班级数"),
        Permission.KEEP_GROUPS,
        classes.to_say,
        "founded_on",
        classes_lines,
    ),
    Kind(
        "to-vet",
        gettext_lazy("要审、要答复、要评定的承诺"),
        Permission.DECIDE,
        awaiting_promises.to_decide,
        "due_on",
        staged_lines(COMMITMENT, "commitment", of=True),
    ),
    Kind(
        "to-publish",
        gettext_lazy("审过、还没有公示的承诺"),
        Permission.COMMIT,
        awaiting_promises.to_put_up,
        "due_on",
        staged_lines(COMMITMENT, "commitment", of=False),
    ),
    Kind(
        "to-witness",
        gettext_lazy("同志报告办成了的承诺，请您核实"),
        Permission.COMMIT,
        awaiting_promises.to_witness,
        "due_on",
        staged_lines(COMMITMENT, "commitment", of=False),
    ),
    Kind(
        "to-keep",
        gettext_lazy("您承诺的"),
        Permission.COMMIT,
        awaiting_promises.to_keep,
        "due_on",
        staged_lines(COMMITMENT, "commitment", of=False),
    ),
    Kind(
        "projects-late",
        gettext_lazy("品牌项目：还没开始，或者有一步过了日子"),
        Permission.RECORD,
        projects.running_late,
        "ends_on",
        staged_lines(PROJECT, "project", of=False, due="ends_on"),
    ),
    Kind(
        "projects-to-confirm",
        gettext_lazy("等您确认结果的品牌项目"),
        Permission.DECIDE,
        projects.to_confirm,
        "ends_on",
        staged_lines(PROJECT, "project", of=True, due="ends_on"),
    ),
    Kind(
        "to-summarise",
        gettext_lazy("要写的书面小结"),
        Permission.COMMIT,
        written.to_write,
        "due_on",
        summary_round_lines,
        sieve=written.perhaps_to_write,
    ),
    Kind(
        "summaries",
        gettext_lazy("党员交来的小结，请看过、在支部公布"),
        Permission.DECIDE,
        written.to_publish,
        "handed_in_on",
        staged_lines(SUMMARY, "summary", of=False, due=""),
    ),
    Kind(
        "to-review",
        gettext_lazy("要点评的"),
        Permission.DECIDE,
        reviews.to_give,
        "due_on",
        round_lines,
    ),
    Kind(
        "to-read",
        gettext_lazy("对您的点评，请看一看"),
        Permission.VIEW_CAMPAIGN,
        reviews.to_read,
        "entered_at",
        review_lines,
    ),
    Kind(
        "to-self-check",
        gettext_lazy("要填、要补充的自查表"),
        Permission.RECORD,
        sheets.to_fill_in,
        "due_on",
        staged_lines(SELF_CHECK, "selfcheck", of=False),
    ),
    Kind(
        "self-checks",
        gettext_lazy("交上来、等您审核的自查表"),
        Permission.DECIDE,
        sheets.to_look_at,
        "due_on",
        staged_lines(SELF_CHECK, "selfcheck", of=True),
    ),
    Kind(
        "to-run",
        gettext_lazy("要封名单、抽签、开始的督查"),
        Permission.DECIDE,
        inspections.to_run,
        "draw_on",
        staged_lines(INSPECTION, "inspection", of=False, due="draw_on"),
    ),
    Kind(
        "to-visit",
        gettext_lazy("派您去督查的单位"),
        Permission.VIEW_CAMPAIGN,
        inspected.to_visit,
        "due_on",
        visit_lines,
    ),
    Kind(
        "to-answer",
        gettext_lazy("对督查有不同意见、等您答复的"),
        Permission.VIEW_CAMPAIGN,
        inspected.to_answer,
        "due_on",
        visit_lines,
    ),
    Kind(
        "to-confirm",
        gettext_lazy("督查反馈的情况，请确认"),
        Permission.DECIDE,
        inspected.to_confirm,
        "due_on",
        visit_lines,
    ),
    Kind(
        "own-to-put-right",
        gettext_lazy("您自己要整改的问题"),
        Permission.VIEW_CAMPAIGN,
        rectification.own_to_put_right,
        "due_on",
        staged_lines(RECTIFICATION, "rectification", of=False),
    ),
    Kind(
        "to-put-right",
        gettext_lazy("要整改的问题"),
        Permission.RECORD,
        rectification.to_put_right,
        "due_on",
        staged_lines(RECTIFICATION, "rectification", of=False),
    ),
    Kind(
        "to-verify",
        gettext_lazy("等您这边同意或核验的整改"),
        Permission.DECIDE,
        rectification.to_verify,
        "due_on",
        staged_lines(RECTIFICATION, "rectification", of=True),
    ),
)
