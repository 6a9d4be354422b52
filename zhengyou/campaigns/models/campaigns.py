"""A campaign in force, with its phases and standards (domain.md M01, M04, M06-M09)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Organisation

from .plans import Plan, PlanItem
from .stages import Staged


class CampaignState(models.TextChoices):
    """A campaign runs until it is closed (domain.md P26)."""

    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")


class Campaign(models.Model):
    """What an approved plan became."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="campaign")
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=CampaignState, default=CampaignState.RUNNING)
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    drive = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="the themed drive it is: see rules.drives",
    )
    slug = models.SlugField(max_length=20, unique=True, help_text="address of the public page")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="campaign_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title


class PhaseState(models.TextChoices):
    """See rules.procedures.PHASE."""

    PLANNED = "planned", _("未开始")
    HELD = "held", _("暂缓开始")
    OPEN = "open", _("进行中")
    LISTED = "listed", _("准备结束，缺项已列出")
    CLOSED = "closed", _("已结束")


class Phase(Staged):
    """One phase of a campaign. Ends that hang on an event stay open until the event is recorded. `gates` says what
    must be there before it closes: least percent by the key of a gate (rules.gates)."""

    state = models.CharField(
        max_length=20, choices=PhaseState, default=PhaseState.PLANNED, db_default=PhaseState.PLANNED.value
    )
    comment = models.TextField(blank=True, default="", db_default="")
    handling = ""  # said with the step that closes the phase, kept with the closing
    gates = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="phases")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    date_text = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=["campaign", "ordinal"], name="phase_ordinal_once")]

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """What an advanced organisation or an outstanding member is, in this campaign's words (domain.md 3.3)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="standards")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("ordinal",)

    def __str__(self) -> str:
        return self.label


class StandardItem(models.Model):
    """One item of a standard."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="items")
    ordinal = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("ordinal",)

    def __str__(self) -> str:
        return self.label
