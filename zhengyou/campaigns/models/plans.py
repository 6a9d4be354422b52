"""A plan document and what was understood of it (domain.md P1, section 3)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation


class PlanState(models.TextChoices):
    """See rules.procedures.PLAN."""

    DRAFT = "draft", _("整理中")
    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已批准，待报备")
    FILED = "filed", _("已报备，待上级审核")
    IN_FORCE = "in_force", _("已生效")
    AMENDING = "amending", _("修订中")
    CLOSED = "closed", _("已结束")
    DISCARDED = "discarded", _("已作废")


# What a meeting has passed, or what came of it.
PASSED = (PlanState.APPROVED, PlanState.FILED, PlanState.IN_FORCE, PlanState.AMENDING, PlanState.CLOSED)


class Plan(models.Model):
    """One plan on its way to a campaign and through it. `revision` grows with each correction, so that two people at
    once never overwrite each other. `superior` is the plan from above that this one carries out."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True, help_text="what the public page says")
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_out_by")
    drive = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="the themed drive it came of: see rules.drives",
    )
    uploaded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="plan_decider_and_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PASSED)
                | Q(decided_by__isnull=False) & (Q(superior__isnull=False) | ~Q(decided_by=F("proposed_by"))),
                name="plan_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title


# The format of a source that is a superior's text: what counts as the plan's own text is its latest version.
ADAPTED = "adapted"


class PlanSource(models.Model):
    """The document as it came, its text by lines, and the machine's whole reading; kept apart because it is large."""

    plan = models.OneToOneField(Plan, models.PROTECT, primary_key=True, related_name="source")
    name = models.CharField(max_length=200)
    media_format = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    lines = models.JSONField(help_text="list of strings, line 1 first")
    reading = models.JSONField(help_text="Reading.to_dict()")
    document = models.PositiveSmallIntegerField(default=0, help_text="which document of a glued file, from 0")

    def __str__(self) -> str:
        return self.name


class SketchPart(models.TextChoices):
    """What of a plan a sketch was made of."""

    WHOLE = "whole", _("全文")
    OWN = "own", _("上级方案以外的文字")


class PlanSketch(models.Model):
    """A MinHash of a plan's text (plandocs.comparison), by which its nearest among thousands are found.

    Worked out from `PlanSource` and made anew whenever the way it is made changes (`version`) or the superior has
    another plan in force. Units are Chinese characters, words and numbers; `inherited` of them stand in `superior`.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sketches")
    part = models.CharField(max_length=8, choices=SketchPart)
    superior = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    version = models.CharField(max_length=40)
    units = models.PositiveIntegerField()
    inherited = models.PositiveIntegerField(default=0)
    numbers = models.BinaryField(help_text="128 numbers of four bytes")
    bands = ArrayField(models.BigIntegerField())
    likest = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    likeness = models.FloatField(
        default=0, help_text="share of what is its own that stands in `likest`, 0 to 1"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "part"], name="plansketch_part_once")]
        indexes = [GinIndex(fields=["bands"], name="plansketch_bands")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.part}"


class ItemKind(models.TextChoices):
    """What a plan item can be."""

    PHASE = "phase", _("阶段")
    TASK = "task", _("任务")
    STANDARD = "standard", _("标准")
    STANDARD_ITEM = "standard_item", _("标准条目")
    TARGET = "target", _("量化指标")
    PERSON = "person", _("人员")
    MECHANISM = "mechanism", _("机制")


class Origin(models.TextChoices):
    """Who understood it so."""

    READ = "read", _("读出")
    CORRECTED = "corrected", _("已改")
    MENDED = "mended", _("按提示修正")
    ADDED = "added", _("补充")
    INHERITED = "inherited", _("沿用上级")


class Recurrence(models.TextChoices):
    """How often a task comes back (domain.md P17)."""

    ONCE = "once", _("一次")
    WEEKLY = "weekly", _("每周")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half_yearly", _("每半年")
    PER_TERM = "per_term", _("每学期")
    YEARLY = "yearly", _("每年")


class Asked(models.TextChoices):
    """What is sent up when a task is done."""

    RECORD = "record", _("做了什么")
    PLAN = "plan", _("本单位的实施方案（报备）")


class Duty(models.Model):
    """What a task asks for; the same in the plan and in the campaign that came of it."""

    asks = models.CharField(_("报送什么"), max_length=10, choices=Asked, default=Asked.RECORD)
    owner = models.CharField(_("牵头"), max_length=120, blank=True)
    starts_on = models.DateField(_("开始"), null=True, blank=True)
    due_on = models.DateField(_("截止"), null=True, blank=True)
    recurrence = models.CharField(_("周期"), max_length=20, choices=Recurrence, default=Recurrence.ONCE)
    anchor = models.CharField(
        _("定在哪天"), max_length=20, blank=True, default="", help_text="see rules.rhythms"
    )
    times = models.PositiveSmallIntegerField(_("每期次数"), default=1)
    per_class = models.BooleanField(
        _("每个班级各办各的"), default=False, db_default=False, help_text="see models.classes"
    )
    grace_days = models.PositiveSmallIntegerField(_("期满后几个工作日内报送"), default=0)
    zero_allowed = models.BooleanField(_("可以零报告"), default=False)
    quantity = models.DecimalField(_("数量"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    activity = models.CharField(
        max_length=40,
        null=True,
        blank=True,
        help_text="kind of activity, empty for none; null where it is guessed from the name",
    )
    checklist = ArrayField(
        models.CharField(max_length=80),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=80))),
        blank=True,
        help_text="items of a numbered programme, each to be done: see rules.checklists",
    )
    step = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="the step of the drive that it is: see rules.drives",
    )
    audience_kinds = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    audience_sectors = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    audience_root = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class PlanItem(Duty):
    """One thing the plan says, with the words it came from: characters `start` to `end` of line `line`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20, choices=ItemKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    inherited_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    date_text = models.CharField(max_length=120, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    event_on = models.DateField(
        null=True, blank=True, help_text="of a phase that ends with an event: the day the event happened"
    )
    line = models.PositiveIntegerField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    certain = models.BooleanField(default=True)
    doubt = models.CharField(max_length=300, blank=True)
    checked = models.BooleanField(default=False, help_text="a person has looked at it")
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.READ)
    removed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["plan", "kind", "ordinal"], name="planitem_of_plan")]

    def __str__(self) -> str:
        return self.name
