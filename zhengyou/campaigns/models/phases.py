"""What happens to the phases of a campaign: their stages, what was missing when one closed, the event one ended with
(domain.md M09)."""

from django.db import models
from django.db.models import Q

from zhengyou.organisations.models import Account, Organisation

from .campaigns import Phase
from .tasks import Task


class PhaseStage(models.Model):
    """One state of one phase, as `Stage`; where its day opened it, nobody took the step."""

    row = models.ForeignKey(Phase, models.CASCADE, related_name="stages")
    state = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    verb = models.CharField(max_length=20, help_text="the step that led here")
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row"], condition=Q(until__isnull=True), name="phase_one_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class PhaseClosing(models.Model):
    """What was missing from a phase as of a day, listed before it closes, and what is to become of it.

    `missing` are things overdue, `ahead` things not due yet; `gates` what each gate came to:
    {"key", "least", "found", "of", "met"}.
    """

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="closings")
    listed_on = models.DateField()
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    missing = models.PositiveIntegerField()
    ahead = models.PositiveIntegerField()
    gates = models.JSONField(default=list)
    handling = models.TextField(blank=True, help_text="what happens with what is missing")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(missing=0, ahead=0) | ~Q(handling=""),
                name="phaseclosing_says_what_happens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase_id} {self.listed_on}"


class PhaseMissing(models.Model):
    """How much of one task one organisation had not done when the list was made."""

    closing = models.ForeignKey(PhaseClosing, models.CASCADE, related_name="rows")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    missing = models.PositiveIntegerField()
    ahead = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "task", "organisation"], name="phasemissing_once")
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.task_id} {self.organisation_id}"


class PhaseEvent(models.Model):
    """The event a phase ended with: the day, what happened, and the document it is known from."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="events")
    happened_on = models.DateField()
    what = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phase"], condition=Q(taken_back_at__isnull=True), name="phaseevent_one"
            ),
        ]

    def __str__(self) -> str:
        return self.what
