"""Organisations in a dated tree, people, the posts they hold, and the accounts they log in with.

Nothing here is ever deleted: things end (`until`, `ended_on`), with a successor where there is one.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
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
    """One party organisation from its founding to its end. Its name and parent are dated: see `Placement`."""

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
    """Name and place in the tree of one organisation, from `since` up to but not including `until`.

    `path` is "/" + the ids from the root down to the organisation itself, each followed by "/", so the subtree of
    a node is everything whose path begins with the node's.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
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
        ]
        indexes = [
            models.Index(fields=["path"], name="placement_path", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["parent", "since"], name="placement_children"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person, with as little as the work needs: a name and a key to sort it by."""

    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=120, help_text="sorting key of the name")

    class Meta:
        indexes = [models.Index(fields=["pinyin"], name="person_pinyin", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


class MemberStatus(models.TextChoices):
    """Statuses of people in an organisation (domain.md 2.2); only the first two are members."""

    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")
    ACTIVIST = "activist", _("入党积极分子")
    TARGET = "target", _("发展对象")


MEMBERS = (MemberStatus.FULL, MemberStatus.PROBATIONARY)


class Membership(models.Model):
    """That a person belongs to an organisation with a status, from `since` up to but not including `until`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    status = models.CharField(max_length=20, choices=MemberStatus)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="membership_lasts_a_day"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="membership_one_open"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="membership_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.status}"


class PostKind(models.TextChoices):
    """Posts that give a role in the system; see rules.ROLE_OF_POST."""

    ADMINISTRATOR = "administrator", _("系统管理员")
    LEADER = "leader", _("领导小组成员")
    OFFICE = "office", _("活动办公室工作人员")
    INSPECTOR = "inspector", _("督导组成员")
    SECRETARY = "secretary", _("书记")
    MEMBER = "member", _("党员")
    READER = "reader", _("上级查阅人员")


class Post(models.Model):
    """That a person holds a post in an organisation, from `since` up to but not including `until`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PostKind)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="post_lasts_a_day"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "kind"], name="post_of_organisation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; every account belongs to a person."""

    def create_user(self, username: str, password: str, *, person: Person) -> "Account":
        """A new account with a hashed password."""
        account = Account(username=username, person=person)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """What a person logs in with. What it may do comes from the person's posts, never from the account."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.username
