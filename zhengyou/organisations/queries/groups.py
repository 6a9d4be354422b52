"""Groups, units and the list of weak organisations as of a day, and what the rules say about an organisation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from ..models import Group, GroupMember, Kind, Membership, Person, Placement, UnitLink, Weakness
from ..rules import Actor, Permission
from ..rules.structure import (
    BRANCH_COMMITTEE,
    GROUP_KINDS,
    GROUP_ROLES,
    UNIT_KINDS,
    Facts,
    Warned,
    term_years,
    warnings,
    word_of,
)
from .counts import MemberCounts
from .days import on_day, today
from .standing import standing_place
from .tree import placements, subtree


@dataclass(frozen=True)
class Shown:
    """One group on a day: its word, its members then, the groups within it."""

    group: Group
    kind: str
    members: int
    parts: list["Shown"]


def groups_of(organisation_id: int, day: date) -> list[Shown]:
    """The groups of an organisation that stood on a day, those within another under it."""
    found = Group.objects.filter(on_day(day), organisation_id=organisation_id).order_by("since", "pk")
    there = dict(found.values_list("pk").annotate(n=Count("members", _members_on(day))))
    below: dict[int | None, list[Group]] = {}
    standing = {group.pk for group in found}
    for group in found:
        below.setdefault(group.within_id if group.within_id in standing else None, []).append(group)

    def shown(key: int | None) -> list[Shown]:
        return [
            Shown(group, word_of(GROUP_KINDS, group.kind), there[group.pk], shown(group.pk))
            for group in below.get(key, [])
        ]

    return shown(None)


def _members_on(day: date) -> Q:
    return Q(members__since__lte=day) & (Q(members__until__isnull=True) | Q(members__until__gt=day))


def group(actor: Actor, group_id: int, permission: Permission = Permission.VIEW_ORGANISATIONS) -> Group:
    """One group of an organisation where the actor may do this; otherwise Http404."""
    found = Group.objects.select_related("within", "organisation").filter(pk=group_id).first()
    if found is None or not actor.may(permission, standing_place(found.organisation_id, today()).path):
        raise Http404
    return found


@dataclass(frozen=True)
class Seat:
    """One person in a group; `role` is the word."""

    member: GroupMember
    role: str


def seats(group: Group, day: date, *, former: bool = False) -> list[Seat]:
    """Who is in a group on a day in the order of roles; or who was before and is no more."""
    found = GroupMember.objects.filter(group=group).select_related("person")
    found = found.filter(until__lte=day) if former else found.filter(on_day(day))
    order = {key: number for number, key in enumerate(GROUP_ROLES)}
    rows = sorted(found, key=lambda row: (order.get(row.role, 99), row.since, row.person.pinyin, row.pk))
    return [Seat(row, word_of(GROUP_ROLES, row.role)) for row in rows]


def seat(actor: Actor, member_id: int) -> GroupMember:
    """One seat in a group that the actor keeps; otherwise Http404."""
    found = GroupMember.objects.select_related("group", "person").filter(pk=member_id).first()
    if found is None:
        raise Http404
    group(actor, found.group_id, Permission.KEEP_GROUPS)
    return found


def people_named(name: str, path: str, day: date) -> list[tuple[Person, str]]:
    """People of that name who belong to an organisation at or under the path that day, with its name."""
    below = subtree(path, day).values("organisation_id")
    found = Membership.objects.filter(on_day(day), person__name=name, organisation_id__in=below)
    rows = list(found.select_related("person").order_by("organisation_id", "person_id")[:20])
    names = placements([row.organisation_id for row in rows], day)
    return [(row.person, names[row.organisation_id].name) for row in rows]


def units_of(organisation_id: int, day: date) -> list[tuple[UnitLink, str]]:
    """The units of the administration an organisation stands in on a day, with the words of their kinds."""
    found = UnitLink.objects.filter(on_day(day), organisation_id=organisation_id).select_related("unit")
    return [(link, word_of(UNIT_KINDS, link.unit.kind)) for link in found.order_by("since", "pk")]


def unit_link(actor: Actor, link_id: int) -> UnitLink:
    """One link that the actor keeps; otherwise Http404."""
    found = UnitLink.objects.select_related("unit").filter(pk=link_id).first()
    if found is None:
        raise Http404
    if not actor.may(Permission.KEEP_GROUPS, standing_place(found.organisation_id, today()).path):
        raise Http404
    return found


def weakness_of(organisation_id: int, day: date) -> Weakness | None:
    """Why an organisation stood on the list of weak ones on a day; None where it did not."""
    return Weakness.objects.filter(on_day(day), organisation_id=organisation_id).first()


@dataclass(frozen=True)
class Weak:
    """One row of the list, with where the organisation stands."""

    weakness: Weakness
    place: Placement


def weak(actor: Actor, day: date, *, after: int = 0, size: int = 50) -> list[Weak]:
    """The list of weak organisations at or under the actor's on a day, the longest on it first."""
    below = subtree(actor.path, day).values("organisation_id")
    found: QuerySet[Weakness] = Weakness.objects.filter(on_day(day), organisation_id__in=below)
    rows = list(found.filter(pk__gt=after).order_by("pk")[:size])
    places = placements([row.organisation_id for row in rows], day)
    return [Weak(row, places[row.organisation_id]) for row in rows]


def weakness(actor: Actor, weakness_id: int) -> Weakness:
    """One row that the actor may settle, whose organisation stands below his own; otherwise Http404."""
    found = Weakness.objects.filter(pk=weakness_id).first()
    if found is None:
        raise Http404
    path = standing_place(found.organisation_id, today()).path
    if not actor.may(Permission.REORGANISE, path) or not actor.above(path):
        raise Http404
    return found


def warned(node: Placement, own: MemberCounts, day: date) -> list[Warned]:
    """Where an organisation departs from the rules on a day."""
    if node.kind != Kind.BRANCH:
        return []
    seated = Prefetch("members", GroupMember.objects.filter(on_day(day)))
    found = Group.objects.filter(on_day(day), organisation_id=node.organisation_id, kind=BRANCH_COMMITTEE)
    committee = found.prefetch_related(seated).order_by("-since").first()
    facts = Facts(
        kind=node.kind,
        sector=node.sector,
        full=own.full,
        members=own.members,
        committee=None if committee is None else len(committee.members.all()),
        term_over=committee is not None and _last_day(committee, node.sector) < day,
    )
    return warnings(facts)


def _last_day(committee: Group, sector: str) -> date:
    """The last day of a term: as it was told, or as many years as the rules give it."""
    if committee.term_ends_on is not None:
        return committee.term_ends_on
    since = committee.since
    day = 28 if (since.month, since.day) == (2, 29) else since.day
    return date(since.year + term_years(sector), since.month, day)
