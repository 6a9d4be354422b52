"""What people do with a plan: upload, propose, approve, amend, close (domain.md P1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.telling import values
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.plandocs import Reading

from ..models.filing import PlanVersion
from ..models.plans import Plan, PlanSource, PlanState
from ..queries.versions import in_force
from ..rules.compiling import items_of, period_of
from ..rules.meetings import MeetingHeld
from ..rules.versions import FACTS
from .likeness import sketch
from .plan_lines import facts, standing, write_line
from .plan_steps import (
    check_ready,
    end,
    items_of_plan,
    new_version,
    pass_at,
    put_in_force,
    restore,
    send_back,
    step,
)


@dataclass(frozen=True)
class Upload:
    """A document that was read: its bytes, and what the reader understood. `document` chooses one of a glued file;
    `superior` is the plan from above that it carries out, so that it is to be filed."""

    content: bytes
    reading: Reading
    document: int = 0
    superior: Plan | None = None


@transaction.atomic
def upload(*, by: Actor, upload: Upload, now: datetime) -> Plan:
    """Keep the document as it came and lay out what was understood of it as items to be corrected."""
    by.require(Permission.EDIT_PLAN, by.path)
    read, source = upload.reading.documents[upload.document], upload.reading.source
    starts_on, ends_on = period_of(read)
    theme = next((theme.text for theme in read.themes if theme.kind == "theme"), "")
    plan = Plan.objects.create(
        organisation_id=by.organisation_id,
        title=(read.title or source.name)[:200],
        issuer=(read.issuer or "")[:120],
        number=(read.number or "")[:60],
        theme=theme[:200],
        signed_on=read.signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        superior=upload.superior,
        uploaded_by_id=by.account_id,
        uploaded_at=now,
    )
    PlanSource.objects.create(
        plan=plan,
        name=source.name[:200],
        media_format=source.format,
        sha256=source.sha256,
        content=upload.content,
        lines=list(upload.reading.lines),
        reading=upload.reading.to_dict(),
        document=upload.document,
    )
    for item, parent in items_of(read, plan.pk):
        item.parent = parent
        item.save()
    sketch(plan, day=timezone.localdate(now))
    told = f"上传方案《{plan.title}》（{source.name}）。"
    write_line(by, plan, "upload", told, after={**facts(plan), "sha256": source.sha256})
    return plan


@transaction.atomic
def propose(*, by: Actor, plan: Plan, now: datetime) -> Plan:
    """Send a plan up for approval; raises NotReady with what is missing."""
    plan = step(by, plan, "propose")
    items = items_of_plan(plan)
    check_ready(plan, items, by.path)
    before = standing(plan)
    plan.state, plan.proposed_by_id, plan.proposed_at, plan.comment = (
        PlanState.PROPOSED,
        by.account_id,
        now,
        "",
    )
    plan.decided_by = plan.decided_at = None
    plan.save(update_fields=["state", "proposed_by", "proposed_at", "comment", "decided_by", "decided_at"])
    version = new_version(by, plan, items, now)
    told = f"提交方案《{plan.title}》（第 {version.number} 版）审批。"
    write_line(by, plan, "propose", told, before=before, after={**standing(plan), "version": version.number})
    return plan


@transaction.atomic
def return_(*, by: Actor, plan: Plan, comment: str, now: datetime) -> Plan:
    """Send a proposed plan back with a comment."""
    plan = step(by, plan, "return")
    before = standing(plan)
    send_back(plan, by, comment, now)
    told = f"退回方案《{plan.title}》：{comment}"
    write_line(by, plan, "return", told, before=before, after=standing(plan))
    return plan


@transaction.atomic
def approve(*, by: Actor, plan: Plan, meeting: MeetingHeld, now: datetime) -> Plan:
    """Record the meeting that passed a plan and put it in force, all or nothing; raises NotPassed.

    A first plan becomes a campaign with phases, standards, tasks and every expectation; an amended one changes what
    its campaign asks from today on.
    """
    plan = step(by, plan, "approve")
    before = standing(plan)
    version = PlanVersion.objects.filter(plan=plan).latest("number")
    pass_at(by, plan, version, meeting, now)
    told, numbers = put_in_force(plan, path=by.path, now=now)
    sentence = f"批准方案《{plan.title}》（{meeting.told}），{told}"
    after = {**standing(plan), **numbers}
    write_line(by, plan, "approve", sentence, before=before, after=after, happened_on=meeting.held_on)
    return plan


@transaction.atomic
def amend(*, by: Actor, plan: Plan) -> Plan:
    """Take a plan in force up for an amendment; its campaign runs on as before until that is in force."""
    plan = step(by, plan, "amend")
    if in_force(plan) is None:  # approved before versions were kept
        new_version(by, plan, items_of_plan(plan), plan.decided_at or plan.uploaded_at)
    before = standing(plan)
    plan.state, plan.comment = PlanState.AMENDING, ""
    plan.save(update_fields=["state", "comment"])
    told = f"开始修订方案《{plan.title}》；修订生效以前，活动照原方案进行。"
    write_line(by, plan, "amend", told, before=before, after=standing(plan))
    return plan


@transaction.atomic
def abandon(*, by: Actor, plan: Plan) -> Plan:
    """Give an amendment up: the plan reads again as the version in force."""
    plan = step(by, plan, "abandon")
    before = {**values(plan, *FACTS), **standing(plan)}
    restore(plan)
    plan.state, plan.comment = PlanState.IN_FORCE, ""
    plan.revision += 1
    plan.save(update_fields=["state", "comment", "revision"])
    told = f"放弃对方案《{plan.title}》的修订，仍照原方案进行。"
    after = {**values(plan, *FACTS), **standing(plan)}
    write_line(by, plan, "abandon", told, before=before, after=after)
    return plan


@transaction.atomic
def close(*, by: Actor, plan: Plan, comment: str, now: datetime) -> Plan:
    """End a plan and its campaign; what is not due yet is no longer asked, what was missed stays missed."""
    plan = step(by, plan, "close")
    before = standing(plan)
    plan.state, plan.comment = PlanState.CLOSED, comment
    plan.save(update_fields=["state", "comment"])
    stopped = end(plan.campaign, day=timezone.localdate(now))
    sentence = f"方案《{plan.title}》的活动结束：{comment}（未到期的 {stopped} 项不再要求）"
    after = {**standing(plan), "stopped": stopped}
    write_line(by, plan, "close", sentence, before=before, after=after)
    return plan


@transaction.atomic
def discard(*, by: Actor, plan: Plan) -> Plan:
    """Set a draft aside; the document stays on file."""
    plan = step(by, plan, "discard")
    before = standing(plan)
    plan.state = PlanState.DISCARDED
    plan.save(update_fields=["state"])
    write_line(by, plan, "discard", f"作废方案《{plan.title}》。", before=before, after=standing(plan))
    return plan
