"""The course of one organisation's plan from its copy to its acceptance, and every line the actions would have written.

The words are those of campaigns.actions.{filing,corrections,records}; tests hold them together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.actions.corrections import ADDED
from zhengyou.campaigns.actions.plan_lines import facts
from zhengyou.campaigns.models import Plan, PlanItem, Task
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.campaigns.rules.adapting import title_of_copy
from zhengyou.campaigns.rules.meetings import MeetingHeld
from zhengyou.campaigns.rules.policies import RETURN_GRACE
from zhengyou.campaigns.rules.workdays import add_workdays
from zhengyou.ledger.telling import Values, given

from ..district.posts import Holder
from ..district.storing import Stored
from ..records.course import Due, Written
from .texts import Part

PLAN, RECORD = "campaigns.plan", "campaigns.record"
_STEP = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Above:
    """The plan carried out, as every course needs it."""

    plan: Plan
    version: int
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class Step:
    """adapt | amend (after a return) | pass | file | return | accept; a meeting comes with pass, a comment with return,
    what is added with adapt and amend."""

    verb: str
    at: datetime
    comment: str = ""
    held: MeetingHeld | None = None
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class Course:
    """One organisation's plan: the superior's tasks that reach it, those whose owner it named, and its steps."""

    above: Above
    place: Stored
    reporter: Holder
    decider: Holder
    due: Due
    reached: list[Task]
    owned: list[Task]
    owner: str
    steps: list[Step] = field(default_factory=list)

    @property
    def title(self) -> str:
        """As adapt gives it."""
        return title_of_copy(self.place.node.name, self.above.plan.title)

    @property
    def verbs(self) -> list[str]:
        """The verbs of the steps in their order."""
        return [step.verb for step in self.steps]

    @property
    def state(self) -> str:
        """The plan's state after all steps."""
        words = {
            "adapt": "draft",
            "amend": "draft",
            "pass": "approved",
            "file": "filed",
            "accept": "in_force",
        }
        return words.get(self.verbs[-1], "draft")

    @property
    def parts(self) -> list[tuple[int, Part]]:
        """What it added, each with the number of the first version that has it."""
        number, found = 1, []
        for step in self.steps:
            found += [(number, part) for part in step.parts]
            number += step.verb == "pass"
        return found

    def corrected_at(self, number: int) -> datetime:
        """When the owner of the task of this number (from 1) was named."""
        return self.steps[0].at + number * _STEP

    @property
    def added_at(self) -> list[datetime]:
        """When each of the parts was added."""
        return [
            step.at + number * _STEP
            for step in self.steps
            for number, _part in enumerate(step.parts, self._first(step))
        ]

    def _first(self, step: Step) -> int:
        return len(self.owned) + 1 if step.verb == "adapt" else 1

    @property
    def passed(self) -> list[Step]:
        """One for each version."""
        return [step for step in self.steps if step.verb == "pass"]

    @property
    def filed(self) -> list[Step]:
        """Each time it was sent up."""
        return [step for step in self.steps if step.verb == "file"]

    @property
    def decided(self) -> Step | None:
        """The last step that decided about the plan at home or above."""
        return next((step for step in reversed(self.steps) if step.verb in ("pass", "return")), None)

    def plan_row(self, key: int) -> tuple[Any, ...]:
        """In the order of writing.PLAN."""
        last, facts = self.decided, self.above.plan
        by = None if last is None else self.reporter if last.verb == "pass" else self.decider
        corrections = len(self.owned) + len(self.parts)
        return (
            key, self.place.id, self.state, corrections, self.title, self.place.node.name[:120], "", facts.theme,
            "", None, facts.starts_on, facts.ends_on, facts.pk, self.reporter.account_id, self.steps[0].at,
            by.account_id if by else None, last.at if last else None, last.comment if last else "",
        )  # fmt: skip

    def record_row(self, key: int, version: int) -> tuple[Any, ...]:
        """In the order of writing.FILING; `version` is the id of the version sent up last."""
        last = next(step for step in reversed(self.steps) if step.verb in ("file", "accept", "return"))
        state = {"file": "submitted", "accept": "accepted", "return": "returned"}[last.verb]
        decided = last.verb != "file"
        held = self._held(len(self.filed))
        return (
            key, self.place.id, state, False, version, self._filing, held.held_on, "", None, told(held), None, "",
            self.reporter.account_id, self.filed[0].at, self.filed[-1].at,
            self.decider.account_id if decided else None, last.at if decided else None, last.comment,
        )  # fmt: skip

    def _held(self, number: int) -> MeetingHeld:
        held = self.passed[number - 1].held
        assert held is not None
        return held

    @property
    def _filing(self) -> str:
        return f"报备《{self.title}》"[:120]

    def fulfilments(self, key: int) -> Iterator[tuple[Any, ...]]:
        """In the order of records.writing.FULFILMENT: a new one each time it was sent up."""
        last_day, since, live = self.due.due_on, date.min, False
        accepted: date | None = None
        for step in self.steps:
            day = timezone.localdate(step.at)
            if step.verb == "file":
                since, live = day, True
            elif step.verb == "accept":
                accepted = day
            elif step.verb == "return":
                grace = add_workdays(day, RETURN_GRACE.default)
                yield key, self.due.id, "met", since <= last_day, since, accepted, day, grace
                last_day, accepted, live = max(self.due.due_on, grace), None, False
        if live:
            yield key, self.due.id, "met", since <= last_day, since, accepted, None, None

    def lines(self, key: int, record: int, asked: int) -> Iterator[Written]:
        """The ledger's lines: plan `key`, its `record` (0 for none), `asked` expectations made when it was accepted."""
        version, comment = 0, ""
        for step in self.steps:
            number, title = version + 1, self.title
            if step.verb == "adapt":
                above = self.above
                sentence = (
                    f"从上级方案《{above.plan.title}》（第 {above.version} 版）起草本单位方案《{title}》。"
                )
                after = {**self._facts(), "superior": above.plan.title, "version": above.version}
                yield self._line("adapt", step.at, sentence, key, after=after)
                yield from self._owners(step.at, key)
            elif step.verb == "pass":
                version, held = number, self._held(number)
                sentence = f"方案《{title}》第 {number} 版经{held.told}。"
                before = {"state": "draft", "comment": comment}
                after = {"state": "approved", "comment": "", "version": number}
                yield self._line(
                    "pass", step.at, sentence, key, happened_on=held.held_on, before=before, after=after
                )
            elif step.verb == "file":
                sentence = f"报备方案《{title}》第 {version} 版，请上级审核。"
                before, after = {"state": "approved"}, {"state": "filed", "version": version}
                yield self._line("file", step.at, sentence, key, before=before, after=after)
            elif step.verb == "return":
                comment, sentence = step.comment, f"退回“{self._filing}”：{step.comment}"
                after = {"state": "returned", "comment": comment}
                yield self._decision("return", step.at, sentence, record, version, after)
            elif step.verb == "accept":
                sentence = f"同意方案《{title}》第 {version} 版备案，活动开始，共产生 {asked} 项应办事项。"
                after = {"state": "accepted", "comment": "", "expectations": asked}
                yield self._decision("accept", step.at, sentence, record, version, after)
            yield from self._additions(step, key)

    def _owners(self, at: datetime, key: int) -> Iterator[Written]:
        for number, task in enumerate(self.owned, 1):
            sentence = f"在方案《{self.title}》里改正{ItemKind.TASK.label}“{task.name}”。"
            before = {"owner": "", "origin": "inherited", "checked": False}
            after = {"owner": self.owner, "origin": "corrected", "checked": True}
            yield self._line("change_item", at + number * _STEP, sentence, key, before=before, after=after)

    def _additions(self, step: Step, key: int) -> Iterator[Written]:
        for number, part in enumerate(step.parts, self._first(step)):
            sentence = f"在方案《{self.title}》里补充{ItemKind(part.kind).label}“{part.name}”。"
            item = PlanItem(
                kind=part.kind, name=part.name, text=part.text, quantity=part.quantity, unit=part.unit, **part.duty
            )  # fmt: skip
            after = given(item, *ADDED)
            yield self._line("add_item", step.at + number * _STEP, sentence, key, after=after)

    def _facts(self) -> Values:
        """What the ledger keeps of the plan when it is begun."""
        above = self.above.plan
        told = Plan(
            state="draft", title=self.title, issuer=self.place.node.name[:120], theme=above.theme,
            starts_on=above.starts_on, ends_on=above.ends_on,
        )  # fmt: skip
        return facts(told)

    def _line(self, verb: str, at: datetime, sentence: str, key: int, **more: Any) -> Written:
        return Written(
            at, self.reporter, f"{PLAN}.{verb}", sentence, PLAN, key, self.place.path, **more
        )  # fmt: skip

    def _decision(
        self, verb: str, at: datetime, sentence: str, record: int, version: int, after: Values
    ) -> Written:
        day, before = self._held(version).held_on, {"state": "submitted", "comment": ""}
        return Written(
            at, self.decider, f"{RECORD}.{verb}", sentence, RECORD, record, self.place.path, day, before, after
        )  # fmt: skip


def told(held: MeetingHeld) -> str:
    """A meeting as a filing's result tells it."""
    numbers = f"应到 {held.due} 人，实到 {held.present} 人，赞成 {held.in_favour} 人"
    return f"{held.held_on:%Y年%-m月%-d日}{held.kind.label}通过（主持：{held.chair}；{numbers}）。"
