"""The ledger: one sentence for each change, never altered afterwards.

No foreign keys, so that nothing that happens elsewhere can touch a line; triggers refuse UPDATE, DELETE and
TRUNCATE (docs/decisions/0004). People's names stand apart, so that they alone can be blanked (docs/decisions/0015).
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


def _read_by(name: str, *first: str) -> models.Index:
    """The newest lines of each path, by which `reading` finds pages of any part of the tree."""
    classes = {"actor_id": "int8_ops", "subject": "varchar_ops"}
    return models.Index(
        fields=[*first, "organisation_path", "entered_at", "id"],
        name=name,
        opclasses=[*(classes[one] for one in first), "varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
    )


class Entry(models.Model):
    """What one actor changed, in one sentence a person can read."""

    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    happened_on = models.DateField(
        null=True, help_text="the day it happened, where that differs from entering"
    )
    actor_id = models.BigIntegerField(null=True, help_text="account; empty when the system itself acted")
    actor_name = models.CharField(
        max_length=120, blank=True, help_text="only where no person acted; a person is the first of names"
    )
    names = ArrayField(
        models.BigIntegerField(), default=list, help_text="ids of Name: the actor's, then those mentioned"
    )
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    organisation_path = models.CharField(max_length=255, blank=True)
    sentence = models.TextField(help_text="people stand in it as marks, see naming")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="ledger_of_subject"),
            _read_by("ledger_of_path"),
            _read_by("ledger_of_actor", "actor_id"),
            _read_by("ledger_of_kind", "subject"),
            GinIndex(fields=["names"], name="ledger_of_names"),  # all that is told of one person
        ]

    def __str__(self) -> str:
        return f"{self.entered_at:%Y-%m-%d %H:%M} {self.verb} {self.pk}"


class Name(models.Model):
    """A person as lines call them; blanked, text and salt are gone and only the digest is left for the chain."""

    person_id = models.BigIntegerField(db_index=True)
    text = models.CharField(max_length=150, null=True)
    salt = models.BinaryField(max_length=16, null=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 over salt and text, hex")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text__isnull=True, salt__isnull=True)
                | models.Q(text__isnull=False, salt__isnull=False),
                name="ledger_name_blanked_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} of person {self.person_id}"


class Link(models.Model):
    """The place of one entry in the hash chain, in the order in which the entries became visible."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the previous digest and this entry, hex")

    def __str__(self) -> str:
        return f"{self.position}: {self.digest[:12]}"


class Sealed(models.Model):
    """How far the sealer has come: a single row to find quickly what is new, no evidence of anything."""

    to = models.BigIntegerField(
        default=0, help_text="every entry up to this id is chained or will never come"
    )
    asked_to = models.BigIntegerField(
        default=0, help_text="the newest id when those it waits for were writing"
    )
    waiting_for = ArrayField(models.CharField(max_length=40), default=list, help_text="virtual transactions")

    def __str__(self) -> str:
        return f"sealed to {self.to}"
