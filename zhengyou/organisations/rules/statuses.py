"""Which status may follow which, as data with its source (domain.md 2.2): activist, target, probationary, full member.

A fault forbids; a warning is shown before it is confirmed and never stops anybody.
"""

from dataclasses import dataclass
from datetime import date

from ..models import MEMBERS, MemberStatus
from .structure import Measure, Warned

_STATUTE = "《中国共产党章程》关于预备期的规定"
_RULES = "《中国共产党发展党员工作细则》"

ORDER = (MemberStatus.ACTIVIST, MemberStatus.TARGET, MemberStatus.PROBATIONARY, MemberStatus.FULL)
"""The way into the party, one step after the other."""

MEASURES = {
    measure.key: measure
    for measure in (
        Measure("probation_years", 1, _STATUTE),
        Measure("activist_years", 1, _RULES),
    )
}


def next_status(status: str) -> MemberStatus | None:
    """What comes after a status; None after the last."""
    place = ORDER.index(MemberStatus(status))
    return ORDER[place + 1] if place + 1 < len(ORDER) else None


def goes_back(status: str, wanted: str) -> bool:
    """Whether this is a step back, which is only taken to put a wrong entry right."""
    return ORDER.index(MemberStatus(wanted)) < ORDER.index(MemberStatus(status))


@dataclass(frozen=True)
class StatusAsked:
    """A change of status: from what, held since when, to what, on which day, and the reason told."""

    status: str
    since: date
    wanted: str
    day: date
    reason: str


def faults(asked: StatusAsked) -> list[str]:
    """Why the status cannot be changed like that."""
    if asked.wanted == asked.status:
        return [f"现在就是{MemberStatus(asked.status).label}，不用再改。"]
    if goes_back(asked.status, asked.wanted) and not asked.reason.strip():
        return [
            f"从{MemberStatus(asked.status).label}改回{MemberStatus(asked.wanted).label}只用来更正登记错误，请写明理由。"
        ]
    return []


def warnings(asked: StatusAsked) -> list[Warned]:
    """Where a change departs from the rules of the sources."""
    if goes_back(asked.status, asked.wanted):
        return []
    found = []
    skipped = ORDER[ORDER.index(MemberStatus(asked.status)) + 1 : ORDER.index(MemberStatus(asked.wanted))]
    if skipped:
        words = "、".join(str(one.label) for one in skipped)
        found.append(Warned(f"中间没有经过{words}，请核对。", _RULES))
    measure = _least(asked.status)
    if measure is not None and asked.day < years_after(asked.since, measure.value):
        word = MemberStatus(asked.status).label
        found.append(
            Warned(
                f"自{asked.since:%Y-%m-%d}起为{word}，到{asked.day:%Y-%m-%d}不满{measure.value}年，请核对。",
                measure.source,
            )
        )
    return found


def _least(status: str) -> Measure | None:
    """How long a status is held at the least."""
    return {
        MemberStatus.PROBATIONARY: MEASURES["probation_years"],
        MemberStatus.ACTIVIST: MEASURES["activist_years"],
    }.get(MemberStatus(status))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 28th."""
    number = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, number)


def is_member(status: str) -> bool:
    """Whether a status counts as a member."""
    return status in MEMBERS
