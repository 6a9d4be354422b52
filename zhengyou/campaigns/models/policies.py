"""Policies: the numbers on which the sources disagree, as data with a source (architecture.md)."""

from django.db import models

from .campaigns import Campaign


class Policy(models.Model):
    """One number or choice of a campaign, from `since` on; a later row with the same key takes its place."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="policies")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "key", "since"], name="policy_once_a_day")]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"
