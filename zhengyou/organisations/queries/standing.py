"""Where something stands that may have ended: records of a closed organisation stay, and somebody must reach them."""

from datetime import date

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
