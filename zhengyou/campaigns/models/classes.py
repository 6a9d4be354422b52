"""How many classes a school has, from day to day: what is asked of each class is asked so often."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zhengyou.organisations.models import Account, Organisation


class Classes(models.Model):
    """The classes of one organisation from `since` up to but not including `until`, as it said itself.

    `names` are those of all its classes in their order, or none. Days that were lived through never change.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    names = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    stated_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="classes_at_least_one"),
            models.CheckConstraint(
                condition=Q(names__len=0) | Q(names__len=F("number")), name="classes_all_named_or_none"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="classes_last_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="classes_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"
