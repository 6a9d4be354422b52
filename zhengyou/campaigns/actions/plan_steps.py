"""What the steps of a plan share: locking it, keeping a version and its meeting, putting it in force, ending it.

Nothing here stands alone: each runs within the transaction of an action, which writes the ledger's line.
"""

from datetime import date, datetime

from django.utils import timezone

from zhengyou.organisations.rules import Actor

from ..models.campaigns import Campaign, CampaignState
from ..models.filing import Meeting, PlanVersion
from ..models.plans import Plan, PlanItem, PlanState
from ..models.tasks import Expectation, Outcome
from ..queries.filing import all_lacks
from ..queries.versions import in_force
from ..rules import procedures, readiness
from ..rules.meetings import MeetingHeld
from ..rules.meetings import check as check_meeting
from ..rules.rendering import rendered
from ..rules.versions import FACTS, frozen, of_item, thawed
from .amending import apply, lock_open, settle_pleas
from .launch import launch


class NotReady(Exception):
    """The plan lacks something that must be there first; `lacks` says what."""

    def __init__(self, lacks: list[readiness.Lack]) -> None:
        super().__init__("方案还不能提交：" + " ".join(lack.sentence for lack in lacks))
        self.lacks = lacks


def step(by: Actor, plan: Plan, verb: str) -> Plan:
    """Lock the plan and check that the step is open to this actor."""
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    path = by.path if locked.organisation_id == by.organisation_id else ""
    procedures.procedure_of(locked).check(
        verb, locked.state, by, procedures.Concerned(path, locked.proposed_by_id)
    )
    return locked


def items_of_plan(plan: Plan, *, removed: bool = False) -> list[PlanItem]:
    """The items of a plan with their parents, in order."""
    items = PlanItem.objects.filter(plan=plan, removed=removed).select_related("parent", "audience_root")
    return list(items.order_by("kind", "ordinal", "pk"))


def check_ready(plan: Plan, items: list[PlanItem], path: str) -> None:
    """Raise NotReady with everything that must be there before the plan is passed."""
    blocking = [lack for lack in all_lacks(plan, items, path) if lack.blocking]
    if blocking:
        raise NotReady(blocking)


def new_version(by: Actor, plan: Plan, items: list[PlanItem], now: datetime) -> PlanVersion:
    """Keep the plan as it stands as its next version."""
    last = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    return PlanVersion.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        content=frozen(plan, items),
        lines=rendered(plan.source.lines, items, items_of_plan(plan, removed=True)),
        made_by_id=by.account_id,
        made_at=now,
    )


def pass_at(by: Actor, plan: Plan, version: PlanVersion, meeting: MeetingHeld, now: datetime) -> None:
    """Keep the meeting that passed a version, and who recorded it when; raises NotPassed."""
    check_meeting(meeting, timezone.localdate(now))
    Meeting.objects.create(
        version=version,
        kind=meeting.kind,
        held_on=meeting.held_on,
        chair=meeting.chair,
        due=meeting.due,
        present=meeting.present,
        in_favour=meeting.in_favour,
        note=meeting.note,
        recorded_by_id=by.account_id,
        recorded_at=now,
    )
    plan.decided_by_id, plan.decided_at, plan.comment = by.account_id, now, ""
    plan.save(update_fields=["decided_by", "decided_at", "comment"])


def send_back(plan: Plan, by: Actor, comment: str, now: datetime) -> None:
    """A plan goes back to be corrected, with the comment that says what."""
    plan.state = procedures.back_to(running=running(plan))
    plan.comment, plan.decided_by_id, plan.decided_at = comment, by.account_id, now
    plan.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def running(plan: Plan) -> bool:
    """Whether a campaign runs by an earlier version of this plan."""
    return Campaign.objects.filter(plan=plan).exists()


def put_in_force(plan: Plan, *, path: str, now: datetime) -> tuple[str, dict[str, int]]:
    """Launch the plan's campaign, or bring it in line with the amended plan; what to say, and the numbers.

    `path` is the place of the plan's organisation.
    """
    plan.state = PlanState.IN_FORCE
    plan.save(update_fields=["state"])
    items = items_of_plan(plan)
    if running(plan):
        _campaign, stopped, added = apply(plan=plan, items=items, path=path, now=now)
        told = f"修订生效，停办 {stopped} 项、新增 {added} 项应办事项。"
        return told, {"stopped": stopped, "new": added}
    _campaign, count = launch(plan=plan, items=items, path=path, now=now)
    told = f"活动开始，共产生 {count} 项应办事项。"
    return told, {"expectations": count}


def filed_plan(version: PlanVersion) -> Plan:
    """The plan of a filed version, locked."""
    return Plan.objects.select_for_update().get(pk=version.plan_id)


def received(version: PlanVersion, *, path: str, now: datetime) -> tuple[str, dict[str, int]]:
    """The level above accepts a filed plan: it is in force from now on; what to say, and the numbers."""
    plan = filed_plan(version)
    told, numbers = put_in_force(plan, path=path, now=now)
    return f"同意方案《{plan.title}》第 {version.number} 版备案，{told}", numbers


def take_back(version: PlanVersion) -> None:
    """A filing is taken back: the plan is passed and not filed again."""
    Plan.objects.filter(pk=version.plan_id, state=PlanState.FILED).update(state=PlanState.APPROVED)


def restore(plan: Plan) -> None:
    """Let a plan read as the version in force; what was added since is left out, not lost."""
    version = in_force(plan)
    assert version is not None  # taking the plan up for amendment made sure of one
    for name, value in thawed(Plan, version.content["facts"]).items():
        setattr(plan, name, value)
    plan.save(update_fields=[*FACTS])
    kept = [item["id"] for item in version.content["items"]]
    PlanItem.objects.filter(plan=plan).exclude(pk__in=kept).update(removed=True)
    for item in version.content["items"]:
        values = thawed(PlanItem, of_item(item))
        PlanItem.objects.filter(pk=item["id"]).update(**values, removed=False, certain=True, doubt="")


def end(campaign: Campaign, *, day: date) -> int:
    """Close a campaign; how many things that were not due yet are no longer asked."""
    campaign.state = CampaignState.CLOSED
    campaign.save(update_fields=["state"])
    ahead = Expectation.objects.filter(
        campaign=campaign, outcome=Outcome.OPEN, withdrawn_on__isnull=True, due_on__gte=day
    )
    lock_open(ahead.values_list("pk", flat=True))
    stopped = ahead.update(withdrawn_on=day)
    settle_pleas(campaign.pk, day)
    return stopped
