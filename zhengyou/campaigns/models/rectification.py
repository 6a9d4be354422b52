"""Problems to be put right (整改台账, domain.md P14): who raised them, who answers for them, and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .campaigns import Campaign
from .stages import Stage, Staged


class RectificationState(models.TextChoices):
    """See rules.procedures.RECTIFICATION."""

    RAISED = "raised", _("待定措施")
    PROPOSED = "proposed", _("措施待同意")
    ONGOING = "ongoing", _("整改中")
    EXTENSION_ASKED = "extension_asked", _("申请延期")
    CLAIMED = "claimed", _("待核验")
    CLOSED = "closed", _("已销号")
    SETTLED = "settled", _("回头看未反弹")
    WITHDRAWN = "withdrawn", _("已撤销")


class Source(models.TextChoices):
    """Where a problem came to light."""

    REVIEW = "review", _("领导点评")
    APPRAISAL = "appraisal", _("群众评议")
    INSPECTION = "inspection", _("督查")
    SELF_CHECK = "self_check", _("自查")
    MEETING = "meeting", _("会议")
    OPEN_DAY = "open_day", _("公开日")
    OBJECTION = "objection", _("群众反映")
    OTHER = "other", _("其他")


class Satisfaction(models.TextChoices):
    """What those affected say of the result."""

    SATISFIED = "satisfied", _("满意")
    FAIRLY = "fairly", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")
    NOT_ASKED = "not_asked", _("没有问到")


class Rectification(Staged):
    """One problem of one organisation. `raiser` is the organisation that raised it and verifies it; `responsible`
    answers for it, and whoever last spoke for the owner stands in `moved_by`: neither may verify it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rectifications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    raiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    co_owners = models.ManyToManyField(Organisation, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    category = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text="which fault it is, of those the campaign's drive names",
    )
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    immediate = models.BooleanField(default=False)
    personal = models.BooleanField(
        default=False,
        help_text="a member's own, seen by the branch and the member; `responsible` is the member",
    )
    raised_on = models.DateField()
    due_on = models.DateField()
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    measure = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    satisfaction = models.CharField(max_length=20, choices=Satisfaction, blank=True)
    asked_until = models.DateField(null=True, help_text="the day an extension is asked to")
    extensions = models.PositiveSmallIntegerField(default=0)
    look_back_on = models.DateField(null=True, help_text="when it is looked at once more")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    moved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="rectification_due_after"),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "closed", "settled"])
                | ~Q(evidence="") & Q(done_on__isnull=False),
                name="rectification_done_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ongoing", "extension_asked", "claimed", "closed", "settled"])
                | ~Q(measure="") & Q(responsible__isnull=False),
                name="rectification_runs_with_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(personal=False) | Q(responsible__isnull=False),
                name="rectification_personal_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="rectification_of_owner"),
            models.Index(fields=["raiser", "state"], name="rectification_of_raiser"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def private(self) -> bool:
        """A member's own problem is told to few."""
        return self.personal

    @property
    def told_as(self) -> str:
        """What the ledger calls a member's own problem."""
        return "党员个人的一个问题"


class RectificationStage(Stage):
    """One state of one problem."""

    row = models.ForeignKey(Rectification, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="rectification_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"
