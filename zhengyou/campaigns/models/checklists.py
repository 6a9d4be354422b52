"""Which items of a numbered programme (六个一, 二三一四工程) a record tells of (domain.md M18)."""

from django.db import models
from django.db.models import Q

from .activities import Record
from .tasks import Expectation


class Tick(models.Model):
    """That a record tells of one item of the task of an expectation, from the day it was sent up until (if ever) it
    was returned or withdrawn; confirmed from `accepted_on` on. `item` is the words of the task's checklist."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="ticks")
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="ticks")
    item = models.CharField(max_length=80)
    since = models.DateField()
    accepted_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "expectation", "item"],
                condition=Q(until__isnull=True),
                name="tick_once_a_record",
            ),
        ]
        indexes = [
            models.Index(fields=["expectation"], condition=Q(until__isnull=True), name="tick_of_expectation"),
        ]

    def __str__(self) -> str:
        return self.item
