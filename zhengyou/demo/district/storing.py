"""Storing the district's organisations and people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from zhengyou.organisations.copying import copy, reserve
from zhengyou.organisations.models import Membership, MemberStatus, Organisation, Person, Placement
from zhengyou.organisations.rules.roster_names import pinyin_key

from .names import person_name
from .scale import Scale, shares
from .tree import SEED, Node

FOUNDED = date(2016, 1, 1)
# Nobody joined later than this, so that the district is the same on every day it is looked at.
LAST_JOINING = date(2025, 12, 31)


@dataclass
class Stored:
    """One stored organisation with its people, in the order in which they were made up."""

    id: int
    node: Node
    path: str
    parent: "Stored | None"
    members: list[int] = field(default_factory=list)

    @property
    def ancestors(self) -> "Iterator[Stored]":
        """Itself and everything above it."""
        yield self
        if self.parent is not None:
            yield from self.parent.ancestors


@dataclass
class District:
    """Everything stored: organisations by code, the names of people by id, and the ids of those given by name."""

    organisations: dict[str, Stored]
    names: dict[int, str]
    known: dict[str, int] = field(default_factory=dict)

    def named(self, name: str) -> Stored:
        """The organisation of that name."""
        return next(found for found in self.organisations.values() if found.node.name == name)


def store_organisations(scale: Scale) -> dict[str, Stored]:
    """The tree, as it has stood since FOUNDED."""
    nodes = scale.nodes()
    found: dict[str, Stored] = {}
    for node, key in zip(nodes, reserve(Organisation, len(nodes)), strict=True):
        parent = found[node.parent] if node.parent else None
        found[node.code] = Stored(key, node, f"{parent.path if parent else '/'}{key}/", parent)
    copy(
        Organisation,
        ("id", "code", "kind", "sector", "founded_on"),
        ((o.id, o.node.code, str(o.node.kind), str(o.node.sector), FOUNDED) for o in found.values()),
    )
    copy(
        Placement,
        ("organisation", "parent", "name", "path", "depth", "since"),
        (
            (o.id, o.parent and o.parent.id, o.node.name, o.path, o.path.count("/") - 2, FOUNDED)
            for o in found.values()
        ),
    )
    return found


def store_people(organisations: dict[str, Stored], scale: Scale, known: dict[str, list[str]]) -> District:
    """Members and activists of every branch; `known` are people with given names, by the branch they belong to."""
    rng = Random(SEED + 1)  # noqa: S311  invented people, no secret
    branches = [organisation for organisation in organisations.values() if organisation.node.size]
    statuses = _statuses(branches, scale, rng)
    total = sum(len(of_branch) for of_branch in statuses)
    district = District(organisations, {})
    keys = iter(reserve(Person, total))
    memberships = []
    joined: dict[int, date | None] = {}
    for branch, of_branch in zip(branches, statuses, strict=True):
        given = iter(known.get(branch.node.name, ()))
        for status in of_branch:
            key = next(keys)
            name = next(given, None)
            if name is not None:
                district.known[name] = key
            district.names[key] = name or person_name(rng)
            since = _joined(status, rng)
            memberships.append((key, branch.id, str(status), since))
            joined[key] = _entered(status, since)
            if status == MemberStatus.FULL:
                branch.members.append(key)
    copy(
        Person,
        ("id", "name", "pinyin", "joined_on"),
        ((key, name, pinyin_key(name), joined[key]) for key, name in district.names.items()),
    )
    copy(Membership, ("person", "organisation", "status", "since"), memberships)
    return district


def _statuses(branches: list[Stored], scale: Scale, rng: Random) -> list[list[MemberStatus]]:
    """The statuses of each branch's people, full members first; the totals are the scale's."""
    weights = [branch.node.size * rng.uniform(0.72, 1.28) for branch in branches]
    young = [weight * rng.uniform(0.2, 1.8) for weight in weights]
    full = shares(scale.full, weights, least=5)
    probationary = shares(scale.probationary, young)
    activists = shares(scale.activists, [weight * rng.uniform(0.2, 1.8) for weight in weights])
    return [
        [MemberStatus.FULL] * a + [MemberStatus.PROBATIONARY] * b + [MemberStatus.ACTIVIST] * c
        for a, b, c in zip(full, probationary, activists, strict=True)
    ]


def _joined(status: MemberStatus, rng: Random) -> date:
    """The day from which the membership counts: long ago for full members, within the last year for the others."""
    days = (LAST_JOINING - FOUNDED).days if status == MemberStatus.FULL else 300
    return LAST_JOINING - timedelta(days=rng.randrange(days))


def _entered(status: MemberStatus, since: date) -> date | None:
    """The day of joining the party: a year before the full membership; none for those who have not joined."""
    if status == MemberStatus.FULL:
        return since - timedelta(days=366)
    return since if status == MemberStatus.PROBATIONARY else None
