"""Whom a task falls on: how many organisations today, and what may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from zhengyou.organisations.models import Kind, Sector
from zhengyou.organisations.queries import KIND, SECTOR, placements, subtree, today

from ..models.plans import Asked, ItemKind, Plan, PlanItem, Recurrence
from .plans import items

KINDS = list(Kind.choices)
SECTORS = list(Sector.choices)
RECURRENCES = list(Recurrence.choices)
ASKED = list(Asked.choices)
ITEM_KINDS = list(ItemKind.choices)


@dataclass(frozen=True)
class Audience:
    """How many organisations a task falls on, by kind; `chosen` is False while no kind is ticked."""

    by_kind: dict[str, int] = field(default_factory=dict)
    chosen: bool = True

    @property
    def total(self) -> int:
        """All organisations together."""
        return sum(self.by_kind.values())

    @property
    def words(self) -> str:
        """ "共 859 个党支部", or with several kinds each of them."""
        if not self.chosen:
            return _("还没有说由哪些组织办")
        if not self.total:
            return _("没有一个组织符合")
        parts = [f"{n} 个{Kind(kind).label}" for kind, n in self.by_kind.items() if n]
        if len(parts) == 1:
            return _("共 %(part)s") % {"part": parts[0]}
        return _("共 %(total)d 个组织：%(parts)s") % {"total": self.total, "parts": "、".join(parts)}


def audiences(tasks: Sequence[PlanItem], path: str) -> dict[int, Audience]:
    """Whom each task falls on today: one query for the whole subtree and one for each narrower one."""
    roots = {task.audience_root_id for task in tasks}
    places = placements([root for root in roots if root is not None], today())
    counts = {root: _census(places[root].path if root in places else path) for root in roots}
    return {
        task.pk: _audience(counts[task.audience_root_id], task.audience_kinds, task.audience_sectors)
        for task in tasks
    }


def audience(kinds: Sequence[str], sectors: Sequence[str], root_id: int | None, path: str) -> Audience:
    """How many organisations of these kinds and sectors (none: all) stand today under an organisation, or under
    `path` where `root_id` is None."""
    root = placements([root_id], today()).get(root_id) if root_id is not None else None
    return _audience(_census(root.path if root else path), kinds, sectors)


def _census(path: str) -> dict[tuple[str, str], int]:
    rows = subtree(path, today()).values_list(KIND, SECTOR)
    return {(kind, sector): n for kind, sector, n in rows.annotate(n=Count("pk"))}


def _audience(census: dict[tuple[str, str], int], kinds: Sequence[str], sectors: Sequence[str]) -> Audience:
    by_kind = {
        kind: sum(n for (k, s), n in census.items() if k == kind and (not sectors or s in sectors))
        for kind, _label in KINDS
        if kind in kinds
    }
    return Audience(by_kind, chosen=bool(kinds))


@dataclass(frozen=True)
class Choices:
    """What the forms of a plan's items offer: (id, name) of its phases, its standards, and the subtrees a task may
    be narrowed to; `path` is the issuer's place."""

    phases: list[tuple[int, str]]
    standards: list[tuple[int, str]]
    roots: list[tuple[int, str]]
    path: str


def choices(plan: Plan, path: str, chosen_root: int | None = None) -> Choices:
    """What may be chosen in this plan; subtrees are those of committees and general branches, and the one chosen."""
    kept = items(plan)
    narrower = ~Q(its_kind=Kind.BRANCH) | Q(organisation_id=chosen_root)
    places = subtree(path, today()).alias(its_kind=KIND).filter(narrower).exclude(path=path).order_by("path")
    roots = [(place.organisation_id, "　" * (place.depth - 1) + place.name) for place in places]
    return Choices(
        phases=[(item.pk, item.name) for item in kept if item.kind == ItemKind.PHASE],
        standards=[(item.pk, item.name) for item in kept if item.kind == ItemKind.STANDARD],
        roots=roots,
        path=path,
    )
