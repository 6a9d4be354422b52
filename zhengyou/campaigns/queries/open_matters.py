"""What organisations have open in the loop: things to do, promises, reviews and problems. Asked before one of them is
changed, and when a secretary hands over."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules.matters import Matter, Matters

from ..models import (
    Commitment,
    Excuse,
    Expectation,
    InspectionVisit,
    Plan,
    Project,
    Record,
    Rectification,
    Review,
    SelfCheck,
    Summary,
)
from ..models.activities import RecordState
from ..models.plans import PlanState
from ..models.projects import ProjectState
from ..models.reviews import ReviewState
from ..models.tasks import ExcuseState, Outcome
from ..rules.periods import called
from .commitments import RUNNING
from .inspections.visits import State as VisitState
from .inspections.visits import titled
from .projects import RUNNING as AT_WORK
from .rectification import OPEN
from .selfchecks.sheets import EDITABLE
from .summaries.written import open_of

_AT_WORK = (ProjectState.DRAFT, *AT_WORK)
_DONE_WITH = (PlanState.DISCARDED, PlanState.CLOSED)


def open_matters(organisation_ids: Sequence[int], day: date, shown: int) -> list[Matters]:
    """What is to be done, was returned, waits for a decision, and is in work or in force in these organisations."""
    things = Expectation.objects.filter(
        organisation_id__in=organisation_ids, outcome=Outcome.OPEN, withdrawn_on__isnull=True
    ).select_related("task")
    records = Record.objects.filter(organisation_id__in=organisation_ids)
    waiting = records.filter(state=RecordState.SUBMITTED)
    pleas = Excuse.objects.filter(
        expectation__organisation_id__in=organisation_ids, state=ExcuseState.REQUESTED
    ).select_related("expectation__task")
    plans = Plan.objects.filter(organisation_id__in=organisation_ids).exclude(state__in=_DONE_WITH)

    def thing(row: Expectation) -> Matter:
        return Matter(called(row, day), reverse("expectation", args=[row.pk]), row.due_on)

    def record(row: Record) -> Matter:
        return Matter(row.title, reverse("record", args=[row.pk]), row.happened_on, row.comment)

    def plea(row: Excuse) -> Matter:
        title = called(row.expectation, day)
        return Matter(title, reverse("excuse", args=[row.pk]), row.expectation.due_on, row.reason)

    def plan(row: Plan) -> Matter:
        return Matter(row.title, reverse("plan", args=[row.pk]), None, str(row.get_state_display()))

    return [
        _some(_("到期还没办的事项"), things.filter(due_on__lt=day), "due_on", thing, shown),
        _some(_("往后到期的事项"), things.filter(due_on__gte=day), "due_on", thing, shown),
        _some(
            _("退回来还没补正的报送"), records.filter(state=RecordState.RETURNED), "decided_at", record, shown
        ),
        _some(_("待上级验收的报送"), waiting.filter(plan_version=None), "submitted_at", record, shown),
        _some(
            _("报备上去、待上级答复的方案"),
            waiting.filter(plan_version__isnull=False),
            "submitted_at",
            record,
            shown,
        ),
        _some(_("待上级答复的不适用说明"), pleas, "requested_at", plea, shown),
        _some(_("没有结束的方案"), plans, "uploaded_at", plan, shown),
        *_procedures(organisation_ids, day, shown),
        _written(organisation_ids, shown),
        _inspected(organisation_ids, shown),
    ]


def _procedures(organisation_ids: Sequence[int], day: date, shown: int) -> list[Matters]:
    """Promises not yet judged, problems not yet closed, and reviews still to be held by these organisations."""
    promises = Commitment.objects.filter(organisation_id__in=organisation_ids, state__in=RUNNING)
    problems = Rectification.objects.filter(organisation_id__in=organisation_ids, state__in=OPEN)
    raised = Rectification.objects.filter(raiser_id__in=organisation_ids, state__in=OPEN)
    elsewhere = raised.exclude(organisation_id__in=organisation_ids)
    reviews = Review.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), reviewer_id__in=organisation_ids, state=ReviewState.PLANNED
    ).select_related("round", "person")
    projects = Project.objects.filter(organisation_id__in=organisation_ids, state__in=_AT_WORK)
    bodies = list(
        reviews.filter(person=None).order_by("pk").values_list("organisation_id", flat=True)[:shown]
    )
    names = standing_places(bodies, day)

    def promise(row: Commitment) -> Matter:
        return Matter(str(row), reverse("commitment", args=[row.pk]), row.due_on)

    def project(row: Project) -> Matter:
        return Matter(row.name, reverse("project", args=[row.pk]), row.ends_on)

    def problem(row: Rectification) -> Matter:
        title = row.told_as if row.private else row.title
        return Matter(title, reverse("rectification", args=[row.pk]), row.due_on)

    sheets = SelfCheck.objects.filter(
        organisation_id__in=organisation_ids, state__in=EDITABLE
    ).select_related("round")

    def sheet(row: SelfCheck) -> Matter:
        return Matter(str(row), reverse("selfcheck", args=[row.pk]), row.due_on, row.comment)

    def review(row: Review) -> Matter:
        whom = row.person.name if row.person is not None else names[row.organisation_id].name
        title = _("%(round)s：%(whom)s") % {"round": row.round.name, "whom": whom}
        return Matter(title, reverse("review", args=[row.pk]), row.round.due_on)

    return [
        _some(_("公示了、还没有结果的承诺"), promises, "due_on", promise, shown),
        _some(_("没有做完的品牌项目"), projects, "ends_on", project, shown),
        _some(_("没有销号的问题"), problems, "due_on", problem, shown),
        _some(_("向别的组织提出、等核验的问题"), elsewhere, "due_on", problem, shown),
        _some(_("还没点评的组织和党员"), reviews, "pk", review, shown),
        _some(_("还没交的自查表"), sheets, "due_on", sheet, shown),
    ]


def _written(organisation_ids: Sequence[int], shown: int) -> Matters:
    """Summaries that members handed in to these organisations; nobody's name is told outside his branch."""

    def summary(row: Summary) -> Matter:
        return Matter(row.told_as, reverse("summary", args=[row.pk]), None)

    return _some(_("党员交了、还没有公布的小结"), open_of(organisation_ids), "handed_in_on", summary, shown)


def _inspected(organisation_ids: Sequence[int], shown: int) -> Matters:
    """What inspectors told these organisations and they have not settled; a visit still to come is not told here."""
    told = InspectionVisit.objects.filter(
        organisation_id__in=organisation_ids, state__in=(VisitState.FED_BACK, VisitState.DISPUTED)
    )

    def visit(row: InspectionVisit) -> Matter:
        return Matter(titled([row])[0].title, reverse("visit", args=[row.pk]), row.due_on)

    return _some(_("督查反馈了、还没有确认的"), told, "due_on", visit, shown)


def _some(title: str, rows: QuerySet[Any], order: str, told: Callable[[Any], Matter], shown: int) -> Matters:
    """How many there are; the first of them where any are asked for."""
    total = rows.count()
    first = rows.order_by(order, "pk")[:shown] if shown and total else []
    return Matters(title, total, [told(row) for row in first])
