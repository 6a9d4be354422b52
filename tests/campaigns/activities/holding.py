"""An activity of the first branch, told by its secretary through the page."""

from typing import Any

from django.test import Client

from tests.cast import Cast, enrol
from zhengyou.campaigns.models import Expectation, Record
from zhengyou.organisations.models import Circumstance, CircumstanceKind, Person


def members(cast: Cast, where: str = "first") -> dict[str, Person]:
    """Three more members of a branch: 白一川 who came as always, 成二水 who floats, 丁三木 on probation."""
    place = cast.places[where]
    found = {name: enrol(name, place) for name in ("白一川", "成二水")}
    found["丁三木"] = enrol("丁三木", place, "probationary")
    Circumstance.objects.create(person=found["成二水"], kind=CircumstanceKind.FLOATING, since=place.since)
    return found


def told(cast: Cast, kind: str = "study", **changes: Any) -> dict[str, Any]:
    """The form as it is sent by whoever changed nothing but what is given."""
    values = {
        "kind": kind,
        "title": "学习研讨（11月）",
        "happened_on": cast.today.isoformat(),
        "place": "支部活动室",
        "result": "",
    }
    return values | changes


def send(client: Client, expectation: Expectation, data: dict[str, Any]) -> Any:
    """The answer to the form of one expectation."""
    return client.post(f"/expectations/{expectation.pk}/", data)


def held(cast: Cast, expectation: Expectation, kind: str = "study", **changes: Any) -> Record:
    """A record that the secretary of the first branch sent up through the page."""
    answer = send(cast.client("secretary"), expectation, told(cast, kind, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Record.objects.latest("pk")
