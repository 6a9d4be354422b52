"""What the forms of the tree offer to choose from, as things stand today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from ..models import Kind, Organisation, Placement, Sector
from ..rules import Actor
from .people import people_of
from .tree import children, subtree

Offered = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Choices:
    """For one organisation: (value, words) of what may be chosen in each field, and what stands there first.

    `top`: nothing stands above it; `parents` may take it, `alike` are of its kind, `heirs` may take over from it, each
    below the actor's own.
    """

    organisation: int
    top: bool
    initial: dict[str, Any]
    kinds: Offered
    sectors: Offered
    parents: Offered
    alike: Offered
    siblings: Offered
    heirs: Offered
    people: Offered
    below: Offered


def choices(actor: Actor, node: Placement, verb: str, day: date) -> Choices:
    """What the form of a verb offers; only what it needs is read."""
    trees = verb in ("move", "merge", "close")
    around = list(subtree(actor.path, day).order_by("path")) if trees else []
    others = [row for row in around if not row.path.startswith(node.path)]
    siblings = children(node.parent_id, day) if verb == "unite" and node.parent_id else []
    split = verb == "split"
    return Choices(
        organisation=node.organisation_id,
        top=node.parent_id is None,
        initial=_initial(node, verb),
        kinds=list(Kind.choices),
        sectors=[("", gettext_lazy("未划分")), *Sector.choices],
        parents=[_indented(row, actor) for row in others if row.kind != Kind.BRANCH],
        alike=_by_parent([row for row in others if row.kind == node.kind and actor.above(row.path)], around),
        siblings=[(row.organisation_id, row.name) for row in siblings if row.pk != node.pk],
        heirs=_by_parent([row for row in others if row.kind == node.kind or row.kind != Kind.BRANCH], around),
        people=_people(node.organisation_id, day) if split else [],
        below=[(row.organisation_id, row.name) for row in children(node.organisation_id, day)]
        if split
        else [],
    )


def _people(organisation_id: int, day: date) -> Offered:
    return [
        (row.person_id, f"{row.person.name}（{row.get_status_display()}）")
        for row in people_of(organisation_id, day)
    ]


def _initial(node: Placement, verb: str) -> dict[str, Any]:
    if verb == "rename":
        return {"name": node.name}
    if verb == "retype":
        return {"kind": node.kind, "sector": node.sector}
    if verb == "found":
        return {"code": _next_code(node), "kind": Kind.BRANCH, "sector": node.sector}
    return {}


def _next_code(node: Placement) -> str:
    """The first free number after the parent's own: a proposal, which may be written over."""
    begin = node.organisation.code
    taken = set(Organisation.objects.filter(code__startswith=begin).values_list("code", flat=True))
    return next(code for code in (f"{begin}-{number:02}" for number in range(1, 10_000)) if code not in taken)


def _indented(row: Placement, actor: Actor) -> tuple[int, str]:
    return row.organisation_id, "　" * (row.path.count("/") - actor.path.count("/")) + row.name


def _by_parent(rows: list[Placement], around: list[Placement]) -> Offered:
    """In groups under the names of their parents, as a long list is read best."""
    names = {row.organisation_id: row.name for row in around}
    groups: dict[str, Offered] = defaultdict(list)
    for row in rows:
        groups[names.get(row.parent_id or 0, row.name)].append((row.organisation_id, row.name))
    return list(groups.items())


def keeping_places(actor: Actor, but: int, day: date) -> Offered:
    """The organisations where the actor keeps people, in groups under their parents; without one of them."""
    around = list(subtree(actor.path, day).order_by("path"))
    return _by_parent([row for row in around if row.organisation_id != but], around)
