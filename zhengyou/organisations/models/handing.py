"""What passes from one hand into another: people between organisations, and an organisation between secretaries."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .accounts import Account
from .people import Person, Post
from .tree import Organisation


class TransferState(models.TextChoices):
    """How an asked transfer stands."""

    ASKED = "asked", _("等对方接收")
    RECEIVED = "received", _("已接收")
    REFUSED = "refused", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


class Transfer(models.Model):
    """That the organisation somebody belongs to asks another to receive him; nothing moves before it does."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    target = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    wanted_on = models.DateField()
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True, help_text="number of the letter of introduction")
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.ASKED)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=TransferState.ASKED), name="transfer_one_asked"
            ),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="transfer_goes_elsewhere"),
        ]
        indexes = [models.Index(fields=["target", "state"], name="transfer_to")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state == TransferState.ASKED


class Handover(models.Model):
    """That an organisation passes from one secretary to the next on a day (domain.md M14).

    `listed` is what stood open when the first of the two confirmed: both confirm the same list.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    effective_on = models.DateField()
    old = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    old_until = models.DateField(null=True, help_text="when the old post was to end anyway")
    new = models.ForeignKey(Post, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    listed = models.JSONField(null=True)
    listed_on = models.DateField(null=True)
    given_on = models.DateField(null=True)
    taken_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(listed__isnull=True, given_on__isnull=True, taken_on__isnull=True)
                | Q(listed__isnull=False),
                name="handover_confirmed_by_a_list",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "effective_on"], name="handover_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.effective_on}"
