"""What a phase allows, by its state and by the day (domain.md M09; docs/decisions/0023-phases.md)."""

from datetime import date

from django.utils.translation import gettext as _

from zhengyou.ui.wording import day_text

from ..models.campaigns import Phase, PhaseState

# A step of `MISSING_SHOWN` rows of what is missing on one page.
MISSING_SHOWN = 50


def first_day(phase: Phase) -> date:
    """The day a phase begins: its own first day, or the campaign's (`phase.campaign` is read)."""
    return phase.starts_on or phase.campaign.starts_on


def has_come(phase: Phase, day: date) -> bool:
    """Whether a phase that nobody opened yet opens by itself that day; one that is held back does not."""
    return phase.state == PhaseState.PLANNED and first_day(phase) <= day


def shut(phase: Phase | None, day: date) -> str:
    """Why nothing may be settled for the phase's tasks that day; "" where it may. A closed phase still takes records,
    as entered afterwards."""
    if phase is None:
        return ""
    if phase.state == PhaseState.HELD:
        return _("阶段“%(phase)s”暂缓开始，开始以后才能报送。") % {"phase": phase.name}
    if phase.state == PhaseState.PLANNED and not has_come(phase, day):
        words = {"phase": phase.name, "day": day_text(first_day(phase), today=day)}
        return _("阶段“%(phase)s”还没有开始，%(day)s起才能报送。") % words
    return ""


def is_closed(phase: Phase | None) -> bool:
    """Whether what is told now is entered after the phase had closed (补录)."""
    return phase is not None and phase.state == PhaseState.CLOSED


def hangs_on_event(phase: Phase) -> bool:
    """Whether the phase ends with something that has not happened: the plan names it and no day."""
    return phase.ends_on is None and bool(phase.date_text)
