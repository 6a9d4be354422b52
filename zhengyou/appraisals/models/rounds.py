"""Rounds of appraisal (评议), what is judged in them and by whom (domain.md P5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengyou.campaigns.models import Campaign
from zhengyou.campaigns.models.stages import Stage, Staged
from zhengyou.organisations.models import Account, Organisation, Person


class RoundState(models.TextChoices):
    """See rules.procedures.APPRAISAL."""

    SCHEDULED = "scheduled", _("已安排")
    FRAMED = "framed", _("范围和参加人已定")
    CIRCULATED = "circulated", _("情况已通报")
    OPEN = "open", _("投票中")
    CLOSED = "closed", _("已截止，等监票人开箱")
    COUNTED = "counted", _("已计票，等审定")
    APPROVED = "approved", _("已审定，等公布")
    PUBLISHED = "published", _("已公布")
    RECTIFYING = "rectifying", _("反映的问题在整改")
    CHECKED = "checked", _("已核查")
    CANCELLED = "cancelled", _("已取消")


class Source(models.TextChoices):
    """Where the people of a rater class come from."""

    MEMBERS = "members", _("被评组织的党员")
    SUPERIORS = "superiors", _("上一级组织的书记、副书记、委员")
    SERVED = "served", _("服务对象和群众，抽纸条")


class Channel(models.TextChoices):
    """How a ballot comes in; each is counted apart."""

    ONLINE = "online", _("网上")
    PAPER = "paper", _("会议、投票箱（纸质）")
    PHONE = "phone", _("电话抽样")


class Round(Staged):
    """One round. `organisation` runs it and stands above all that are judged, or judges its own members. What was asked
    (`sheet`) and the numbers by which it is counted (`policies`) are kept as they were when the frame was fixed.

    `public_key` seals the ballots; `envelopes` hold its other half, for every two scrutineers (rules.sealing).
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", help_text="the one at the head")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=20, unique=True, help_text="address of the public page")
    sheet = models.JSONField()
    policies = models.JSONField(default=dict)
    kinds = models.JSONField(
        default=list, help_text="kinds of organisations that are judged; empty: own members"
    )
    opens_on = models.DateField()
    closes_on = models.DateField()
    situation = models.TextField(blank=True, help_text="what was circulated before the vote")
    public_key = models.BinaryField(max_length=32, null=True)
    envelopes = models.JSONField(default=dict)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text="over all ballots, when the urns were opened"
    )
    unreadable = models.PositiveIntegerField(
        default=0, help_text="found in the urns, but sealed to no key of ours"
    )
    used_codes = models.PositiveIntegerField(null=True, help_text="when the urns were opened")
    sealed_found = models.PositiveIntegerField(null=True, help_text="sealed ballots that lay in the urns")
    themes_released = models.BooleanField(default=False, help_text="what was written is merged and told")
    scheduled_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation", "number"], name="appraisal_number_once"
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="appraisal_days_follow"),
        ]

    def __str__(self) -> str:
        return self.name


class RoundStage(Stage):
    """One state of one round."""

    row = models.ForeignKey(Round, models.PROTECT, related_name="stages")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="appraisal_one_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.state}"


class Duty(models.TextChoices):
    """What somebody does in the count."""

    SCRUTINEER = "scrutineer", _("监票人")
    COUNTER = "counter", _("计票人")


class Officer(models.Model):
    """A named scrutineer or counter: neither whoever organised the round nor anybody judged in it. A scrutineer's
    `public_half` belongs to the key slip that only he holds."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="officers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12, choices=Duty)
    public_half = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "duty"], name="appraisal_officer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} {self.person_id}"


class RaterClass(models.Model):
    """People who judge with one weight (上级、党员、服务对象). `slips`: how many paper slips each urn of this class
    gets, where they are not people of the roster."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="classes")
    name = models.CharField(max_length=30)
    source = models.CharField(max_length=12, choices=Source)
    weight = models.PositiveSmallIntegerField()
    slips = models.PositiveSmallIntegerField(default=0)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="appraisal_class_once"),
            models.UniqueConstraint(fields=["round", "order"], name="appraisal_class_order_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Urn(models.Model):
    """Where the ballots about the same subjects come together: one organisation, or the members of one."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="urns")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="appraisal_urn_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id}"


class Subject(models.Model):
    """Whom the ballots of an urn judge, in the order in which they stand on them: the urn's organisation where there is
    no person."""

    urn = models.ForeignKey(Urn, models.PROTECT, related_name="subjects")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["urn", "order"], name="appraisal_subject_order_once"),
            models.UniqueConstraint(
                fields=["urn", "person"], nulls_distinct=False, name="appraisal_subject_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.urn_id} {self.order}"


class Batch(models.Model):
    """The ballots of one class by one channel into one urn: how many were made out, and, once the urns are opened, how
    many came back. What was on them is told by `Piece`, since a batch may be of one person."""

    urn = models.ForeignKey(Urn, models.PROTECT, related_name="batches")
    rater_class = models.ForeignKey(RaterClass, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    entitled = models.PositiveIntegerField(
        default=0, help_text="who may vote, where they are people of the roster"
    )
    issued = models.PositiveIntegerField(default=0, help_text="codes or papers made out")
    returned = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["urn", "rater_class", "channel"], name="appraisal_batch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.urn_id} {self.rater_class_id} {self.channel}"


class Piece(models.Model):
    """A part of a round's ballots large enough to be told of (rules.privacy): one or more batches of an urn together.
    Ballots of urns that are too small even so go into one piece of the whole round, which has no urn. `groups` are the
    (rater class, channel) it is made of; `void` of its ballots were left blank altogether."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="pieces")
    urn = models.ForeignKey(Urn, models.PROTECT, null=True, related_name="pieces")
    groups = models.JSONField()
    returned = models.PositiveIntegerField()
    void = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(void__lte=F("returned")), name="appraisal_piece_reconciled"),
        ]
        indexes = [models.Index(fields=["urn"], name="appraisal_piece_urn")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.urn_id} {self.groups}"


class Elector(models.Model):
    """Somebody of the roster who may vote into an urn, fixed with the frame. `issued` says that a code was handed out;
    which one is nowhere written, nor whether it was used."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="electors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="appraisal_elector_once")]
        indexes = [models.Index(fields=["person", "issued"], name="appraisal_elector_person")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.person_id}"
