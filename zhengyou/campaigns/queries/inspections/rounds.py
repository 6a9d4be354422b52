"""Rounds of inspection: who sees which, how a round stands, and who may be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhengyou.ledger.queries import chained
from zhengyou.organisations.models import GroupMember, Kind, Person, PostKind, Sector
from zhengyou.organisations.queries import on_day, posts_at, standing_place, standing_places, today
from zhengyou.organisations.rules import Actor, Permission

from ...models.campaigns import StandardItem
from ...models.inspections import (
    Inspection,
    InspectionStage,
    InspectionState,
    InspectionUnit,
    Method,
    UnitPlace,
    VisitState,
)
from ...models.tasks import Task
from ...rules.procedures import Concerned

State = InspectionState
SUBJECT = "campaigns.inspection"
UNDER_WAY = (State.DRAWN, State.VISITING, State.CIRCULAR)
"""While the people sent see the units of the round (docs/decisions/0022)."""
DRAWN = (*UNDER_WAY, State.CLOSED)
METHODS = list(Method.choices)
SECTORS, KINDS = list(Sector.choices), list(Kind.choices)
_SENT_POSTS = (PostKind.LEADER, PostKind.OFFICE, PostKind.INSPECTOR, PostKind.SECRETARY)
_SENT_GROUPS = ("leading_group", "office", "supervision_team")
_TO_DO = (
    VisitState.PLANNED,
    VisitState.NOTIFIED,
    VisitState.VISITED,
    VisitState.FED_BACK,
    VisitState.DISPUTED,
)


def concerned_in(row: Inspection, day: date) -> Concerned:
    """Whom a round concerns: the organisation that runs it, and whoever typed in the number to be checked."""
    return Concerned(path=standing_place(row.organisation_id, day).path, proposer_id=row.moved_by_id)


def runs(actor: Actor, path: str) -> bool:
    """Whether the actor plans and runs rounds of the organisation at `path`, or decides above it."""
    return actor.may(Permission.DECIDE, path)


def inspection(actor: Actor, inspection_id: int) -> Inspection:
    """One round that reaches the actor; a scheme that is not published only for those who run it. Otherwise
    Http404."""
    found = Inspection.objects.select_related("campaign").filter(pk=inspection_id).first()
    if found is None or not actor.may(Permission.VIEW_CAMPAIGN):
        raise Http404
    path = standing_place(found.organisation_id, today()).path
    unpublished = found.state == State.SCHEME or (found.state == State.CANCELLED and not published_on(found))
    if not runs(actor, path) and (unpublished or not (actor.concerned_by(path) or sent(actor, found))):
        raise Http404
    return found


def sent(actor: Actor, row: Inspection) -> bool:
    """Whether the actor is one of the people sent."""
    return row.inspectors.filter(pk=actor.person_id).exists()


@dataclass(frozen=True)
class Listed:
    """A round in the list: who runs it, and how many of its visits are done."""

    row: Inspection
    organiser: str
    visits: int
    done: int


def rounds(actor: Actor, campaign_id: int) -> list[Listed]:
    """The rounds of a campaign that reach the actor, the newest first, with their counts in one query."""
    done = Q(visits__state__in=(VisitState.CONFIRMED, VisitState.ANSWERED, VisitState.MISSED))
    found = list(
        Inspection.objects.filter(campaign_id=campaign_id)
        .annotate(total=Count("visits"), settled=Count("visits", filter=done))
        .order_by("-pk")
    )
    places = standing_places([row.organisation_id for row in found], today())
    with_stage = set(
        InspectionStage.objects.filter(row__in=found, verb="publish").values_list("row_id", flat=True)
    )
    return [
        Listed(row, places[row.organisation_id].name, row.total, row.settled)
        for row in found
        if runs(actor, places[row.organisation_id].path)
        or (row.pk in with_stage and actor.concerned_by(places[row.organisation_id].path))
    ]


def published_on(row: Inspection) -> date | None:
    """The day on which the scheme and the seed's words were published."""
    return row.stages.filter(verb="publish").values_list("since", flat=True).first()


def sealed_by_ledger(row: Inspection) -> str:
    """The digest of the ledger's link at the line that sealed the frame; "" while the chain has not come so far."""
    return chained(SUBJECT, row.pk, f"{SUBJECT}.fix")


def stages(row: Inspection) -> list[InspectionStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def open_visits(row: Inspection, day: date) -> int:
    """Visits that still keep the circular back; a unit that let its days to answer pass no longer does."""
    found = row.visits.filter(state__in=_TO_DO)
    return found.exclude(state=VisitState.FED_BACK, due_on__lt=day).count()


def over(row: Inspection) -> bool:
    """Whether nobody is visited any more: then the units of an unannounced round are named."""
    if row.state not in DRAWN:
        return False
    return not row.visits.filter(state__in=(VisitState.PLANNED, VisitState.NOTIFIED)).exists()


def named(row: Inspection) -> bool:
    """Whether the units drawn, and the frame they were drawn from, may be named to everybody."""
    return over(row) if row.unannounced else row.state in DRAWN


def frame_named(row: Inspection) -> bool:
    """Whether the frame may be shown: of an announced round from its sealing on."""
    return over(row) if row.unannounced else bool(row.frame_sha256)


def frame(row: Inspection) -> list[InspectionUnit]:
    """The frame as it was sealed: the units of each stratum by code, then those left out and those chosen."""
    order = {UnitPlace.FRAME: 0, UnitPlace.LEFT_OUT: 1, UnitPlace.CHOSEN: 2}
    found = row.units.select_related("stratum").order_by("code")
    return sorted(
        found,
        key=lambda unit: (
            order[UnitPlace(unit.place)],
            unit.stratum.ordinal if unit.stratum else 0,
            unit.code,
        ),
    )


def possible_inspectors(organisation_id: int, day: date) -> list[tuple[int, str]]:
    """Who may be sent, as (person, name) by pinyin: who leads, works or inspects there, and its leading group."""
    posts = posts_at(organisation_id, day).filter(kind__in=_SENT_POSTS).values("person_id")
    seats = GroupMember.objects.filter(
        on_day(day),
        Q(group__until__isnull=True) | Q(group__until__gt=day),
        group__organisation_id=organisation_id,
        group__kind__in=_SENT_GROUPS,
    ).values("person_id")
    people = Person.objects.filter(Q(pk__in=posts) | Q(pk__in=seats)).order_by("pinyin", "pk")
    return [(person.pk, person.name) for person in people]


def inspectors(row: Inspection) -> list[str]:
    """The names of the people sent, by pinyin."""
    return [person.name for person in row.inspectors.order_by("pinyin", "pk")]


def possible_lines(campaign_id: int) -> tuple[list[StandardItem], Sequence[Task]]:
    """What a checklist may be chosen from: items of the campaign's standards, and its tasks."""
    items = StandardItem.objects.filter(standard__campaign_id=campaign_id).select_related("standard")
    tasks = Task.objects.filter(campaign_id=campaign_id, withdrawn_on=None)
    return list(items.order_by("standard__ordinal", "ordinal")), list(tasks)


def to_run(actor: Actor, day: date) -> QuerySet[Inspection]:
    """Rounds of the actor's own organisation that wait for the next press: the frame, the number, the draw, the
    start."""
    soon = Q(state__in=(State.PUBLISHED, State.DRAWN)) | Q(
        state__in=(State.FRAMED, State.NUMBERED), draw_on__lte=day
    )
    found = Inspection.objects.filter(soon, organisation_id=actor.organisation_id)
    return found.exclude(state=State.NUMBERED, moved_by_id=actor.account_id).order_by("draw_on", "pk")


def not_yet(row: Inspection, day: date) -> frozenset[str]:
    """The steps that the page leaves out because it is too early for them, or because the scheme goes another way."""
    found = set()
    if row.public_name:
        found.add("draw")
    if not row.public_name or row.public_on is None or day < row.public_on:
        found.add("number")
    if day < row.draw_on:
        found |= {"draw", "confirm"}
    if row.state == State.VISITING and open_visits(row, day):
        found.add("circulate")
    return frozenset(found)


@dataclass(frozen=True)
class Announced:
    """A round as anybody may see it in the list of draws: who organises it, and since when its scheme is public."""

    row: Inspection
    organiser: str
    published_on: date


def announced(campaign_id: int) -> list[Announced]:
    """Every round of a campaign whose scheme was published, called off or not, the newest first; in two queries."""
    found = InspectionStage.objects.filter(row__campaign_id=campaign_id, verb="publish")
    stages = list(found.select_related("row").order_by("-since", "-row_id"))
    places = standing_places([stage.row.organisation_id for stage in stages], today())
    return [Announced(stage.row, places[stage.row.organisation_id].name, stage.since) for stage in stages]


def published(campaign_id: int, inspection_id: int) -> Inspection | None:
    """A round whose scheme was published, by its campaign; None for any other."""
    found = Inspection.objects.filter(campaign_id=campaign_id, pk=inspection_id)
    return found.filter(stages__verb="publish").first()
