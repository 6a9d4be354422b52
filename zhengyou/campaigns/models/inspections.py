"""Inspection rounds (督查, domain.md P15): the scheme, the frame and the draw, and what was found at each unit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Kind, Organisation, Person, Sector

from .campaigns import Campaign, StandardItem
from .rectification import Rectification
from .stages import Stage, Staged
from .tasks import Task


class InspectionState(models.TextChoices):
    """See rules.procedures.INSPECTION."""

    SCHEME = "scheme", _("拟方案")
    PUBLISHED = "published", _("方案已公布")
    FRAMED = "framed", _("名单已封定")
    NUMBERED = "numbered", _("号码待核对")
    DRAWN = "drawn", _("已抽定")
    VISITING = "visiting", _("督查中")
    CIRCULAR = "circular", _("已通报")
    CLOSED = "closed", _("已办结")
    CANCELLED = "cancelled", _("已取消")


class VisitState(models.TextChoices):
    """See rules.procedures.INSPECTION_VISIT."""

    PLANNED = "planned", _("待督查")
    NOTIFIED = "notified", _("已通知，待督查")
    VISITED = "visited", _("已查，待反馈")
    FED_BACK = "fed_back", _("已反馈，待确认")
    DISPUTED = "disputed", _("有不同意见，待答复")
    ANSWERED = "answered", _("已答复")
    CONFIRMED = "confirmed", _("单位已确认")
    MISSED = "missed", _("没有查成")
    CALLED_OFF = "called_off", _("已取消")


class Method(models.TextChoices):
    """How inspectors look (domain.md P15: hear, read, look, talk, phone)."""

    HEAR = "hear", _("听介绍")
    READ = "read", _("看记录")
    LOOK = "look", _("看现场")
    TALK = "talk", _("个别谈话")
    PHONE = "phone", _("电话问")


class Inspection(Staged):
    """One round. `seed` are the words published with the scheme; `second` is what is joined to them afterwards: the
    public number named in the scheme (`public_name`, of the day `public_on`), or the digest of the ledger's link at
    which the frame was sealed. `most_visits` is the policy under which the frame was made."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    purpose = models.TextField()
    methods = ArrayField(models.CharField(max_length=10, choices=Method))
    unannounced = models.BooleanField(default=False)
    draw_on = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    seed = models.CharField(max_length=60)
    public_name = models.CharField(max_length=80, blank=True)
    public_on = models.DateField(null=True)
    public_number = models.CharField(max_length=60, blank=True)
    second = models.CharField(max_length=64, blank=True)
    frame_sha256 = models.CharField(max_length=64, blank=True)
    most_visits = models.PositiveSmallIntegerField(null=True)
    inspectors = models.ManyToManyField(Person, related_name="+")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    moved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on"), opens_on__gte=F("draw_on")),
                name="inspection_days_follow",
            ),
            models.CheckConstraint(
                condition=Q(public_name="", public_on__isnull=True)
                | ~Q(public_name="") & Q(public_on__lte=F("draw_on"), unannounced=False),
                name="inspection_number_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["scheme", "published", "cancelled"]) | ~Q(frame_sha256=""),
                name="inspection_frame_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["drawn", "visiting", "circular", "closed"]) | ~Q(second=""),
                name="inspection_drawn_from_a_seed",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "organisation"], name="inspection_of_campaign"),
            models.Index(fields=["organisation", "state"], name="inspection_of_organiser"),
        ]

    def __str__(self) -> str:
        return self.title


class InspectionStage(Stage):
    """One state of one round."""

    row = models.ForeignKey(Inspection, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="inspection_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class InspectionLine(models.Model):
    """One line of the checklist: of a standard, of a task, or written for this round (both empty)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="lines")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    item = models.ForeignKey(StandardItem, models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=["inspection", "ordinal"], name="inspection_line_once")]

    def __str__(self) -> str:
        return self.text


class InspectionStratum(models.Model):
    """Units of one sector and kind (empty: of any), and how many of them: a number or a share. `size` and `quota`
    are what that came to when the frame was sealed."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="strata")
    ordinal = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=30, choices=Sector, blank=True)
    kind = models.CharField(max_length=30, choices=Kind, blank=True)
    number = models.PositiveSmallIntegerField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    size = models.PositiveIntegerField(null=True)
    quota = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("ordinal",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ordinal"], name="inspection_stratum_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, percent__isnull=True)
                | Q(number__isnull=True, percent__gte=1, percent__lte=100),
                name="inspection_number_or_share",
            ),
        ]

    def __str__(self) -> str:
        return _("%(sector)s的%(kind)s") % {
            "sector": self.get_sector_display() or _("各领域"),
            "kind": self.get_kind_display() or _("各类组织"),
        }


class UnitPlace(models.TextChoices):
    """Where a unit stands towards the draw."""

    FRAME = "frame", _("参加抽签")
    LEFT_OUT = "left_out", _("没有列入")
    CHOSEN = "chosen", _("点名")


class InspectionUnit(models.Model):
    """A unit as the frame of a round names it: in the draw (with its value once drawn), left out (why), or chosen
    beside the draw (why). Code and name are those of the day the frame was sealed."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stratum = models.ForeignKey(InspectionStratum, models.CASCADE, null=True, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=10, choices=UnitPlace)
    reason = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    drawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "organisation"], name="inspection_unit_once"),
            models.CheckConstraint(
                condition=Q(place="frame", stratum__isnull=False)
                | Q(place__in=["left_out", "chosen"], drawn=False) & ~Q(reason=""),
                name="inspection_unit_in_a_stratum_or_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InspectionVisit(Staged):
    """That a unit is visited in a round: drawn, or chosen beside the draw. `due_on`: visited by then and, once fed
    back, confirmed by then."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    chosen = models.BooleanField(default=False)
    due_on = models.DateField()
    visited_on = models.DateField(null=True)
    methods = ArrayField(models.CharField(max_length=10, choices=Method), default=list)
    good = models.TextField(blank=True)
    rectify_by = models.DateField(null=True)
    response = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    title = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "organisation"], name="inspection_visit_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["visited", "fed_back", "disputed", "answered", "confirmed"])
                | Q(visited_on__isnull=False),
                name="inspection_visited_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["disputed", "answered"]) | ~Q(response=""),
                name="inspection_disputed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="inspection_visit_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.inspection_id} {self.organisation_id}"


class InspectionVisitStage(Stage):
    """One state of one visit."""

    row = models.ForeignKey(InspectionVisit, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="inspection_visit_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class Verdict(models.TextChoices):
    """What was seen of a line; a line that nobody looked at has no finding."""

    FINE = "fine", _("好")
    PROBLEM = "problem", _("有问题")


class InspectionFinding(models.Model):
    """What was seen of one line at one unit. A problem is put right as a rectification from the feedback on."""

    visit = models.ForeignKey(InspectionVisit, models.PROTECT, related_name="findings")
    line = models.ForeignKey(InspectionLine, models.PROTECT, related_name="findings")
    verdict = models.CharField(max_length=10, choices=Verdict)
    problem = models.CharField(max_length=120, blank=True)
    rectification = models.OneToOneField(
        Rectification, models.PROTECT, null=True, related_name="found_in_inspection"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "line"], name="inspection_finding_once"),
            models.CheckConstraint(
                condition=Q(verdict="fine", problem="", rectification__isnull=True)
                | Q(verdict="problem") & ~Q(problem=""),
                name="inspection_problem_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.verdict}"


class InspectionCircular(models.Model):
    """The circular of a round as it was issued: the file itself never changes."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="issued")
    issued_on = models.DateField()
    assessment = models.TextField()
    requirements = models.TextField()
    names_good = models.BooleanField()
    names_problems = models.BooleanField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.issued_on}"
