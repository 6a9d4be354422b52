"""Which of the plans below a superior's plan are near copies of each other. Only shares and names of organisations
leave this file: no office reads another's text here (domain.md section 7, copied plans)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhengyou.organisations.queries import subtree
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.plandocs.comparison import SKETCH_VERSION, Stream, alike, compare

from ..models.plans import PASSED, Plan, PlanSketch, SketchPart
from .likeness import LEAST_ALIKE, text_of, with_text

SHOWN = 20
_OF_A_BAND = 12  # plans with one band that are looked at; more are copies of these


@dataclass(frozen=True)
class Below:
    """One organisation's plan: what share of it stands in the superior's, how many characters are left, and what share
    of these stands in its likest sibling's; `sibling` is "" where none is alike. Shares from 0 to 1."""

    organisation: str
    inherited: float
    own_units: int
    sibling: str
    shared: float


@dataclass(frozen=True)
class NearCopies:
    """The plans below that have most in common with a sibling; `total` counts all of them."""

    rows: list[Below]
    total: int


def near_copies(actor: Actor, plan: Plan, day: date) -> NearCopies:
    """The approved plans, one an organisation, below the actor's that were sketched beside this plan of its own.

    Like siblings are found by sketches of what they did not inherit; those shown are compared exactly.
    """
    if not actor.may(Permission.VIEW_PLANS) or plan.organisation_id != actor.organisation_id:
        return NearCopies([], 0)
    below = subtree(actor.path, day).exclude(organisation_id=actor.organisation_id)
    names = dict(below.values_list("organisation_id", "name"))
    sketches = _sketches(plan, names)
    likest = _likest(sketches)
    first = sorted(sketches, key=lambda pk: (-likest[pk][0], -_inherited(sketches[pk]), pk))[:SHOWN]
    shares = _exact(plan, {pk: likest[pk][1] for pk in first if likest[pk][0] >= LEAST_ALIKE})
    rows = [_row(sketches, names, pk, likest[pk][1], shares.get(pk, 0.0)) for pk in first]
    return NearCopies(sorted(rows, key=lambda row: (-row.shared, -row.inherited)), len(sketches))


def _sketches(plan: Plan, organisations: Iterable[int]) -> dict[int, PlanSketch]:
    """The sketch of each organisation's newest approved plan, by the plan's id."""
    rows = PlanSketch.objects.filter(part=SketchPart.OWN, version=SKETCH_VERSION, superior=plan)
    rows = rows.filter(plan__state__in=PASSED, plan__organisation_id__in=list(organisations))
    newest = {
        row.plan.organisation_id: row for row in rows.select_related("plan").order_by("plan__decided_at")
    }
    return {row.plan_id: row for row in newest.values()}


def _likest(sketches: dict[int, PlanSketch]) -> dict[int, tuple[float, int]]:
    """For each plan the likeness of its likest sibling and that one's id; (0, 0) for none."""
    by_band: dict[int, list[int]] = defaultdict(list)
    for pk, one in sketches.items():
        for band in one.bands:
            by_band[band].append(pk)
    numbers = {pk: bytes(one.numbers) for pk, one in sketches.items()}
    found = {}
    for pk, one in sketches.items():
        near = {other for band in one.bands for other in by_band[band][:_OF_A_BAND]} - {pk}
        found[pk] = max(((alike(numbers[pk], numbers[other]), other) for other in near), default=(0.0, 0))
    return found


def _exact(plan: Plan, siblings: dict[int, int]) -> dict[int, float]:
    """What share of each plan's own text stands in its sibling's."""
    ids = siblings.keys() | siblings.values()
    texts: dict[int, Stream] = {one.pk: text_of(one) for one in with_text(Plan.objects.filter(pk__in=ids))}
    above = text_of(plan)
    return {
        pk: compare(texts[pk], texts[other], superior=above).first.share for pk, other in siblings.items()
    }


def _inherited(one: PlanSketch) -> float:
    return one.inherited / one.units if one.units else 0.0


def _row(
    sketches: dict[int, PlanSketch], names: dict[int, str], pk: int, sibling: int, shared: float
) -> Below:
    one = sketches[pk]
    alike_enough = shared >= LEAST_ALIKE
    return Below(
        organisation=names[one.plan.organisation_id],
        inherited=_inherited(one),
        own_units=one.units - one.inherited,
        sibling=names[sketches[sibling].plan.organisation_id] if alike_enough else "",
        shared=shared if alike_enough else 0.0,
    )
