"""Finding somebody to count by his name."""

from dataclasses import dataclass

from zhengyou.organisations.models import Membership, Person
from zhengyou.organisations.queries import on_day, standing_places, today
from zhengyou.organisations.rules import Actor, Permission

from ..models import Officer

MOST = 20


@dataclass(frozen=True)
class Called:
    """Somebody with that name, and where he belongs."""

    person_id: int
    told: str


def people_called(actor: Actor, name: str) -> list[Called]:
    """People whose name begins so, of the whole district: who counts need not stand below the actor. Up to `MOST`."""
    if not name or not actor.may(Permission.VIEW_PEOPLE):
        return []
    day = today()
    found = list(
        Membership.objects.filter(on_day(day), person__name__startswith=name)
        .select_related("person")
        .order_by("person__pinyin", "person_id")[:MOST]
    )
    places = standing_places([one.organisation_id for one in found], day)
    return [
        Called(one.person_id, f"{one.person.name}（{places[one.organisation_id].name}）") for one in found
    ]


def person(person_id: int) -> Person:
    """Somebody by his key."""
    return Person.objects.get(pk=person_id)


def officer(officer_id: int) -> Officer | None:
    """Somebody who counts in a round, by his key there."""
    return Officer.objects.filter(pk=officer_id).first()
