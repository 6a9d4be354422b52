"""The named project of an organisation (一支部一品牌, domain.md M17): its goal, its steps, what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .campaigns import Campaign
from .stages import Stage, Staged


class ProjectState(models.TextChoices):
    """See rules.procedures.PROJECT."""

    DRAFT = "draft", _("正在拟")
    RUNNING = "running", _("正在做")
    REPORTED = "reported", _("结果待确认")
    CONFIRMED = "confirmed", _("已确认")
    GIVEN_UP = "given_up", _("不做了")


class Project(Staged):
    """One named project. `responsible` answers for it, whoever last spoke for the organisation stands in `moved_by`:
    neither may confirm its result. `carried_from` is the project of the year before that it carries on."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="projects")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    goal = models.TextField()
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    moved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after"),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "confirmed"]) | ~Q(result="") & Q(done_on__isnull=False),
                name="project_reported_with_result",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="project_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectStage(Stage):
    """One state of one project."""

    row = models.ForeignKey(Project, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="project_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class Milestone(models.Model):
    """One step of a project on its way, ticked off with a word on what came of it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=300, blank=True)
    ticked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ticked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "ordinal", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, ticked_by__isnull=True, ticked_at__isnull=True)
                | Q(done_on__isnull=False, ticked_by__isnull=False, ticked_at__isnull=False),
                name="milestone_ticked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text
