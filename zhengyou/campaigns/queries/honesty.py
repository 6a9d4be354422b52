"""What should be looked at once more: many things entered at once long after they happened, and one file laid beside
several records (domain.md section 7). The branch itself reads it first, with a way to put it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, F, Min
from django.db.models.functions import Cast, TruncDate

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import subtree
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Attachment, Record, RecordState
from ..models.commitments import Commitment, CommitmentFile
from ..rules.policies import BURST_RECORDS, BURST_SILENCE, LATE_ENTRY

LOOKED_BACK = timedelta(days=90)
SHOWN = 5


@dataclass(frozen=True)
class Burst:
    """So many records were entered on one day, each long after it happened; the oldest happened on `earliest`."""

    entered_on: date
    records: int
    earliest: date


def bursts(actor: Actor, node: Placement, day: date) -> list[Burst]:
    """Days of the last three months on which one organisation entered many things late, the newest first. Those above
    see a day only when the branch has had some days to look at it itself (policy BURST_SILENCE)."""
    last = (
        day if node.organisation_id == actor.organisation_id else day - timedelta(days=BURST_SILENCE.default)
    )
    entered = TruncDate("entered_at")
    rows = (
        Record.objects.filter(organisation_id=node.organisation_id, plan_version=None)
        .exclude(state=RecordState.WITHDRAWN)
        .annotate(entered_on=entered)
        .filter(entered_on__gt=day - LOOKED_BACK, entered_on__lte=last)
        .filter(happened_on__lt=Cast(F("entered_on") - timedelta(days=LATE_ENTRY.default), DateField()))
        .values("entered_on")
        .annotate(records=Count("pk"), earliest=Min("happened_on"))
        .filter(records__gte=BURST_RECORDS.default)
        .order_by("-entered_on")
    )
    return [Burst(**row) for row in rows]


def twins(actor: Actor, record: Record, day: date) -> list[Record]:
    """Other records, of organisations the actor may see, that have a file of this record beside them, byte for byte;
    the newest ones. `record` comes with its files."""
    sums = [file.sha256 for file in record.attachments.all()]
    return records_with(actor, sums, day, besides=record.pk)


def records_with(actor: Actor, sums: Sequence[str], day: date, *, besides: int = 0) -> list[Record]:
    """The newest records, of organisations the actor may see, with a file of one of these digests beside them."""
    if not sums or not actor.may(Permission.VIEW_RECORDS):
        return []
    same = Attachment.objects.filter(sha256__in=sums).exclude(record_id=besides).values("record_id")
    within = subtree(actor.path, day).values("organisation_id")
    found = Record.objects.filter(pk__in=same, organisation_id__in=within)
    return list(found.exclude(state=RecordState.WITHDRAWN).order_by("-pk")[:SHOWN])


def promises_with(actor: Actor, sums: Sequence[str], day: date, *, besides: int = 0) -> list[Commitment]:
    """The same of promises."""
    if not sums:
        return []
    same = CommitmentFile.objects.filter(sha256__in=sums).exclude(row_id=besides).values("row_id")
    within = subtree(actor.path, day).values("organisation_id")
    return list(Commitment.objects.filter(pk__in=same, organisation_id__in=within).order_by("-pk")[:SHOWN])
