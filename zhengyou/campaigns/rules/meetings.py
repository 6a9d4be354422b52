"""Whether a meeting could pass a plan (domain.md 4, "Vote rules")."""

from dataclasses import dataclass
from datetime import date

from zhengyou.organisations.models import Kind

from ..models.filing import MeetingKind

__all__ = ["MEETINGS", "MeetingHeld", "MeetingKind", "NotPassed", "check", "meeting_of"]

MEETINGS = list(MeetingKind.choices)
_USUAL = {Kind.BRANCH: MeetingKind.BRANCH, Kind.GENERAL_BRANCH: MeetingKind.GENERAL_BRANCH}


def meeting_of(kind: str) -> MeetingKind:
    """The meeting that usually passes the plans of an organisation of this kind."""
    return _USUAL.get(Kind(kind), MeetingKind.COMMITTEE)


@dataclass(frozen=True, kw_only=True)
class MeetingHeld:
    """A meeting as it is told: `due`, `present` and `in_favour` count people entitled to vote."""

    kind: MeetingKind
    held_on: date
    chair: str
    due: int
    present: int
    in_favour: int
    note: str = ""

    @property
    def told(self) -> str:
        """The meeting in one phrase: which, when, and its numbers."""
        numbers = f"应到 {self.due} 人，实到 {self.present} 人，赞成 {self.in_favour} 人"
        return f"{self.held_on:%Y年%-m月%-d日}{self.kind.label}通过，{numbers}"


class NotPassed(Exception):
    """The meeting did not pass the plan, or its numbers cannot be; the sentence says why."""


def check(meeting: MeetingHeld, day: date) -> None:
    """Raises NotPassed unless at least half of those due were there and more than half of those due agreed."""
    if meeting.held_on > day:
        raise NotPassed("会议日期晚于今天。请等会开过了再记。")
    if not meeting.in_favour <= meeting.present <= meeting.due:
        raise NotPassed(
            f"人数对不上：应到 {meeting.due} 人、实到 {meeting.present} 人、赞成 {meeting.in_favour} 人。"
        )
    if 2 * meeting.present < meeting.due:
        raise NotPassed(
            f"应到 {meeting.due} 人，实到 {meeting.present} 人，不到一半，会议不能作决定。请改日再开。"
        )
    if 2 * meeting.in_favour <= meeting.due:
        raise NotPassed(
            f"赞成 {meeting.in_favour} 人，没有超过应到 {meeting.due} 人的一半，方案没有通过。请修改后再议。"
        )
