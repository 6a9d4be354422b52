"""Meeting a task that is a list to tick off: each record tells of some items, the last one makes it whole (M18)."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..models.activities import Fulfilment, Record
from ..models.tasks import Expectation, Outcome
from ..queries.checklists import live, standing_of
from ..rules.checklists import whole
from ..rules.states import last_day


def tell(
    record: Record, expectation: Expectation, items: Sequence[str], day: date, *, after_closing: bool
) -> None:
    """Note which items of a locked expectation the record tells of, and settle it once all of them are told."""
    chosen = [item for item in expectation.task.checklist if item in items]
    Fulfilment.objects.create(
        record=record,
        expectation=expectation,
        outcome=Outcome.PART,
        items=chosen,
        in_time=day <= last_day(expectation),
        since=day,
        after_closing=after_closing,
    )
    settle([expectation.pk], day)


def settle(expectation_ids: Iterable[int], day: date) -> None:
    """Bring these expectations in line with what is told of their items: met once all are, by a record that still
    waits to be accepted where there is one; open again when one is missing."""
    ids = sorted(set(expectation_ids))
    found = Expectation.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("task")
    for expectation in found.order_by("pk"):
        if expectation.outcome in (Outcome.OPEN, Outcome.MET):
            _settle(expectation, day)


def _settle(expectation: Expectation, day: date) -> None:
    rows = live(expectation)
    met = next((row for row in rows if row.outcome == Outcome.MET), None)
    if not (rows and whole(standing_of(expectation.task, rows))):
        if met is not None:
            _become(met, Outcome.PART, met.in_time, day)
        if expectation.outcome == Outcome.MET:
            _put(expectation, Outcome.OPEN, None, in_time=None, confirmed=False)
        return
    waiting = [row for row in rows if row.accepted_on is None]
    bearer = (waiting or rows)[-1]
    in_time = met.in_time if met is not None else day <= last_day(expectation)
    if met is not None and met != bearer:
        _become(met, Outcome.PART, met.in_time, day)
    if met != bearer:
        _become(bearer, Outcome.MET, in_time, day)
    settled = expectation.settled_on or day
    _put(expectation, Outcome.MET, settled, in_time=in_time, confirmed=not waiting)


def _become(row: Fulfilment, outcome: Outcome, in_time: bool, day: date) -> None:
    """Let a row count as this from today on; what it counted as on past days stays."""
    if row.since < day:
        Fulfilment.objects.filter(pk=row.pk).update(until=day)
        row.pk, row.since = None, day
    row.outcome, row.in_time = outcome, in_time
    row.save()


def _put(
    expectation: Expectation, outcome: Outcome, settled: date | None, *, in_time: bool | None, confirmed: bool
) -> None:
    Expectation.objects.filter(pk=expectation.pk).update(
        outcome=outcome, settled_on=settled, in_time=in_time, confirmed=confirmed
    )
