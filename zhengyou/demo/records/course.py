"""The course of one record or excuse from entry to decision, and every row that the actions would have written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zhengyou.campaigns.rules.policies import RETURN_GRACE
from zhengyou.campaigns.rules.workdays import add_workdays
from zhengyou.ledger.telling import Values
from zhengyou.ledger.writing import Line

from ..district.posts import Holder
from ..district.storing import Stored
from .stories import MENDED


@dataclass(frozen=True, slots=True)
class Due:
    """One expectation, as much of it as a record needs."""

    id: int
    task: str
    period_start: date
    period_end: date
    opens_on: date
    due_on: date
    zero_allowed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to a record or excuse after it was entered."""

    verb: str  # accept | return | resubmit | approve | refuse
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One ledger line with its moment."""

    at: datetime
    by: Holder
    verb: str
    sentence: str
    subject: str
    subject_id: int
    path: str
    happened_on: date | None = None
    before: Values | None = None
    after: Values | None = None

    @property
    def line(self) -> Line:
        """The same as an action writes it."""
        return Line(
            verb=self.verb,
            sentence=self.sentence,
            subject=self.subject,
            subject_id=self.subject_id,
            path=self.path,
            happened_on=self.happened_on,
            before=self.before,
            after=self.after,
        )


@dataclass(slots=True)
class Course:
    """One record: what it tells, what it meets, and its steps."""

    place: Stored
    reporter: Holder
    decider: Holder
    meets: list[Due]
    entered_at: datetime
    happened_on: date
    title: str
    result: str
    where: str = ""
    attended: int | None = None
    quantity: int | None = None
    unit: str = ""
    zero: bool = False
    kind: str = ""
    kind_name: str = ""
    present: int | None = None
    due: int | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def verbs(self) -> list[str]:
        """The verbs of the steps in their order."""
        return [step.verb for step in self.steps]

    def row(self, key: int) -> tuple[Any, ...]:
        """The record as it stands after all steps, in the order of writing.RECORD."""
        resubmitted = next((step.at for step in self.steps if step.verb == "resubmit"), None)
        last = self.steps[-1] if self.steps else None
        decided = last if last is not None and last.verb in ("accept", "return") else None
        state = {"accept": "accepted", "return": "returned"}[decided.verb] if decided else "submitted"
        return (
            key,
            self.place.id,
            state,
            self.zero,
            self.kind,
            self.title,
            self.happened_on,
            self.where,
            self.attended,
            self.result + (MENDED if resubmitted else ""),
            self.quantity,
            self.unit,
            self.reporter.account_id,
            self.entered_at,
            resubmitted or self.entered_at,
            self.decider.account_id if decided else None,
            decided.at if decided else None,
            decided.comment if decided else "",
        )

    def fulfilments(self, key: int) -> Iterator[tuple[Any, ...]]:
        """Rows in the order of writing.FULFILMENT: a new one for each time it was sent up."""
        for due in self.meets:
            yield from self._fulfilments_of(due, key)

    def _fulfilments_of(self, due: Due, key: int) -> Iterator[tuple[Any, ...]]:
        outcome = "zero" if self.zero else "met"
        since, last_day = timezone.localdate(self.entered_at), due.due_on
        accepted: date | None = None
        live = True
        for step in self.steps:
            day = timezone.localdate(step.at)
            if step.verb == "accept":
                accepted = day
            elif step.verb == "return":
                grace = add_workdays(day, RETURN_GRACE.default)
                yield key, due.id, outcome, since <= last_day, since, accepted, day, grace
                live, last_day, accepted = False, max(due.due_on, grace), None
            else:
                since, live = day, True
        if live:
            yield key, due.id, outcome, since <= last_day, since, accepted, None, None

    def lines(self, key: int) -> Iterator[Written]:
        """The ledger's lines, in the words of campaigns.actions.records."""
        count = len(self.meets)
        sentence = f"报送“{self.title}”，对应 {count} 项应办事项。"
        now: Values = {"state": "submitted", "comment": "", "result": self.result}
        yield self._line("submit", self.entered_at, self.reporter, sentence, key, None, self._told(count))
        for step in self.steps:
            before, now, by = now, dict(now), self.decider
            if step.verb == "accept":
                now |= {"state": "accepted", "comment": ""}
                sentence = f"验收“{self.title}”。"
            elif step.verb == "return":
                now |= {"state": "returned", "comment": step.comment}
                sentence = f"退回“{self.title}”：{step.comment}"
            else:
                now |= {"state": "submitted", "comment": "", "result": self.result + MENDED}
                sentence, by = f"补正后重新报送“{self.title}”，对应 {count} 项应办事项。", self.reporter
            after = {**now, "expectations": count, **self._of_kind()} if by is self.reporter else now
            yield self._line(step.verb, step.at, by, sentence, key, before, after)

    def _told(self, count: int) -> Values:
        """What the ledger keeps of the record when it is sent up."""
        told = {
            "state": "submitted",
            "title": self.title,
            "happened_on": self.happened_on,
            "place": self.where,
            "attended": self.attended,
            "result": self.result,
            "quantity": None if self.quantity is None else str(self.quantity),
            "unit": self.unit,
            "zero": self.zero,
            "expectations": count,
            **self._of_kind(),
        }
        return {name: value for name, value in told.items() if value not in (None, "")}

    def _of_kind(self) -> Values:
        """What the ledger keeps of an activity of a known kind."""
        told = {"kind": self.kind_name, "due": self.due, "present": self.present}
        return {name: value for name, value in told.items() if value not in (None, "")}

    def _line(
        self,
        verb: str,
        at: datetime,
        by: Holder,
        sentence: str,
        key: int,
        before: Values | None,
        after: Values,
    ) -> Written:
        return Written(
            at,
            by,
            f"campaigns.record.{verb}",
            sentence,
            "campaigns.record",
            key,
            self.place.path,
            self.happened_on,
            before,
            after,
        )


@dataclass(slots=True)
class Plea:
    """One excuse: what it is about, and the answer if there is one."""

    place: Stored
    reporter: Holder
    decider: Holder
    due: Due
    reason: str
    entered_at: datetime
    answer: Step | None = None

    def row(self, key: int) -> tuple[Any, ...]:
        """The excuse in the order of writing.EXCUSE."""
        answer = self.answer
        state = {"approve": "approved", "refuse": "refused"}[answer.verb] if answer else "requested"
        return (
            key,
            self.due.id,
            state,
            self.reason,
            self.reporter.account_id,
            self.entered_at,
            self.decider.account_id if answer else None,
            answer.at if answer else None,
            answer.comment if answer else "",
        )

    def lines(self, key: int) -> Iterator[Written]:
        """The ledger's lines, in the words of campaigns.actions.excuses."""
        yield self._line(
            "request", self.entered_at, self.reporter, f"说明“{self.due.task}”不适用：{self.reason}", key,
            None, {"state": "requested", "reason": self.reason},
        )  # fmt: skip
        if self.answer is None:
            return
        agreed = self.answer.verb == "approve"
        sentence = (
            f"同意“{self.due.task}”不适用：{self.reason}"
            if agreed
            else f"不同意“{self.due.task}”不适用：{self.answer.comment}"
        )
        before: Values = {"state": "requested", "comment": ""}
        after: Values = {"state": "approved" if agreed else "refused", "comment": self.answer.comment}
        yield self._line(self.answer.verb, self.answer.at, self.decider, sentence, key, before, after)

    def _line(
        self,
        verb: str,
        at: datetime,
        by: Holder,
        sentence: str,
        key: int,
        before: Values | None,
        after: Values,
    ) -> Written:
        subject = "campaigns.excuse"
        verb = f"{subject}.{verb}"
        return Written(at, by, verb, sentence, subject, key, self.place.path, None, before, after)
