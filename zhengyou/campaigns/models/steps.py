"""What was done to a plan on the workbench, step by step, so that it can be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account

from .plans import Plan


class StepKind(models.TextChoices):
    """Whether a step did something, or took one back or did it again."""

    DONE = "done", _("改动")
    UNDO = "undo", _("撤销")
    REDO = "redo", _("恢复")


class PlanStep(models.Model):
    """One correction: what changed from what to what, who did it and when.

    `number` is the plan's revision after it, so that what happened since a page was opened are the steps with higher
    numbers. `changes` is a list of {"item": id or None for the plan's facts, "before": {…}, "after": {…}}. A step that
    answers defects of the copy names them in `settles`. A step is never altered except that it becomes `undone`; taking
    it back is a step of its own.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=StepKind, default=StepKind.DONE)
    words = models.CharField(max_length=400, help_text="what was done, as a phrase: 改正任务“…”")
    changes = models.JSONField(default=list)
    settles = models.JSONField(default=list, help_text="keys of defects: code-line-start")
    reason = models.CharField(max_length=300, blank=True)
    undone = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="planstep_number_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
