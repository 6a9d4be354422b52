"""Organisations in a dated tree: what they are, and where they stand from day to day.

Nothing here is ever deleted: things end (`until`, `ended_on`), with a successor where there is one.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kinds of organisation (domain.md 2.1)."""

    DISTRICT_COMMITTEE = "district_committee", _("区委")
    COMMITTEE = "committee", _("党委")
    WORKING_COMMITTEE = "working_committee", _("党工委")
    SECOND_COMMITTEE = "second_committee", _("二级党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")


class Sector(models.TextChoices):
    """The eight sectors (domain.md 2.3)."""

    RURAL = "rural", _("农村")
    COMMUNITY = "community", _("街道社区")
    ORGANS = "organs", _("机关")
    SCHOOLS = "schools", _("学校")
    INSTITUTIONS = "institutions", _("科教文卫体事业单位")
    PRIVATE = "private", _("非公企业和新社会组织")
    STATE_ENTERPRISES = "state_enterprises", _("国有企业")
    MINORITY = "minority", _("民族地区")


class Organisation(models.Model):
    """One party organisation from its founding to its end. Its name and parent are dated: see `Placement`.

    `kind` and `sector` are those it was entered with; a placement says where they became others.
    """

    code = models.CharField(
        max_length=40, unique=True, help_text="the number it keeps through renaming and moving"
    )
    kind = models.CharField(max_length=30, choices=Kind)
    sector = models.CharField(max_length=30, choices=Sector, blank=True)
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="organisation_ends_after_founding",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Placement(models.Model):
    """Name, kind, sector and place in the tree of one organisation, from `since` up to but not including `until`.

    `path` is "/" + the ids from the root down to the organisation itself, each followed by "/", so the subtree of
    a node is everything whose path begins with the node's.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    changed_kind = models.CharField(
        max_length=30, choices=Kind, null=True, help_text="null: as the organisation was entered"
    )
    changed_sector = models.CharField(
        max_length=30,
        choices=Sector,
        null=True,
        blank=True,
        help_text="null: as the organisation was entered",
    )
    path = models.CharField(max_length=255)
    depth = models.PositiveSmallIntegerField(help_text="0 for the root")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="placement_lasts_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="placement_one_open"
            ),
            # One organisation stands in one place on one day, whoever writes. Ranges of one number each need no
            # extension.
            ExclusionConstraint(
                name="placement_one_a_day",
                expressions=[
                    (
                        Func(F("organisation"), F("organisation"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("since"), F("until"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="placement_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["parent", "since"], name="placement_children"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """What kind of organisation it is during these days; reads `organisation`."""
        return self.organisation.kind if self.changed_kind is None else self.changed_kind

    @property
    def sector(self) -> str:
        """Its sector during these days, "" for none; reads `organisation`."""
        return self.organisation.sector if self.changed_sector is None else self.changed_sector

    @property
    def kind_word(self) -> str:
        """The kind in the users' words."""
        return str(Kind(self.kind).label)

    @property
    def sector_word(self) -> str:
        """The sector in the users' words, "" for none."""
        return str(Sector(self.sector).label) if self.sector else ""
