"""Reading the dated tree, people and posts. Every question takes the day it is asked of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from .models import MEMBERS, Account, Membership, MemberStatus, Placement, Post, PostKind
from .rules import Actor, Permission


def today() -> date:
    """The current day where the campaign is run."""
    return timezone.localdate()


def on_day(day: date) -> Q:
    """Condition: a row with `since` and `until` holds on that day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def actors_of(account: Account, day: date) -> list[Actor]:
    """The account's person in each post held that day, the oldest post first."""
    posts = (
        Post.objects.filter(on_day(day), person_id=account.person_id)
        .select_related("person")
        .order_by("since", "pk")
    )
    places = placements([post.organisation_id for post in posts], day)
    return [
        Actor(
            account_id=account.pk,
            person_id=account.person_id,
            name=post.person.name,
            post_id=post.pk,
            post_kind=post.kind,
            post_title=str(PostKind(post.kind).label),
            organisation_id=post.organisation_id,
            organisation_name=places[post.organisation_id].name,
            path=places[post.organisation_id].path,
        )
        for post in posts
        if post.organisation_id in places
    ]


def placements(organisation_ids: list[int], day: date) -> dict[int, Placement]:
    """Names and places of a few organisations that day, by id; for subtrees use `subtree`."""
    rows = Placement.objects.filter(on_day(day), organisation_id__in=organisation_ids)
    return {row.organisation_id: row for row in rows}


def subtree(path: str, day: date) -> QuerySet[Placement]:
    """The organisation at `path` and everything under it that day, by path."""
    return Placement.objects.filter(on_day(day), path__startswith=path).select_related("organisation")


def children(organisation_id: int, day: date) -> list[Placement]:
    """The organisations directly under one, in the order of their codes."""
    return list(
        Placement.objects.filter(on_day(day), parent_id=organisation_id)
        .select_related("organisation")
        .order_by("organisation__code")
    )


def ancestors(placement: Placement, day: date) -> list[Placement]:
    """From the root down to the parent of one organisation."""
    ids = [int(part) for part in placement.path.strip("/").split("/")][:-1]
    found = placements(ids, day)
    return [found[i] for i in ids if i in found]


def superior(organisation_id: int, day: date) -> Placement | None:
    """The organisation directly above one, or None at the top of the tree."""
    own = Placement.objects.filter(on_day(day), organisation_id=organisation_id)
    return Placement.objects.filter(on_day(day), organisation_id__in=own.values("parent_id")).first()


def by_code(code: str, day: date) -> Placement | None:
    """The organisation with this code as it stood that day, or None."""
    return Placement.objects.filter(on_day(day), organisation__code=code).first()


def root(day: date) -> Placement | None:
    """The organisation at the top of the tree, or None in an empty installation."""
    return Placement.objects.filter(on_day(day), depth=0).select_related("organisation").first()


def place(organisation_id: int, day: date) -> Placement:
    """One organisation that day; raises Http404 when there is none."""
    found = (
        Placement.objects.filter(on_day(day), organisation_id=organisation_id)
        .select_related("organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def visible_place(actor: Actor, permission: Permission, organisation_id: int, day: date) -> Placement:
    """One organisation if the actor may do this there; otherwise Http404, as if it did not exist."""
    found = place(organisation_id, day)
    if not actor.may(permission, found.path):
        raise Http404
    return found


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


def search(actor: Actor, words: str, day: date, *, limit: int = 20) -> list[Placement]:
    """Organisations in the actor's subtree whose name contains the words."""
    return list(subtree(actor.path, day).filter(name__icontains=words).order_by("depth", "path")[:limit])


@dataclass(frozen=True)
class MemberCounts:
    """Members of a subtree on a day; activists are never part of the members (domain.md 2.2)."""

    full: int
    probationary: int
    members: int
    activists: int


def member_counts(path: str, day: date) -> MemberCounts:
    """Counts people with an open membership in organisations that stood under `path` that day."""
    return _counted(_memberships(path, day))


def member_counts_of(organisation_id: int, day: date) -> MemberCounts:
    """Counts people who belong to one organisation itself that day."""
    return _counted(Membership.objects.filter(on_day(day), organisation_id=organisation_id))


def _counted(memberships: QuerySet[Membership]) -> MemberCounts:
    counts = memberships.aggregate(
        full=Count("pk", Q(status=MemberStatus.FULL)),
        probationary=Count("pk", Q(status=MemberStatus.PROBATIONARY)),
        members=Count("pk", Q(status__in=MEMBERS)),
        activists=Count("pk", Q(status=MemberStatus.ACTIVIST)),
    )
    return MemberCounts(**counts)


def _memberships(path: str, day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(
        on_day(day), organisation_id__in=subtree(path, day).values("organisation_id")
    )


@dataclass(frozen=True)
class Below:
    """What stands at and under one child of a node."""

    organisations: int = 0
    members: int = 0


def counts_below(node: Placement, day: date) -> dict[int, Below]:
    """Organisations and members at and under each organisation directly below the node, by its id."""
    places = Placement.objects.filter(on_day(day), path__startswith=node.path, depth__gt=node.depth)
    members = (
        Membership.objects.filter(on_day(day), status__in=MEMBERS)
        .filter(organisation_id__in=places.values("organisation_id"))
        .values_list("organisation_id")
        .annotate(n=Count("pk"))
    )
    of_organisation = dict(members)
    found: dict[int, Below] = {}
    for path, organisation_id in places.values_list("path", "organisation_id"):
        # "/1/5/" split at "/" names node 1 in the second field and its child in the third.
        child = int(path.split("/")[node.depth + 2])
        before, more = found.get(child, Below()), of_organisation.get(organisation_id, 0)
        found[child] = Below(before.organisations + 1, before.members + more)
    return found


def members_by_sector(path: str, day: date) -> dict[str, int]:
    """Members by the sector of their organisation; organisations without a sector stand under ""."""
    rows = (
        _memberships(path, day)
        .filter(status__in=MEMBERS)
        .values(sector=F("organisation__sector"))
        .annotate(n=Count("pk"))
    )
    return {row["sector"]: row["n"] for row in rows}


def organisations_by_kind(path: str, day: date) -> dict[str, int]:
    """How many organisations of each kind stand at or under `path` that day."""
    rows = subtree(path, day).values(kind=F("organisation__kind")).annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in rows}


def branches_by_sector(path: str, day: date) -> dict[str, int]:
    """How many branches of each sector stand at or under `path` that day; "" for those without one."""
    rows = (
        subtree(path, day)
        .filter(organisation__kind="branch")
        .values(sector=F("organisation__sector"))
        .annotate(n=Count("pk"))
    )
    return {row["sector"]: row["n"] for row in rows}


def organisations_page(
    path: str, day: date, *, kind: str = "", sector: str | None = None, after: str = "", size: int = 50
) -> list[Placement]:
    """Organisations at or under `path` in the order of the tree, after the path `after`; of one kind or sector."""
    found = subtree(path, day).filter(path__gt=after)
    if kind:
        found = found.filter(organisation__kind=kind)
    if sector is not None:
        found = found.filter(organisation__sector=sector)
    return list(found.order_by("path")[:size])


def people_page(
    path: str, day: date, statuses: Sequence[str], *, after_id: int = 0, size: int = 50
) -> list[Membership]:
    """People with one of these statuses in organisations at or under `path`, after the membership `after_id`."""
    found = _memberships(path, day).filter(status__in=statuses, pk__gt=after_id)
    return list(found.select_related("person").order_by("pk")[:size])
