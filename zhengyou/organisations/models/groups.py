"""What lies across the tree: groups with terms, units of the administration, and the list of weak organisations."""

from django.db import models
from django.db.models import F, Q

from .accounts import Account
from .people import Person
from .tree import Organisation


class Group(models.Model):
    """A leading group, its office, a team (domain.md M12, M13), from `since` up to but not including `until`.

    `kind` is a key of rules.structure.GROUP_KINDS. `term_ends_on` is the last day of its term, where it has one.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="groups")
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    duties = models.TextField(blank=True)
    since = models.DateField()
    term_ends_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="group_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gte=F("since")),
                name="group_term_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """That a person is in a group with a role (a key of rules.structure.GROUP_ROLES), from `since` to before `until`.

    `from_where` is where somebody seconded comes from.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    from_where = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="group_member_lasts_a_day"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(until__isnull=True), name="group_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Unit(models.Model):
    """A unit of the administration: a school, a company, a village committee (domain.md 2.1). `kind` is a key of
    rules.structure.UNIT_KINDS."""

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="unit_once")]

    def __str__(self) -> str:
        return self.name


class UnitLink(models.Model):
    """That an organisation stands in a unit of the administration; each may have several of the other."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="unit_links")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="unit_link_lasts_a_day"
            ),
            models.UniqueConstraint(
                fields=["unit", "organisation"], condition=Q(until__isnull=True), name="unit_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.organisation_id}"


class Weakness(models.Model):
    """That an organisation stands on the list of weak ones (domain.md M72): why, and what is done about it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="weaknesses")
    reason = models.TextField()
    measures = models.TextField()
    result = models.TextField(blank=True, help_text="what was reached, once it is off the list")
    since = models.DateField()
    until = models.DateField(null=True)
    listed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="weakness_lasts_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="weakness_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since}"
