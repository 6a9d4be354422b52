"""Invitations of people who have no account yet. Of the secret on one, only a keyed hash is kept."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zhengyou.organisations.models import Organisation, Person


class Invitation(models.Model):
    """That an organisation invited one person to open an account: once, until a moment.

    It is over when it was used, withdrawn (also by a newer one), or its moment has passed.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="keyed hash, hex")
    posts = ArrayField(
        models.BigIntegerField(), help_text="the posts held then: one given later is not opened by it"
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True, help_text="when somebody first looked at it")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_one_invitation",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="accounts_invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class WallCode(models.Model):
    """One code for a whole organisation, to hang on the wall of its room: it lets people ask, and nothing more."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="keyed hash, hex")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="accounts_one_wall_code",
            ),
        ]

    def __str__(self) -> str:
        return f"wall code of {self.organisation_id}"


class Asking(models.Model):
    """Somebody in front of a wall code who says who he is; the secretary lets him in, or does not.

    Settled without an invitation: not let in. What strangers typed is deleted after a day (jobs.forget).
    """

    wall = models.ForeignKey(WallCode, models.CASCADE, related_name="askings")
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=40, blank=True, help_text="a number or a day, where two have one name")
    number = models.CharField(max_length=2, help_text="shown to both, so that the right browser is let in")
    browser = models.CharField(max_length=60, help_text="in words")
    asked_at = models.DateTimeField(db_index=True)
    settled_at = models.DateTimeField(null=True)
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return f"asking {self.pk}"
