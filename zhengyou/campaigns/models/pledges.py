"""Texts of collective pledges (domain.md M24): written once by an office, used by the organisations below it."""

from django.db import models

from zhengyou.organisations.models import Account, Organisation

from .campaigns import Campaign


class Pledge(models.Model):
    """A text that `organisation` gives to itself and those below it. It is never changed, so that what was signed stays
    beside what it was signed from: another text is another row, and this one is put away."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    text = models.TextField()
    put_away_on = models.DateField(null=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["campaign", "organisation"], name="pledge_of_campaign")]

    def __str__(self) -> str:
        return self.name
