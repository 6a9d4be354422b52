"""The decision behind a change of the tree, and when it may begin."""

from dataclasses import dataclass
from datetime import date, timedelta

FURTHEST = timedelta(days=366)
"""Further ahead than this a day is a slip of the pen."""


@dataclass(frozen=True)
class Order:
    """From which day on, decided when, under which document number, and why."""

    effective_on: date
    decided_on: date | None
    document: str
    reason: str

    def faults(self, today: date) -> list[str]:
        """Why it cannot be; the past never changes (decision 0013)."""
        found = []
        if self.effective_on < today:
            found.append("生效日期不能早于今天：过去的组织设置不再改动，过去的数字也就不会变。")
        if self.effective_on > today + FURTHEST:
            found.append("生效日期在一年以后，请核对年份。")
        if self.decided_on is not None and self.decided_on > today:
            found.append("决定日期不能晚于今天。")
        if not self.reason.strip():
            found.append("请写明变动的理由。")
        return found


def spoken(day: date) -> str:
    """A day as a sentence says it."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class Decided:
    """What was decided about a person: in force from which day on, decided when, under which number, and why."""

    effective_on: date
    decided_on: date | None = None
    document: str = ""
    reason: str = ""

    def faults(self, today: date) -> list[str]:
        """Why it cannot be; numbers of days past stay what they were (decision 0017)."""
        found = [*day_faults(self.effective_on, today)]
        if self.decided_on is not None and self.decided_on > today:
            found.append("决定日期不能晚于今天。")
        return found


def day_faults(day: date, today: date) -> list[str]:
    """Why nothing about people can begin or end on a day."""
    if day < today:
        return ["起算日期不能早于今天：过去各天的名单和数字不再改动。会议哪天决定的，填在“哪天决定的”里。"]
    if day > today + FURTHEST:
        return ["起算日期在一年以后，请核对年份。"]
    return []
