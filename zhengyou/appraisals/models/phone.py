"""Asking by phone (domain.md P5, R26): from which list, how the sample is drawn, and who is still to be called.

A `Contact` lives until it has answered, was not drawn, or the urns are opened; how it answered is nowhere beside it.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Person

from .rounds import Batch


class Method(models.TextChoices):
    """How the lines of a list are drawn (rules.sampling)."""

    INTERVAL = "interval", _("等距抽样：按名单次序隔几个抽一个")
    RANDOM = "random", _("随机抽样")


class Outcome(models.TextChoices):
    """What came of a call that brought no answers; nothing yet where it is empty."""

    NO_ANSWER = "no_answer", _("没人接")
    REFUSED = "refused", _("不愿意答")
    WRONG = "wrong", _("空号、错号")


class Sample(models.Model):
    """One list of numbers for one batch. `seed` is published before the list is sealed; `second`, which nobody could
    know then, is joined to it (the ledger's link at the sealing). `frame` has a line for each number: its place and a
    digest that nobody can turn back. `outcomes` are the counts that stay when the numbers are deleted."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="sample")
    seed = models.CharField(max_length=60)
    method = models.CharField(max_length=10, choices=Method)
    wanted = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField(default=0, help_text="lines of the list")
    frame = models.TextField(blank=True)
    frame_sha256 = models.CharField(max_length=64, blank=True, help_text="empty until it is sealed")
    second = models.CharField(max_length=64, blank=True, help_text="empty until the sample is drawn")
    outcomes = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.seed


class Contact(models.Model):
    """Somebody to be called: what to call him, what for, and his number, encrypted. Who answered is deleted by the
    statement that puts his ballot into the urn. `caller` has him on the phone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="contacts")
    line = models.PositiveIntegerField()
    sealed = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    caller = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "line"], name="appraisal_contact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.line}"
