"""Public commitments (公开承诺, domain.md P3): one row is one item that a member or an organisation promises."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.models import Account, Organisation, Person

from .campaigns import Campaign, StandardItem
from .pledges import Pledge
from .stages import Stage, Staged


class CommitmentState(models.TextChoices):
    """See rules.procedures.COMMITMENT."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审")
    RETURNED = "returned", _("退回修改")
    ACCEPTED = "accepted", _("已审，待公示")
    PUBLISHED = "published", _("践诺中")
    CHANGE_ASKED = "change_asked", _("申请变更")
    CANCEL_ASKED = "cancel_asked", _("申请取消")
    CLAIMED = "claimed", _("待核实")
    VERIFIED = "verified", _("已核实，待评定")
    HONOURED = "honoured", _("已兑现")
    PARTLY = "partly", _("部分兑现")
    UNMET_OBJECTIVE = "unmet_objective", _("未兑现（有客观原因）")
    UNMET = "unmet", _("未兑现")
    CANCELLED = "cancelled", _("经批准取消")
    WITHDRAWN = "withdrawn", _("已撤回")
    ARCHIVED = "archived", _("已归档")


class CommitmentKind(models.TextChoices):
    """What kind of item it is (domain.md P3, R25b)."""

    COMMON = "common", _("共同承诺")
    POST = "post", _("岗位承诺")
    DEED = "deed", _("为民办实事")


class Witnessed(models.TextChoices):
    """What a fulfilment was verified by."""

    SEEN = "seen", _("到现场看过")
    ASKED = "asked", _("当面问过受益的人")
    LINK = "link", _("受益的人在网上答过")
    PAPERS = "papers", _("看过材料")


class Said(models.TextChoices):
    """What a witness or beneficiary answers on a confirmation link."""

    YES = "yes", _("办到了")
    PARTLY = "partly", _("办了一部分")
    NO = "no", _("没有办到")


class CommitmentRound(models.Model):
    """A round of promises with a name of its own, from the day it opens until the next one does. A campaign without any
    has rounds by the calendar (rules.promising.round_of)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="commitment_rounds")
    name = models.CharField(max_length=20)
    opens_on = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="commitment_round_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Commitment(Staged):
    """One item. Its subject is `person`, a member of `organisation`, or without a person the organisation itself.

    `moved_by` spoke last for the subject and decides nothing about it; `entered_for`: somebody else typed it in for the
    person (代录). `asked_text`, `asked_result` and `asked_due` are what a change is asked to.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    round = models.CharField(max_length=20, help_text="the name of the round it is made in")
    kind = models.CharField(max_length=20, choices=CommitmentKind)
    text = models.CharField(max_length=300)
    result = models.CharField(max_length=200, help_text="what can be counted or seen when it is kept")
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    unit = models.CharField(max_length=20, blank=True)
    due_on = models.DateField()
    beneficiary = models.CharField(max_length=60, blank=True)
    standard_item = models.ForeignKey(StandardItem, models.PROTECT, null=True, related_name="+")
    collective = models.BooleanField(default=False, help_text="the members of the organisation sign it")
    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, related_name="+")
    pledge_text = models.TextField(
        blank=True, default="", db_default="", help_text="what is signed, of a pledge"
    )
    entered_for = models.BooleanField(default=False)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=120, blank=True, help_text="where it was put up")
    outcome = models.CharField(max_length=500, blank=True, help_text="what came of it, told by the subject")
    achieved = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    done_on = models.DateField(null=True)
    witnessed = models.CharField(max_length=20, choices=Witnessed, blank=True)
    explanation = models.CharField(
        max_length=500, blank=True, help_text="told to the masses where it was not kept"
    )
    ended_as = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        choices=CommitmentState,
        help_text="of an archived one, the state it ended in",
    )
    asked_text = models.CharField(max_length=300, blank=True)
    asked_result = models.CharField(max_length=200, blank=True)
    asked_due = models.DateField(null=True)
    changes = models.PositiveSmallIntegerField(default=0, help_text="how often a change was approved")
    proofs = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="files laid beside it")
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    moved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned", "accepted", "withdrawn"])
                | Q(published_on__isnull=False) & ~Q(published_where=""),
                name="commitment_published_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["unmet_objective", "unmet"]) | ~Q(explanation=""),
                name="commitment_unmet_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(state="archived") & ~Q(ended_as="") | ~Q(state="archived") & Q(ended_as=""),
                name="commitment_archived_as_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(collective=True) | Q(person__isnull=True),
                name="commitment_collective_of_organisation",
            ),
            models.CheckConstraint(
                condition=Q(pledge__isnull=True, pledge_text="")
                | Q(pledge__isnull=False, collective=True) & ~Q(pledge_text=""),
                name="commitment_pledge_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | ~Q(unit=""), name="commitment_quantity_has_unit"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "due_on", "id"], name="commitment_in_order"),
            models.Index(fields=["campaign", "state", "due_on", "id"], name="commitment_by_state"),
            models.Index(fields=["organisation", "state"], name="commitment_of_organisation"),
            models.Index(fields=["person", "campaign"], name="commitment_of_person"),
        ]

    @property
    def told_state(self) -> str:
        """The state to be told of it: of an archived one that in which it ended."""
        return self.ended_as or self.state

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"


class CommitmentStage(Stage):
    """One state of one item, with the deadline it then had."""

    row = models.ForeignKey(Commitment, models.PROTECT, related_name="stages")
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="commitment_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class CommitmentSignature(models.Model):
    """That a member signed a collective item."""

    row = models.ForeignKey(Commitment, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_on = models.DateField()
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "person"], name="commitment_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.person_id}"


class CommitmentFile(models.Model):
    """A file laid beside an item with its progress or its result. Optional: nobody is asked for photos."""

    row = models.ForeignKey(Commitment, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "sha256"], name="commitment_file_once")]
        indexes = [models.Index(fields=["sha256"], name="commitment_file_same")]

    def __str__(self) -> str:
        return self.name


class ConfirmationLink(models.Model):
    """A link on which somebody without an account answers once whether an item was kept. Of its secret only the digest
    is kept, and of the answer only what was said and the day: nothing of who said it."""

    row = models.ForeignKey(Commitment, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, hex")
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="the last day on which it may be answered")
    said = models.CharField(max_length=20, choices=Said, blank=True)
    said_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said="", said_on__isnull=True) | ~Q(said="") & Q(said_on__isnull=False),
                name="confirmation_said_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.said or '—'}"
