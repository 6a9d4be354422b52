"""Leader review (领导点评, domain.md P4): who reviews whom in a round, what was said, what is to be mended."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .campaigns import Campaign
from .rectification import Rectification
from .stages import Stage, Staged


class ReviewState(models.TextChoices):
    """See rules.procedures.REVIEW."""

    PLANNED = "planned", _("待点评")
    REPORTED = "reported", _("已交小结，待点评")
    HELD = "held", _("已点评，待看")
    READ = "read", _("已看，在整改")
    CLOSED = "closed", _("已办结")
    EXCUSED = "excused", _("这一轮免评")


class ReviewForm(models.TextChoices):
    """How a review was held (domain.md P4, R3, R5)."""

    MEETING = "meeting", _("会议点评")
    ON_THE_SPOT = "on_the_spot", _("现场点评")
    INDIVIDUAL = "individual", _("个别点评")
    RANDOM = "random", _("随机点评")


class Mark(models.TextChoices):
    """What became of a problem of the round before, as the next review finds it."""

    MENDED = "mended", _("改了")
    PARTLY = "partly", _("改了一部分")
    NOT_MENDED = "not_mended", _("没改")


class ReviewRound(models.Model):
    """One round of a campaign, numbered on its own (domain.md section 8, 6). Problems found in it are put right by
    `rectify_by` unless a line says another day."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="review_rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    opens_on = models.DateField()
    due_on = models.DateField()
    rectify_by = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="review_round_number_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"), rectify_by__gte=F("due_on")),
                name="review_round_days_follow",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Review(Staged):
    """That `reviewer` reviews in a round the organisation `organisation` or, where `person` is set, that member of it.

    It counts from `since` up to but not including `until`: who comes later is added, who goes before it was held no
    longer counts. Until the first step it has no stage and is planned. `title` and `whom` are set by
    whoever reads the row.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=20, choices=ReviewForm, blank=True)
    held_on = models.DateField(null=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    self_report = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    none_found = models.TextField(blank=True, help_text="why no problem was found, where none was")
    response = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    title = "点评"
    whom = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=Q(person__isnull=True, until__isnull=True),
                name="review_of_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(person__isnull=False, until__isnull=True),
                name="review_of_member_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="review_counts_forward"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "read", "closed"])
                | Q(held_on__isnull=False, reviewed_by__isnull=False, entered_by__isnull=False)
                & ~Q(strengths="")
                & ~Q(direction=""),
                name="review_held_says_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["round", "organisation"],
                include=["person", "state", "since", "until"],
                name="review_coverage",
            ),
            models.Index(fields=["reviewer", "round", "state"], name="review_of_reviewer"),
            models.Index(fields=["person", "state"], name="review_of_person"),
            models.Index(fields=["organisation", "state"], name="review_of_reviewed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def private(self) -> bool:
        """What is said of a member is read in the branch and by the member."""
        return self.person_id is not None


class ReviewStage(Stage):
    """One state of one review."""

    row = models.ForeignKey(Review, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row"], condition=Q(until__isnull=True), name="review_one_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class ReviewProblem(models.Model):
    """A problem that a review named: it is put right as a rectification, one to one."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="problems")
    rectification = models.OneToOneField(Rectification, models.PROTECT, related_name="found_in_review")

    def __str__(self) -> str:
        return f"{self.review_id} {self.rectification_id}"


class ProblemMark(models.Model):
    """What the review of the next round found had become of a problem (domain.md P4, p8)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="marks")
    problem = models.ForeignKey(ReviewProblem, models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=12, choices=Mark)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "problem"], name="problem_marked_once")]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.mark}"
