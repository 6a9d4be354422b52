"""A plan and the plan above it: what is asked, what answers it, what is still missing before it is filed."""

from zhengyou.organisations.queries import KIND, SECTOR, placements, subtree, today
from zhengyou.organisations.rules import Actor

from ..models.activities import Record, RecordState
from ..models.campaigns import Campaign, CampaignState
from ..models.filing import Answer, Meeting, PlanVersion
from ..models.plans import Asked, Plan, PlanItem
from ..models.tasks import Expectation, Outcome, Task
from ..rules.filing import Above, filing_lacks, reaches
from ..rules.readiness import Lack, lacks
from .asking import advice
from .likeness import in_force_above


def superior_of(actor: Actor) -> Plan | None:
    """The plan in force above the actor's organisation that it is to carry out; None where there is none."""
    return in_force_above(actor.organisation_id, today())


def campaign_above(plan: Plan) -> Campaign | None:
    """The campaign of the plan that this one carries out."""
    return Campaign.objects.filter(plan_id=plan.superior_id).first() if plan.superior_id else None


def requirements(superior: Plan, path: str) -> list[Task]:
    """The tasks of the superior's campaign that reach the organisation at `path` or one below, but for the filing."""
    tasks = list(
        Task.objects.filter(campaign__plan=superior, withdrawn_on__isnull=True).exclude(asks=Asked.PLAN)
    )
    roots = placements([t.audience_root_id for t in tasks if t.audience_root_id is not None], today())
    kinds = set(subtree(path, today()).values_list(KIND, SECTOR))
    return [
        task
        for task in tasks
        if reaches(task, kinds, path, _root(task, {pk: place.path for pk, place in roots.items()}))
    ]


def _root(task: Task, paths: dict[int, str]) -> str | None:
    return paths.get(task.audience_root_id, "") if task.audience_root_id is not None else None


def answers(plan: Plan) -> list[Answer]:
    """What the plan answers to the superior's requirements so far; answers by a removed item do not count."""
    found = (
        Answer.objects.filter(plan=plan)
        .select_related("requirement", "item")
        .order_by("requirement__ordinal")
    )
    return [answer for answer in found if answer.item is None or not answer.item.removed]


def above(plan: Plan, path: str) -> Above | None:
    """What the superior asks of the plan of the organisation at `path`; None for a plan without a superior."""
    if plan.superior is None:
        return None
    given = {answer.requirement_id: answer.item for answer in answers(plan)}
    return Above(plan.superior, requirements(plan.superior, path), given)


def all_lacks(plan: Plan, items: list[PlanItem], path: str) -> list[Lack]:
    """Everything missing before this plan may be passed, first what must be there; for a plan with a superior also
    what filing asks for."""
    found = lacks(plan, items)
    asked = above(plan, path)
    if asked is None:
        found += advice(plan, items, path)
    else:
        # What is advice at home is asked for by the level above.
        found = [lack for lack in found if lack.mend != "person"] + filing_lacks(plan, items, asked)
    return sorted(found, key=lambda lack: not lack.blocking)


def versions(plan: Plan) -> list[PlanVersion]:
    """The versions of a plan, the first one first, with their meetings."""
    return list(PlanVersion.objects.filter(plan=plan).select_related("meeting", "made_by__person"))


def last_meeting(plan: Plan) -> Meeting | None:
    """The meeting that passed the plan last."""
    return Meeting.objects.filter(version__plan=plan).order_by("-version__number").first()


def filings(plan: Plan) -> list[Record]:
    """The records by which a plan was filed, the newest first."""
    found = Record.objects.filter(plan_version__plan=plan).select_related(
        "decided_by__person", "plan_version"
    )
    return list(found.order_by("-pk"))


def waiting_filing(plan: Plan) -> Record | None:
    """The filing of a plan that waits for the level above, or was returned by it."""
    states = (RecordState.SUBMITTED, RecordState.RETURNED)
    return Record.objects.filter(plan_version__plan=plan, state__in=states).order_by("-pk").first()


def filing_asked(plan: Plan) -> Expectation | None:
    """The open expectation that this plan's filing meets; None where nobody asks for it or it is met already."""
    if plan.superior_id is None:
        return None
    found = Expectation.objects.filter(
        organisation_id=plan.organisation_id,
        task__asks=Asked.PLAN,
        campaign__plan_id=plan.superior_id,
        campaign__state=CampaignState.RUNNING,
        outcome=Outcome.OPEN,
        withdrawn_on__isnull=True,
    )
    return found.order_by("due_on", "pk").first()
