"""A plan that carries out a superior's: begun from it, answered point by point, passed at a meeting, filed upward."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.models import Organisation
from zhengyou.organisations.rules import Actor, Permission

from ..models.activities import Record
from ..models.filing import Answer, Meeting
from ..models.plans import ADAPTED, ItemKind, Origin, Plan, PlanItem, PlanSource, PlanState
from ..models.tasks import Task
from ..queries.filing import filing_asked, requirements
from ..queries.sending import begun
from ..queries.versions import in_force
from ..rules.adapting import reading_of_copy, title_of_copy
from ..rules.meetings import MeetingHeld
from ..rules.procedures import back_to
from ..rules.versions import FACTS, frozen, of_item, thawed
from .corrections import editable
from .likeness import note_likest, sketch
from .plan_lines import facts, standing, write_line
from .plan_steps import check_ready, items_of_plan, new_version, pass_at, running, step
from .records import send_up

# Its people and numbers are the superior's own; the owner of each task is to be named anew.
_NOT_TAKEN_OVER = (ItemKind.PERSON, ItemKind.TARGET, ItemKind.TASK)


class AlreadyBegun(Exception):
    """The organisation has a plan that carries out the same superior's; `plan` is it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"本单位已经有落实这份方案的《{plan.title}》，没有再起草一份。")
        self.plan = plan


@transaction.atomic
def adapt(*, by: Actor, superior: Plan, now: datetime) -> Plan:
    """Begin the own plan from the superior's in force: its phases, standards, mechanisms and the tasks that reach the
    own organisation, each marked as inherited, each task answering the requirement it comes from.

    Raises AlreadyBegun where the organisation has such a plan: a button pressed twice begins one plan.
    """
    by.require(Permission.EDIT_PLAN, by.path)
    Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    if there := begun(by, superior):
        raise AlreadyBegun(there)
    version = in_force(superior)
    # A plan from before versions were kept reads as it stands.
    content = version.content if version else frozen(superior, items_of_plan(superior))
    above = thawed(Plan, content["facts"])
    plan = Plan.objects.create(
        organisation_id=by.organisation_id,
        superior=superior,
        title=title_of_copy(by.organisation_name, above["title"]),
        issuer=by.organisation_name[:120],
        uploaded_by_id=by.account_id,
        uploaded_at=now,
        **{name: above[name] for name in FACTS if name in ("theme", "starts_on", "ends_on")},
    )
    _keep_text(plan, superior)
    taken = _take_over(plan, content)
    for task in requirements(superior, by.path):
        item = inherited_task(plan, task, taken)
        Answer.objects.create(plan=plan, requirement=task, item=item)
    sketch(plan, day=timezone.localdate(now))
    number = version.number if version else 1
    sentence = f"从上级方案《{superior.title}》（第 {number} 版）起草本单位方案《{plan.title}》。"
    after = {**facts(plan), "superior": superior.title, "version": number}
    write_line(by, plan, "adapt", sentence, after=after)
    return plan


def _keep_text(plan: Plan, superior: Plan) -> None:
    """The superior's text stands beside the items; as the own text counts what the items make of it."""
    above = superior.source
    PlanSource.objects.create(
        plan=plan,
        name=f"{superior.title}.txt"[:200],
        media_format=ADAPTED,
        sha256=above.sha256,
        content="\n".join(above.lines).encode(),
        lines=above.lines,
        reading=reading_of_copy(above.reading),
        document=above.document,
    )


def _take_over(plan: Plan, content: dict[str, Any]) -> dict[int, PlanItem]:
    """Copies of what is inherited but the tasks, by the superior's item."""
    found: dict[int, PlanItem] = {}
    items = [item for item in content["items"] if item["kind"] not in _NOT_TAKEN_OVER]
    for item in sorted(items, key=lambda item: item["parent_id"] is not None):
        values = thawed(PlanItem, of_item(item)) | {
            "parent_id": found[item["parent_id"]].pk if item["parent_id"] in found else None,
            "origin": Origin.INHERITED,
            "inherited_from_id": item["id"],
        }
        found[item["id"]] = PlanItem.objects.create(plan=plan, **values)
    return found


def inherited_task(plan: Plan, task: Task, taken: Mapping[int, PlanItem]) -> PlanItem:
    """The superior's task as an item of the plan; `taken` are its own phases by the superior's item. Runs within the
    caller's transaction."""
    phase = taken.get(task.phase.item_id or 0) if task.phase else None
    item = task.item
    return PlanItem.objects.create(
        plan=plan,
        kind=ItemKind.TASK,
        parent=phase,
        ordinal=task.ordinal,
        name=task.name,
        text=task.text,
        line=task.line,
        start=item.start if item else None,
        end=item.end if item else None,
        starts_on=task.starts_on,
        due_on=task.due_on,
        recurrence=task.recurrence,
        anchor=task.anchor,
        times=task.times,
        per_class=task.per_class,
        grace_days=task.grace_days,
        zero_allowed=task.zero_allowed,
        quantity=task.quantity,
        unit=task.unit,
        activity=task.activity,
        checklist=task.checklist,
        audience_kinds=task.audience_kinds,
        audience_sectors=task.audience_sectors,
        origin=Origin.INHERITED,
        inherited_from=item,
    )


@transaction.atomic
def answer(
    *, by: Actor, plan: Plan, revision: int, requirement: Task, item: PlanItem | None, reason: str = ""
) -> Answer:
    """Say which item of the plan carries out a requirement, or (without one) why it does not apply."""
    plan = editable(by, plan, revision)
    before = answered(plan, [requirement])
    given, _new = Answer.objects.update_or_create(
        plan=plan, requirement=requirement, defaults={"item": item, "reason": "" if item else reason}
    )
    told = f"由“{item.name}”落实" if item else f"不适用：{reason}"
    sentence = f"方案《{plan.title}》对上级要求“{requirement.name}”：{told}。"
    write_line(by, plan, "answer", sentence, before=before, after=answered(plan, [requirement]))
    return given


def answered(plan: Plan, requirements: Collection[Task]) -> dict[str, list[str]]:
    """How a plan answers these requirements, in words for the ledger; empty where it answers none of them yet."""
    found = Answer.objects.filter(plan=plan, requirement__in=requirements).select_related(
        "requirement", "item"
    )
    told = [
        f"{one.requirement.name}：{one.item.name if one.item else f'不适用，{one.reason}'}"
        for one in found.order_by("requirement_id")
    ]
    return {"answers": told} if told else {}


@transaction.atomic
def pass_(*, by: Actor, plan: Plan, meeting: MeetingHeld, now: datetime) -> Plan:
    """Record the meeting that passed the plan as it stands; raises NotReady or NotPassed."""
    plan = step(by, plan, "pass")
    before = standing(plan)
    items = items_of_plan(plan)
    check_ready(plan, items, by.path)
    version = new_version(by, plan, items, now)
    pass_at(by, plan, version, meeting, now)
    plan.state = PlanState.APPROVED
    plan.save(update_fields=["state"])
    told = f"方案《{plan.title}》第 {version.number} 版经{meeting.told}。"
    after = {**standing(plan), "version": version.number}
    write_line(by, plan, "pass", told, before=before, after=after, happened_on=meeting.held_on)
    return plan


@transaction.atomic
def reopen(*, by: Actor, plan: Plan) -> Plan:
    """Take a plan that was passed and not filed yet up again for correction; a meeting must pass it anew."""
    plan = step(by, plan, "reopen")
    before = standing(plan)
    plan.state = back_to(running=running(plan))
    plan.save(update_fields=["state"])
    told = f"重新修改方案《{plan.title}》，改好后要再次开会通过。"
    write_line(by, plan, "reopen", told, before=before, after=standing(plan))
    return plan


@transaction.atomic
def file(*, by: Actor, plan: Plan, now: datetime) -> Record:
    """Send a passed plan up to be received; raises NotReady where the superior has asked for more meanwhile."""
    plan = step(by, plan, "file")
    check_ready(plan, items_of_plan(plan), by.path)
    meeting = Meeting.objects.filter(version__plan=plan).latest("version__number")
    asked = filing_asked(plan)
    record = send_up(
        by=by,
        version=meeting.version,
        result=_told(meeting),
        happened_on=meeting.held_on,
        expectations=[asked.pk] if asked else [],
        now=now,
    )
    day = timezone.localdate(now)
    sketch(plan, day=day)
    note_likest(plan)
    before = standing(plan)
    plan.state = PlanState.FILED
    plan.save(update_fields=["state"])
    told = f"报备方案《{plan.title}》第 {meeting.version.number} 版，请上级审核。"
    after = {**standing(plan), "version": meeting.version.number}
    write_line(by, plan, "file", told, before=before, after=after)
    return record


def _told(meeting: Meeting) -> str:
    numbers = f"应到 {meeting.due} 人，实到 {meeting.present} 人，赞成 {meeting.in_favour} 人"
    return f"{meeting.held_on:%Y年%-m月%-d日}{meeting.get_kind_display()}通过（主持：{meeting.chair}；{numbers}）。"
