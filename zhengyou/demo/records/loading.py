"""Records of the whole district, organisation by organisation."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from zhengyou.campaigns.models import Campaign, Expectation
from zhengyou.campaigns.models.plans import Asked

from ..commitments.promising import store_promises
from ..district.posts import TOWN, Holders
from ..district.storing import District, Stored
from ..filings.loading import told as told_plans
from ..filings.writing import store_filings
from ..inspections.visiting import store_inspections
from ..problems.raising import store_problems
from ..reviews.reviewing import store_reviews
from ..selfchecks.checking import lay_grounds, store_selfchecks
from . import scenes
from .course import Course, Due, Plea
from .making import Maker, People
from .writing import store


def load_records(
    campaign: Campaign, district: District, holders: Holders, report: Callable[[int, int], None]
) -> None:
    """Make up and store what happened from the campaign's first day to yesterday; `report(done, total)`."""
    last_day = timezone.localdate() - timedelta(days=1)
    dues, filings = _dues(campaign, last_day, Asked.RECORD), _dues(campaign, last_day, Asked.PLAN)
    courses: list[Course] = []
    pleas: list[Plea] = []
    for number, place in enumerate(district.organisations.values()):
        if place.parent is None or place.id not in dues:
            continue
        people = People(place, holders.secretaries[place.id], holders.deciders[place.parent.id])
        made = list(Maker(people, last_day, f"{campaign.title}{place.node.code}").make(dues[place.id]))
        told = [course for course in made if isinstance(course, Course)]
        asked = [plea for plea in made if isinstance(plea, Plea)]
        told, asked = _scene(district, place, told, asked, _end_of(last_day))
        courses += told
        pleas += asked
        report(number, 2 * len(district.organisations))
    report(1, 2)
    plans, not_here = told_plans(campaign, district, holders, filings, last_day)
    lines = store_filings(campaign, plans)
    lines += store_problems(campaign, district, holders, _end_of(last_day))
    lines += store_promises(campaign, district, holders, _end_of(last_day))
    lines += store_selfchecks(campaign, district, holders, _end_of(last_day))
    lines += store_inspections(campaign, district, holders, _end_of(last_day))
    lines += store_reviews(campaign, district, holders, _end_of(last_day))
    report(3, 4)
    store(courses, [*pleas, *not_here], lines, names=district.names, last=_end_of(last_day))
    lay_grounds()


def _dues(campaign: Campaign, last_day: date, asks: Asked) -> dict[int, list[Due]]:
    """What had opened by the last day, by organisation."""
    rows = Expectation.objects.filter(campaign=campaign, opens_on__lte=last_day, task__asks=asks).values_list(
        "organisation_id",
        "id",
        "task__name",
        "period_start",
        "period_end",
        "opens_on",
        "due_on",
        "task__zero_allowed",
    )
    found: dict[int, list[Due]] = {}
    for place, key, task, start, end, opens_on, due_on, zero_allowed in rows.order_by("id"):
        found.setdefault(place, []).append(Due(key, task, start, end, opens_on, due_on, zero_allowed))
    return found


def _scene(
    district: District, place: Stored, told: list[Course], asked: list[Plea], last: datetime
) -> tuple[list[Course], list[Plea]]:
    """Arranges what the people of the printed logins find."""
    villages = [
        other
        for other in district.organisations.values()
        if other.parent is not None and other.parent.node.name == TOWN and other.node.size
    ]
    rural = [village for village in villages if village.node.sector == "rural"]
    if place is rural[0]:
        return scenes.for_secretary(told, last), asked
    if place is rural[1]:
        scenes.for_office(told, asked, last)
        told, plea = scenes.plea_instead(told, last)
        return told, asked + ([plea] if plea else [])
    return told, asked


def _end_of(day: date) -> datetime:
    """A quarter past four that day."""
    return datetime.combine(day, time(16, 15), ZoneInfo(settings.TIME_ZONE))
