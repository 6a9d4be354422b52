"""What ending a campaign does to what it still asks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from ..models.activities import Record, RecordState
from ..models.campaigns import Campaign
from ..models.tasks import Expectation, Outcome


@dataclass(frozen=True)
class Ending:
    """Counts of things asked: `stopped` are not due before the day and will not be asked any more, `missed` were due
    and stay missed, `done` were settled; `waiting` counts records that can still be decided."""

    stopped: int
    missed: int
    done: int
    waiting: int


def ending(campaign: Campaign, day: date) -> Ending:
    """What closing the campaign on `day` does; two queries."""
    is_open = Q(outcome=Outcome.OPEN)
    counts = Expectation.objects.filter(campaign=campaign, withdrawn_on__isnull=True).aggregate(
        stopped=Count("pk", is_open & Q(due_on__gte=day)),
        missed=Count("pk", is_open & Q(due_on__lt=day)),
        done=Count("pk", ~is_open),
    )
    waiting = Record.objects.filter(
        state=RecordState.SUBMITTED,
        fulfilments__until__isnull=True,
        fulfilments__expectation__campaign=campaign,
    )
    return Ending(**counts, waiting=waiting.distinct().count())
