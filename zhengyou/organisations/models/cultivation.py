"""Dual cultivation (双培养, domain.md M64): backbones of the work become members, members become backbones."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Person
from .tree import Organisation


class Direction(models.TextChoices):
    """What somebody is to become."""

    TO_MEMBER = "to_member", _("把骨干培养成党员")
    TO_BACKBONE = "to_backbone", _("把党员培养成骨干")


class Cultivation(models.Model):
    """That an organisation cultivates somebody, from `since` up to but not including `until`, and what came of it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="cultivations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=12, choices=Direction)
    how = models.CharField(max_length=500, blank=True, help_text="who helps, in what")
    since = models.DateField()
    until = models.DateField(null=True)
    reached = models.BooleanField(null=True, help_text="whether it was reached, once it is over")
    result = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="cultivation_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, reached__isnull=True)
                | Q(until__isnull=False, reached__isnull=False),
                name="cultivation_over_says_whether",
            ),
            models.UniqueConstraint(
                fields=["person", "direction"], condition=Q(until__isnull=True), name="cultivation_one_open"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "since"], name="cultivation_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.direction}"
