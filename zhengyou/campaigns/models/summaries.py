"""Written summaries of members (书面小结, domain.md M28): asked for in rounds, handed in, published in the branch."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .campaigns import Campaign
from .stages import Stage, Staged


class SummaryState(models.TextChoices):
    """See rules.procedures.SUMMARY."""

    DRAFT = "draft", _("在写")
    HANDED_IN = "handed_in", _("已交，待公布")
    RETURNED = "returned", _("退回补充")
    PUBLISHED = "published", _("已在支部公布")


class SummaryRound(models.Model):
    """That every member below the issuer is asked by `due_on` for a summary of the days from `covers_from` to
    `covers_until`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="summary_rounds")
    name = models.CharField(max_length=60)
    covers_from = models.DateField()
    covers_until = models.DateField()
    due_on = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="summary_round_named_once"),
            models.CheckConstraint(
                condition=Q(covers_until__gte=F("covers_from")), name="summary_round_covers_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Summary(Staged):
    """One member's summary of a round, in the branch of which he was a member when he began it. `entered_for`:
    somebody else typed it in from his paper."""

    round = models.ForeignKey(SummaryRound, models.PROTECT, related_name="summaries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    promised = models.TextField(blank=True, help_text="what he promised and what came of it")
    took_part = models.TextField(blank=True, help_text="what he took part in and did")
    put_right = models.TextField(blank=True, help_text="problems he was told of and what came of them")
    next_steps = models.TextField(blank=True, help_text="what he means to do next")
    entered_for = models.BooleanField(default=False)
    handed_in_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="summary_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False) & ~Q(published_where=""),
                name="summary_published_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_in", "published"])
                | Q(handed_in_on__isnull=False) & ~Q(promised="", took_part="", put_right="", next_steps=""),
                name="summary_handed_in_says_something",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "round", "state"], name="summary_of_branch"),
            models.Index(fields=["person", "state"], name="summary_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}：{self.round.name}"

    @property
    def private(self) -> bool:
        """What a member writes of himself stays in the branch (docs/decisions/0020)."""
        return True

    @property
    def told_as(self) -> str:
        """What the ledger calls it."""
        return f"一名党员的{self.round.name}"


class SummaryStage(Stage):
    """One state of one summary."""

    row = models.ForeignKey(Summary, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="summary_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"
