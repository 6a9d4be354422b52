"""What goes through a procedure, and since when it stands where: the past is read from stages that never change."""

from django.db import models

from zhengyou.organisations.models import Account


class Staged(models.Model):
    """A row that goes through a procedure (rules.procedures); `state` says where it stands now, `comment` what was
    said with the last step. Its stages are a model of their own, `Stage` with a foreign key `row` and the related
    name `stages`."""

    state = models.CharField(max_length=20)
    comment = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def private(self) -> bool:
        """Whether its texts are for few: then the ledger tells none of them."""
        return False

    @property
    def told_as(self) -> str:
        """What the ledger calls a private row."""
        return str(self)


class Stage(models.Model):
    """One state of a row: from the day `since` until the day before `until`; open while it lasts."""

    state = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    verb = models.CharField(max_length=20, help_text="the step that led here")
    comment = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
