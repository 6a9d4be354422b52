"""Changes of the tree as they were decided: what was done from which day on, why, and what became of what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .accounts import Account
from .tree import Organisation


class Change(models.TextChoices):
    """What may be done to an organisation (domain.md M72)."""

    FOUND = "found", _("成立")
    RENAME = "rename", _("更名")
    RETYPE = "retype", _("调整类别领域")
    MOVE = "move", _("改隶")
    MERGE = "merge", _("合并")
    SPLIT = "split", _("分立")
    CLOSE = "close", _("撤销")


class Reorganisation(models.Model):
    """One change of the tree, in force from `effective_on` on; never altered, only taken back by another one.

    `before` and `after` name the dated rows that it ended and those that it opened, by table and id.
    """

    kind = models.CharField(max_length=10, choices=Change)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    effective_on = models.DateField()
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True, help_text="number of the decision")
    reason = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__lte=F("effective_on")),
                name="reorganisation_decided_before_in_force",
            ),
        ]
        indexes = [models.Index(fields=["effective_on"], name="reorganisation_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id}"


class PartRole(models.TextChoices):
    """What an organisation was in a change: it itself, what it came from, or what came of it."""

    SUBJECT = "subject", _("本组织")
    PREDECESSOR = "predecessor", _("原组织")
    SUCCESSOR = "successor", _("承接组织")


class Part(models.Model):
    """The part that one organisation had in a change; several came from one, or one from several."""

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=PartRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "organisation", "role"], name="part_of_reorganisation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"
