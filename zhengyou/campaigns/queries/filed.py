"""A plan as it was filed: what the level above reads, taken from the version that went up and never from a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from zhengyou.organisations.queries import placements, standing_place
from zhengyou.organisations.rules import Actor
from zhengyou.plandocs.comparison import coverage, stream

from ..models.activities import Record
from ..models.filing import Meeting, PlanVersion
from ..models.plans import ADAPTED, ItemKind, Plan, PlanItem, PlanSketch, SketchPart
from ..models.tasks import Task
from ..rules.duties import span_of
from ..rules.versions import thawed
from .filing import answers, requirements
from .likeness import LEAST_ALIKE, text_of, with_text
from .own_text import INHERITED, OWN, Block, blocks
from .records import record
from .version_changes import ChangeSeen, seen


@dataclass(frozen=True)
class Dated:
    """A task of the version with its days, its own or its phase's."""

    item: PlanItem
    starts_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class Stage:
    """A phase (None: none in particular) with its tasks."""

    phase: PlanItem | None
    tasks: list[Dated]


@dataclass(frozen=True)
class Answered:
    """A requirement and what the version says to it: an item of it, or a reason; both missing where it says nothing."""

    requirement: Task
    item: PlanItem | None
    reason: str


@dataclass(frozen=True)
class OwnPart:
    """The text in blocks, what stands in the superior's plan folded; counted in characters."""

    units: int
    own: int
    blocks: list[Block]


@dataclass(frozen=True)
class Sibling:
    """The plan of another organisation that has most in common with what is this one's own: its name and the share."""

    organisation: str
    share: float


@dataclass(frozen=True)
class Filed:
    """Everything the level above reads of a filing. `changed` is since `former`, the version passed before."""

    record: Record
    plan: Plan
    version: PlanVersion
    meeting: Meeting | None
    facts: Plan
    stages: list[Stage]
    kinds: dict[str, list[PlanItem]]
    answered: list[Answered]
    text: OwnPart
    sibling: Sibling | None
    former: PlanVersion | None
    changed: list[ChangeSeen]


def filed(actor: Actor, record_id: int, day: date) -> Filed:
    """The plan of a record that the actor may see; Http404 for a record that is no filing."""
    found = record(actor, record_id)
    if found.plan_version_id is None:
        raise Http404
    version = PlanVersion.objects.select_related("meeting").get(pk=found.plan_version_id)
    plan = with_text(Plan.objects.filter(pk=version.plan_id)).select_related("source", "superior").get()
    facts = Plan(pk=plan.pk, **thawed(Plan, version.content["facts"]))
    items = _items(facts, version.content["items"])
    former = _former(version)
    return Filed(
        record=found,
        plan=plan,
        version=version,
        meeting=getattr(version, "meeting", None),
        facts=facts,
        stages=_stages(facts, items),
        kinds=_by_kind(items),
        answered=_answered(plan, items, day),
        text=_text(plan, version),
        sibling=_sibling(plan, day),
        former=former,
        changed=seen(former.content, version.content) if former else [],
    )


def _items(facts: Plan, rows: Sequence[dict[str, Any]]) -> dict[int, PlanItem]:
    """The items of a version as they were, by id, with their parents among them; none of them may be saved."""
    found: dict[int, PlanItem] = {}
    for row in rows:
        values = {name: value for name, value in row.items() if name not in ("id", "parent_id")}
        found[row["id"]] = PlanItem(pk=row["id"], plan=facts, **thawed(PlanItem, values))
    for row in rows:
        found[row["id"]].parent = found.get(row["parent_id"])
    return found


def _stages(facts: Plan, items: dict[int, PlanItem]) -> list[Stage]:
    """The phases in their order, each with its tasks; tasks of no phase come last."""
    tasks = [Dated(item, *span_of(item, facts)) for item in _of(items, ItemKind.TASK)]
    phases: list[PlanItem | None] = [*_of(items, ItemKind.PHASE), None]
    found = [Stage(phase, [task for task in tasks if task.item.parent == phase]) for phase in phases]
    return [stage for stage in found if stage.phase or stage.tasks]


def _of(items: dict[int, PlanItem], kind: ItemKind) -> list[PlanItem]:
    return sorted((item for item in items.values() if item.kind == kind), key=lambda item: item.ordinal)


def _by_kind(items: dict[int, PlanItem]) -> dict[str, list[PlanItem]]:
    """Targets, people, standards and mechanisms, the own ones first."""
    kinds = (ItemKind.TARGET, ItemKind.PERSON, ItemKind.STANDARD, ItemKind.MECHANISM)
    return {
        kind.value: sorted(_of(items, kind), key=lambda item: item.inherited_from_id is not None)
        for kind in kinds
    }


def _answered(plan: Plan, items: dict[int, PlanItem], day: date) -> list[Answered]:
    """Every requirement of the superior, those without an answer first."""
    assert plan.superior is not None  # only such plans are filed
    given = {answer.requirement_id: answer for answer in answers(plan)}
    found = []
    for task in requirements(plan.superior, standing_place(plan.organisation_id, day).path):
        answer = given.get(task.pk)
        item = items.get(answer.item_id) if answer and answer.item_id else None
        found.append(Answered(task, item, answer.reason if answer else ""))
    return sorted(found, key=lambda one: bool(one.item or one.reason))


def _text(plan: Plan, version: PlanVersion) -> OwnPart:
    """The version's text by where it comes from."""
    assert plan.superior_id is not None
    several = len(plan.source.reading["documents"]) > 1
    whole = plan.source.media_format == ADAPTED or not several
    ours = stream(version.lines, 1, None) if whole else text_of(plan)
    theirs = text_of(with_text(Plan.objects.filter(pk=plan.superior_id)).get())
    sources = [INHERITED if known else OWN for known in coverage(ours, theirs)]
    return OwnPart(len(sources), sources.count(OWN), list(blocks(ours, sources)))


def _sibling(plan: Plan, day: date) -> Sibling | None:
    sketch = PlanSketch.objects.filter(plan=plan, part=SketchPart.OWN).select_related("likest").first()
    if sketch is None or sketch.likest is None or sketch.likeness < LEAST_ALIKE:
        return None
    found = placements([sketch.likest.organisation_id], day).get(sketch.likest.organisation_id)
    return Sibling(found.name, sketch.likeness) if found else None


def _former(version: PlanVersion) -> PlanVersion | None:
    """The version that a meeting passed before this one."""
    before = PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number)
    return before.filter(meeting__isnull=False).order_by("-number").first()
