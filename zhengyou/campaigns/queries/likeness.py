"""Which plans are like a plan: its superior's, its organisation's former ones, and for a superior those below."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import on_day
from zhengyou.plandocs.comparison import SKETCH_VERSION, Stream, alike, stream

from ..models.campaigns import Campaign, CampaignState
from ..models.filing import PlanVersion
from ..models.plans import ADAPTED, Plan, PlanSketch, PlanState, SketchPart

# A sibling this unlike is no finding: plans of one campaign share some words by their nature.
LEAST_ALIKE = 0.15


@dataclass(frozen=True)
class Near:
    """A plan and how alike its text is to another's, from 0 to 1, as their sketches tell."""

    plan_id: int
    likeness: float


def text_of(plan: Plan) -> Stream:
    """The words of a plan's document for comparing; the plan's source is read if it was not yet."""
    source = plan.source
    if source.media_format == ADAPTED:
        last = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
        return stream(last.lines if last else source.lines, 1, None)
    found: dict[str, Any] = source.reading["documents"][source.document]
    first, last = found.get("span") or (1, None)
    return stream(source.lines, first, last)


def with_text(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans with their text, without the bytes of the documents."""
    return plans.select_related("source").defer("source__content")


def in_force_above(organisation_id: int, day: date) -> Plan | None:
    """The plan of the nearest superior that has one in force, with its text; None where nobody above has."""
    own = Placement.objects.filter(on_day(day), organisation_id=organisation_id).first()
    if own is None:
        return None
    found = _nearest_above(own.path, _in_force())
    return with_text(Plan.objects.filter(pk=found)).first() if found else None


def superior_of_text(plan: Plan, day: date) -> Plan | None:
    """The plan beside which this one is read, with its text: the one it carries out, or the nearest in force above."""
    if plan.superior_id is None:
        return in_force_above(plan.organisation_id, day)
    return with_text(Plan.objects.filter(pk=plan.superior_id)).first()


def former(plan: Plan, *, limit: int) -> list[Plan]:
    """Other plans of the same organisation that were not discarded, the newest first, with their text."""
    found = Plan.objects.filter(organisation_id=plan.organisation_id).exclude(pk=plan.pk)
    return list(with_text(found.exclude(state=PlanState.DISCARDED)).order_by("-uploaded_at", "-pk")[:limit])


def nearest(
    plan_id: int, among: QuerySet[Plan], *, part: SketchPart = SketchPart.WHOLE, limit: int = 10
) -> list[Near]:
    """The plans most alike to one, the likest first; none for a plan that has no sketch or no words."""
    own = PlanSketch.objects.filter(plan_id=plan_id, part=part, version=SKETCH_VERSION).first()
    if own is None or not own.bands:
        return []
    # Plain numbers in this lookup would be sent as four bytes each, which cuts them short without a word.
    wanted = Value(own.bands, output_field=PlanSketch._meta.get_field("bands"))
    rows = PlanSketch.objects.filter(part=part, version=SKETCH_VERSION, bands__overlap=wanted)
    rows = rows.filter(plan__in=among).exclude(plan_id=plan_id)
    numbers = bytes(own.numbers)
    found = [Near(pk, alike(numbers, bytes(other))) for pk, other in rows.values_list("plan_id", "numbers")]
    return sorted(found, key=lambda near: (-near.likeness, near.plan_id))[:limit]


def stale(day: date) -> list[int]:
    """Ids of plans without sketches, with old ones, or with ones made beside another plan than is in force above."""
    force = _in_force()
    paths = dict(Placement.objects.filter(on_day(day)).values_list("organisation_id", "path"))
    sketches = PlanSketch.objects.filter(version=SKETCH_VERSION)
    whole = set(sketches.filter(part=SketchPart.WHOLE).values_list("plan_id", flat=True))
    beside = dict(sketches.filter(part=SketchPart.OWN).values_list("plan_id", "superior_id"))
    plans = Plan.objects.exclude(state=PlanState.DISCARDED).exclude(source=None).order_by("pk")
    return [
        pk
        for pk, organisation_id, superior_id in plans.values_list("pk", "organisation_id", "superior_id")
        if pk not in whole
        or beside.get(pk) != (superior_id or _nearest_above(paths.get(organisation_id, ""), force))
    ]


def _in_force() -> dict[int, int]:
    """The newest plan in force of each organisation that has a running campaign."""
    running = Campaign.objects.filter(state=CampaignState.RUNNING).order_by("starts_on", "pk")
    return dict(running.values_list("organisation_id", "plan_id"))


def _nearest_above(path: str, force: dict[int, int]) -> int | None:
    """The plan in force of the lowest organisation above the one at `path`."""
    above = [int(part) for part in path.strip("/").split("/") if part][:-1]
    return next(
        (force[organisation_id] for organisation_id in reversed(above) if organisation_id in force), None
    )
