"""Days: the current one, and the condition that a dated row holds on one."""

from datetime import date

from django.db.models import Q
from django.utils import timezone


def today() -> date:
    """The current day where the campaign is run."""
    return timezone.localdate()


def on_day(day: date) -> Q:
    """Condition: a row with `since` and `until` holds on that day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
