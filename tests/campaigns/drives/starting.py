"""A themed drive of the district in force, begun so that its first steps are open today."""

from datetime import date, timedelta

from tests.cast import Cast, at_noon, meeting
from zhengyou.campaigns.actions import drives, plans, records
from zhengyou.campaigns.models import Campaign, Expectation, Plan
from zhengyou.campaigns.rules.drives import Drive
from zhengyou.campaigns.rules.drives import drives as known


def begun(cast: Cast, drive: Drive | None = None, *, ago: int = 10) -> Plan:
    """A draft that the district's office started for all units."""
    found = drive or known()["three_checks"]
    return drives.start(
        by=cast.office,
        drive=found,
        title=f"澜溪区{found.pack.title}专题行动",
        begins=cast.today - timedelta(days=ago),
        units=found.course.units,
        now=at_noon(cast.today),
    )


def in_force(cast: Cast, plan: Plan) -> Campaign:
    """Proposed by the office, passed and approved by the leader today."""
    day: date = cast.today
    plans.propose(by=cast.office, plan=plan, now=at_noon(day))
    plans.approve(by=cast.leader, plan=plan, meeting=meeting(day), now=at_noon(day))
    return Campaign.objects.get(plan=plan)


def running(cast: Cast, drive: Drive | None = None, *, ago: int = 10) -> Campaign:
    """The drive in force."""
    return in_force(cast, begun(cast, drive, ago=ago))


def tell(cast: Cast, campaign: Campaign, step: str, *items: str) -> None:
    """The first branch tells of the task of a step."""
    asked = Expectation.objects.get(
        campaign=campaign, task__step=step, organisation_id=cast.places["first"].organisation_id
    )
    happening = records.Happening(title="办了", happened_on=cast.today, result="办好了。", items=items)
    records.submit(by=cast.secretary, happening=happening, expectations=[asked.pk], now=at_noon(cast.today))
