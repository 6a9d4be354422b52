"""What people do with a plan: upload, correct, propose, approve (domain.md P1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from zhengyou.organisations.rules import Actor, Permission
from zhengyou.plandocs import Reading

from ..models.plans import Plan, PlanItem, PlanSource, PlanState
from ..rules import procedures, readiness
from ..rules.compiling import items_of, period_of
from .launch import launch
from .likeness import sketch
from .plan_lines import write_line


class NotReady(Exception):
    """The plan lacks something that must be there first; `lacks` says what."""

    def __init__(self, lacks: list[readiness.Lack]) -> None:
        super().__init__("方案还不能提交：" + " ".join(lack.sentence for lack in lacks))
        self.lacks = lacks


@dataclass(frozen=True)
class Upload:
    """A document that was read: its bytes, and what the reader understood. `document` chooses one of a glued file."""

    content: bytes
    reading: Reading
    document: int = 0


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
    write_line(
        by, plan, "upload", f"上传方案《{plan.title}》（{source.name}）。", after={"sha256": source.sha256}
    )
    return plan


@transaction.atomic
def propose(*, by: Actor, plan: Plan, now: datetime) -> Plan:
    """Send a plan up for approval; raises NotReady with what is missing."""
    plan = _step(by, plan, "propose")
    blocking = [lack for lack in readiness.lacks(plan, _items(plan)) if lack.blocking]
    if blocking:
        raise NotReady(blocking)
    plan.state, plan.proposed_by_id, plan.proposed_at, plan.comment = (
        PlanState.PROPOSED,
        by.account_id,
        now,
        "",
    )
    plan.decided_by = plan.decided_at = None
    plan.save(update_fields=["state", "proposed_by", "proposed_at", "comment", "decided_by", "decided_at"])
    write_line(by, plan, "propose", f"提交方案《{plan.title}》审批。")
    return plan


@transaction.atomic
def return_(*, by: Actor, plan: Plan, comment: str, now: datetime) -> Plan:
    """Send a proposed plan back with a comment."""
    plan = _step(by, plan, "return")
    plan.state, plan.comment, plan.decided_by_id, plan.decided_at = (
        PlanState.DRAFT,
        comment,
        by.account_id,
        now,
    )
    plan.save(update_fields=["state", "comment", "decided_by", "decided_at"])
    write_line(by, plan, "return", f"退回方案《{plan.title}》：{comment}")
    return plan


@transaction.atomic
def approve(*, by: Actor, plan: Plan, now: datetime) -> Plan:
    """Put a plan in force: its campaign, phases, standards, tasks and every expectation, all or nothing."""
    plan = _step(by, plan, "approve")
    plan.state, plan.decided_by_id, plan.decided_at = PlanState.APPROVED, by.account_id, now
    plan.save(update_fields=["state", "decided_by", "decided_at"])
    campaign, count = launch(plan=plan, items=_items(plan), path=by.path, now=now)
    sentence = f"批准方案《{plan.title}》，活动开始，共产生 {count} 项应办事项。"
    write_line(by, plan, "approve", sentence, after={"campaign": campaign.pk, "expectations": count})
    return plan


@transaction.atomic
def discard(*, by: Actor, plan: Plan) -> Plan:
    """Set a draft aside; the document stays on file."""
    plan = _step(by, plan, "discard")
    plan.state = PlanState.DISCARDED
    plan.save(update_fields=["state"])
    write_line(by, plan, "discard", f"作废方案《{plan.title}》。")
    return plan


def _items(plan: Plan) -> list[PlanItem]:
    items = PlanItem.objects.filter(plan=plan, removed=False).select_related("parent", "audience_root")
    return list(items.order_by("kind", "ordinal", "pk"))


def _step(by: Actor, plan: Plan, verb: str) -> Plan:
    """Lock the plan and check that the step is open to this actor."""
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    path = by.path if locked.organisation_id == by.organisation_id else ""
    procedures.PLAN.check(verb, locked.state, by, path, locked.proposed_by_id)
    return locked
