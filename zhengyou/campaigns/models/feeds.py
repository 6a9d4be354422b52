"""Secret addresses under which people read in their own calendars what awaits them."""

from django.db import models
from django.db.models import Q

from zhengyou.organisations.models import Account


class CalendarFeed(models.Model):
    """One secret address; only its digest is kept, so that nobody who reads the database can use it."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at__isnull=True), name="calendarfeed_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%Y-%m-%d}"
