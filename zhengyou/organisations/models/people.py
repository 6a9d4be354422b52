"""People, what they belong to, and the posts they hold. Memberships and posts end, they are never deleted."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .tree import Organisation


def _once_a_day(name: str, *more: str) -> ExclusionConstraint:
    """Whoever writes: of one person's rows (of one kind) no two hold on one day. Ranges of one number each need no
    extension."""
    whose = [
        (Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for field in ("person", *more)
    ]
    days = (Func(F("since"), F("until"), function="daterange"), RangeOperators.OVERLAPS)
    return ExclusionConstraint(name=name, expressions=[*whose, days])


def _made_of(length: int, function: str, *arguments: str) -> models.GeneratedField:
    """A column for looking people up by, made by the database out of name or key; letters compare by their codes."""
    source, *rest = arguments
    return models.GeneratedField(
        expression=Func(F(source), *(Value(text) for text in rest), function=function),
        output_field=models.CharField(max_length=length, db_collation="C"),
        db_persist=True,
    )


class Person(models.Model):
    """A person, with as little as the work needs: a name, a key to sort it by, and what tells two of one name apart.

    Never an id-card number, an address, a telephone number or a day of birth.
    """

    name = models.CharField(max_length=60, db_collation="C")
    pinyin = models.CharField(max_length=120, db_collation="C", help_text="sorting key of the name")
    spelled = _made_of(120, "replace", "pinyin", " ", "")
    initials = _made_of(120, "regexp_replace", "pinyin", r"(\S)\S*\s*", r"\1", "g")
    backwards = _made_of(60, "reverse", "name")
    number = models.CharField(
        max_length=40,
        null=True,
        unique=True,
        help_text="the number of the organisation's own roster, if it has one",
    )
    joined_on = models.DateField(null=True, help_text="the day of joining the party, where it is known")
    blanked_on = models.DateField(
        null=True, help_text="the day from which nothing tells any more who this is"
    )

    class Meta:
        indexes = [
            models.Index(fields=["pinyin", "id"], name="person_in_order"),
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["spelled"], name="person_spelled"),
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["backwards"], name="person_backwards"),
        ]

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
            _once_a_day("membership_one_a_day"),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="membership_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.status}"


class CircumstanceKind(models.TextChoices):
    """What makes the campaign ask less of a member, who stays a member (domain.md 2.2, R25c)."""

    RETIRED = "retired", _("离退休")
    INFIRM = "infirm", _("年老体弱")
    FLOATING = "floating", _("流动党员")
    EXCUSED = "excused", _("经批准不参加")


class Circumstance(models.Model):
    """That a person was in such a circumstance, from `since` up to but not including `until`, beside any status."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=20, choices=CircumstanceKind)
    reason = models.CharField(max_length=200, blank=True, help_text="compulsory where somebody is excused")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="circumstance_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=CircumstanceKind.EXCUSED) | ~Q(reason=""),
                name="circumstance_excused_says_why",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until__isnull=True), name="circumstance_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class PostKind(models.TextChoices):
    """Posts that give a role in the system; see rules.ROLE_OF_POST."""

    ADMINISTRATOR = "administrator", _("系统管理员")
    LEADER = "leader", _("领导小组成员")
    OFFICE = "office", _("活动办公室工作人员")
    INSPECTOR = "inspector", _("督导组成员")
    SECRETARY = "secretary", _("书记")
    DEPUTY_SECRETARY = "deputy_secretary", _("副书记")
    COMMISSIONER = "commissioner", _("支部委员")
    GROUP_HEAD = "group_head", _("党小组长")
    REPORTER = "reporter", _("信息员")
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
