"""How far the self-checks are at a node as of a day: who handed up, what was found item by item (domain.md P8, 6.1)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import today

from ...models.selfchecks import SelfCheckRound
from ..standing import PLACES


class Checked(NamedTuple):
    """Counts of sheets: `late` were not handed up by the round's day; `reviewed` were agreed to; `excused` ones are
    counted apart, in none of the others."""

    due: int = 0
    handed_up: int = 0
    reviewed: int = 0
    closed: int = 0
    sent_back: int = 0
    late: int = 0
    excused: int = 0

    @property
    def left(self) -> int:
        """Not handed up."""
        return self.due - self.handed_up

    @property
    def waiting(self) -> int:
        """Handed up and not looked at yet."""
        return self.handed_up - self.reviewed


class Item(NamedTuple):
    """What handed-up sheets say of one item: how many met it, how many have a gap, the median of their marks."""

    item_id: int
    label: str
    met: int
    gaps: int
    median: float


_ASKED = "state <> 'excused'"
_HANDED = "('handed_up', 'running', 'closed')"
_REVIEWED = "('running', 'closed')"
_DURING = "g.since <= %(day)s AND (g.until IS NULL OR g.until > %(day)s)"
_ROUNDS = "s.round_id = ANY(%(rounds)s::bigint[])"
_NOW = "SELECT s.id, s.organisation_id, s.due_on, s.state FROM campaigns_selfcheck s WHERE {rounds}"
_THEN = """SELECT s.id, s.organisation_id, s.due_on, coalesce(g.state, 'open') AS state
  FROM campaigns_selfcheck s LEFT JOIN campaigns_selfcheckstage g ON g.row_id = s.id AND {during}
  WHERE {rounds} AND (s.added_on IS NULL OR s.added_on <= %(day)s)"""
_FILTERS = {
    "due": _ASKED,
    "handed_up": f"state IN {_HANDED}",
    "reviewed": f"state IN {_REVIEWED}",
    "closed": "state = 'closed'",
    "sent_back": "state = 'sent_back'",
    "late": f"{_ASKED} AND state NOT IN {_HANDED} AND due_on < %(day)s",
    "left": f"{_ASKED} AND state NOT IN {_HANDED}",
    "excused": "state = 'excused'",
    "waiting": "state = 'handed_up'",
    "running": "state = 'running'",
}
_COUNTED = ", ".join(f"count(*) FILTER (WHERE {_FILTERS[name]})::int" for name in Checked._fields)
_SHEETS = """WITH {places} SELECT coalesce(p.child, p.organisation_id), {counted}
FROM ({sheets}) x JOIN places p USING (organisation_id) GROUP BY 1"""
_FOUND = f"""FROM campaigns_selfcheckfinding g JOIN campaigns_selfcheck s ON s.id = g.sheet_id
  JOIN places p ON p.organisation_id = s.organisation_id
  JOIN campaigns_standarditem i ON i.id = g.item_id WHERE {_ROUNDS} AND {_DURING}"""
_ITEMS = """WITH {places}
SELECT i.id, i.label, count(*) FILTER (WHERE g.met)::int, count(*) FILTER (WHERE NOT g.met)::int,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY g.mark) {found} GROUP BY i.id ORDER BY 4 DESC, i.ordinal, i.id"""
_TOTALS = """WITH {places}
SELECT count(*) FILTER (WHERE g.met)::int, count(*) FILTER (WHERE NOT g.met)::int {found}"""
_SHEET_ROWS = """WITH {places} SELECT x.id, p.name, '', x.state, x.id
FROM ({sheets}) x JOIN places p USING (organisation_id)
WHERE x.id > %(after)s AND {condition} ORDER BY x.id LIMIT %(size)s"""
_ITEM_ROWS = """WITH {places} SELECT g.id, p.name, i.label, '', s.id {found}
  AND g.id > %(after)s AND {condition} ORDER BY g.id LIMIT %(size)s"""


def checked(rounds: Sequence[int], node: Placement, day: date) -> dict[int, Checked]:
    """The counts by organisation directly below the node (the node itself by its own id) as of a day; the same past
    day gives the same for ever."""
    sql = _SHEETS.format(places=PLACES, counted=_COUNTED, sheets=_sheets(day))
    return {child: Checked(*counts) for child, *counts in _rows(sql, rounds, node, day)}


def total(counts: dict[int, Checked]) -> Checked:
    """All of a node together."""
    return Checked(*(sum(column) for column in zip(Checked(), *counts.values(), strict=True)))


def items(rounds: Sequence[int], node: Placement, day: date) -> list[Item]:
    """What was found item by item, the item with most gaps first."""
    return [Item(*row) for row in _rows(_ITEMS.format(places=PLACES, found=_FOUND), rounds, node, day)]


def items_total(rounds: Sequence[int], node: Placement, day: date) -> tuple[int, int]:
    """How many items are met, how many have a gap, over all handed-up sheets."""
    ((met, gaps),) = _rows(_TOTALS.format(places=PLACES, found=_FOUND), rounds, node, day)
    return met, gaps


class Row(NamedTuple):
    """One sheet, or one item of a sheet (`item` is its word): of which organisation, the sheet's state and number."""

    pk: int
    organisation: str
    item: str
    state: str
    sheet_id: int


def listed(
    rounds: Sequence[int], node: Placement, day: date, counted: str, *, after: int, size: int
) -> list[Row]:
    """`size` rows counted as `counted` behind the number `after`: a field or property of Checked (or "running"),
    "met" or "gaps"."""
    if counted in ("met", "gaps"):
        condition = "g.met" if counted == "met" else "NOT g.met"
        sql = _ITEM_ROWS.format(places=PLACES, found=_FOUND, condition=condition)
    else:
        sql = _SHEET_ROWS.format(places=PLACES, sheets=_sheets(day), condition=_FILTERS[counted])
    return [Row(*row) for row in _rows(sql, rounds, node, day, after=after, size=size)]


def rounds_by(campaign_id: int, day: date) -> list[int]:
    """The rounds opened by a day."""
    found = SelfCheckRound.objects.filter(opens_on__lte=day, campaign_id=campaign_id)
    return list(found.values_list("pk", flat=True))


def _sheets(day: date) -> str:
    return (_NOW if day == today() else _THEN).format(rounds=_ROUNDS, during=_DURING)


def _rows(sql: str, rounds: Sequence[int], node: Placement, day: date, **more: Any) -> list[Any]:
    given = {"rounds": list(rounds), "day": day, "root": f"{node.path}%", "level": node.depth + 3, **more}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
