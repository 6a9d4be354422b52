"""Rosters that were handed in: the file until it is done, how far it has come, what it would do and what it did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .accounts import Account
from .people import Person
from .tree import Organisation


class RosterState(models.TextChoices):
    """How far a roster has come; which follows which stands in roster/states.py."""

    WAITING = "waiting", _("等候核对")
    READING = "reading", _("正在核对")
    READY = "ready", _("核对完了，等您决定")
    FAULTY = "faulty", _("有要改的地方")
    REFUSED = "refused", _("读不了")
    CONFIRMED = "confirmed", _("等候导入")
    IMPORTING = "importing", _("正在导入")
    DONE = "done", _("已导入")
    FAILED = "failed", _("没有导入")
    DROPPED = "dropped", _("不导入了")


class RosterRun(models.Model):
    """One roster: who handed it in, where, and what became of it.

    `content` is gone once it is done, dropped or found faulty; `report`, `preview` and what is left of `content` after
    seven days. `digest` is that of the difference shown in `preview`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", help_text="null: command line"
    )
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=RosterState, default=RosterState.WAITING)
    stage = models.CharField(max_length=60, blank=True)
    permille = models.PositiveSmallIntegerField(default=0)
    sentence = models.TextField(
        blank=True, help_text="why it was refused or failed, or what changed meanwhile"
    )
    counts = models.JSONField(default=dict)
    preview = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    report = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "organisation", "id"], name="roster_run_of_account")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class RosterTouch(models.Model):
    """That a roster added, changed or transferred an organisation or a person: its line in the ledger leads here."""

    run = models.ForeignKey(RosterRun, models.PROTECT, related_name="touches")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.run_id} {self.verb}"
