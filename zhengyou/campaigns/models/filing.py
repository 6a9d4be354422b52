"""A plan between the meeting that passed it and the office that receives it (domain.md P1, M03, M15)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account

from .plans import Plan, PlanItem
from .tasks import Task


class PlanVersion(models.Model):
    """A plan as it stood when it was proposed; never changed afterwards.

    `content` is {"facts": {field: value}, "items": [{field: value}]} as rules.versions writes it; `lines` is its text.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    lines = models.JSONField(help_text="list of strings, line 1 first")
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="planversion_number_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class MeetingKind(models.TextChoices):
    """Which meeting passed a plan."""

    BRANCH = "branch", _("支部党员大会")
    BRANCH_COMMITTEE = "branch_committee", _("支部委员会会议")
    GENERAL_BRANCH = "general_branch", _("党总支委员会会议")
    COMMITTEE = "committee", _("党委（党工委）会议")
    LEADERSHIP = "leadership", _("党组会议")


class Meeting(models.Model):
    """The meeting that passed a version of a plan. `due`, `present` and `in_favour` are people entitled to vote."""

    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="meeting")
    kind = models.CharField(max_length=20, choices=MeetingKind)
    held_on = models.DateField()
    chair = models.CharField(max_length=60)
    due = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    in_favour = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_favour__lte=F("present"), present__lte=F("due")), name="meeting_adds_up"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


class Answer(models.Model):
    """What a plan says to one task of its superior's campaign: an item of its own, or why it does not apply."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="answers")
    requirement = models.ForeignKey(Task, models.PROTECT, related_name="answers")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="answered")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "requirement"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(item__isnull=False, reason="") | Q(item__isnull=True) & ~Q(reason=""),
                name="answer_item_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.requirement_id}"
