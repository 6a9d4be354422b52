"""Problems being put right: one of them, the ledger of a subtree (整改台账), what awaits whom (domain.md P14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import (
    people_of,
    placements,
    standing_in,
    standing_place,
    standing_places,
    stands_for,
    subtree,
    today,
)
from zhengyou.organisations.rules import Actor, Permission

from ..models.rectification import Rectification, RectificationStage, RectificationState, Source
from ..rules.procedures import Concerned

State = RectificationState
OPEN = (State.RAISED, State.PROPOSED, State.ONGOING, State.EXTENSION_ASKED, State.CLAIMED)
FILTERS = {
    "open": gettext_lazy("没有销号的"),
    "overdue": gettext_lazy("过了期限的"),
    "claimed": gettext_lazy("待核验的"),
    "closed": gettext_lazy("已销号的"),
}
UNSORTED = "-"
"""What is chosen for problems that nobody sorted under a fault."""
SOURCES = list(Source.choices)


def concerned_in(row: Rectification, day: date) -> Concerned:
    """Whom a problem concerns that day; whoever spoke last for the owner and who answers for it may not verify it. For
    a raiser that has ended its successor verifies, where it has none the one above it."""
    places = standing_places([row.organisation_id, row.raiser_id], day)
    return Concerned(
        path=places[row.organisation_id].path,
        raiser=standing_in(places[row.raiser_id], day).path,
        proposer_id=row.moved_by_id,
        person_id=row.responsible_id,
        personal=row.personal,
    )


def may_raise(actor: Actor, path: str) -> bool:
    """Whether the actor may raise a problem of the organisation at `path`: whoever decides there, and for the own
    organisation whoever keeps its records."""
    return actor.may(Permission.DECIDE, path) or (path == actor.path and actor.may(Permission.RECORD, path))


def may_sort(actor: Actor, row: Rectification) -> bool:
    """Whether the actor may say under which of a drive's faults a problem falls: whoever keeps the records of the owner
    itself, and the side that raised it."""
    if row.personal or row.state == State.WITHDRAWN:
        return False
    concerned = concerned_in(row, today())
    own = actor.path == concerned.path and actor.may(Permission.RECORD)
    return own or actor.may(Permission.DECIDE, concerned.raiser)


def rectification(actor: Actor, rectification_id: int) -> Rectification:
    """One problem the actor may see: of the own subtree, raised within it, or shared with the own organisation; a
    member's own only by the member and the secretary of that branch. Otherwise Http404."""
    found = (
        Rectification.objects.filter(pk=rectification_id)
        .select_related("campaign", "responsible", "entered_by__person")
        .first()
    )
    if found is None or not _visible(actor, found):
        raise Http404
    return found


def _visible(actor: Actor, row: Rectification) -> bool:
    concerned = concerned_in(row, today())
    if row.personal:
        return sees_personal(actor, row.organisation_id, row.responsible_id)
    if any(actor.may(Permission.VIEW_RECORDS, path) for path in (concerned.path, concerned.raiser)):
        return True
    shared = row.co_owners.filter(pk=actor.organisation_id).exists()
    return shared and actor.may(Permission.VIEW_RECORDS)


def sees_personal(actor: Actor, organisation_id: int, person_id: int | None) -> bool:
    """Whether the actor reads what is said of one member: the member, and whoever decides in that branch itself; once
    it ended, in the one that stands in for it."""
    if actor.person_id == person_id:
        return True
    if not actor.may(Permission.DECIDE):
        return False
    if actor.organisation_id == organisation_id:
        return True
    day = today()
    return standing_in(standing_place(organisation_id, day), day).organisation_id == actor.organisation_id


def _own_personal(actor: Actor) -> Q:
    """Condition: not personal, or personal and the actor reads it."""
    seen = Q(personal=False) | Q(responsible_id=actor.person_id)
    if not actor.may(Permission.DECIDE):
        return seen
    return seen | Q(organisation_id__in=stands_for(actor.organisation_id, today()))


def stages(row: Rectification) -> list[RectificationStage]:
    """How it went, the oldest first."""
    return list(row.stages.select_related("by__person").order_by("pk"))


def responsible_choices(row: Rectification, day: date) -> list[tuple[int, str]]:
    """Who may answer for it, as (person id, name), by pinyin: people of the owner; for a member's own the member."""
    if row.responsible is not None and row.personal:
        return [(row.responsible.pk, row.responsible.name)]
    return [(one.person_id, one.person.name) for one in people_of(row.organisation_id, day)]


@dataclass(frozen=True)
class Totals:
    """The counts of a subtree: raised = open + closed; overdue is part of open; `mean_days` from raising to closing."""

    raised: int
    open: int
    overdue: int
    closed: int
    reopened: int
    extended: int
    mean_days: float | None


def ledger(
    actor: Actor,
    campaign_id: int,
    node: Placement,
    *,
    only: str,
    source: str,
    category: str = "",
    after: int | None,
    size: int | None,
) -> list[Rectification]:
    """The problems of organisations at or under a node, what is due first on top; `size` rows (None: all) behind the
    row `after`."""
    day = today()
    found = _of_node(actor, campaign_id, node, day).filter(_own_personal(actor))
    found = found.filter(_filters(day)[only]) if only in FILTERS else found
    found = found.filter(source=source) if source else found
    if category:
        found = found.filter(category="" if category == UNSORTED else category)
    last = found.filter(pk=after).first() if after else None
    if last is not None:
        found = found.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, pk__gt=last.pk))
    return list(found.select_related("responsible").order_by("due_on", "pk")[:size])


def totals(actor: Actor, campaign_id: int, node: Placement) -> Totals:
    """The counts of the same ledger, in one query."""
    day = today()
    filters = _filters(day)
    counts = _of_node(actor, campaign_id, node, day).aggregate(
        raised=Count("pk"),
        open=Count("pk", filter=filters["open"]),
        overdue=Count("pk", filter=filters["overdue"]),
        closed=Count("pk", filter=filters["closed"]),
        extended=Count("pk", filter=Q(extensions__gt=0)),
        mean_days=Avg(F("done_on") - F("raised_on"), filter=filters["closed"]),
    )
    mean = counts.pop("mean_days")
    reopened = RectificationStage.objects.filter(
        verb="reopen", row__in=_of_node(actor, campaign_id, node, day).values("pk")
    )
    mean_days = None if mean is None else mean.total_seconds() / 86400
    return Totals(**counts, reopened=reopened.values("row").distinct().count(), mean_days=mean_days)


def _of_node(actor: Actor, campaign_id: int, node: Placement, day: date) -> QuerySet[Rectification]:
    if not actor.may(Permission.VIEW_RECORDS, node.path):
        raise Http404
    within = subtree(node.path, day).values("organisation_id")
    return Rectification.objects.filter(campaign_id=campaign_id, organisation_id__in=within).exclude(
        state=State.WITHDRAWN
    )


def _filters(day: date) -> Mapping[str, Q]:
    return {
        "open": Q(state__in=OPEN),
        "overdue": Q(state__in=OPEN, due_on__lt=day),
        "claimed": Q(state=State.CLAIMED),
        "closed": Q(state__in=(State.CLOSED, State.SETTLED)),
    }


def to_put_right(actor: Actor, day: date) -> QuerySet[Rectification]:
    """What the actor's own organisation has to put right, due first; members' own stand with them."""
    found = Rectification.objects.filter(
        organisation_id=actor.organisation_id, personal=False, state__in=(State.RAISED, State.ONGOING)
    )
    return found.order_by("due_on", "pk")


def own_to_put_right(actor: Actor, day: date) -> QuerySet[Rectification]:
    """What the actor as a member has to put right, due first."""
    found = Rectification.objects.filter(
        responsible_id=actor.person_id, personal=True, state__in=(State.RAISED, State.ONGOING)
    )
    return found.order_by("due_on", "pk")


def to_verify(actor: Actor, day: date) -> QuerySet[Rectification]:
    """What waits for the side that raised it, or for whoever stands in for one that ended: a measure, an extension, a
    result, or a look back."""
    if not actor.may(Permission.DECIDE):
        return Rectification.objects.none()
    waiting = Q(state__in=(State.PROPOSED, State.EXTENSION_ASKED, State.CLAIMED))
    look_back = Q(state=State.CLOSED, look_back_on__lte=day)
    raisers = stands_for(actor.organisation_id, day)
    found = Rectification.objects.filter(waiting | look_back, raiser_id__in=raisers)
    return (
        found.exclude(moved_by_id=actor.account_id)
        .exclude(responsible_id=actor.person_id)
        .order_by("due_on", "pk")
    )


def names(rows: list[Rectification]) -> dict[int, str]:
    """The names of the organisations of these problems as they stand or last stood."""
    ids = list({row.organisation_id for row in rows})
    return {key: place.name for key, place in standing_places(ids, today()).items()}


def owners(node: Placement, day: date) -> list[tuple[int, str]]:
    """The organisations a problem may be raised with: the node itself and those directly below it."""
    near = Q(parent_id=node.organisation_id) | Q(organisation_id=node.organisation_id)
    rows = subtree(node.path, day).filter(near)
    return [(row.organisation_id, row.name) for row in rows.order_by("organisation__code", "organisation_id")]


def place_of(row: Rectification) -> Placement:
    """Where the owner stands or last stood."""
    return standing_place(row.organisation_id, today())


def raiser_name(row: Rectification) -> str:
    """The name of the organisation that raised it."""
    return standing_place(row.raiser_id, today()).name


def co_owner_names(row: Rectification) -> list[str]:
    """The names of those who share it."""
    ids = list(row.co_owners.values_list("pk", flat=True))
    return [place.name for place in placements(ids, today()).values()]
