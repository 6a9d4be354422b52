"""What a summary begins with: the facts on record about a member, put into sentences that he goes on from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

MOST_NAMED = 12
"""So many activities are named one by one; of the others the number is told."""


@dataclass(frozen=True)
class Promise:
    """A promise that was published, the word of its state, and what was told of the result ("" for nothing)."""

    text: str
    state: str
    outcome: str


@dataclass(frozen=True)
class Activity:
    """An activity on whose list he stood."""

    day: date
    title: str


@dataclass(frozen=True)
class Problem:
    """A problem that a review found or the branch raised, the word of its state, and what was changed."""

    title: str
    state: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is on record of one member for the days of a round."""

    promises: Sequence[Promise] = ()
    activities: Sequence[Activity] = ()
    problems: Sequence[Problem] = ()

    def texts(self) -> dict[str, str]:
        """The parts of a summary as they are offered; empty where nothing is on record."""
        return {
            "promised": _lines(_told(one.text, one.state, one.outcome) for one in self.promises),
            "took_part": _activities(self.activities),
            "put_right": _lines(_told(one.title, one.state, one.evidence) for one in self.problems),
            "next_steps": "",
        }


def _told(what: str, state: str, more: str) -> str:
    return f"{_bare(what)}：{state}。" + (f"{_bare(more)}。" if more else "")


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip("。；，;, ")


def _lines(found: Iterable[str]) -> str:
    return "\n".join(found)


def _activities(found: Sequence[Activity]) -> str:
    if not found:
        return ""
    named = [f"{one.day.month}月{one.day.day}日{_bare(one.title)}" for one in found[:MOST_NAMED]]
    more = f"等{len(found)}次" if len(found) > MOST_NAMED else f"，共{len(found)}次"
    return f"参加活动：{'、'.join(named)}{more}。"
