"""What a branch does every year for each of its members: democratic appraisal (domain.md P6) and party-spirit analysis
(P7). A round asks for it of everybody on the roster of one day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.stages import Stage, Staged
from zhengyou.organisations.models import Account, Organisation, Person

from .rounds import Round


class MemberRoundKind(models.TextChoices):
    """What a round asks for."""

    DEMOCRATIC = "democratic", _("民主评议党员")
    SPIRIT = "spirit", _("党性分析")


class MemberRound(models.Model):
    """What an organisation asks of each member at and below itself, done by `due_on`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", help_text="the one at the head")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=MemberRoundKind)
    name = models.CharField(max_length=60)
    due_on = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation", "name"], name="member_round_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GradingState(models.TextChoices):
    """See rules.democratic."""

    STUDY = "study", _("待学习")
    SELF = "self", _("待自评")
    MUTUAL = "mutual", _("待互评")
    BALLOT = "ballot", _("待测评")
    GRADE = "grade", _("待定等次")
    GRADED = "graded", _("支部委员会已定等次，待告知")
    TOLD = "told", _("已告知本人，待上级审批")
    OBJECTED = "objected", _("本人有异议，待答复")
    APPROVED = "approved", _("上级已审批")
    USED = "used", _("结果已运用")
    EXCUSED = "excused", _("这次不评")


class Grade(models.TextChoices):
    """The four grades (domain.md P6, R15)."""

    EXCELLENT = "excellent", _("优秀")
    QUALIFIED = "qualified", _("合格")
    BASIC = "basic", _("基本合格")
    UNQUALIFIED = "unqualified", _("不合格")


class Grading(Staged):
    """The democratic appraisal of one member in a round. It is held by `held_by`: his branch, or the organisation above
    where that has fewer than three full members. Until the first step it has no stage."""

    round = models.ForeignKey(MemberRound, models.PROTECT, related_name="gradings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    held_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    studied_on = models.DateField(null=True)
    study = models.CharField(max_length=200, blank=True, help_text="what was studied, in which meeting")
    own_text = models.TextField(blank=True)
    comments = models.TextField(blank=True, help_text="what was said of him in the meeting")
    ballot = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=12, choices=Grade, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    objection = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    used_for = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="grading_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["graded", "told", "objected", "approved", "used"])
                | ~Q(grade="") & ~Q(reason=""),
                name="grading_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "held_by", "state"], name="grading_of_branch"),
            models.Index(fields=["person", "state"], name="grading_of_person"),
            models.Index(fields=["held_by", "state"], name="grading_held"),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def private(self) -> bool:
        """Who was graded how is for the member, his branch and those above."""
        return True

    @property
    def told_as(self) -> str:
        """The ledger names nobody."""
        return f"一名党员的{self.round}"


class GradingStage(Stage):
    """One state of one member's appraisal."""

    row = models.ForeignKey(Grading, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="grading_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class AnalysisState(models.TextChoices):
    """See rules.spirit."""

    NOTICED = "noticed", _("已通知，待征求意见")
    GATHERED = "gathered", _("意见已征求，待谈心")
    TALKED = "talked", _("谈过心，待写报告")
    WRITTEN = "written", _("报告已写，待会上说明")
    STATED = "stated", _("会上说明过，待评议")
    COMMENTED = "commented", _("评议过，待支部写意见")
    JUDGED = "judged", _("支部有了意见，待书面反馈")
    FED_BACK = "fed_back", _("已书面反馈")
    FILED = "filed", _("已报上级")
    CIRCULATED = "circulated", _("已通报")
    EXCUSED = "excused", _("这次不写")


class Analysis(Staged):
    """One member's party-spirit analysis in a round: what others told, what he wrote, what the branch answered."""

    round = models.ForeignKey(MemberRound, models.PROTECT, related_name="analyses")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opinions = models.TextField(blank=True, help_text="gathered beforehand")
    talks = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    roots = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    stated_on = models.DateField(null=True)
    criticism = models.TextField(blank=True, help_text="received in the meeting")
    opinion = models.TextField(blank=True, help_text="of the branch")
    feedback = models.TextField(blank=True, help_text="given to the member in writing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="analysis_once")]
        indexes = [
            models.Index(fields=["round", "organisation", "state"], name="analysis_of_branch"),
            models.Index(fields=["person", "state"], name="analysis_of_person"),
            models.Index(fields=["organisation", "state"], name="analysis_held"),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def private(self) -> bool:
        """For the member, his branch committee and the superior only."""
        return True

    @property
    def told_as(self) -> str:
        """The ledger names nobody."""
        return f"一名党员的{self.round}"


class AnalysisStage(Stage):
    """One state of one member's analysis."""

    row = models.ForeignKey(Analysis, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="analysis_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"
