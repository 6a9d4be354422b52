"""Activities of a campaign that were held and confirmed as of a day: by kind, who came, who was told later (P17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .campaigns import Scope
from .standing import PLACES, rows

# Only confirmed events count: what the record tells as it was on the day, while what it met was accepted. A briefing
# counts from the day it was entered, so that a past day gives the same for ever.
_HELD = f"""WITH {PLACES}, told AS (
  SELECT DISTINCT h.id, h.record_id, h.kind, h.present, h.due, e.organisation_id
  FROM campaigns_held h
  JOIN campaigns_fulfilment f ON f.record_id = h.record_id AND f.since <= %(day)s
   AND (f.until IS NULL OR f.until > %(day)s) AND f.accepted_on <= %(day)s
  JOIN campaigns_expectation e ON e.id = f.expectation_id AND e.campaign_id = %(campaign)s
  WHERE h.since <= %(day)s AND (h.until IS NULL OR h.until > %(day)s)
   AND e.organisation_id IN (SELECT organisation_id FROM places)),
missed AS (
  SELECT a.held_id, count(*) AS absent,
         count(*) FILTER (WHERE (a.briefed_at AT TIME ZONE %(zone)s)::date <= %(day)s) AS briefed
  FROM campaigns_absence a WHERE a.due AND a.held_id IN (SELECT id FROM told) GROUP BY a.held_id)"""


@dataclass(frozen=True)
class KindCounts:
    """Activities of one kind: `sessions` are those that everybody was due at, with members `due` and `present`;
    `absent` should have come and did not, `briefed` of them were told later."""

    held: int = 0
    sessions: int = 0
    due: int = 0
    present: int = 0
    absent: int = 0
    briefed: int = 0


@dataclass(frozen=True)
class HeldCounts:
    """The counts by kind of activity, and of all kinds."""

    kinds: Mapping[str, KindCounts] = field(default_factory=dict)

    def of(self, kind: str | None) -> KindCounts:
        """Of one kind, or (None) of all."""
        if kind is not None:
            return self.kinds.get(kind, KindCounts())
        names = KindCounts.__dataclass_fields__
        return KindCounts(**{name: sum(getattr(one, name) for one in self.kinds.values()) for name in names})


def held_counts(scope: Scope) -> HeldCounts:
    """What was held and confirmed in the scope by its day, in one query."""
    sql = f"""{_HELD}
    SELECT kind, count(*), count(due), coalesce(sum(due), 0), coalesce(sum(present), 0),
           coalesce(sum(absent), 0)::bigint, coalesce(sum(briefed), 0)::bigint
    FROM told LEFT JOIN missed ON missed.held_id = told.id GROUP BY kind"""
    return HeldCounts({kind: KindCounts(*numbers) for kind, *numbers in rows(sql, scope)})


@dataclass(frozen=True)
class HeldRow:
    """One activity; `due` and `present` are None where nobody in particular was due."""

    record_id: int
    organisation_name: str
    title: str
    kind: str
    happened_on: date
    present: int | None
    due: int | None
    absent: int
    briefed: int


_CONDITIONS = {"held": "true", "sessions": "t.due IS NOT NULL", "absent": "m.absent > 0"}


def held_rows(
    scope: Scope, what: str, kind: str | None, *, after_id: int = 0, size: int = 50
) -> list[HeldRow]:
    """The activities counted: all ("held"), with people due ("sessions"), with absentees ("absent"); of one kind or
    of all, in the order of entering, after the record `after_id`."""
    sql = f"""{_HELD}
    SELECT r.id, p.name, r.title, t.kind, r.happened_on, t.present, t.due, coalesce(m.absent, 0), coalesce(m.briefed, 0)
    FROM told t JOIN places p USING (organisation_id) JOIN campaigns_record r ON r.id = t.record_id
    LEFT JOIN missed m ON m.held_id = t.id
    WHERE {_CONDITIONS[what]} AND r.id > %(after)s AND (%(kind)s = '' OR t.kind = %(kind)s)
    ORDER BY r.id LIMIT %(size)s"""
    return [HeldRow(*row) for row in rows(sql, scope, after=after_id, size=size, kind=kind or "")]
