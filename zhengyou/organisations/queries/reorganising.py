"""Changes of the tree: what one would come to, what was done, and who may do it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from ..models import Change, Kind, Part, Placement, Reorganisation, Sector
from ..rules import Actor, NotPermitted, Permission
from ..rules.orders import Order
from .days import today
from .shifts import Shift, Wanted, undone
from .standing import standing_place, standing_places


def preview(actor: Actor, wanted: Wanted | Reorganisation, order: Order) -> Shift:
    """What a change, or taking one back, comes to; its faults say why it cannot be done. Raises NotPermitted."""
    if isinstance(wanted, Reorganisation):
        shift = undone(wanted, order.effective_on)
    else:
        shift = wanted.work_out(order.effective_on)
    shift.faults = faults_of(shift, order, today())
    require(actor, shift)
    return shift


def faults_of(shift: Shift, order: Order, day: date) -> list[str]:
    """Why a change cannot be made upon this decision. Nobody here stands above the root: what is decided about it comes
    from outside and is named."""
    found = [*order.faults(day), *shift.faults]
    root = [row for key in shift.reshaped if (row := shift.rows.get(key)) and row.parent_id is None]
    if root and not (order.decided_on and order.document.strip()):
        found.append(f"{root[0].name}是最上级组织，更名由再上一级批准：请写明哪天批准的和批准的文号。")
    return found


def require(actor: Actor, shift: Shift) -> None:
    """The level above decides: what changes lies below the actor's own organisation, and so does where it goes. The
    root's name alone is entered by its own office, as somebody above the whole tree has decided (`faults_of`)."""
    directly = {*shift.reshaped, *shift.ended} & shift.rows.keys()
    parents = {shape.parent_id for shape in shift.shapes.values() if shape.parent_id is not None}
    places = [
        *(may_change(actor, shift.kind, shift.rows[key]) for key in directly),
        *(actor.may(Permission.REORGANISE, shift.rows[key].path) for key in parents & shift.rows.keys()),
    ]
    if not actor.may(Permission.REORGANISE) or not all(places):
        raise NotPermitted("组织变动由上级组织的办公室办理；您的岗位不能在这里办。")


def may_change(actor: Actor, kind: str, place: Placement) -> bool:
    """Whether the actor's post may make a change of this kind (models.Change) of an organisation itself."""
    if kind == Change.RENAME and place.parent_id is None:
        return actor.may(Permission.REORGANISE, place.path)
    return actor.may(Permission.REORGANISE) and actor.above(place.path)


def reorganisation(actor: Actor, change_id: int) -> Reorganisation:
    """One change of an organisation the actor may see; otherwise Http404."""
    found = (
        Reorganisation.objects.filter(pk=change_id)
        .select_related("by__person", "reverses", "reversed_by")
        .prefetch_related("parts")
        .first()
    )
    if found is None or not actor.may(Permission.VIEW_ORGANISATIONS, _path_of(found)):
        raise Http404
    return found


def may_take_back(actor: Actor, change: Reorganisation) -> bool:
    """Whether the actor's post may take this change back, were it still possible."""
    path = _path_of(change)
    of_root = change.kind == Change.RENAME and path.count("/") == 2
    return (
        actor.may(Permission.REORGANISE, path)
        and (of_root or actor.above(path))
        and change.reverses_id is None
    )


def _path_of(change: Reorganisation) -> str:
    """Where the organisation of a change stands; one planned to be founded stands where it will."""
    try:
        return standing_place(change.organisation_id, max(today(), change.effective_on)).path
    except Http404:  # founded and taken back before its first day
        return "/".join(change.after["path"].split("/")[:-2]) + "/"


@dataclass(frozen=True)
class Happened:
    """One change in the history of an organisation; `others` are the other organisations it concerned."""

    change: Reorganisation
    role: str
    others: list[tuple[str, int, str]]
    taken_back: bool


def history(organisation_id: int, day: date) -> list[Happened]:
    """The changes an organisation had a part in, the latest first, with those decided for later."""
    parts = (
        Part.objects.filter(organisation_id=organisation_id)
        .select_related("reorganisation__reversed_by")
        .prefetch_related(Prefetch("reorganisation__parts", Part.objects.order_by("role", "pk")))
        .order_by("-reorganisation__effective_on", "-reorganisation_id", "role")
    )
    rows = {part.reorganisation_id: part for part in parts}
    beside = {one.organisation_id for part in rows.values() for one in part.reorganisation.parts.all()}
    furthest = max([day, *(part.reorganisation.effective_on for part in rows.values())])
    places = standing_places(list(beside - {organisation_id}), furthest)
    return [
        Happened(
            part.reorganisation,
            part.role,
            _others(part.reorganisation.parts.all(), places),
            hasattr(part.reorganisation, "reversed_by"),
        )
        for part in rows.values()
    ]


def _others(parts: Iterable[Part], places: dict[int, Placement]) -> list[tuple[str, int, str]]:
    return [
        (str(part.get_role_display()), part.organisation_id, places[part.organisation_id].name)
        for part in parts
        if part.organisation_id in places
    ]


@dataclass(frozen=True)
class Row:
    """One organisation before and after a change; empty texts where it did not stand."""

    organisation_id: int
    before: str
    after: str


def parts_of(actor: Actor, change: Reorganisation) -> list[tuple[str, int, str, bool]]:
    """Who had which part in a change: the role, the id, the name, and whether the actor may look there."""
    day = max(today(), change.effective_on)
    parts = list(change.parts.order_by("role", "pk"))
    places = standing_places([part.organisation_id for part in parts], day)
    return [
        (
            str(part.get_role_display()),
            part.organisation_id,
            places[part.organisation_id].name,
            actor.may(Permission.VIEW_ORGANISATIONS, places[part.organisation_id].path),
        )
        for part in parts
        if part.organisation_id in places
    ]


def before_after(change: Reorganisation) -> list[Row]:
    """The organisations that a change itself changed, with what they were and what they became."""
    before = {row["organisation"]: row for row in change.before["placements"]}
    after = {row["organisation"]: row for row in change.after["placements"]}
    keys = [*change.after["ended"], *change.after["changed"], *(set(after) - set(before))]
    parents = {row["parent"] for row in [*before.values(), *after.values()] if row["parent"] is not None}
    names = standing_places(list(parents), max(today(), change.effective_on))
    return [
        Row(key, _words(before.get(key), names), _words(after.get(key), names)) for key in dict.fromkeys(keys)
    ]


def _words(row: dict[str, Any] | None, names: dict[int, Placement]) -> str:
    if row is None:
        return ""
    above = names.get(row["parent"] or 0)
    kind = Kind(row["kind"]).label
    sector = f"、{Sector(row['sector']).label}" if row["sector"] else ""
    return f"{row['name']}（{kind}{sector}）" + (f"，隶属{above.name}" if above else "")
