"""Who looked at whose data, and what people asked to have corrected of their own (domain.md section 5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Person
from .tree import Organisation


class What(models.TextChoices):
    """What was looked at."""

    FILE = "file", _("看了个人档案")
    DATA = "data", _("看了全部个人信息")
    DATA_EXPORT = "data_export", _("导出了全部个人信息")
    PEOPLE = "people", _("看了人员名单")
    ROSTER = "roster", _("导出了名册")


class Reading(models.Model):
    """That somebody looked at a person's data, or at an organisation's list of people: one row a day, and how often.

    One's own data is looked at without a trace. Kept as long as `retention` says, then deleted.
    """

    reader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reader_post = models.CharField(
        max_length=150, blank=True, help_text="organisation and post in which it was read"
    )
    reader_path = models.CharField(
        max_length=255, help_text="where the reader's organisation stood in the tree"
    )
    what = models.CharField(max_length=12, choices=What)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    day = models.DateField(db_index=True)
    first_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "what", "person", "organisation", "day"],
                nulls_distinct=False,
                name="reading_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="reading_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("reader")), name="reading_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.what} {self.day}"


class CorrectionState(models.TextChoices):
    """See rules.corrections.STEPS."""

    ASKED = "asked", _("等待答复")
    CORRECTED = "corrected", _("已更正")
    DECLINED = "declined", _("没有更正")
    WITHDRAWN = "withdrawn", _("已撤回")


class Correction(models.Model):
    """What a person asked to have corrected of the own data, in a sentence, and what was answered."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    state = models.CharField(max_length=12, choices=CorrectionState, default=CorrectionState.ASKED)
    wish = models.TextField()
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, help_text="when it was answered or taken back")
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_by__isnull=True, settled_at__isnull=True)
                | Q(state="withdrawn", answered_by__isnull=True, settled_at__isnull=False)
                | Q(state__in=["corrected", "declined"], answered_by__isnull=False, settled_at__isnull=False),
                name="correction_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("person")),
                name="correction_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""), name="correction_declined_says_why"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="correction_one_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="correction_waiting"),
            models.Index(fields=["person", "-asked_at"], name="correction_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
