"""Finding somebody to count by his name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from zhengyou.organisations.models import Membership, Person, Post
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
    people = Person.objects.filter(
        Q(Exists(Membership.objects.filter(on_day(day), person=OuterRef("pk"))))
        | Q(Exists(Post.objects.filter(on_day(day), person=OuterRef("pk")))),
        name__startswith=name,
    ).order_by("pinyin", "pk")[:MOST]
    return [Called(one.pk, f"{one.name}（{where}）") for one, where in _placed(list(people), day)]


def _placed(people: list[Person], day: date) -> list[tuple[Person, str]]:
    """Each with the organisation he is told apart by: where he holds a post, else where he belongs."""
    ids = [one.pk for one in people]
    at = dict(
        Membership.objects.filter(on_day(day), person__in=ids).values_list("person_id", "organisation_id")
    )
    at |= dict(Post.objects.filter(on_day(day), person__in=ids).values_list("person_id", "organisation_id"))
    places = standing_places(list(set(at.values())), day)
    return [(one, places[at[one.pk]].name) for one in people]


def person(person_id: int) -> Person:
    """Somebody by his key."""
    return Person.objects.get(pk=person_id)


def officer(officer_id: int) -> Officer | None:
    """Somebody who counts in a round, by his key there."""
    return Officer.objects.filter(pk=officer_id).first()
