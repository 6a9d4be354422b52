"""Who answers for an organisation: its secretary, or where there is none the secretary above (domain.md M14)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from ..models import Placement, Post, PostKind
from ..rules import Actor
from .days import on_day
from .tree import placements, subtree


@dataclass(frozen=True)
class Responsible:
    """Who answers, where his post is, and whether it is the organisation's own secretary."""

    person: str
    place: Placement
    own: bool


def responsible(node: Placement, day: date) -> Responsible | None:
    """The first one responsible for an organisation on a day; None where nobody is up to the top of the tree."""
    way = [int(part) for part in node.path.strip("/").split("/")]
    rows = (
        Post.objects.filter(on_day(day), kind=PostKind.SECRETARY, organisation_id__in=way)
        .select_related("person")
        .order_by("since", "pk")
    )
    held = {row.organisation_id: row for row in rows}
    nearest = next((key for key in reversed(way) if key in held), None)
    if nearest is None:
        return None
    place = placements([nearest], day)[nearest]
    return Responsible(held[nearest].person.name, place, nearest == node.organisation_id)


def vacant(actor: Actor, day: date, *, after: str = "", size: int = 50) -> list[Placement]:
    """Organisations below the actor's own that have no secretary on a day, in the order of the tree."""
    held = Post.objects.filter(
        on_day(day), kind=PostKind.SECRETARY, organisation_id=OuterRef("organisation_id")
    )
    rows = subtree(actor.path, day).filter(~Exists(held), path__gt=after, depth__gt=0)
    return list(rows.exclude(organisation_id=actor.organisation_id).order_by("path")[:size])
