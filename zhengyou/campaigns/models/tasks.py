"""Tasks, and the expectations they lay on organisations: the first of the three ideas that carry everything."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation

from .campaigns import Campaign, Phase
from .plans import Duty, PlanItem


class Task(Duty):
    """Something the campaign asks of organisations, once or again and again."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tasks")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="tasks")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True, help_text="line of the plan it came from")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="tasks")
    withdrawn_on = models.DateField(null=True, help_text="the day an amendment took it out of the plan")

    class Meta:
        ordering = ("ordinal",)

    def __str__(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    """What has become of an expectation so far; its state on a day follows from this and its dates (rules.states).
    PART is never an expectation's: a record tells of some items of a list to tick off."""

    OPEN = "open", _("未办")
    MET = "met", _("已报送")
    PART = "part", _("报了一部分")
    ZERO = "zero", _("零报告")
    EXCUSED = "excused", _("不适用")


class Expectation(models.Model):
    """One task x one period x one organisation (and one class of it): what is due and when.

    `outcome`, `settled_on`, `in_time` and `confirmed` say how it stands now; how it stood on a past day is read from
    `Fulfilment` and `Excuse`, whose dated rows never change.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="expectations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=1, help_text="1 to task.times within one period")
    class_number = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="of a task for each class: which one; 0 for the whole organisation"
    )
    class_name = models.CharField(max_length=40, blank=True, default="", db_default="")
    opens_on = models.DateField()
    due_on = models.DateField()
    grace_until = models.DateField(null=True, help_text="after a return: in time until this day")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField(null=True)
    in_time = models.BooleanField(null=True)
    confirmed = models.BooleanField(default=False)
    created_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "organisation", "period_start", "class_number", "sequence"],
                condition=Q(withdrawn_on__isnull=True),
                name="expectation_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", settled_on__isnull=True)
                | ~Q(outcome="open") & Q(settled_on__isnull=False),
                name="expectation_settled_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="expectation_due_after_opening"
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "organisation", "task"],
                include=[
                    "opens_on",
                    "due_on",
                    "grace_until",
                    "outcome",
                    "in_time",
                    "confirmed",
                    "withdrawn_on",
                    "created_on",
                ],
                name="expectation_progress",
            ),
            models.Index(
                fields=["campaign", "due_on"],
                condition=Q(outcome="open", withdrawn_on__isnull=True),
                name="expectation_overdue",
            ),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(outcome="open", withdrawn_on__isnull=True),
                name="expectation_awaiting",
            ),
            models.Index(
                fields=["task"],
                include=["organisation", "due_on", "grace_until"],
                condition=Q(outcome="open", withdrawn_on__isnull=True),
                name="expectation_open_of_task",
            ),
            models.Index(
                fields=["organisation", "due_on"],
                include=["task", "created_on", "withdrawn_on"],
                name="expectation_burden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.organisation_id} {self.period_start}"


class ExcuseState(models.TextChoices):
    """See rules.procedures.EXCUSE."""

    REQUESTED = "requested", _("待批")
    APPROVED = "approved", _("同意")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Excuse(models.Model):
    """Why an expectation does not apply to an organisation: a reason, and somebody above who agreed."""

    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="excuses")
    state = models.CharField(max_length=12, choices=ExcuseState, default=ExcuseState.REQUESTED)
    reason = models.TextField()
    requested_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["requested", "withdrawn"], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(state__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="excuse_decision_has_its_decider",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="excuse_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(comment=""), name="excuse_refusal_says_why"
            ),
            models.UniqueConstraint(
                fields=["expectation"], condition=Q(state="requested"), name="excuse_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expectation_id} {self.state}"
