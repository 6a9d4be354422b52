"""What the system already knows of a unit before anybody goes there: no new paper is asked for (domain.md P15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from zhengyou.organisations.models import Placement
from zhengyou.organisations.rules import Actor

from ...models.activities import Record, RecordState
from ...models.commitments import Commitment
from ...models.rectification import Rectification
from ...models.selfchecks import SelfCheck, SelfCheckItem, Verdict
from ...models.tasks import Expectation, Outcome
from .. import commitments, honesty, rectification
from ..selfchecks import sheets

SHOWN = 8
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Some:
    """How many there are, and the first of them."""

    total: int
    rows: Sequence[Any]


@dataclass(frozen=True)
class Known:
    """What stands in the records of a unit, what it found itself first. Of members there is only a number: their texts
    are not read here."""

    gaps: Some
    overdue: Some
    waiting: Some
    late: Some
    bursts: Sequence[honesty.Burst]
    promises: Some
    members_overdue: int
    problems: Some
    records: Sequence[Record]


def known(actor: Actor, campaign_id: int, place: Placement, day: date) -> Known:
    """What the unit found itself, what is open and late, its promises due within a month, its open problems, its latest
    records; a fixed number of queries."""
    own = Expectation.objects.filter(
        organisation_id=place.organisation_id, withdrawn_on__isnull=True
    ).select_related("task")
    open_ones = own.filter(outcome=Outcome.OPEN, opens_on__lte=day)
    promised = Commitment.objects.filter(
        campaign_id=campaign_id, organisation_id=place.organisation_id, state__in=commitments.RUNNING
    )
    problems = Rectification.objects.filter(
        organisation_id=place.organisation_id, personal=False, state__in=rectification.OPEN
    )
    records = Record.objects.filter(organisation_id=place.organisation_id, plan_version=None).exclude(
        state=RecordState.WITHDRAWN
    )
    return Known(
        gaps=_some(own_gaps(campaign_id, place), "due_on"),
        overdue=_some(open_ones.filter(due_on__lt=day), "due_on"),
        waiting=_some(open_ones.filter(due_on__gte=day, due_on__lte=day + SOON), "due_on"),
        late=_some(own.filter(in_time=False).exclude(outcome=Outcome.OPEN), "-settled_on"),
        bursts=honesty.bursts(actor, place, day),
        promises=_some(promised.filter(person=None, due_on__lte=day + SOON), "due_on"),
        members_overdue=promised.filter(~Q(person=None), due_on__lt=day).count(),
        problems=_some(problems, "due_on"),
        records=list(records.order_by(F("happened_on").desc(nulls_last=True), "-pk")[:SHOWN]),
    )


def own_gaps(campaign_id: int, place: Placement) -> QuerySet[SelfCheckItem]:
    """What the unit said of itself in the latest self-check that it handed up, and has not put right since."""
    handed = SelfCheck.objects.filter(
        organisation_id=place.organisation_id, round__campaign_id=campaign_id, state__in=sheets.HANDED
    )
    latest = handed.order_by("-round_id").values("pk")[:1]
    left = Q(rectification=None) | Q(rectification__state__in=rectification.OPEN)
    found = SelfCheckItem.objects.filter(left, sheet_id__in=latest, verdict=Verdict.GAP)
    return found.select_related("item", "sheet__round", "rectification")


def _some(rows: QuerySet[Any], order: str) -> Some:
    return Some(rows.count(), list(rows.order_by(order, "pk")[:SHOWN]))
