"""The plans of the whole district, organisation by organisation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from zhengyou.campaigns.models import Campaign, PlanVersion, Task
from zhengyou.campaigns.models.plans import Asked
from zhengyou.organisations.models import Kind

from ..district.posts import TOWN, Holders
from ..district.storing import District, Stored
from ..records.course import Due, Plea
from ..records.making import People
from .course import Above, Course
from .making import Reached, Teller
from .texts import Part

# A few branches ask something more of themselves; on the desks of the others nothing is added.
_OWN_TASKS = 6
_OWN = (
    "开办便民代办点",
    "在党群服务点设代办窗口，每周两个半天有人值守，代办事项登记在册，办结后由群众签字。",
)
_OWN_DUE = date(2026, 12, 18)


def told(
    campaign: Campaign, district: District, holders: Holders, dues: dict[int, list[Due]], last_day: date
) -> tuple[list[Course], list[Plea]]:
    """What became of the plans that organisations were asked to file, up to the last day; `dues` by organisation."""
    above, kinds = _above(campaign), _kinds(district)
    courses: list[Course] = []
    pleas: list[Plea] = []
    before: dict[tuple[int, str], Sequence[Part]] = {}
    fates = _fates(district)
    for place in district.organisations.values():
        for due in dues.get(place.id, ()):
            assert place.parent is not None
            people = People(place, holders.secretaries[place.id], holders.deciders[place.parent.id])
            reached = Reached(people, frozenset(kinds[place.id]))
            teller = Teller(above, reached, due, last_day, fates.get(place.id, ""))
            plea = teller.plea()
            group = place.parent.id, str(place.node.sector)
            course = teller.course(before.get(group, ()), sure=fates.get(place.id) == "copied")
            pleas += [plea] if plea else []
            if course:
                courses.append(course)
                before[group] = course.steps[0].parts
    _own_tasks(courses)
    return courses, pleas


def _above(campaign: Campaign) -> Above:
    version = PlanVersion.objects.filter(plan=campaign.plan, meeting__isnull=False).latest("number")
    tasks = Task.objects.filter(campaign=campaign).exclude(asks=Asked.PLAN)
    return Above(campaign.plan, version.number, list(tasks.select_related("item", "phase")))


def _kinds(district: District) -> dict[int, set[tuple[str, str]]]:
    """The kinds and sectors that stand at and under each organisation."""
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for place in district.organisations.values():
        for above in place.ancestors:
            found[above.id].add((str(place.node.kind), str(place.node.sector)))
    return found


def _fates(district: District) -> dict[int, str]:
    """What the people of the printed logins find: the village that has not filed, one waiting beside its copy, and
    the town's own plan, returned and sent up again."""
    town = next((place for place in _of_town(district)), None)
    if town is None:
        return {}
    villages = [
        place
        for place in district.organisations.values()
        if place.parent is town and place.node.kind == Kind.BRANCH and place.node.sector == "rural"
    ]
    fates = dict(zip((place.id for place in villages), ("none", "waiting", "copied"), strict=False))
    return fates | {town.id: "resent"}


def _of_town(district: District) -> Iterator[Stored]:
    return (place for place in district.organisations.values() if place.node.name == TOWN)


def _own_tasks(courses: Sequence[Course]) -> None:
    """The first accepted branches of different sectors get one task of their own each."""
    sectors: dict[str, Course] = {}
    for course in courses:
        node = course.place.node
        if node.kind == Kind.BRANCH and course.verbs == ["adapt", "pass", "file", "accept"]:
            sectors.setdefault(str(node.sector), course)
    for course in list(sectors.values())[:_OWN_TASKS]:
        first = course.steps[0]
        name, text = _OWN
        duty = {
            "owner": course.owner,
            "starts_on": timezone.localdate(course.steps[-1].at),
            "due_on": _OWN_DUE,
            "audience_kinds": [str(Kind.BRANCH)],
        }
        course.steps[0] = type(first)(
            first.verb, first.at, parts=(*first.parts, Part("task", name, text, duty=duty))
        )
