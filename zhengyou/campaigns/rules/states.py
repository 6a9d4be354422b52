"""The state of an expectation on a day: one rule, said once for rows and once for the database."""

from datetime import date
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..models.tasks import Outcome


class State(TextChoices):
    """Not due, due, on time, late, zero declared, excused, missing (architecture.md, "Expectation")."""

    NOT_DUE = "not_due", _("未到时候")
    DUE = "due", _("待办")
    ON_TIME = "on_time", _("按时")
    LATE = "late", _("迟报")
    ZERO = "zero", _("零报告")
    EXCUSED = "excused", _("不适用")
    MISSING = "missing", _("逾期未报")


DONE = (State.ON_TIME, State.LATE, State.ZERO)


class Settled(Protocol):
    """The parts of an expectation (or of its standing on a past day) that decide its state."""

    opens_on: date
    due_on: date
    grace_until: date | None
    outcome: str
    in_time: bool | None


def state_of(item: Settled, day: date) -> State:
    """The state of an expectation whose outcome, as it stood on `day`, is given."""
    if item.outcome == Outcome.EXCUSED:
        return State.EXCUSED
    if item.outcome == Outcome.ZERO:
        return State.ZERO
    if item.outcome == Outcome.MET:
        return State.ON_TIME if item.in_time else State.LATE
    if day < item.opens_on:
        return State.NOT_DUE
    return State.DUE if day <= last_day(item) else State.MISSING


def last_day(item: Settled) -> date:
    """The last day in time: the due day, or later after a return."""
    return max(item.due_on, item.grace_until) if item.grace_until else item.due_on


# The same rule for the database, over columns outcome, in_time, opens_on, due_on, grace_until and a parameter `day`.
STATE_SQL = """CASE outcome
    WHEN 'open' THEN CASE WHEN opens_on > %(day)s THEN 'not_due'
                          WHEN greatest(due_on, grace_until) >= %(day)s THEN 'due'
                          ELSE 'missing' END
    WHEN 'met' THEN CASE WHEN in_time THEN 'on_time' ELSE 'late' END
    WHEN 'zero' THEN 'zero'
    ELSE 'excused' END"""
