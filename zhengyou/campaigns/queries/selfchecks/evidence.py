"""What is on record already and may speak for an item: nothing is uploaded for a self-check, nothing typed again."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhengyou.organisations.queries import today

from ...models.activities import Fulfilment, Record, RecordState
from ...models.commitments import Commitment, CommitmentState
from ...models.rectification import Rectification, RectificationState
from ...models.selfchecks import SelfCheck, SelfCheckEvidence, SelfCheckItem
from ...rules.selfchecks import Known

MOST = 300
"""So many of each kind are looked through, the latest first."""
COLUMNS = ("record", "commitment", "rectification")
_PAGES = {"record": "record", "commitment": "commitment", "rectification": "rectification"}


def known(row: SelfCheck) -> list[Known]:
    """What the organisation did in the round's time: records that were accepted, promises that were kept, problems
    that were put right; the latest first. Promises of members only where they name an item of the standard."""
    found = [*_records(row), *_commitments(row), *_rectifications(row)]
    return sorted(found, key=lambda one: (one.day, one.key), reverse=True)


def _records(row: SelfCheck) -> Iterator[Known]:
    found = Record.objects.filter(
        organisation_id=row.organisation_id,
        state=RecordState.ACCEPTED,
        zero=False,
        plan_version=None,
        happened_on__range=(row.round.looks_from, today()),
    ).order_by("-happened_on", "-pk")[:MOST]
    records = list(found)
    tasks: dict[int, list[str]] = {}
    served = Fulfilment.objects.filter(record__in=[one.pk for one in records], until=None)
    for key, name in served.values_list("record_id", "expectation__task__name"):
        tasks.setdefault(key, []).append(name)
    for one in records:
        text = "\n".join([one.result, *tasks.get(one.pk, ())])
        yield Known(f"record-{one.pk}", _("记录"), one.title, one.happened_on, text)


HONOURED = Q(state=CommitmentState.HONOURED) | Q(ended_as=CommitmentState.HONOURED)


def _commitments(row: SelfCheck) -> Iterator[Known]:
    found = Commitment.objects.filter(
        Q(person=None) | Q(standard_item__standard_id=row.round.standard_id),
        HONOURED,
        organisation_id=row.organisation_id,
        campaign_id=row.round.campaign_id,
        done_on__range=(row.round.looks_from, today()),
    ).order_by("-done_on", "-pk")[:MOST]
    for one in found:
        if one.done_on is not None:
            text = f"{one.result}\n{one.outcome}"
            yield Known(
                f"commitment-{one.pk}", _("已兑现的承诺"), one.text, one.done_on, text, one.standard_item_id
            )


def _rectifications(row: SelfCheck) -> Iterator[Known]:
    found = Rectification.objects.filter(
        organisation_id=row.organisation_id,
        campaign_id=row.round.campaign_id,
        personal=False,
        state__in=(RectificationState.CLOSED, RectificationState.SETTLED),
        done_on__range=(row.round.looks_from, today()),
    ).order_by("-done_on", "-pk")[:MOST]
    for one in found:
        if one.done_on is not None:
            text = f"{one.text}\n{one.measure}\n{one.evidence}"
            yield Known(f"rectification-{one.pk}", _("已销号的整改"), one.title, one.done_on, text)


def ticked(row: SelfCheckItem) -> list[Known]:
    """What an item rests on, the latest first."""
    return sorted(of_sheet(row.sheet_id).get(row.pk, []), key=lambda one: one.day, reverse=True)


def of_sheet(sheet_id: int) -> dict[int, list[Known]]:
    """What each item of a sheet rests on, by item, in one query."""
    found = SelfCheckEvidence.objects.filter(row__sheet_id=sheet_id).select_related(*COLUMNS).order_by("pk")
    told: dict[int, list[Known]] = {}
    for one in found:
        told.setdefault(one.row_id, []).append(_told(one))
    return told


def _told(one: SelfCheckEvidence) -> Known:
    if one.record is not None:
        return Known(f"record-{one.record_id}", _("记录"), one.record.title, one.record.happened_on)
    if one.commitment is not None:
        day = one.commitment.done_on or one.commitment.due_on
        return Known(f"commitment-{one.commitment_id}", _("已兑现的承诺"), one.commitment.text, day)
    problem = one.rectification
    assert problem is not None  # the constraint: exactly one of the three
    day = problem.done_on or problem.raised_on
    return Known(f"rectification-{problem.pk}", _("已销号的整改"), problem.title, day)


def address(key: str) -> str:
    """The page of a thing on record by its key."""
    name, _dash, number = key.partition("-")
    return reverse(_PAGES[name], args=[int(number)])
