"""One person's file: what he is and was, where, in which circumstances, posts and groups, and what was decided."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from ..models import (
    Circumstance,
    Cultivation,
    GroupMember,
    Membership,
    MemberStep,
    Person,
    Placement,
    Post,
    PostKind,
    Transfer,
    TransferState,
)
from ..rules import Actor, Permission
from ..rules.oneself import Who
from ..rules.structure import GROUP_ROLES, word_of
from .belonging import person_for
from .days import on_day
from .standing import standing_places


@dataclass(frozen=True)
class Belonged:
    """One stretch of what somebody was; `place` where."""

    row: Membership
    place: Placement | None


@dataclass(frozen=True)
class Held:
    """One post with its organisation; `may_end` whether the actor may end it."""

    row: Post
    place: Placement | None
    may_end: bool


@dataclass(frozen=True)
class Decision:
    """One step; `may_take_back` whether the actor may still undo it."""

    row: MemberStep
    place: Placement | None
    may_take_back: bool
    taken_back: bool


@dataclass(frozen=True)
class File:
    """Everything of a person's page. `now` is what he is on the day, `last` what he is, will be or was last."""

    person: Person
    day: date
    now: Belonged | None
    last: Belonged | None
    history: list[Belonged]
    circumstances: list[Circumstance]
    posts: list[Held]
    seats: list[tuple[GroupMember, str]]
    decisions: list[Decision]
    transfers: list[Transfer]
    cultivations: list[Cultivation]
    may_keep: bool
    own: bool


def file_of(who: Who, person_id: int, day: date) -> File:
    """The file of a person for himself, or for who may see people where he belongs; otherwise Http404."""
    person = person_for(who, person_id, Permission.VIEW_PEOPLE, day)
    rows = list(Membership.objects.filter(person=person).order_by("-since"))
    posts = list(Post.objects.filter(person=person).order_by("-since", "-pk"))
    steps = list(_steps(person))
    transfers = list(Transfer.objects.filter(person=person).order_by("-pk"))
    ids = {row.organisation_id for row in rows} | {row.organisation_id for row in posts}
    ids |= {row.organisation_id for row in steps}
    ids |= {key for row in transfers for key in (row.source_id, row.target_id)}
    places = standing_places(list(ids), _latest(day, rows, posts))
    history = [Belonged(row, places.get(row.organisation_id)) for row in rows]
    last = history[0] if history else None
    own = person.pk == who.person_id
    actor = who if isinstance(who, Actor) else None
    may_keep = not own and person.blanked_on is None and _keeps(actor, last)
    return File(
        person=person,
        day=day,
        now=next((one for one in history if _holds(one.row, day)), None),
        last=last,
        history=history,
        circumstances=list(person.circumstances.order_by("-since", "-pk")),
        posts=[Held(row, places.get(row.organisation_id), _ends(actor, row, places, day)) for row in posts],
        seats=_seats(person),
        decisions=_decisions(steps, places, day, may_keep),
        transfers=[row for row in transfers if row.state in (TransferState.ASKED, TransferState.REFUSED)],
        cultivations=list(person.cultivations.order_by("-since", "-pk")),
        may_keep=may_keep,
        own=own,
    )


def _keeps(actor: Actor | None, last: Belonged | None) -> bool:
    if actor is None or last is None or last.place is None:
        return False
    return actor.may(Permission.KEEP_PEOPLE, last.place.path)


def kept_person(actor: Actor, person_id: int, day: date) -> File:
    """The file of somebody whom the actor keeps; otherwise Http404."""
    found = file_of(actor, person_id, day)
    if not found.may_keep:
        raise Http404
    return found


def _latest(day: date, rows: list[Membership], posts: list[Post]) -> date:
    """What is decided for later is named by the names of then."""
    return max([day, *(row.since for row in rows), *(post.since for post in posts)])


def _holds(row: Membership, day: date) -> bool:
    return row.since <= day and (row.until is None or row.until > day)


def _ends(actor: Actor | None, row: Post, places: dict[int, Placement], day: date) -> bool:
    place = places.get(row.organisation_id)
    if actor is None or place is None or row.person_id == actor.person_id:
        return False
    if row.until is not None and row.until <= day:
        return False
    return PostKind(row.kind) in actor.gives(place.path)


def _steps(person: Person) -> list[MemberStep]:
    found = MemberStep.objects.filter(person=person, reverses=None)
    return list(found.select_related("by__person", "reversed_by").order_by("-pk"))


def _decisions(
    steps: list[MemberStep], places: dict[int, Placement], day: date, may_keep: bool
) -> list[Decision]:
    """Only the last of those in force may be taken back, while its day has not passed."""
    standing = [row for row in steps if not hasattr(row, "reversed_by")]
    last = standing[0].pk if standing and standing[0].effective_on >= day else None
    return [
        Decision(
            row, places.get(row.organisation_id), may_keep and row.pk == last, hasattr(row, "reversed_by")
        )
        for row in steps
    ]


def _seats(person: Person) -> list[tuple[GroupMember, str]]:
    rows = GroupMember.objects.filter(person=person).select_related("group").order_by("-since", "-pk")
    return [(row, word_of(GROUP_ROLES, row.role)) for row in rows]


def step_of(actor: Actor, step_id: int, day: date) -> MemberStep:
    """One step of somebody whom the actor keeps; otherwise Http404."""
    found = MemberStep.objects.select_related("person").filter(pk=step_id, reverses=None).first()
    if found is None:
        raise Http404
    kept_person(actor, found.person_id, day)
    return found


def circumstance_of(actor: Actor, circumstance_id: int, day: date) -> Circumstance:
    """One circumstance of somebody whom the actor keeps; otherwise Http404."""
    found = Circumstance.objects.select_related("person").filter(pk=circumstance_id).first()
    if found is None:
        raise Http404
    kept_person(actor, found.person_id, day)
    return found


def post_of(actor: Actor, post_id: int, day: date) -> Held:
    """One post that the actor may end; otherwise Http404."""
    found = Post.objects.select_related("person").filter(pk=post_id).first()
    if found is None:
        raise Http404
    places = standing_places([found.organisation_id], max(day, found.since))
    if not _ends(actor, found, places, day):
        raise Http404
    return Held(found, places.get(found.organisation_id), True)


def transfer_for(actor: Actor, transfer_id: int, day: date) -> tuple[Transfer, Placement, Placement]:
    """A transfer with its source and target, for who keeps people on one of the two sides; otherwise Http404."""
    found = (
        Transfer.objects.select_related("person", "asked_by__person", "decided_by__person")
        .filter(pk=transfer_id)
        .first()
    )
    if found is None:
        raise Http404
    places = standing_places([found.source_id, found.target_id], day)
    source, target = places.get(found.source_id), places.get(found.target_id)
    if source is None or target is None:
        raise Http404
    if not any(actor.may(Permission.KEEP_PEOPLE, place.path) for place in (source, target)):
        raise Http404
    return found, source, target


def arriving(actor: Actor, day: date) -> QuerySet[Transfer]:
    """Who waits to be received by the actor's own organisation."""
    return waiting_transfers(actor.organisation_id)


def waiting_transfers(organisation_id: int) -> QuerySet[Transfer]:
    """Who waits to be received by an organisation itself."""
    found = Transfer.objects.filter(state=TransferState.ASKED, target_id=organisation_id)
    return found.select_related("person").order_by("asked_at", "pk")


def asked_transfers() -> dict[int, Transfer]:
    """Every transfer that waits to be received, by person: few, for each is decided within days."""
    return {row.person_id: row for row in Transfer.objects.filter(state=TransferState.ASKED)}


def named_places(words: str, day: date) -> list[Placement]:
    """Organisations of the whole tree with exactly this name or code: what a letter of introduction is addressed to."""
    text = "".join(words.split())
    rows = Placement.objects.filter(on_day(day)).filter(Q(name=text) | Q(organisation__code=text))
    return list(rows.order_by("path")[:20])
