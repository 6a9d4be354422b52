"""Reading the dated tree. Every question takes the day it is asked of."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from ..models import Organisation, Placement
from ..rules import Actor, Permission
from .days import on_day

KIND = Coalesce("changed_kind", "organisation__kind")
SECTOR = Coalesce("changed_sector", "organisation__sector")
"""What a placement's organisation was during its days, for conditions and groupings."""


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


def lock_tree() -> None:
    """Until the end of the transaction nobody else changes the tree: the organisation at its top is locked."""
    top = Placement.objects.filter(depth=0).order_by("pk").values_list("organisation_id", flat=True)[:1]
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=list(top)))


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


def search(actor: Actor, words: str, day: date, *, limit: int = 20) -> list[Placement]:
    """Organisations in the actor's subtree whose name contains the words."""
    return list(subtree(actor.path, day).filter(name__icontains=words).order_by("depth", "path")[:limit])


def organisations_page(
    path: str, day: date, *, kind: str = "", sector: str | None = None, after: str = "", size: int = 50
) -> list[Placement]:
    """Organisations at or under `path` in the order of the tree, after the path `after`; of one kind or sector."""
    found = subtree(path, day).filter(path__gt=after)
    if kind:
        found = found.alias(its_kind=KIND).filter(its_kind=kind)
    if sector is not None:
        found = found.alias(its_sector=SECTOR).filter(its_sector=sector)
    return list(found.order_by("path")[:size])
