"""A change of the tree as it is shown before it is confirmed: who moves, what ends, what stands open."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import MEMBERS, Kind, MemberStatus
from ..rules.structure import GROUP_KINDS, Facts, size_warnings, word_of
from .counts import MemberCounts, member_counts_of
from .matters import open_matters
from .shifts import Shift
from .tree import placements

SHOWN = 30
"""So many names are shown of a long list; the rest is a number."""


@dataclass(frozen=True)
class Names:
    """A list of names, cut where it is long."""

    shown: list[str]
    more: int

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + self.more


@dataclass(frozen=True)
class Preview:
    """What a change does, in words. `people` are (from, to, names)."""

    ended: list[str]
    founded: list[str]
    carried: Names
    people: list[tuple[str, str, Names]]
    posts: list[tuple[str, str, str]]
    hanging: list[str]
    open: list[tuple[str, int]]
    warnings: list[str]


def told(shift: Shift) -> Preview:
    """The preview of a change that was worked out."""
    leaving = [
        *shift.ended,
        *({membership.organisation_id for membership, _t in shift.people} - {*shift.ended}),
    ]
    names = {key: row.name for key, row in placements(leaving, shift.day).items()}
    return Preview(
        ended=[shift.name_of(key) for key in shift.ended],
        founded=[shift.name_of(key) for key in (*shift.founded, *shift.reopened)],
        carried=_names(shift.rows[key].name for key in shift.carried),
        people=_people(shift, names),
        posts=[
            (post.person.name, names.get(post.organisation_id, ""), str(post.get_kind_display()))
            for post in shift.posts
        ],
        hanging=_hanging(shift),
        open=open_matters(list(shift.ended), shift.day) if shift.ended else [],
        warnings=[*shift.warnings, *_sizes(shift)],
    )


def _names(found: Iterable[str]) -> Names:
    names = list(found)
    return Names(names[:SHOWN], max(0, len(names) - SHOWN))


def _people(shift: Shift, names: dict[int, str]) -> list[tuple[str, str, Names]]:
    groups: dict[tuple[int, int], list[str]] = {}
    for membership, target in shift.people:
        word = membership.person.name
        if membership.status not in MEMBERS:
            word = f"{word}（{membership.get_status_display()}）"
        groups.setdefault((membership.organisation_id, target), []).append(word)
    return [
        (names.get(source) or shift.name_of(source), shift.name_of(target), _names(people))
        for (source, target), people in groups.items()
    ]


def _hanging(shift: Shift) -> list[str]:
    groups = [
        _("%(kind)s“%(name)s”撤销") % {"kind": word_of(GROUP_KINDS, group.kind), "name": group.name}
        for group in shift.groups
    ]
    links = [_("不再设在%(unit)s") % {"unit": link.unit.name} for link in shift.links]
    weak = [_("移出软弱涣散整顿名单") for _one in shift.weaknesses]
    return [*groups, *links, *weak]


def _sizes(shift: Shift) -> list[str]:
    """What the rules say of the branches that people leave or come to, as large as they will be."""
    moving: dict[int, Counter[str]] = {}
    for membership, target in shift.people:
        moving.setdefault(membership.organisation_id, Counter())[membership.status] -= 1
        moving.setdefault(target, Counter())[membership.status] += 1
    found = []
    for key, change in moving.items():
        kind = shift.shapes[key].kind if key in shift.shapes else shift.rows[key].kind
        if key in shift.ended or kind != Kind.BRANCH:
            continue
        now = member_counts_of(key, shift.day) if key > 0 else MemberCounts(0, 0, 0, 0)
        full = now.full + change[MemberStatus.FULL]
        members = now.members + sum(change[status] for status in MEMBERS)
        for sentence in size_warnings(Facts(kind, "", full, members)):
            found.append(f"{shift.name_of(key)}：{sentence}")
    return found
