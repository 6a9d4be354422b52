"""How the filing of one organisation's plan stands, as its receiving office says it (domain.md P1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .chips import Chip


class FilingState(TextChoices):
    """One for each organisation asked; a plan passed and not sent up, or sent back, counts as not received."""

    MISSING = "missing", _("逾期未报")
    OPEN = "open", _("未报")
    DRAFTING = "drafting", _("起草中")
    AWAITING = "awaiting", _("待审核")
    RETURNED = "returned", _("已退回")
    ON_TIME = "on_time", _("已备案 按时")
    LATE = "late", _("已备案 迟报")
    EXCUSED = "excused", _("不适用")


_SHAPES = {
    FilingState.MISSING: "missing",
    FilingState.OPEN: "not_due",
    FilingState.DRAFTING: "due",
    FilingState.AWAITING: "awaiting",
    FilingState.RETURNED: "returned",
    FilingState.ON_TIME: "done",
    FilingState.LATE: "late",
    FilingState.EXCUSED: "excused",
}
# The same for the database: `e` is the expectation, `sent` the last filing that was not taken back, `plan` the plan.
# An amendment on its way up is to be read again: it counts as awaiting.
STATE_SQL = """CASE
    WHEN e.outcome = 'excused' THEN 'excused'
    WHEN sent.state = 'submitted' THEN 'awaiting'
    WHEN sent.state = 'returned' THEN 'returned'
    WHEN sent.state = 'accepted' THEN CASE WHEN coalesce(e.in_time, true) THEN 'on_time' ELSE 'late' END
    WHEN e.last_day < %(day)s THEN 'missing'
    WHEN plan.id IS NOT NULL THEN 'drafting'
    ELSE 'open' END"""


def chip(state: str) -> Chip:
    """The chip of a state; raises ValueError for one that does not exist."""
    found = FilingState(state)
    return Chip(_SHAPES[found], str(found.label))
