"""What goes into an urn and what comes out (issue 6 section 3; docs/decisions/0025).

No row here has a person, a time, an address or a number that counts upwards; nothing here points to an elector.
Codes and sealed ballots exist only until the urns are opened, and share no key.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zhengyou.organisations.models import Account

from .rounds import Batch, Piece, Round, Urn


class Code(models.Model):
    """A one-time code, known by its digest (rules.codes). `live` while the round is open."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    live = models.BooleanField(default=False)
    used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "code"


class PiledCode(models.Model):
    """A code nobody has drawn yet, encrypted with the installation's key; drawn, it is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    sealed = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["batch", "id"], name="appraisal_pile")]

    def __str__(self) -> str:
        return "piled code"


class SealedBallot(models.Model):
    """A ballot as it lies in the urn until two scrutineers open it (rules.sealing)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["batch"], name="appraisal_sealed_batch")]

    def __str__(self) -> str:
        return "sealed ballot"


class Ballot(models.Model):
    """A counted ballot: for each subject and item, in the order of the urn, the place of the option from 1 (0: left
    blank). Never changed and never deleted; `Voided` says of which two said with a reason that they do not count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="ballots")
    marks = ArrayField(models.PositiveSmallIntegerField())

    def __str__(self) -> str:
        return "ballot"


class Voided(models.Model):
    """That a counted ballot does not count, said by two with a reason."""

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="voided")
    reason = models.CharField(max_length=300)
    first = models.ForeignKey(Account, models.PROTECT, related_name="+")
    second = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="appraisal_void_takes_two")
        ]

    def __str__(self) -> str:
        return self.reason


class Remark(models.Model):
    """Something somebody wrote, apart from his marks; of all classes and channels of an urn together. What was written
    in urns too small to be told of has no urn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks")
    urn = models.ForeignKey(Urn, models.PROTECT, null=True, related_name="remarks")
    prompt = models.PositiveSmallIntegerField(help_text="place among the sheet's prompts, from 0")
    text = models.TextField()
    theme = models.ForeignKey("appraisals.Theme", models.PROTECT, null=True, related_name="remarks")

    def __str__(self) -> str:
        return "remark"


class Receipt(models.Model):
    """That a ballot with this receipt was counted in a round: the digest of the receipt, and nothing of the ballot."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="receipts")

    def __str__(self) -> str:
        return "receipt"


class Tally(models.Model):
    """How often an option was chosen in one piece for one subject and item: counted once from the ballots, so that
    pages need not count again. Whoever doubts it counts again."""

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="tallies")
    subject = models.PositiveSmallIntegerField(help_text="place in the urn, from 0")
    item = models.PositiveSmallIntegerField(help_text="place on the sheet, from 0")
    counts = ArrayField(models.PositiveIntegerField(), help_text="by option, as the sheet has them")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "subject", "item"], name="appraisal_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.subject} {self.item}"
