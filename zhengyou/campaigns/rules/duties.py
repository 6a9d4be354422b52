"""When a task of a plan runs and falls due; the same before approval and after it."""

from datetime import date

from ..models.plans import Duty, Plan, PlanItem, Recurrence
from .recurrence import Due, dues
from .rhythms import fits


def phase_of(task: PlanItem) -> PlanItem | None:
    """The phase a task belongs to, unless that phase was removed from the plan."""
    return task.parent if task.parent and not task.parent.removed else None


def span_of(task: PlanItem, plan: Plan) -> tuple[date | None, date | None]:
    """First and last day of a task: its own dates, those of its phase, or the plan's, in this order."""
    phase = phase_of(task)
    first = task.starts_on or (phase and phase.starts_on) or plan.starts_on
    last = task.due_on or (phase and last_of(phase)) or plan.ends_on
    return first, last


def end_of(task: PlanItem, plan: Plan) -> date | None:
    """The last day of the task's phase, or of the plan."""
    phase = phase_of(task)
    return (phase and last_of(phase)) or plan.ends_on


def last_of(phase: PlanItem) -> date | None:
    """The last day of a phase of the plan: its own, or the day of the event it ended with."""
    return phase.ends_on or phase.event_on


def periods_of(duty: Duty, starts_on: date, due_on: date, ends_on: date) -> list[Due]:
    """What a task asks for and when, from its first to its last day.

    "每年4月30日前" comes back on that day in each year up to `ends_on`, the end of its phase or campaign.
    """
    fixed = duty.anchor and fits(duty.recurrence, duty.anchor)
    by_day = duty.recurrence == Recurrence.YEARLY and not fixed and due_on < ends_on
    each_year_by = due_on if by_day else None
    return dues(
        recurrence=duty.recurrence,
        times=duty.times,
        starts_on=min(starts_on, due_on),
        ends_on=ends_on if each_year_by else due_on,
        due_on=each_year_by or due_on,
        grace_days=duty.grace_days,
        anchor=duty.anchor,
    )
