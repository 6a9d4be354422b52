"""Counts of members and organisations on a day; activists are never part of the members (domain.md 2.2)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from ..models import MEMBERS, Kind, Membership, MemberStatus, Placement
from .days import on_day
from .people import memberships_under
from .tree import KIND, SECTOR, subtree


@dataclass(frozen=True)
class MemberCounts:
    """Members of a subtree on a day; activists and development targets are never part of the members, nor added to
    each other (domain.md 2.2)."""

    full: int
    probationary: int
    members: int
    activists: int
    targets: int = 0


def member_counts(path: str, day: date) -> MemberCounts:
    """Counts people with an open membership in organisations that stood under `path` that day."""
    return _counted(memberships_under(path, day))


def member_counts_of(organisation_id: int, day: date) -> MemberCounts:
    """Counts people who belong to one organisation itself that day."""
    return _counted(Membership.objects.filter(on_day(day), organisation_id=organisation_id))


def _counted(memberships: QuerySet[Membership]) -> MemberCounts:
    counts = memberships.aggregate(
        full=Count("pk", Q(status=MemberStatus.FULL)),
        probationary=Count("pk", Q(status=MemberStatus.PROBATIONARY)),
        members=Count("pk", Q(status__in=MEMBERS)),
        activists=Count("pk", Q(status=MemberStatus.ACTIVIST)),
        targets=Count("pk", Q(status=MemberStatus.TARGET)),
    )
    return MemberCounts(**counts)


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
    """Members by the sector of their organisation that day; organisations without a sector stand under ""."""
    stood = Q(
        organisation__placements__path__startswith=path,
        organisation__placements__since__lte=day,
    ) & (Q(organisation__placements__until__isnull=True) | Q(organisation__placements__until__gt=day))
    sector = Coalesce("organisation__placements__changed_sector", "organisation__sector")
    rows = (
        Membership.objects.filter(on_day(day), status__in=MEMBERS)
        .filter(stood)
        .values(sector=sector)
        .annotate(n=Count("pk"))
    )
    return {row["sector"]: row["n"] for row in rows}


def organisations_by_kind(path: str, day: date) -> dict[str, int]:
    """How many organisations of each kind stand at or under `path` that day."""
    rows = subtree(path, day).values(its_kind=KIND).annotate(n=Count("pk"))
    return {row["its_kind"]: row["n"] for row in rows}


def branches_by_sector(path: str, day: date) -> dict[str, int]:
    """How many branches of each sector stand at or under `path` that day; "" for those without one."""
    branches = subtree(path, day).alias(its_kind=KIND).filter(its_kind=Kind.BRANCH)
    rows = branches.values(its_sector=SECTOR).annotate(n=Count("pk"))
    return {row["its_sector"]: row["n"] for row in rows}
