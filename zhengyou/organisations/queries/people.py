"""Who belongs to an organisation on a day, and who holds which post there."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from ..models import Membership, Post
from .days import on_day
from .tree import subtree


def people_of(organisation_id: int, day: date) -> QuerySet[Membership]:
    """Members and activists of one organisation that day, by the pinyin of their names."""
    return (
        Membership.objects.filter(on_day(day), organisation_id=organisation_id)
        .select_related("person")
        .order_by("person__pinyin", "person_id")
    )


def people_in_order(organisation_id: int, day: date, *, after: int | None, size: int) -> list[Membership]:
    """`size` people of one organisation in pinyin order, beginning behind the membership `after`."""
    found = people_of(organisation_id, day)
    last = Membership.objects.filter(pk=after).select_related("person").first() if after else None
    if last is not None:
        key = last.person.pinyin
        found = found.filter(Q(person__pinyin__gt=key) | Q(person__pinyin=key, person_id__gt=last.person_id))
    return list(found[:size])


def posts_at(organisation_id: int, day: date) -> QuerySet[Post]:
    """Who holds which post in one organisation that day."""
    return (
        Post.objects.filter(on_day(day), organisation_id=organisation_id)
        .select_related("person")
        .order_by("kind", "since")
    )


def people_page(
    path: str, day: date, statuses: Sequence[str], *, after_id: int = 0, size: int = 50
) -> list[Membership]:
    """People with one of these statuses in organisations at or under `path`, after the membership `after_id`."""
    found = memberships_under(path, day).filter(status__in=statuses, pk__gt=after_id)
    return list(found.select_related("person").order_by("pk")[:size])


def memberships_under(path: str, day: date) -> QuerySet[Membership]:
    """What people held that day in the organisations that stood at or under `path`."""
    return Membership.objects.filter(
        on_day(day), organisation_id__in=subtree(path, day).values("organisation_id")
    )


def open_membership_of(person_id: int, organisation_id: int, day: date) -> Membership | None:
    """What a person is in one organisation on a day; None where he does not belong to it."""
    found = Membership.objects.filter(on_day(day), person_id=person_id, organisation_id=organisation_id)
    return found.select_related("person").first()
