"""Amending the district's plan in tests: changing it, seeing what that does, putting it in force."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.cast import Cast, at_noon, meeting
from zhengyou.campaigns.actions import corrections, plans, records
from zhengyou.campaigns.actions.plan_steps import items_of_plan
from zhengyou.campaigns.models import Expectation, Plan, PlanItem, Record
from zhengyou.campaigns.queries.amending import TaskChange, consequences


@dataclass
class Amendment:
    """The district's office amending its plan."""

    cast: Cast
    plan: Plan

    def begin(self) -> None:
        """Take the plan in force up."""
        self.plan = plans.amend(by=self.cast.office, plan=self.plan)

    def item(self, name: str) -> PlanItem:
        """An item of the plan as it stands, left out or not."""
        self.plan.refresh_from_db()
        return PlanItem.objects.select_related("plan").get(plan=self.plan, name=name)

    def change(self, name: str, /, **values: Any) -> None:
        """Correct one item."""
        item = self.item(name)
        corrections.change_item(by=self.cast.office, item=item, revision=self.plan.revision, changes=values)

    def leave_out(self, name: str, *, removed: bool = True) -> None:
        """Leave one item out, or take it back."""
        item = self.item(name)
        corrections.remove_item(by=self.cast.office, item=item, revision=self.plan.revision, removed=removed)

    def add(self, values: dict[str, Any]) -> None:
        """Add an item."""
        self.plan.refresh_from_db()
        corrections.add_item(by=self.cast.office, plan=self.plan, revision=self.plan.revision, values=values)

    def facts(self, **values: Any) -> None:
        """Correct the plan's head."""
        self.plan.refresh_from_db()
        corrections.change_facts(
            by=self.cast.office, plan=self.plan, revision=self.plan.revision, facts=values
        )

    def seen(self) -> list[TaskChange]:
        """What it will do."""
        self.plan.refresh_from_db()
        path = self.cast.places["district"].path
        return consequences(self.plan, items_of_plan(self.plan), path=path, day=self.cast.today)

    def in_force(self) -> Plan:
        """Proposed, passed at a meeting, in force."""
        self.plan.refresh_from_db()
        now = at_noon(self.cast.today)
        plans.propose(by=self.cast.office, plan=self.plan, now=now)
        self.plan = plans.approve(
            by=self.cast.leader, plan=self.plan, meeting=meeting(self.cast.today), now=now
        )
        return self.plan

    def live(self, name: str, where: str | None = None) -> list[Expectation]:
        """What is asked by a task, by organisation, period and number."""
        found = Expectation.objects.filter(
            campaign__plan=self.plan, task__name=name, withdrawn_on__isnull=True
        )
        if where:
            found = found.filter(organisation_id=self.cast.places[where].organisation_id)
        return list(found.order_by("organisation_id", "period_start", "sequence"))

    def done(self, *expectations: Expectation) -> Record:
        """The first branch reports what settles these."""
        told = records.Happening(
            title="走访", happened_on=self.cast.today - timedelta(days=1), result="走访十二户。"
        )
        return records.submit(
            by=self.cast.secretary,
            happening=told,
            expectations=[one.pk for one in expectations],
            now=at_noon(self.cast.today),
        )
