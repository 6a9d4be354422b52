"""States as people see them: a shape (see `state_chip` of the ui) and a word."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.activities import RecordState
from ..models.tasks import ExcuseState
from .states import State


class Chip(NamedTuple):
    """`shape` is a state of the ui's chips; `word` stands beside it."""

    shape: str
    word: str


_EXPECTATIONS = {
    State.NOT_DUE: "not_due",
    State.DUE: "due",
    State.ON_TIME: "done",
    State.LATE: "late",
    State.ZERO: "zero",
    State.EXCUSED: "excused",
    State.MISSING: "missing",
}
_RECORDS = {
    RecordState.SUBMITTED: "awaiting",
    RecordState.ACCEPTED: "done",
    RecordState.RETURNED: "returned",
    RecordState.WITHDRAWN: "excused",
}
_FILINGS = {
    RecordState.SUBMITTED: gettext_lazy("待审核"),
    RecordState.ACCEPTED: gettext_lazy("已备案"),
    RecordState.RETURNED: gettext_lazy("已退回"),
    RecordState.WITHDRAWN: gettext_lazy("已撤回"),
}
_EXCUSES = {
    ExcuseState.REQUESTED: "awaiting",
    ExcuseState.APPROVED: "done",
    ExcuseState.REFUSED: "returned",
    ExcuseState.WITHDRAWN: "excused",
}


def of_expectation(state: State) -> Chip:
    """The chip of an expectation in this state."""
    return Chip(_EXPECTATIONS[state], str(state.label))


def of_record(state: str) -> Chip:
    """The chip of a record; raises ValueError for a state that does not exist."""
    return Chip(_RECORDS[RecordState(state)], str(RecordState(state).label))


def of_filing(state: str) -> Chip:
    """The chip of a record by which a plan was filed; raises ValueError for a state that does not exist."""
    return Chip(_RECORDS[RecordState(state)], str(_FILINGS[RecordState(state)]))


def of_excuse(state: str) -> Chip:
    """The chip of a plea that something does not apply; raises ValueError for a state that does not exist."""
    return Chip(_EXCUSES[ExcuseState(state)], str(ExcuseState(state).label))


def late_entry() -> Chip:
    """The chip of a record that was entered long after it happened (policy LATE_ENTRY)."""
    return Chip("not_due", _("补记"))
