"""Records of a campaign as they stood on a day: waiting, accepted or returned, told by the dated rows of what they
met, since the record itself only knows how it stands now."""

from dataclasses import dataclass
from datetime import date

from ..models.activities import RecordState
from .campaigns import Scope
from .standing import PLACES, rows

# All that a record meets is settled and reopened together, so the latest row of each record tells its state.
# Withdrawing a record that was returned leaves no dated row: it stays among the returned ones.
_REPORTED = f"""WITH {PLACES}, latest AS (
  SELECT DISTINCT ON (f.record_id) f.record_id, e.organisation_id, f.since, f.until, f.accepted_on, f.grace_until
  FROM places JOIN campaigns_expectation e USING (organisation_id)
    JOIN campaigns_fulfilment f ON f.expectation_id = e.id
  WHERE e.campaign_id = %(campaign)s AND f.since <= %(day)s
  ORDER BY f.record_id, f.since DESC, f.id DESC),
reported AS (
  SELECT record_id, organisation_id, since,
         CASE WHEN until IS NULL OR until > %(day)s
              THEN CASE WHEN accepted_on <= %(day)s THEN 'accepted' ELSE 'submitted' END
              WHEN grace_until IS NOT NULL THEN 'returned' ELSE 'withdrawn' END AS state
  FROM latest)"""


@dataclass(frozen=True)
class RecordCounts:
    """Records that stood on the day, those taken back left out."""

    accepted: int = 0
    submitted: int = 0
    returned: int = 0

    @property
    def all(self) -> int:
        """Every record that was not taken back."""
        return self.accepted + self.submitted + self.returned


def record_counts(scope: Scope) -> RecordCounts:
    """How many records of the scope stood in which state on its day."""
    sql = (
        f"{_REPORTED} SELECT state, count(*) FROM reported JOIN places USING (organisation_id) GROUP BY state"
    )
    found = dict(rows(sql, scope))
    found.pop("withdrawn", None)
    return RecordCounts(**found)


@dataclass(frozen=True)
class Reported:
    """One record and its state as of a day; `reported_on` is the day it was last sent up."""

    record_id: int
    organisation_name: str
    title: str
    happened_on: date
    reported_on: date
    state: str

    @property
    def label(self) -> str:
        """The state in the users' words."""
        return str(RecordState(self.state).label)


def reported(scope: Scope, states: tuple[str, ...], *, after_id: int = 0, size: int = 50) -> list[Reported]:
    """Records of the scope in these states on its day, in the order of entering, after the record `after_id`."""
    sql = f"""{_REPORTED}
    SELECT r.id, p.name, r.title, r.happened_on, d.since, d.state
    FROM reported d JOIN places p USING (organisation_id) JOIN campaigns_record r ON r.id = d.record_id
    WHERE d.state = ANY(%(states)s) AND r.id > %(after)s ORDER BY r.id LIMIT %(size)s"""
    return [Reported(*row) for row in rows(sql, scope, states=list(states), after=after_id, size=size)]
