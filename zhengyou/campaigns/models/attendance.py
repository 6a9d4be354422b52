"""Who came to what was held, who did not and was told later, and problems raised there (domain.md P2, P18)."""

from django.db import models
from django.db.models import Q

from zhengyou.organisations.models import Account, CircumstanceKind, Person

from .activities import Record
from .rectification import Rectification


class Held(models.Model):
    """An activity of a known kind as a record tells it, from the day it was sent up until (if ever) it was returned
    or withdrawn: what was counted on a past day is read from here, because the record only knows how it stands now.

    `present` and `due` are members of the organisation on the day it happened, `voting_*` the full members among
    them; null where the kind names nobody. Whoever may stay away by his circumstances is not due.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="held")
    kind = models.CharField(max_length=40)
    present = models.PositiveIntegerField(null=True)
    due = models.PositiveIntegerField(null=True)
    voting_present = models.PositiveIntegerField(null=True)
    voting_due = models.PositiveIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=Q(until__isnull=True), name="held_one_live"),
            models.CheckConstraint(
                condition=Q(present__isnull=True, due__isnull=True)
                | Q(present__isnull=False, due__isnull=False),
                name="held_present_with_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind}"


class Absence(models.Model):
    """That a member was not there. `due`: he should have been; `circumstance` is why he need not have been.
    `briefed_on` is the day on which he made up for it or was told."""

    held = models.ForeignKey(Held, models.PROTECT, related_name="absences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.BooleanField(default=True)
    circumstance = models.CharField(max_length=20, choices=CircumstanceKind, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    briefed_on = models.DateField(null=True)
    how = models.CharField(max_length=200, blank=True)
    briefed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    briefed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "person"], name="absence_once"),
            models.CheckConstraint(
                condition=Q(briefed_on__isnull=True, briefed_by__isnull=True, briefed_at__isnull=True)
                | Q(briefed_on__isnull=False, briefed_by__isnull=False, briefed_at__isnull=False),
                name="absence_briefed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["held"], condition=Q(briefed_on__isnull=True), name="absence_to_brief"),
        ]

    def __str__(self) -> str:
        return f"{self.held_id} {self.person_id}"


class Issue(models.Model):
    """A problem raised at a meeting, which one press turns into a rectification."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="issues")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    rectification = models.OneToOneField(Rectification, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("ordinal", "pk")

    def __str__(self) -> str:
        return self.text
