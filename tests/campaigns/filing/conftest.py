"""A district's plan in force that asks for plans to be filed, and a branch's plan on its way up."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.cast import Cast, approved, at_noon, draft_plan, meeting, task_item
from zhengyou.campaigns.actions import corrections, filing
from zhengyou.campaigns.models import Campaign, Plan, PlanItem, Record
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import Asked, ItemKind
from zhengyou.organisations.models import Kind
from zhengyou.organisations.rules import Actor


@pytest.fixture
def above(cast: Cast) -> Campaign:
    """The district's campaign: one phase, a task for branches, one for committees, and plans to be filed."""
    day = cast.today
    plan = draft_plan(
        cast,
        [
            {
                "kind": ItemKind.PHASE,
                "name": "全面争创",
                "starts_on": day - timedelta(days=60),
                "ends_on": day + timedelta(days=200),
            },
            {"kind": ItemKind.PERSON, "name": "陆长河", "text": "组长"},
            {"kind": ItemKind.TARGET, "name": "示范岗", "quantity": 100, "unit": "个"},
        ],
    )
    phase = PlanItem.objects.get(plan=plan, kind=ItemKind.PHASE)
    filed = task_item(
        "报备实施方案",
        asks=Asked.PLAN,
        due_on=day + timedelta(days=20),
        audience_kinds=[Kind.BRANCH, Kind.WORKING_COMMITTEE, Kind.COMMITTEE],
    )
    served = task_item(
        "为民办实事", due_on=day + timedelta(days=90), parent=phase, text="每个支部办一件实事。"
    )
    committees = task_item("召开推进会", due_on=day + timedelta(days=60), audience_kinds=[Kind.COMMITTEE])
    for number, item in enumerate((filed, served, committees), 10):
        PlanItem.objects.create(plan=plan, ordinal=number, **item)
    return approved(cast, plan)


@dataclass
class Desk:
    """A secretary bringing the branch's plan on its way."""

    cast: Cast
    by: Actor

    def begin(self, above: Campaign) -> Plan:
        """The plan as it is copied, with nothing of its own yet."""
        return filing.adapt(by=self.by, superior=above.plan, now=at_noon(self.cast.today))

    def complete(self, plan: Plan) -> Plan:
        """Name owners and the leading group, and add one target of its own."""
        plan.refresh_from_db()
        for item in PlanItem.objects.filter(plan=plan, kind=ItemKind.TASK, owner="").select_related("plan"):
            corrections.change_item(
                by=self.by, item=item, revision=plan.revision, changes={"owner": "林小满"}
            )
            plan.refresh_from_db()
        group = {"kind": ItemKind.PERSON, "name": "林小满", "text": "组长"}
        target = {"kind": ItemKind.TARGET, "name": "走访商户", "quantity": 24, "unit": "户"}
        for values in (group, target):
            corrections.add_item(by=self.by, plan=plan, revision=plan.revision, values=values)
            plan.refresh_from_db()
        return plan

    def pass_(self, plan: Plan) -> Plan:
        """The branch's members pass it."""
        held = meeting(self.cast.today, MeetingKind.BRANCH, due=12, present=11, in_favour=10)
        return filing.pass_(by=self.by, plan=plan, meeting=held, now=at_noon(self.cast.today))

    def file(self, plan: Plan) -> Record:
        """It goes up."""
        return filing.file(by=self.by, plan=plan, now=at_noon(self.cast.today))

    def brief(self, above: Campaign) -> Plan:
        """A complete plan without phases, so that any superior's will do."""
        plan = self.begin(above)
        PlanItem.objects.filter(plan=plan, kind=ItemKind.PHASE).update(removed=True)
        return self.complete(plan)

    def filed(self, above: Campaign) -> Record:
        """A complete plan, passed and sent up."""
        return self.file(self.pass_(self.complete(self.begin(above))))


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The desk of the first branch's secretary."""
    return Desk(cast, cast.secretary)
