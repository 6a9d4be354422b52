"""Ballots on paper (domain.md P5): the box opened by two, its papers in bundles, each paper read twice.

A paper's number is stamped after the box was opened and shuffled: it belongs to the paper, not to whoever marked it.
Readings and remarks have no time; they are deleted when the urns are opened, and only counts stay.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account

from .rounds import Batch


class Box(models.Model):
    """The box of one batch of papers. It is open once two have told the same numbers: how many papers were handed out,
    came back unused, and lay in it. `done` once every bundle of it is closed."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="box")
    handed = models.PositiveIntegerField()
    unused = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True, help_text="why the numbers do not agree")
    first = models.ForeignKey(Account, models.PROTECT, related_name="+")
    second = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="appraisal_box_takes_two"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.found}"


class Bundle(models.Model):
    """Papers of one box with the numbers from `lowest` to `highest`, read by two who do not see each other's reading
    before both are done; closed once both agree. `missing`: numbers of which there was no paper."""

    box = models.ForeignKey(Box, models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField()
    lowest = models.PositiveIntegerField()
    highest = models.PositiveIntegerField()
    first = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    first_done = models.BooleanField(default=False)
    second_done = models.BooleanField(default=False)
    first_agrees = models.BooleanField(default=False)
    second_agrees = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True, help_text="why papers are missing")
    missing = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="appraisal_bundle_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="appraisal_bundle_takes_two"),
            models.CheckConstraint(
                condition=Q(first_agrees=False, second_agrees=False) | Q(first_done=True, second_done=True),
                name="appraisal_bundle_read_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.lowest}-{self.highest}"

    @property
    def closed(self) -> bool:
        """Whether both agree."""
        return self.first_agrees and self.second_agrees

    @property
    def papers(self) -> range:
        """The numbers stamped on its papers."""
        return range(self.lowest, self.highest + 1)


class PaperKind(models.TextChoices):
    """What became of one number."""

    MARKED = "marked", _("有效")
    VOID = "void", _("废票")
    MISSING = "missing", _("没有这张")


class PaperReading(models.Model):
    """What one of the two read on one paper; `hand` is 1 or 2. Deleted when the urns are opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="readings")
    hand = models.PositiveSmallIntegerField()
    paper = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=PaperKind)
    marks = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "hand", "paper"], name="appraisal_reading_once"),
            models.CheckConstraint(condition=Q(hand__in=[1, 2]), name="appraisal_reading_of_two"),
        ]

    def __str__(self) -> str:
        return "reading"


class PaperRemark(models.Model):
    """Something written on one of a bundle's papers, kept apart from the paper's number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="remarks")
    prompt = models.PositiveSmallIntegerField(help_text="place among the sheet's prompts, from 0")
    text = models.TextField()

    def __str__(self) -> str:
        return "remark"
