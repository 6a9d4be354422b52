"""What people do with a plan: upload, correct, propose, approve (domain.md P1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.plandocs import Reading

from ..models.plans import Origin, Plan, PlanItem, PlanSource, PlanState
from ..rules import procedures, readiness
from ..rules.compiling import items_of, period_of
from .launch import launch
from .likeness import sketch

SUBJECT = "campaigns.plan"


class Overtaken(Exception):
    """Somebody else changed the plan meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__("别人刚刚改动了这份方案，您的改动还没有保存。请对照最新内容再保存一次。")


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
    _write(
        by, plan, "upload", f"上传方案《{plan.title}》（{source.name}）。", after={"sha256": source.sha256}
    )
    return plan


@transaction.atomic
def change_facts(*, by: Actor, plan: Plan, revision: int, facts: Mapping[str, Any]) -> Plan:
    """Correct title, issuer, number, theme, summary or dates; `revision` is the one the person saw."""
    locked = _editable(by, plan, revision)
    before = {name: _plain(getattr(locked, name)) for name in facts}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*facts])
    after = {name: _plain(value) for name, value in facts.items()}
    _write(by, locked, "change_facts", f"修改方案《{locked.title}》的要点。", before=before, after=after)
    return locked


@transaction.atomic
def change_item(*, by: Actor, item: PlanItem, revision: int, changes: Mapping[str, Any]) -> PlanItem:
    """Correct one item; it then counts as certain, since a person has looked at it."""
    plan = _editable(by, item.plan, revision)
    before = {name: _plain(getattr(item, name)) for name in changes}
    for name, value in changes.items():
        setattr(item, name, value)
    item.certain, item.doubt = True, ""
    if item.origin == Origin.READ:
        item.origin = Origin.CORRECTED
    item.save(update_fields=[*changes, "certain", "doubt", "origin"])
    after = {name: _plain(value) for name, value in changes.items()}
    sentence = f"在方案《{plan.title}》里改正{item.get_kind_display()}“{item.name}”。"
    _write(by, plan, "change_item", sentence, before=before, after=after)
    return item


@transaction.atomic
def confirm_item(*, by: Actor, item: PlanItem, revision: int) -> PlanItem:
    """Say that a doubtful item was understood rightly."""
    plan = _editable(by, item.plan, revision)
    doubt, item.certain, item.doubt = item.doubt, True, ""
    item.save(update_fields=["certain", "doubt"])
    sentence = f"在方案《{plan.title}》里确认{item.get_kind_display()}“{item.name}”。"
    _write(by, plan, "confirm_item", sentence, before={"doubt": doubt})
    return item


@transaction.atomic
def add_item(*, by: Actor, plan: Plan, revision: int, values: Mapping[str, Any]) -> PlanItem:
    """Add something the reader did not find; `values` are fields of PlanItem, at least kind and name."""
    plan = _editable(by, plan, revision)
    ordinal = _ordinal(plan, values["kind"], values.get("line"))
    item = PlanItem(plan=plan, ordinal=ordinal, origin=Origin.ADDED, **values)
    item.save()
    _write(by, plan, "add_item", f"在方案《{plan.title}》里补充{item.get_kind_display()}“{item.name}”。")
    return item


@transaction.atomic
def remove_item(*, by: Actor, item: PlanItem, revision: int, removed: bool = True) -> PlanItem:
    """Leave an item out of the campaign, or take it in again; nothing is lost either way."""
    plan = _editable(by, item.plan, revision)
    item.removed = removed
    item.save(update_fields=["removed"])
    verb, word = ("remove_item", "去掉") if removed else ("restore_item", "恢复")
    _write(by, plan, verb, f"在方案《{plan.title}》里{word}{item.get_kind_display()}“{item.name}”。")
    return item


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
    _write(by, plan, "propose", f"提交方案《{plan.title}》审批。")
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
    _write(by, plan, "return", f"退回方案《{plan.title}》：{comment}")
    return plan


@transaction.atomic
def approve(*, by: Actor, plan: Plan, now: datetime) -> Plan:
    """Put a plan in force: its campaign, phases, standards, tasks and every expectation, all or nothing."""
    plan = _step(by, plan, "approve")
    plan.state, plan.decided_by_id, plan.decided_at = PlanState.APPROVED, by.account_id, now
    plan.save(update_fields=["state", "decided_by", "decided_at"])
    campaign, count = launch(plan=plan, items=_items(plan), path=by.path, now=now)
    sentence = f"批准方案《{plan.title}》，活动开始，共产生 {count} 项应办事项。"
    _write(by, plan, "approve", sentence, after={"campaign": campaign.pk, "expectations": count})
    return plan


@transaction.atomic
def discard(*, by: Actor, plan: Plan) -> Plan:
    """Set a draft aside; the document stays on file."""
    plan = _step(by, plan, "discard")
    plan.state = PlanState.DISCARDED
    plan.save(update_fields=["state"])
    _write(by, plan, "discard", f"作废方案《{plan.title}》。")
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


def _editable(by: Actor, plan: Plan, revision: int) -> Plan:
    """Lock a draft of the actor's own organisation and move its revision on, if nobody else did meanwhile."""
    by.require(Permission.EDIT_PLAN, by.path if plan.organisation_id == by.organisation_id else "")
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    if locked.state != PlanState.DRAFT:
        labels = procedures.PLAN.labels
        raise procedures.WrongState(f"方案现在是“{labels[locked.state]}”，不能再修改。")
    if locked.revision != revision:
        raise Overtaken
    locked.revision += 1
    locked.save(update_fields=["revision"])
    plan.revision = locked.revision
    return locked


def _ordinal(plan: Plan, kind: str, line: int | None) -> int:
    """Where an added item stands: right after what the document says before it, or last without a line."""
    same = PlanItem.objects.filter(plan=plan, kind=kind).order_by("-ordinal")
    if line is None:
        last = same.first()
        return last.ordinal + 1 if last else 1
    # Items of one ordinal stand in the order in which they were added.
    before = same.filter(line__lte=line).first()
    return before.ordinal if before else 0


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool | list) else str(value)


def _write(
    by: Actor,
    plan: Plan,
    verb: str,
    sentence: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    line = Line(
        verb=f"{SUBJECT}.{verb}",
        sentence=sentence,
        subject=SUBJECT,
        subject_id=plan.pk,
        path=by.path,
        before=before,
        after=after,
    )
    write(by=by, line=line)
