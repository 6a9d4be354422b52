"""Keeping the sketches by which like plans are found. They are worked out from documents that are on file already,
so that nothing is said in the ledger when they are made anew."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from zhengyou.plandocs.comparison import SKETCH_VERSION, Stream, bands, compare, coverage
from zhengyou.plandocs.comparison import sketch as numbers_of

from ..models.plans import PASSED, Plan, PlanSketch, PlanState, SketchPart
from ..queries.likeness import LEAST_ALIKE, nearest, stale, superior_of_text, text_of, with_text


@transaction.atomic
def sketch(plan: Plan, *, day: date) -> None:
    """Sketch a plan's whole text, and what of it does not stand in the plan it carries out (or else in
    the one in force above it that day)."""
    superior = superior_of_text(plan, day)
    ours = text_of(plan)
    rows = list(_rows(plan, ours, superior))
    PlanSketch.objects.filter(plan=plan).delete()
    PlanSketch.objects.bulk_create(rows)


def note_likest(plan: Plan) -> None:
    """Keep beside a plan's sketch the sibling that has most in common with what is its own, and beside that one's
    sketch this plan where nothing likest was known for it. Runs within the caller's transaction."""
    own = PlanSketch.objects.filter(plan=plan, part=SketchPart.OWN).select_related("superior").first()
    if own is None or own.superior is None:
        return
    siblings = Plan.objects.filter(sketches__superior=own.superior, state__in=(*PASSED, PlanState.FILED))
    siblings = siblings.exclude(organisation_id=plan.organisation_id)
    near = nearest(plan.pk, siblings, part=SketchPart.OWN, limit=1)
    if not near or near[0].likeness < LEAST_ALIKE:
        return
    other = with_text(Plan.objects.filter(pk=near[0].plan_id)).get()
    found = compare(text_of(plan), text_of(other), superior=text_of(own.superior))
    own.likest, own.likeness = other, found.first.share
    own.save(update_fields=["likest", "likeness"])
    PlanSketch.objects.filter(plan=other, part=SketchPart.OWN, likeness__lt=found.second.share).update(
        likest=plan, likeness=found.second.share
    )


def refresh(*, day: date) -> int:
    """Sketch anew every plan whose sketches no longer fit; how many there were. Each plan in its own transaction."""
    found = stale(day)
    for pk in found:
        sketch(with_text(Plan.objects.filter(pk=pk)).get(), day=day)
    return len(found)


def _rows(plan: Plan, ours: Stream, superior: Plan | None) -> Iterator[PlanSketch]:
    yield _row(plan, SketchPart.WHOLE, ours.units)
    if superior is not None:
        inherited = coverage(ours, text_of(superior))
        own = "".join(unit for unit, known in zip(ours.units, inherited, strict=True) if not known)
        row = _row(plan, SketchPart.OWN, own)
        row.superior, row.units, row.inherited = superior, len(ours), sum(inherited)
        yield row


def _row(plan: Plan, part: SketchPart, units: str) -> PlanSketch:
    made = numbers_of(units)
    return PlanSketch(
        plan=plan, part=part, version=SKETCH_VERSION, units=len(units), numbers=made, bands=bands(made)
    )
