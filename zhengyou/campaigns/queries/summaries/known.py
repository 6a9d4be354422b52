"""What is on record of one member for the days that a summary covers."""

from ...models.activities import Record, RecordState
from ...models.commitments import Commitment
from ...models.rectification import Rectification, RectificationState
from ...models.summaries import SummaryRound
from ...rules.procedures import COMMITMENT, RECTIFICATION
from ...rules.summaries import Activity, Known, Problem, Promise
from ..commitments import EVER_PUBLIC


def known(round: SummaryRound, person_id: int) -> Known:
    """His published promises with what came of them, the activities on whose lists he stood, and his own problems."""
    promises = Commitment.objects.filter(
        campaign_id=round.campaign_id, person_id=person_id, state__in=EVER_PUBLIC
    ).order_by("due_on", "pk")
    records = Record.objects.filter(
        participants=person_id, happened_on__range=(round.covers_from, round.covers_until)
    ).exclude(state__in=(RecordState.WITHDRAWN, RecordState.RETURNED))
    problems = Rectification.objects.filter(
        campaign_id=round.campaign_id,
        personal=True,
        responsible_id=person_id,
        raised_on__lte=round.covers_until,
    ).exclude(state=RectificationState.WITHDRAWN)
    return Known(
        promises=[Promise(one.text, COMMITMENT.labels[one.told_state], one.outcome) for one in promises],
        activities=[
            Activity(day, title)
            for day, title in records.order_by("happened_on", "pk").values_list("happened_on", "title")
        ],
        problems=[
            Problem(one.title, RECTIFICATION.labels[one.state], one.evidence)
            for one in problems.order_by("raised_on", "pk")
        ],
    )
