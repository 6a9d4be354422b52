"""Activities of a campaign as rows, by kind and by month, at and under a node; the newest first, page by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from zhengyou.organisations.queries import standing_places, subtree, today

from ..models.activities import Fulfilment, Record, RecordState
from ..models.attendance import Held
from .campaigns import Scope
from .standing import PLACES, rows

_COUNTED = (RecordState.SUBMITTED, RecordState.ACCEPTED)
# One pass over what was held; the campaign of a record is that of anything it met.
_BY_MONTH = f"""WITH {PLACES}
SELECT h.kind, date_trunc('month', r.happened_on)::date AS month, count(*)
FROM campaigns_held h JOIN campaigns_record r ON r.id = h.record_id
WHERE h.until IS NULL AND r.organisation_id IN (SELECT organisation_id FROM places)
  AND EXISTS (SELECT 1 FROM campaigns_fulfilment f JOIN campaigns_expectation e ON e.id = f.expectation_id
              WHERE f.record_id = r.id AND e.campaign_id = %(campaign)s)
GROUP BY 1, 2"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which of them: of a kind (empty: any), of the month that begins on a day (None: any)."""

    kind: str = ""
    month: date | None = None


@dataclass(frozen=True)
class ActivityRow:
    """One activity; `due` and `present` are None where nobody in particular was due."""

    record: Record
    organisation_name: str
    present: int | None
    due: int | None


def activities(scope: Scope, asked: Asked, *, after_id: int | None, size: int | None) -> list[ActivityRow]:
    """The activities that count now, the one entered last on top, behind the record `after_id`; `size` None: all."""
    day = today()
    met = Fulfilment.objects.filter(record=OuterRef("pk"), expectation__campaign_id=scope.campaign.pk)
    found = Record.objects.filter(Exists(met), state__in=_COUNTED).exclude(kind="")
    if scope.node.depth:
        found = found.filter(organisation_id__in=subtree(scope.path, day).values("organisation_id"))
    found = found.filter(kind=asked.kind) if asked.kind else found
    if asked.month is not None:
        found = found.filter(happened_on__gte=asked.month, happened_on__lt=_following(asked.month))
    found = found.filter(pk__lt=after_id) if after_id else found
    return _told(list(found.order_by("-pk")[:size]), day)


def _told(records: list[Record], day: date) -> list[ActivityRow]:
    places = standing_places(list({one.organisation_id for one in records}), day)
    live = Held.objects.filter(record__in=[one.pk for one in records], until__isnull=True)
    came = {
        record: (present, due) for record, present, due in live.values_list("record_id", "present", "due")
    }
    return [
        ActivityRow(one, places[one.organisation_id].name, *came.get(one.pk, (None, None))) for one in records
    ]


def _following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def by_month(scope: Scope) -> dict[tuple[str, date], int]:
    """How many activities count now, by kind and by the first day of their month."""
    return {(kind, month): count for kind, month, count in rows(_BY_MONTH, scope)}


def months_of(months: Iterable[date]) -> list[date]:
    """Every month from the first to the last of these, without a gap."""
    known = sorted(set(months))
    if not known:
        return []
    found = [known[0]]
    while found[-1] < known[-1]:
        found.append(_following(found[-1]))
    return found
