"""Decisions about the tree of the cast, made in one line."""

from datetime import date, timedelta

from tests.cast import Cast, at_noon
from zhengyou.organisations.actions.reorganising import reorganise, take_back
from zhengyou.organisations.models import Membership, Placement, Reorganisation
from zhengyou.organisations.queries import on_day
from zhengyou.organisations.queries.shifts import Wanted
from zhengyou.organisations.rules.orders import Order


def order(cast: Cast, ahead: int = 0, **told: object) -> Order:
    """A decision in force `ahead` days after today."""
    given = {"decided_on": cast.today, "document": "青组发〔2026〕8号", "reason": "优化设置。"} | told
    return Order(effective_on=cast.today + timedelta(days=ahead), **given)


def decide(cast: Cast, wanted: Wanted, ahead: int = 0, role: str = "office") -> Reorganisation:
    """The district's office (or another) carries it out."""
    return reorganise(by=cast.actor(role), wanted=wanted, order=order(cast, ahead), now=at_noon(cast.today))


def undo(cast: Cast, change: Reorganisation, ahead: int = 0) -> Reorganisation:
    """The district's office takes it back."""
    return take_back(by=cast.office, change=change, order=order(cast, ahead), now=at_noon(cast.today))


def number(cast: Cast, where: str) -> int:
    """The id of an organisation of the cast."""
    return cast.places[where].organisation_id


def tree(day: date) -> dict[int, tuple[object, ...]]:
    """The whole tree of a day: name, parent, path, kind, sector of each organisation."""
    rows = Placement.objects.filter(on_day(day)).select_related("organisation")
    return {
        row.organisation_id: (row.name, row.parent_id, row.path, row.depth, row.kind, row.sector)
        for row in rows
    }


def homes(day: date) -> set[tuple[int, int, str]]:
    """Who belongs where with which status on a day."""
    return set(Membership.objects.filter(on_day(day)).values_list("person_id", "organisation_id", "status"))
