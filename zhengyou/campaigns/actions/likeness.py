"""Keeping the sketches by which like plans are found. They are worked out from documents that are on file already,
so that nothing is said in the ledger when they are made anew."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from zhengyou.plandocs.comparison import SKETCH_VERSION, Stream, bands, coverage
from zhengyou.plandocs.comparison import sketch as numbers_of

from ..models.plans import Plan, PlanSketch, SketchPart
from ..queries.likeness import in_force_above, stale, text_of, with_text


@transaction.atomic
def sketch(plan: Plan, *, day: date) -> None:
    """Sketch a plan's whole text, and what of it does not stand in the plan its superior has in force that day."""
    superior = in_force_above(plan.organisation_id, day)
    ours = text_of(plan)
    rows = list(_rows(plan, ours, superior))
    PlanSketch.objects.filter(plan=plan).delete()
    PlanSketch.objects.bulk_create(rows)


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
