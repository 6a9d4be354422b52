"""Making up how each organisation came to its plan, or did not, up to yesterday."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from zhengyou.campaigns.models import Task
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.rules.filing import reaches
from zhengyou.campaigns.rules.meetings import MeetingHeld
from zhengyou.campaigns.rules.workdays import next_workday
from zhengyou.organisations.models import Kind

from ..records.course import Due, Plea
from ..records.course import Step as Answered
from ..records.making import People
from ..records.profiles import profile
from . import texts
from .course import Above, Course, Step
from .texts import Part

MEETINGS = {Kind.BRANCH: MeetingKind.BRANCH, Kind.GENERAL_BRANCH: MeetingKind.GENERAL_BRANCH}
REASON = "支部即将撤并，由合并后的支部统一制定方案，请求本支部不再单独报备。"
# Shares of those who send a plan up.
_RETURNED, _FORGOTTEN, _WAITING, _COPIED = 0.07, 0.02, 0.03, 0.07


@dataclass(frozen=True)
class Reached:
    """An organisation with the kinds and sectors that stand at and under it."""

    people: People
    kinds: frozenset[tuple[str, str]]


class Teller:
    """Tells the course of one organisation's plan; the same seed gives the same one for the same last day."""

    def __init__(self, above: Above, reached: Reached, due: Due, last_day: date, fate: str = "") -> None:
        self.above, self.due, self.last_day = above, due, last_day
        self.people = reached.people
        place = self.people.place
        self.rng = Random(f"{above.plan.title}{place.node.code}报备")  # noqa: S311  invented events, no secret
        self.ways = profile(place.node.kind, str(place.node.sector), self.rng)
        self.zone = ZoneInfo(settings.TIME_ZONE)
        self.tasks = [task for task in above.tasks if reaches(task, reached.kinds, place.path, None)]
        self.fate = fate or self._fate()

    def _fate(self) -> str:
        """none | begun | passed | excused (never sent up), waiting, returned, mended, late or plain.

        A scene may also ask for resent: returned, corrected and sent up again lately.
        """
        if self.rng.random() < 0.45 * (1 - self.ways.done):
            return self.rng.choices(("none", "begun", "passed", "excused"), (55, 30, 8, 7))[0]
        chance = self.rng.random()
        for share, fate in ((_WAITING, "waiting"), (_FORGOTTEN, "returned"), (_RETURNED, "mended")):
            if chance < share:
                return fate
            chance -= share
        return "late" if self.rng.random() < self.ways.late else "plain"

    def plea(self) -> Plea | None:
        """That it does not apply, agreed to; None where it has not come to that yet."""
        asked = self._moment(next_workday(self.due.due_on - timedelta(days=self.rng.randint(2, 12))))
        answer = self._later(asked, 3)
        if self.fate != "excused" or asked.date() > self.last_day:
            return None
        people = self.people
        plea = Plea(people.place, people.reporter, people.decider, self.due, REASON, asked)
        plea.answer = Answered("approve", answer) if answer.date() <= self.last_day else None
        return plea

    def course(self, copied: Sequence[Part] = (), *, sure: bool = False) -> Course | None:
        """What was done by the last day; `copied` are the parts of another's plan that may be taken over, or surely
        are."""
        if self.fate in ("none", "excused"):
            return None
        steps = self._steps(tuple(self._parts(copied, sure)))
        done = [step for step in steps if step.at.date() <= self.last_day]
        if not done:
            return None
        people = self.people
        return Course(
            self.above,
            people.place,
            people.reporter,
            people.decider,
            self.due,
            self.tasks,
            self._owned(),
            f"书记{people.reporter.name}",
            done,
        )

    def _owned(self) -> list[Task]:
        """One task of each phase: that is how many owners a plan must name."""
        found: dict[int, Task] = {}
        for task in self.tasks:
            if task.phase_id is not None:
                found.setdefault(task.phase_id, task)
        return list(found.values())

    def _parts(self, copied: Sequence[Part], sure: bool) -> list[Part]:
        node, name = self.people.place.node, self.people.reporter.name
        own = texts.parts(str(node.sector), node.kind not in (Kind.BRANCH,), self.rng)
        if copied and (sure or self.rng.random() < _COPIED):
            taken = [part for part in copied if part.kind in ("mechanism", "target")]
            own = [*taken, own[0]] if self.rng.random() < 0.4 else [replace(part) for part in taken]
        return [Part("person", name, "组长，对方案落实负总责"), *own]

    def _steps(self, parts: tuple[Part, ...]) -> list[Step]:
        begun, met, filed = self._days()
        found = [Step("adapt", self._moment(begun, 8.5, 11), parts=parts)]
        if self.fate == "begun":
            return found
        passed = Step("pass", self._moment(met, 15, 17.5), held=self._meeting(met))
        found.append(passed)
        if self.fate == "passed":
            return found
        sent = max(self._moment(filed), passed.at + timedelta(minutes=20))
        found.append(Step("file", sent))
        if self.fate == "waiting":
            return found
        if self.fate in ("returned", "mended", "resent"):
            return found + self._returned(sent)
        return [*found, Step("accept", self._later(sent, 4))]

    def _returned(self, sent: datetime) -> list[Step]:
        """Sent back, corrected, passed anew and sent up again; those returned for good stay so."""
        if self.fate == "returned":
            recent = self._moment(
                next_workday(max(self.last_day - timedelta(days=5), sent.date() + timedelta(days=1)))
            )
            return [Step("return", recent, comment=self.rng.choice(texts.RETURNS))]
        back = self._later(sent, 1 if self.fate == "resent" else 3)
        name, text = texts.ADDED
        what = self.rng.choice(self.tasks).name
        part = Part("mechanism", name, text.format(what=what, name=self.people.reporter.name))
        mended = self._later(back, 1)
        held = next_workday(mended.date() + timedelta(days=self.rng.randint(1, 4)))
        passed = Step("pass", self._moment(held, 15, 17), held=self._meeting(held))
        again = Step("file", passed.at + timedelta(minutes=self.rng.randint(10, 60)))
        found = [
            Step("return", back, comment=self.rng.choice(texts.RETURNS)),
            Step("amend", mended, parts=(part,)),
            passed,
            again,
        ]
        return found if self.fate == "resent" else [*found, Step("accept", self._later(again.at, 3))]

    def _days(self) -> tuple[date, date, date]:
        """When it was begun, when the meeting was held, when it was sent up."""
        ahead = self.rng.randint(3, 8)
        if self.fate in ("waiting", "resent"):
            ago = 18 if self.fate == "resent" else self.rng.randint(0, 5)
            filed = self._before(self.last_day - timedelta(days=ago))
            begun = max(self._before(filed - timedelta(days=ahead + 4)), next_workday(self.due.opens_on))
            return begun, max(begun, self._before(filed - timedelta(days=2))), max(begun, filed)
        if self.fate == "late":
            begun = next_workday(self.due.due_on + timedelta(days=self.rng.randint(-12, 20)))
        else:
            begun = next_workday(self.due.opens_on + timedelta(days=self.rng.randint(1, 12)))
        met = next_workday(begun + timedelta(days=self.rng.randint(2, 5)))
        filed = next_workday(met + timedelta(days=self.rng.randint(0, 2)))
        late = next_workday(self.due.due_on + timedelta(days=1))
        return begun, met, max(filed, late) if self.fate == "late" else filed

    def _meeting(self, day: date) -> MeetingHeld:
        kind = MEETINGS.get(Kind(self.people.place.node.kind), MeetingKind.COMMITTEE)
        due = len(self.people.place.members) if kind == MeetingKind.BRANCH else self.rng.choice((5, 7, 7, 9))
        due = max(3, due)
        present = max(due // 2 + 1, round(due * self.rng.uniform(0.7, 1)))
        against = self.rng.random() < 0.15 and present - 1 > due / 2
        return MeetingHeld(
            kind=kind,
            held_on=day,
            chair=self.people.reporter.name,
            due=due,
            present=present,
            in_favour=present - int(against),
        )

    def _before(self, day: date) -> date:
        """That day, or the last working day before it."""
        while next_workday(day) != day:
            day -= timedelta(days=1)
        return day

    def _later(self, moment: datetime, patience: int) -> datetime:
        days = 1 + int(self.rng.expovariate(1 / patience))
        return self._moment(next_workday(timezone.localdate(moment) + timedelta(days=days)))

    def _moment(self, day: date, first: float = 8.6, last: float = 17.4) -> datetime:
        minutes = self.rng.randint(int(first * 60), int(last * 60))
        return datetime.combine(day, time(minutes // 60, minutes % 60, self.rng.randrange(60)), self.zone)
