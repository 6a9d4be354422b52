"""Making up what each organisation did since the campaign began, day by day as a branch would, up to yesterday."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from zhengyou.campaigns.rules.workdays import next_workday

from ..district.posts import Holder
from ..district.storing import Stored
from . import stories
from .course import Course, Due, Plea, Step
from .profiles import Profile, profile

# Tasks whose record often serves others at the same time: one record, many ledgers (domain.md M20).
_SHARED = ("主题党日", "党员大会")
_SERVED = ("集中学习", "书记讲党课", "领导点评", "主题实践")


@dataclass(frozen=True)
class People:
    """Who reports for an organisation and who decides above it."""

    place: Stored
    reporter: Holder
    decider: Holder


class Maker:
    """Makes the courses of one organisation; the same seed gives the same ones for the same last day."""

    def __init__(self, people: People, last_day: date, seed: str) -> None:
        self.people = people
        self.last_day = last_day
        self.rng = Random(seed)  # noqa: S311  invented events, no secret
        node = people.place.node
        self.sector = str(node.sector)
        self.ways: Profile = profile(node.kind, self.sector, self.rng)
        self.patience = self.rng.choice((2, 3, 5, 9))
        self.zone = ZoneInfo(settings.TIME_ZONE)

    def make(self, dues: Sequence[Due]) -> Iterator[Course | Plea]:
        """What became of what fell due, in the order of the due days; what is left out stays open."""
        left = {due.id: due for due in sorted(dues, key=lambda due: (due.due_on, due.id))}
        for due in list(left.values()):
            if due.id not in left:
                continue
            del left[due.id]
            made = self._course(due, left) if self.rng.random() < self.ways.done else self._plea(due)
            if made is not None:
                yield made

    def _course(self, due: Due, left: dict[int, Due]) -> Course | None:
        """One record for this and perhaps others that the same day served; None when it has not come to it yet."""
        happened = self._happened(due)
        entered = self._entered(due, happened)
        if happened > self.last_day or entered > self.last_day:
            return None
        meets = [due, *self._also_met(due, happened, left)]
        zero = due.zero_allowed and self.rng.random() < 0.22
        course = self._told(due, happened, self._moment(entered), meets, zero)
        course.steps = self._steps(course.entered_at)
        return course

    def _happened(self, due: Due) -> date:
        days = (min(due.period_end, due.due_on) - due.opens_on).days
        # Most things happen in the second half of the time there is.
        return due.opens_on + timedelta(days=round(days * self.rng.betavariate(2.2, 1.3)))

    def _entered(self, due: Due, happened: date) -> date:
        """The day it was entered: soon after, or after the due day, or long after it happened."""
        chance = self.rng.random()
        if chance < self.ways.late:
            return next_workday(due.due_on + timedelta(days=1 + int(self.rng.expovariate(1 / 7))))
        if chance < self.ways.late + self.ways.entered_long_after:
            return next_workday(happened + timedelta(days=self.rng.randint(20, 60)))
        soon = next_workday(happened + timedelta(days=self.rng.randint(0, 4)))
        return soon if soon <= due.due_on else max(happened, due.due_on)

    def _also_met(self, due: Due, happened: date, left: dict[int, Due]) -> list[Due]:
        if not due.task.startswith(_SHARED) or self.rng.random() > 0.35:
            return []
        for other in left.values():
            if other.opens_on <= happened <= other.period_end and any(name in other.task for name in _SERVED):
                del left[other.id]
                return [other]
        return []

    def _told(self, due: Due, happened: date, moment: datetime, meets: list[Due], zero: bool) -> Course:
        people = self.people
        common = (people.place, people.reporter, people.decider, meets, moment)
        if zero:
            title = stories.ZERO_TITLE.format(task=due.task)
            happened = min(due.period_end, moment.date())
            return Course(*common, happened, title, stories.ZERO_RESULT, zero=True)
        told = stories.story(due.task, self.sector, self.rng)
        number = self.rng.randint(told.least, told.most)
        return Course(
            *common,
            happened,
            told.title.format(n=number, month=happened.month),
            told.result.format(n=number, month=happened.month),
            where=stories.place(self.sector, self.rng),
            attended=self._attended(),
            quantity=number if told.unit else None,
            unit=told.unit,
        )

    def _attended(self) -> int:
        size = len(self.people.place.members) or 12
        return max(3, round(size * self.rng.uniform(0.55, 0.97)))

    def _steps(self, entered: datetime) -> list[Step]:
        """What the level above did with it, as far as that had come by the last day."""
        decided = self._later(entered)
        if decided.date() > self.last_day:
            return []
        if self.rng.random() > 0.05:
            return [Step("accept", decided)]
        steps = [Step("return", decided, self.rng.choice(stories.RETURNS))]
        again = self._later(decided)
        if again.date() <= self.last_day and self.rng.random() < 0.85:
            steps.append(Step("resubmit", again))
            accepted = self._later(again)
            if accepted.date() <= self.last_day:
                steps.append(Step("accept", accepted))
        return steps

    def _plea(self, due: Due) -> Plea | None:
        """A reason why it does not apply; None where it was simply not done, as most often."""
        if self.rng.random() > 5 * self.ways.excused:
            return None
        asked = next_workday(max(due.opens_on, due.due_on - timedelta(days=self.rng.randint(-3, 8))))
        if asked > self.last_day:
            return None
        people = self.people
        moment = self._moment(asked)
        plea = Plea(
            people.place, people.reporter, people.decider, due, stories.reason(self.sector, self.rng), moment
        )
        answered = self._later(moment)
        if answered.date() <= self.last_day:
            agreed = self.rng.random() < 0.8
            plea.answer = Step("approve", answered) if agreed else Step("refuse", answered, stories.REFUSAL)
        return plea

    def _later(self, moment: datetime) -> datetime:
        """A working moment on a later day, sooner or later after the patience of those who decide."""
        days = 1 + int(self.rng.expovariate(1 / self.patience))
        return self._moment(next_workday(moment.date() + timedelta(days=days)))

    def _moment(self, day: date) -> datetime:
        """Some time of that day while offices are open."""
        minutes = self.rng.randint(8 * 60 + 30, 17 * 60 + 50)
        seconds = self.rng.randrange(60)
        return datetime.combine(day, time(minutes // 60, minutes % 60, seconds), self.zone)
