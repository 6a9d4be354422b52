"""Records of what happened, and which expectations each meets (domain.md M20, P17): one record, many ledgers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .filing import PlanVersion
from .projects import Project
from .tasks import Expectation, Outcome


class RecordState(models.TextChoices):
    """See rules.procedures.RECORD."""

    SUBMITTED = "submitted", _("待验收")
    ACCEPTED = "accepted", _("已验收")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


class Record(models.Model):
    """Something an organisation did (or the declaration that there was nothing to do)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RecordState, default=RecordState.SUBMITTED)
    zero = models.BooleanField(default=False, help_text="a zero declaration")
    kind = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="see rules.activity_kinds"
    )
    details = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="what the kind asks: texts by the field's key",
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        related_name="records",
        help_text="the named project it was done for",
    )
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="filings")
    title = models.CharField(max_length=120)
    happened_on = models.DateField(db_index=True)
    place = models.CharField(max_length=120, blank=True)
    attended = models.PositiveIntegerField(null=True)
    participants = models.ManyToManyField(Person, related_name="+")
    result = models.TextField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    unit = models.CharField(max_length=20, blank=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "returned"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="record_decision_has_its_decider",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                name="record_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""), name="record_return_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-happened_on"], name="record_of_organisation"),
            models.Index(
                fields=["organisation", "submitted_at"],
                condition=Q(state="submitted"),
                name="record_to_decide",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Fulfilment(models.Model):
    """That a record met an expectation, or told of some `items` of it, from the day it was submitted until (if ever) it
    was returned or withdrawn."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="fulfilments")
    expectation = models.ForeignKey(Expectation, models.PROTECT, related_name="fulfilments")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.MET)
    items = ArrayField(
        models.CharField(max_length=80),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=80))),
        blank=True,
        help_text="of a task that is a list to tick off: what the record tells of",
    )
    in_time = models.BooleanField()
    since = models.DateField()
    accepted_on = models.DateField(null=True)
    until = models.DateField(null=True)
    grace_until = models.DateField(null=True, help_text="after a return: what then counts as in time")
    after_closing = models.BooleanField(
        default=False, db_default=False, help_text="told of after the phase had closed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expectation"],
                condition=Q(until__isnull=True) & ~Q(outcome="part"),
                name="fulfilment_one_live",
            ),
            models.UniqueConstraint(
                fields=["record", "expectation"],
                condition=Q(until__isnull=True),
                name="fulfilment_once_a_record",
            ),
        ]
        indexes = [
            models.Index(fields=["record"], name="fulfilment_of_record"),
            models.Index(
                fields=["expectation"], condition=Q(after_closing=True), name="fulfilment_after_closing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} -> {self.expectation_id}"


class Attachment(models.Model):
    """A file laid beside a record. Optional everywhere: nobody is asked for photos."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="attachment_same")]

    def __str__(self) -> str:
        return self.name
