"""Self-check and benchmark (自查、对标定位, domain.md P8): a round falls on organisations, each fills in a sheet,
item by item of a standard, from what is on record already."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Kind, Organisation, Person

from .activities import Record
from .campaigns import Campaign, Standard, StandardItem
from .commitments import Commitment
from .rectification import Rectification
from .stages import Stage, Staged


class SelfCheckState(models.TextChoices):
    """See rules.procedures.SELF_CHECK."""

    OPEN = "open", _("待自查")
    HANDED_UP = "handed_up", _("已交，待审核")
    SENT_BACK = "sent_back", _("退回补充")
    RUNNING = "running", _("已审核，措施在落实")
    CLOSED = "closed", _("已办结")
    EXCUSED = "excused", _("这一轮不用交")


class Verdict(models.TextChoices):
    """What an organisation says of itself on one item."""

    MET = "met", _("达到了，有依据")
    GAP = "gap", _("有差距")


class SelfCheckRound(models.Model):
    """One round on one standard, numbered on its own. `organisation` opened it and it falls on those below it of these
    `kinds` and, where any are named, these `sectors`. What happened from `looks_from` on is offered as evidence."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="self_check_rounds", help_text="the one at the head"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="self_check_rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    kinds = ArrayField(models.CharField(max_length=30))
    sectors = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    looks_from = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="self_check_round_number_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"), opens_on__gte=F("looks_from")),
                name="self_check_round_days_follow",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SelfCheck(Staged):
    """The sheet of one organisation in a round. `reviewer`, the organisation directly above it, looks at it; whoever
    handed it up never does. Until the first step it has no stage and is open."""

    round = models.ForeignKey(SelfCheckRound, models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind, help_text="of the organisation when the round began")
    due_on = models.DateField(help_text="the round's")
    added_on = models.DateField(null=True, help_text="laid while the round ran; null: with the round")
    exemplar = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    exemplar_reason = models.CharField(max_length=300, blank=True)
    exemplar_gap = models.TextField(blank=True, help_text="what lies between oneself and the exemplar")
    handed_up_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    handed_up_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="self_check_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_up", "running", "closed"])
                | Q(handed_up_by__isnull=False, handed_up_on__isnull=False),
                name="self_check_handed_up_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(exemplar__isnull=True) | ~Q(exemplar=F("organisation")) & ~Q(exemplar_reason=""),
                name="self_check_exemplar_is_another",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="self_check_of_owner"),
            models.Index(fields=["reviewer", "state", "due_on"], name="self_check_of_reviewer"),
        ]

    def __str__(self) -> str:
        return str(self.round)


class SelfCheckStage(Stage):
    """One state of one sheet."""

    row = models.ForeignKey(SelfCheck, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="self_check_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class SelfCheckItem(models.Model):
    """What the sheet says of one item of the standard, as far as it is filled in. `words` are only for what is nowhere
    on record. The measure's `rectification` is opened when the sheet is agreed to; a problem that the last round left
    open stands here from the beginning."""

    sheet = models.ForeignKey(SelfCheck, models.PROTECT, related_name="items")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField(
        null=True, help_text="the organisation's own, of the policy's scale"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    words = models.CharField(max_length=300, blank=True)
    gap = models.CharField(max_length=120, blank=True)
    measure = models.TextField(blank=True)
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    rectification = models.ForeignKey(
        Rectification, models.PROTECT, null=True, related_name="found_in_self_checks"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "item"], name="self_check_item_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.item_id}"


class SelfCheckEvidence(models.Model):
    """Something on record that an item rests on: a record, a promise that was kept, or a problem put right."""

    row = models.ForeignKey(SelfCheckItem, models.PROTECT, related_name="evidence")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    rectification = models.ForeignKey(Rectification, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row", "record", "commitment", "rectification"],
                nulls_distinct=False,
                name="self_check_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(record__isnull=False, commitment__isnull=True, rectification__isnull=True)
                | Q(record__isnull=True, commitment__isnull=False, rectification__isnull=True)
                | Q(record__isnull=True, commitment__isnull=True, rectification__isnull=False),
                name="self_check_evidence_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id}"


class SelfCheckFinding(models.Model):
    """What a handed-up sheet says of one item, from the day it was handed up until the day (if any) on which it was
    taken or sent back: what was counted on a past day is read from here."""

    sheet = models.ForeignKey(SelfCheck, models.PROTECT, related_name="findings")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+")
    met = models.BooleanField()
    mark = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"], condition=Q(until__isnull=True), name="self_check_finding_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.item_id} {self.met}"
