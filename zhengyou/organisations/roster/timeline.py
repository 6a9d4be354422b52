"""The memberships of one person as they are and as the roster wants them: statuses and transfers, with their days."""

from dataclasses import dataclass
from datetime import date

from ..models import MemberStatus
from .difference import Edit, MemberRow
from .rows import Enrolled
from .standing import Known, Member

NOTHING = ""


class CannotBe(Exception):
    """The row asks for something that what is stored does not allow; the sentence says what to do, `column` where."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True, slots=True)
class Segment:
    """A status in an organisation (by code) from a day on, until the next segment."""

    organisation: str
    status: str
    since: date


def word(status: str) -> str:
    """A status in words."""
    return str(MemberStatus(status).label)


def beginning(one: Enrolled, code: str, day: date) -> list[MemberRow]:
    """The memberships of somebody who is new: probationary until the day of turning full, where it is told."""
    since = one.since or day
    segments = [Segment(code, one.status, since)]
    if one.confirmed_on and one.confirmed_on > since:
        segments = [
            Segment(code, MemberStatus.PROBATIONARY, since),
            Segment(code, MemberStatus.FULL, one.confirmed_on),
        ]
    return _rows(segments, [], None)


@dataclass
class Timeline:
    """One person's present stay, and what the roster makes of it; `home` and `code` are codes of organisations."""

    known: Known
    stay: list[Member]
    home: str
    day: date

    def __post_init__(self) -> None:
        self.segments = [Segment(self.home, one.status, one.since) for one in self.stay]
        self.edits: list[Edit] = []

    def apply(self, one: Enrolled) -> None:
        """Dates and status as the row has them. Raises CannotBe."""
        self._begin(one)
        if one.status != self.segments[-1].status:
            self._turn(one)
        elif one.confirmed_on and one.status == MemberStatus.FULL:
            self._confirm(one.confirmed_on)

    def move(self, one: Enrolled, code: str, old: str, new: str) -> None:
        """Out of the present organisation into another, from the day the row says or else from today on; `old` and
        `new` are the names."""
        first = self.segments[0].since
        told = one.since if one.since and one.since > self.stay[-1].since else None
        start = told or self.day
        self.edits.insert(0, Edit("组织", old, f"{new}（自 {start} 起）"))
        if start <= first:  # enrolled this very day: put right
            self.segments = [Segment(code, part.status, part.since) for part in self.segments]
            return
        before = [part for part in self.segments if part.since < start]
        after = [Segment(code, part.status, part.since) for part in self.segments if part.since >= start]
        if not after or after[0].since > start:
            after.insert(0, Segment(code, before[-1].status, start))
        self.segments = [*before, *after]

    def rows(self) -> list[MemberRow]:
        """What is to be written. Raises CannotBe where a later change is decided already."""
        until = self.stay[-1].until
        found = _rows(self.segments, self.stay, until, self.home)
        if found and until is not None:
            sentence = f"{until:%Y-%m-%d} 已有一项已定的变动，名册不能再改；请先撤回那一项。"
            raise CannotBe("name", sentence)
        return found

    def _begin(self, one: Enrolled) -> None:
        first = self.segments[0]
        if one.since is None or one.since == first.since:
            return
        place = next(n for n, member in enumerate(self.known.members) if member.id == self.stay[0].id)
        if place and one.since < (self.known.members[place - 1].until or date.max):
            raise CannotBe("since", f"加入日期早于在原来组织的最后一天，应不早于 {first.since}。")
        if len(self.segments) > 1 and one.since >= self.segments[1].since:
            raise CannotBe("since", f"加入日期晚于后来的身份变动（{self.segments[1].since}），请改正。")
        self.edits.append(Edit("加入本组织日期", f"{first.since}", f"{one.since}"))
        self.segments[0] = Segment(first.organisation, first.status, one.since)

    def _turn(self, one: Enrolled) -> None:
        """Another status: from the day of turning full, where it is told, else from today on."""
        last = self.segments[-1]
        known = last.status == MemberStatus.PROBATIONARY and one.status == MemberStatus.FULL
        start = one.confirmed_on if known and one.confirmed_on else self.day
        self.edits.append(Edit("身份", word(last.status), f"{word(one.status)}（自 {start} 起）"))
        new = Segment(last.organisation, one.status, max(start, last.since))
        if start <= last.since:
            self.segments[-1] = new
        else:
            self.segments.append(new)

    def _confirm(self, on: date) -> None:
        """Full already: the day of turning full is entered or put right."""
        if on <= self.segments[0].since:
            return
        last, before = self.segments[-1], self.segments[-2] if len(self.segments) > 1 else None
        probationary = before is not None and before.status == MemberStatus.PROBATIONARY
        if last.since == on and probationary:
            return
        earliest = before.since if before is not None and probationary else last.since
        if on <= earliest:
            raise CannotBe("confirmed_on", f"转正日期和已登记的不符，应晚于 {earliest}，请核对。")
        self.edits.append(Edit("转正日期", f"{last.since}" if probationary else NOTHING, f"{on}"))
        full = Segment(last.organisation, MemberStatus.FULL, on)
        if not probationary:
            self.segments[-1] = Segment(last.organisation, MemberStatus.PROBATIONARY, last.since)
            self.segments.append(full)
        else:
            self.segments[-1] = full


def told_confirmed(stay: list[Member]) -> date | None:
    """The day of turning full within a stay, as the export prints it; None where it was full from the beginning."""
    if [one.status for one in stay[-2:]] == [MemberStatus.PROBATIONARY, MemberStatus.FULL]:
        return stay[-1].since
    return None


def _rows(
    segments: list[Segment], stay: list[Member], last_until: date | None, home: str = ""
) -> list[MemberRow]:
    """The segments over the memberships there are: those that differ, and those that are new."""
    found = []
    for number, segment in enumerate(segments):
        until = segments[number + 1].since if number + 1 < len(segments) else last_until
        row = (segment.organisation, segment.status, segment.since, until)
        old = stay[number] if number < len(stay) else None
        if old is None:
            found.append(MemberRow(None, *row))
        elif (home, old.status, old.since, old.until) != row:
            found.append(MemberRow(old.id, *row))
    return found
