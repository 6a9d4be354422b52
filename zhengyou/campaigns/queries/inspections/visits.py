"""Visits of a round: who sees which, what was found, what awaits whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import standing_place, standing_places, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.inspections import (
    Inspection,
    InspectionFinding,
    InspectionLine,
    InspectionState,
    InspectionVisit,
    InspectionVisitStage,
    Verdict,
    VisitState,
)
from ...rules.procedures import Concerned
from .rounds import UNDER_WAY, named, runs, sent

State = VisitState
TOLD = (State.FED_BACK, State.DISPUTED, State.ANSWERED, State.CONFIRMED)
"""From here on the unit itself reads what was found."""
DONE = (State.CONFIRMED, State.ANSWERED, State.MISSED)
OPEN = (State.PLANNED, State.NOTIFIED, State.VISITED, State.DISPUTED)
FINE, PROBLEM = str(Verdict.FINE), str(Verdict.PROBLEM)
VERDICTS = list(Verdict.choices)


def concerned_in(row: InspectionVisit, day: date) -> Concerned:
    """Whom a visit concerns: the unit, the organisation that inspects, and the people it sent."""
    places = standing_places([row.organisation_id, row.inspection.organisation_id], day)
    return Concerned(
        path=places[row.organisation_id].path,
        raiser=places[row.inspection.organisation_id].path,
        named=frozenset(row.inspection.inspectors.values_list("pk", flat=True)),
    )


def titled(rows: list[InspectionVisit]) -> list[InspectionVisit]:
    """The same rows, each called by its unit."""
    places = standing_places([row.organisation_id for row in rows], today()) if rows else {}
    for row in rows:
        row.title = f"对{places[row.organisation_id].name}的督查"
    return rows


def visit(actor: Actor, visit_id: int) -> InspectionVisit:
    """One visit the actor may see, otherwise Http404: those who run the round always; the people sent while the
    round is under way; the unit and whoever reads its records once it was told."""
    found = InspectionVisit.objects.filter(pk=visit_id)
    row = found.select_related("inspection", "inspection__campaign").first()
    if row is None or not _visible(actor, row):
        raise Http404
    return titled([row])[0]


def _visible(actor: Actor, row: InspectionVisit) -> bool:
    concerned = concerned_in(row, today())
    if not actor.may(Permission.VIEW_CAMPAIGN):
        return False
    if runs(actor, concerned.raiser) or _sent_now(actor, row, concerned):
        return True
    open_to_unit = row.state in TOLD or (row.state == State.NOTIFIED and not row.inspection.unannounced)
    return open_to_unit and actor.may(Permission.VIEW_RECORDS, concerned.path)


def _sent_now(actor: Actor, row: InspectionVisit, concerned: Concerned) -> bool:
    under_way = row.inspection.state in UNDER_WAY
    return under_way and actor.person_id in concerned.named and actor.path != concerned.path


def sees_records(actor: Actor, row: InspectionVisit) -> bool:
    """Whether the page shows the actor what the unit's records say: by the post, or by the round while visits go on
    (docs/decisions/0022)."""
    concerned = concerned_in(row, today())
    if actor.path == concerned.path:
        return False
    if actor.may(Permission.VIEW_RECORDS, concerned.path):
        return True
    going_on = row.inspection.state in (InspectionState.DRAWN, InspectionState.VISITING)
    return going_on and _sent_now(actor, row, concerned)


def place_of(row: InspectionVisit) -> Placement:
    """Where the unit stands or last stood."""
    return standing_place(row.organisation_id, today())


def stages(row: InspectionVisit) -> list[InspectionVisitStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


@dataclass(frozen=True)
class Line:
    """A line of the checklist with what was seen of it; None where nobody looked."""

    line: InspectionLine
    finding: InspectionFinding | None


def checklist(row: InspectionVisit) -> list[Line]:
    """Every line of the round in its order, with the finding of this visit."""
    findings = {one.line_id: one for one in row.findings.select_related("rectification")}
    return [Line(line, findings.get(line.pk)) for line in row.inspection.lines.all()]


@dataclass(frozen=True)
class Visited:
    """A visit in the list of a round: the unit's name and how many problems were found."""

    row: InspectionVisit
    name: str
    problems: int


def visits(actor: Actor, row: Inspection) -> list[Visited]:
    """The visits of a round that the actor may see named, by code: all for those who run it or were sent, for others
    once the units are public."""
    path = standing_place(row.organisation_id, today()).path
    inside = runs(actor, path) or (row.state in UNDER_WAY and sent(actor, row))
    if not inside and not named(row):
        return []
    problems = InspectionFinding.objects.filter(verdict=Verdict.PROBLEM)
    found = row.visits.select_related("organisation").order_by("organisation__code", "organisation_id")
    rows = list(found.prefetch_related(Prefetch("findings", problems, "problems")))
    places = standing_places([one.organisation_id for one in rows], today())
    return [Visited(one, places[one.organisation_id].name, _told_problems(one, inside)) for one in rows]


def _told_problems(row: InspectionVisit, inside: bool) -> int:
    problems: Sequence[InspectionFinding] = getattr(row, "problems", ())
    return len(problems) if inside else 0


def to_visit(actor: Actor, day: date) -> QuerySet[InspectionVisit]:
    """Units that the actor is sent to and has not fed back to yet."""
    waiting = (State.PLANNED, State.NOTIFIED, State.VISITED)
    return _sent_to(actor).filter(state__in=waiting, inspection__state=InspectionState.VISITING)


def to_answer(actor: Actor, day: date) -> QuerySet[InspectionVisit]:
    """Units that disagree with what the actor found there."""
    return _sent_to(actor).filter(state=State.DISPUTED)


def _sent_to(actor: Actor) -> QuerySet[InspectionVisit]:
    rounds = Inspection.inspectors.through.objects.filter(person_id=actor.person_id)
    found = InspectionVisit.objects.filter(inspection_id__in=rounds.values("inspection_id"))
    return found.exclude(organisation_id=actor.organisation_id).order_by("due_on", "pk")


def to_confirm(actor: Actor, day: date) -> QuerySet[InspectionVisit]:
    """What was fed back to the actor's own organisation and waits for its word."""
    found = InspectionVisit.objects.filter(organisation_id=actor.organisation_id, state=State.FED_BACK)
    return found.order_by("due_on", "pk")
