"""What the end of a campaign needs (domain.md P26)."""

from django.db import models

from zhengyou.organisations.models import Account, Organisation

from .campaigns import Campaign


class Explanation(models.Model):
    """Why a figure and its parts disagree, typed by a person and printed beside the figure.

    It holds for exactly the disagreement it was written for: another value or another sum asks again.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    figure = models.CharField(max_length=80)
    as_of = models.DateField()
    value = models.CharField(max_length=40)
    parts_sum = models.CharField(max_length=40)
    text = models.TextField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="explanation_says_something")
        ]
        indexes = [
            models.Index(fields=["campaign", "organisation", "figure", "as_of"], name="explanation_of_figure")
        ]

    def __str__(self) -> str:
        return self.figure
