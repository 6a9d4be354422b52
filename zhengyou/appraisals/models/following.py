"""What follows a count: doubtful ballots on which two decide, and what was written, merged into themes."""

from django.db import models
from django.db.models import Q

from zhengyou.campaigns.models.rectification import Rectification
from zhengyou.organisations.models import Account

from .ballots import Ballot
from .rounds import Round, Urn


class VoidProposal(models.Model):
    """That one of those who count says a ballot should not count; another agrees, or not (then it is gone)."""

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="proposal")
    reason = models.CharField(max_length=300)
    first = models.ForeignKey(Account, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.reason


class Theme(models.Model):
    """What several remarks about one urn say, in a scrutineer's words; a `problem` is put right."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="themes")
    urn = models.ForeignKey(Urn, models.PROTECT, null=True, related_name="themes")
    name = models.CharField(max_length=60)
    problem = models.BooleanField()
    rectification = models.OneToOneField(Rectification, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "urn", "name"], nulls_distinct=False, name="appraisal_theme_once"
            ),
            models.CheckConstraint(
                condition=Q(problem=True) | Q(rectification=None), name="appraisal_theme_of_a_problem"
            ),
        ]

    def __str__(self) -> str:
        return self.name
