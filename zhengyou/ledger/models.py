"""The ledger: one sentence for each change, never altered afterwards.

No foreign keys, so that nothing that happens elsewhere can touch a line; triggers refuse UPDATE, DELETE and
TRUNCATE (docs/decisions/0004).
"""

from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """What one actor changed, in one sentence a person can read."""

    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    happened_on = models.DateField(
        null=True, help_text="the day it happened, where that differs from entering"
    )
    actor_id = models.BigIntegerField(null=True, help_text="account; empty when the system itself acted")
    actor_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    organisation_path = models.CharField(max_length=255, blank=True)
    sentence = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="ledger_of_subject"),
            models.Index(
                fields=["organisation_path", "id"],
                name="ledger_of_path",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entered_at:%Y-%m-%d %H:%M} {self.actor_name}：{self.sentence}"


class Link(models.Model):
    """The place of one entry in the hash chain, in the order in which the entries became visible."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the previous digest and this entry, hex")

    def __str__(self) -> str:
        return f"{self.position}: {self.digest[:12]}"
