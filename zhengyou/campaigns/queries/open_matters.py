"""What organisations have open in the loop; asked before one of them is merged, split or closed."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from ..models import Excuse, Expectation, Plan, Record
from ..models.activities import RecordState
from ..models.plans import PlanState
from ..models.tasks import ExcuseState, Outcome

_DONE_WITH = (PlanState.DISCARDED, PlanState.CLOSED)


def open_matters(organisation_ids: Sequence[int], day: date) -> list[tuple[str, int]]:
    """(words, how many) for what is to be done, to be decided, and in force in these organisations."""
    things = Expectation.objects.filter(
        organisation_id__in=organisation_ids, outcome=Outcome.OPEN, withdrawn_on__isnull=True
    )
    waiting = Record.objects.filter(organisation_id__in=organisation_ids, state=RecordState.SUBMITTED)
    pleas = Excuse.objects.filter(
        expectation__organisation_id__in=organisation_ids, state=ExcuseState.REQUESTED
    )
    plans = Plan.objects.filter(organisation_id__in=organisation_ids).exclude(state__in=_DONE_WITH)
    return [
        (_("到期还没办的事项"), things.filter(due_on__lt=day).count()),
        (_("往后到期的事项"), things.filter(due_on__gte=day).count()),
        (_("待上级验收的报送"), waiting.count()),
        (_("待上级答复的不适用说明"), pleas.count()),
        (_("没有结束的方案"), plans.count()),
    ]
