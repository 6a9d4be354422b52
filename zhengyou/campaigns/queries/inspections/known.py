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
from ...models.tasks import Expectation, Outcome
from .. import commitments, honesty, rectification

SHOWN = 8
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Some:
    """How many there are, and the first of them."""

    total: int
    rows: Sequence[Any]


@dataclass(frozen=True)
class Known:
    """What stands in the records of a unit. Of members there is only a number: their texts are not read here."""

    overdue: Some
    waiting: Some
    late: Some
    bursts: Sequence[honesty.Burst]
    promises: Some
    members_overdue: int
    problems: Some
    records: Sequence[Record]


def known(actor: Actor, campaign_id: int, place: Placement, day: date) -> Known:
    """Open and late things of the unit itself, its promises due within a month, its open problems, its latest records;
    a fixed number of queries."""
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
        overdue=_some(open_ones.filter(due_on__lt=day), "due_on"),
        waiting=_some(open_ones.filter(due_on__gte=day, due_on__lte=day + SOON), "due_on"),
        late=_some(own.filter(in_time=False).exclude(outcome=Outcome.OPEN), "-settled_on"),
        bursts=honesty.bursts(actor, place, day),
        promises=_some(promised.filter(person=None, due_on__lte=day + SOON), "due_on"),
        members_overdue=promised.filter(~Q(person=None), due_on__lt=day).count(),
        problems=_some(problems, "due_on"),
        records=list(records.order_by(F("happened_on").desc(nulls_last=True), "-pk")[:SHOWN]),
    )


def _some(rows: QuerySet[Any], order: str) -> Some:
    return Some(rows.count(), list(rows.order_by(order, "pk")[:SHOWN]))
