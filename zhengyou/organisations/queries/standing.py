"""Where something stands that may have ended: records of a closed organisation stay, and somebody must reach them."""

from datetime import date

from django.db.models.expressions import RawSQL
from django.http import Http404

from ..models import Placement
from .days import on_day


def standing_places(organisation_ids: list[int], day: date) -> dict[int, Placement]:
    """Each organisation as it stood that day or, where it had ended by then, last; by id."""
    rows = (
        Placement.objects.filter(organisation_id__in=organisation_ids, since__lte=day)
        .select_related("organisation")
        .order_by("organisation_id", "-since")
        .distinct("organisation_id")
    )
    found = {row.organisation_id: row for row in rows}
    _rehang(found, day)
    return found


def standing_place(organisation_id: int, day: date) -> Placement:
    """One organisation as it stood that day or last; raises Http404 for one that never stood before it."""
    found = standing_places([organisation_id], day).get(organisation_id)
    if found is None:
        raise Http404
    return found


def ended(place: Placement, day: date) -> bool:
    """Whether an organisation read by `standing_place` had ended by the day."""
    return place.until is not None and place.until <= day


# An organisation that ended hands on to its successor, where it has none to the one last above it; and so on.
_STANDS_FOR = """WITH RECURSIVE gone AS (
  SELECT o.id, coalesce(o.successor_id, (
    SELECT p.parent_id FROM organisations_placement p WHERE p.organisation_id = o.id ORDER BY p.since DESC LIMIT 1
  )) AS heir
  FROM organisations_organisation o WHERE o.ended_on <= %s::date
), held AS (
  SELECT %s::bigint AS id UNION SELECT gone.id FROM gone JOIN held ON gone.heir = held.id
) SELECT id FROM held"""


def stands_for(organisation_id: int, day: date) -> RawSQL:
    """For a filter "in": the ids of an organisation and of all ended ones that it now stands in for."""
    return RawSQL(_STANDS_FOR, (day, organisation_id))  # noqa: S611 -- a constant, its values bound


def standing_in(place: Placement, day: date) -> Placement:
    """Who stands in for an organisation read by `standing_place`: itself, or once it ended its successor, where it has
    none the one last above it; further while that has ended too."""
    seen: set[int] = set()
    while ended(place, day) and place.organisation_id not in seen:
        seen.add(place.organisation_id)
        following = place.organisation.successor_id or place.parent_id
        if following is None:
            break
        place = standing_place(following, day)
    return place


def _rehang(found: dict[int, Placement], day: date) -> None:
    """Paths of ended ones lead through their last parents as these stand on the day: who is above now reaches them."""
    gone = [place for place in found.values() if ended(place, day) and place.parent_id is not None]
    if not gone:
        return
    above = standing_places([place.parent_id for place in gone if place.parent_id], day)
    for place in gone:
        parent = above.get(place.parent_id or 0)
        if parent is not None:
            place.path = f"{parent.path}{place.organisation_id}/"


def last_open_day(organisation_id: int, day: date) -> date | None:
    """The day itself where the organisation stood on it, else the last day before on which it stood; None for never."""
    rows = Placement.objects.filter(organisation_id=organisation_id)
    if rows.filter(on_day(day)).exists():
        return day
    last = rows.filter(until__lte=day).order_by("-until").first()
    return date.fromordinal(last.until.toordinal() - 1) if last and last.until else None
