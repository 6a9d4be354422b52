"""What organisations have open in the loop: asked before one of them is changed, and when a secretary hands over."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.rules.matters import Matter, Matters

from ..models import Excuse, Expectation, Plan, Record
from ..models.activities import RecordState
from ..models.plans import PlanState
from ..models.tasks import ExcuseState, Outcome
from ..rules.periods import called

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
    ]


def _some(title: str, rows: QuerySet[Any], order: str, told: Callable[[Any], Matter], shown: int) -> Matters:
    """How many there are; the first of them where any are asked for."""
    total = rows.count()
    first = rows.order_by(order, "pk")[:shown] if shown and total else []
    return Matters(title, total, [told(row) for row in first])
