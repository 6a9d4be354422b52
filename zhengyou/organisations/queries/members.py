"""The list of the people of an organisation and all that stands under it, in the order of their names.

Pages are by key, so that somebody enrolled meanwhile neither repeats nor hides others. The subtree is asked by path;
letters and names are asked as ranges, which serve an index however the statement was prepared.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Circumstance, CircumstanceKind, Membership, MemberStatus, Placement, Post, PostKind
from .days import on_day
from .tree import placements

LAST = chr(0x10FFFF)
"""Greater than any letter: what begins with some letters stands between them and them with this behind."""

OFFERED_POSTS = (
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.COMMISSIONER,
    PostKind.GROUP_HEAD,
    PostKind.REPORTER,
)


@dataclass(frozen=True)
class Sought:
    """What the list is narrowed to; "" where it is not."""

    words: str = ""
    status: str = ""
    circumstance: str = ""
    post: str = ""


@dataclass
class Listed:
    """One row: the membership of the day with the person, where, in which circumstances, in which posts."""

    membership: Membership
    place: Placement
    circumstances: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


def members_page(
    node: Placement, day: date, sought: Sought, *, after: int | None = None, size: int = 50
) -> list[Listed]:
    """`size` people at and under the node that day in the order of their names, beginning behind the membership
    `after`."""
    found = _named(_narrowed(_under(node, day), day, sought), sought.words)
    last = Membership.objects.filter(pk=after).select_related("person").first() if after else None
    if last is not None:
        key = last.person.pinyin
        found = found.filter(person__pinyin__gte=key).exclude(
            person__pinyin=key, person_id__lte=last.person_id
        )
    rows = list(found.select_related("person").order_by("person__pinyin", "person_id")[:size])
    return _told(rows, day)


def _under(node: Placement, day: date) -> QuerySet[Membership]:
    """Memberships of the day at and under the node; under the top of the tree stands everything."""
    found = Membership.objects.filter(on_day(day))
    if node.depth == 0:
        return found
    stood = Q(
        organisation__placements__path__gte=node.path,
        organisation__placements__path__lt=f"{node.path}{LAST}",
        organisation__placements__since__lte=day,
    )
    lasting = Q(organisation__placements__until__isnull=True) | Q(organisation__placements__until__gt=day)
    return found.filter(stood & lasting)


def _narrowed(found: QuerySet[Membership], day: date, sought: Sought) -> QuerySet[Membership]:
    if sought.status in MemberStatus.values:
        found = found.filter(status=sought.status)
    if sought.circumstance in CircumstanceKind.values:
        rows = Circumstance.objects.filter(on_day(day), kind=sought.circumstance)
        found = found.filter(Exists(rows.filter(person_id=OuterRef("person_id"))))
    if sought.post in OFFERED_POSTS:
        held = Post.objects.filter(on_day(day), kind=sought.post)
        found = found.filter(Exists(held.filter(person_id=OuterRef("person_id"))))
    return found


def _named(found: QuerySet[Membership], words: str) -> QuerySet[Membership]:
    """By the beginning or the end of the name, the letters of its pinyin or their first ones, or the number."""
    text = "".join(words.split())
    if not text:
        return found
    letters = text.lower()
    return found.filter(
        _begins("person__name", text)
        | _begins("person__backwards", text[::-1])
        | _begins("person__spelled", letters)
        | _begins("person__initials", letters)
        | Q(person__number=text)
    )


def _begins(name: str, text: str) -> Q:
    return Q(**{f"{name}__gte": text, f"{name}__lt": f"{text}{LAST}"})


def _told(rows: list[Membership], day: date) -> list[Listed]:
    """What stands beside the names, for all rows of the page at once."""
    people = [row.person_id for row in rows]
    beside: dict[int, list[str]] = defaultdict(list)
    for one in Circumstance.objects.filter(on_day(day), person_id__in=people).order_by("since", "pk"):
        beside[one.person_id].append(str(one.get_kind_display()))
    posts = list(
        Post.objects.filter(on_day(day), person_id__in=people)
        .exclude(kind=PostKind.MEMBER)
        .order_by("since", "pk")
    )
    places = placements(
        [*(row.organisation_id for row in rows), *(post.organisation_id for post in posts)], day
    )
    held: dict[int, list[str]] = defaultdict(list)
    home = {row.person_id: row.organisation_id for row in rows}
    for post in posts:
        where = "" if post.organisation_id == home[post.person_id] else _name(places, post)
        held[post.person_id].append(f"{where}{post.get_kind_display()}")
    return [
        Listed(row, places[row.organisation_id], beside[row.person_id], held[row.person_id])
        for row in rows
        if row.organisation_id in places
    ]


def _name(places: dict[int, Placement], post: Post) -> str:
    return places[post.organisation_id].name if post.organisation_id in places else ""


def filters() -> dict[str, list[tuple[str, Any]]]:
    """(value, word) of what the list may be narrowed to, by the name of the filter."""
    return {
        "status": list(MemberStatus.choices),
        "circumstance": list(CircumstanceKind.choices),
        "post": [(kind.value, kind.label) for kind in OFFERED_POSTS],
    }
