"""What became of people in the party, as it was decided: entered, another status, another organisation, left."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .accounts import Account
from .people import Person
from .tree import Organisation


class StepKind(models.TextChoices):
    """What may happen to somebody's membership."""

    ENROL = "enrol", _("登记")
    STATUS = "status", _("身份变动")
    TRANSFER = "transfer", _("转接组织关系")
    LEAVE = "leave", _("离开")


class LeaveReason(models.TextChoices):
    """Why somebody belongs here no more."""

    TRANSFERRED_OUT = "transferred_out", _("转出本区")
    DECEASED = "deceased", _("去世")
    ENDED = "ended", _("不再是党员或发展培养对象")


class MemberStep(models.Model):
    """One step, in force from `effective_on` on; never altered, only taken back by another one before or on that day.

    `before` and `after` name the dated rows that it ended and those that it opened, by table and id.
    """

    kind = models.CharField(max_length=10, choices=StepKind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="steps")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    effective_on = models.DateField()
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True, help_text="number of the decision")
    reason = models.CharField(max_length=500, blank=True)
    left = models.CharField(max_length=20, choices=LeaveReason, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__lte=F("effective_on")),
                name="member_step_decided_before_in_force",
            ),
            models.CheckConstraint(
                condition=Q(kind=StepKind.LEAVE, reverses__isnull=True) ^ Q(left=""),
                name="member_step_leaving_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
