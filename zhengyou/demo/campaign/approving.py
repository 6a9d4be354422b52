"""The demonstration plan from its document to a running campaign, by the steps that people take on the screen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from zhengyou.campaigns.actions import corrections
from zhengyou.campaigns.actions import plans as actions
from zhengyou.campaigns.models import Campaign, Plan, PlanItem
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.campaigns.rules.meetings import MeetingHeld
from zhengyou.organisations.models import Account
from zhengyou.organisations.queries import actors_of, today
from zhengyou.organisations.rules import Actor
from zhengyou.plandocs import read_safely

from ..plan import PLAN_PATH
from . import wanted
from .clock import Clock, ledger_clock
from .wanted import Wanted

SECOND_PLAN_PATH = Path(__file__).with_name("岗位建功集中行动方案.txt")
# A correction takes somebody about this long.
_STEP = timedelta(seconds=70)


def actor(username: str) -> Actor:
    """The person of that login, in the first post held."""
    return actors_of(Account.objects.get(username=username), today())[0]


def upload(path: Path, *, by: Actor, now: datetime) -> Plan:
    """Read a document with the real reader and put it into the workbench."""
    content = path.read_bytes()
    reading = read_safely(content, path.name)
    return actions.upload(by=by, upload=actions.Upload(content, reading), now=now)


def second_plan(*, office: Actor, now: datetime) -> Plan:
    """Leave a draft with typical defects in the workbench, uploaded but not yet looked at."""
    with ledger_clock(now):
        return upload(SECOND_PLAN_PATH, by=office, now=now)


def approved_campaign(*, office: Actor, leader: Actor, now: datetime) -> Campaign:
    """Upload, correct, propose and approve the plan from `now` on, all within the same day."""
    with ledger_clock(now) as clock:
        plan = upload(PLAN_PATH, by=office, now=now)
        Desk(plan, office, clock).correct()
        clock.set(clock.moment + timedelta(minutes=20))
        plan = actions.propose(by=office, plan=plan, now=clock.moment)
        clock.set(clock.moment + timedelta(minutes=45))
        plan = actions.approve(by=leader, plan=plan, meeting=_meeting(now), now=clock.moment)
    return Campaign.objects.get(plan=plan)


def _meeting(now: datetime) -> MeetingHeld:
    """The meeting of the district committee that passed the plan that day."""
    return MeetingHeld(
        kind=MeetingKind.COMMITTEE,
        held_on=timezone.localdate(now),
        chair="祁望川",
        due=11,
        present=10,
        in_favour=10,
    )


class Desk:
    """An officer at the workbench: compares what was read with what the plan says and mends it item by item."""

    def __init__(self, plan: Plan, office: Actor, clock: Clock) -> None:
        self.plan, self.office, self.clock = plan, office, clock
        self.revision = plan.revision
        self.lines: list[str] = plan.source.lines
        self.items = list(
            PlanItem.objects.filter(plan=plan).select_related("parent", "plan").order_by("kind", "ordinal")
        )
        self.settled: set[int] = set()

    def correct(self) -> None:
        """Facts first, then phases, tasks and the rest; what the plan does not ask of anybody is left out."""
        corrections.change_facts(
            by=self.office, plan=self.plan, revision=self._next_revision(), facts=wanted.FACTS
        )
        phases = {found.name: self._settle(found, None) for found in wanted.PHASES}
        for found in (*wanted.TASKS, *wanted.PEOPLE, *wanted.TARGETS):
            self._settle(found, phases.get(found.phase))
        self._leave_out(self._unsettled(ItemKind.PHASE, ItemKind.TASK, ItemKind.PERSON, ItemKind.TARGET))
        self._leave_out(self._other_standards())
        for item in self.items:
            if not item.certain and not item.removed:
                corrections.confirm_item(by=self.office, item=item, revision=self._next_revision())

    def _settle(self, found: Wanted, phase: PlanItem | None) -> PlanItem:
        """Correct the item that was read at the words `found` rests on, or add what was not read."""
        line, start = self._place(found.says)
        end = start + len(found.says)
        item = self._item_at(found.kind, line, start, end)
        values = {"name": found.name, **found.values}
        if phase is not None:
            values["parent"] = phase
        if item is None:
            words = {"text": found.says, "line": line, "start": start, "end": end}
            added = {"kind": found.kind, **words, **values}
            item = corrections.add_item(
                by=self.office, plan=self.plan, revision=self._next_revision(), values=added
            )
        else:
            changes = {name: value for name, value in values.items() if getattr(item, name) != value}
            if changes:
                item = corrections.change_item(
                    by=self.office, item=item, revision=self._next_revision(), changes=changes
                )
        self.settled.add(item.pk)
        return item

    def _place(self, says: str) -> tuple[int, int]:
        """Line (from 1) and offset of words that stand in the plan."""
        for number, line in enumerate(self.lines, 1):
            if says in line:
                return number, line.index(says)
        raise LookupError(f"the demonstration plan does not say {says}")

    def _item_at(self, kind: ItemKind, line: int, start: int, end: int) -> PlanItem | None:
        """The unsettled item of that kind that was read from nearly these words."""
        touching = [
            item
            for item in self._unsettled(kind)
            if item.line == line and (item.start or 0) < end and (item.end or 0) > start
        ]
        return min(
            touching, key=lambda i: abs((i.start or 0) - start) + abs((i.end or 0) - end), default=None
        )

    def _unsettled(self, *kinds: ItemKind) -> list[PlanItem]:
        return [item for item in self.items if item.kind in kinds and item.pk not in self.settled]

    def _other_standards(self) -> list[PlanItem]:
        """What was read as a standard but is none, with its items."""
        return [
            item
            for item in self.items
            if (item.kind == ItemKind.STANDARD and item.name not in wanted.STANDARDS)
            or (
                item.kind == ItemKind.STANDARD_ITEM
                and item.parent
                and item.parent.name not in wanted.STANDARDS
            )
        ]

    def _leave_out(self, items: Sequence[PlanItem]) -> None:
        for item in items:
            corrections.remove_item(by=self.office, item=item, revision=self._next_revision())

    def _next_revision(self) -> int:
        """The revision the officer sees; the action then moves it on. Each step takes a little time."""
        self.clock.set(self.clock.moment + _STEP)
        self.revision += 1
        return self.revision - 1
