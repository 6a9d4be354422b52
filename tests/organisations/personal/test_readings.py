"""Who looked at whose data: one row a day, never of oneself, seen by the person and by the administrator."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.cast import Cast, at_noon
from zhengyou.organisations.actions.readings import note_reading
from zhengyou.organisations.models import Reading, What


def _person(cast: Cast, role: str = "member") -> int:
    return cast.accounts[role].person_id


def _note(cast: Cast, *, ahead: int = 0, what: What = What.FILE, reader: str = "secretary") -> None:
    now = at_noon(cast.today + timedelta(days=ahead))
    note_reading(by=cast.actor(reader), what=what, person_id=_person(cast), now=now)


def test_a_reader_has_one_row_a_day_for_each_thing_with_how_often(cast: Cast) -> None:
    for ahead, what in ((0, What.FILE), (0, What.FILE), (0, What.DATA), (1, What.FILE), (0, What.FILE)):
        _note(cast, ahead=ahead, what=what)
    rows = Reading.objects.order_by("pk").values_list("reader_post", "what", "person", "day", "times")
    post, one, day = "青石商圈第一党支部书记", _person(cast), cast.today
    assert list(rows) == [
        (post, "file", one, day, 3),
        (post, "data", one, day, 1),
        (post, "file", one, day + timedelta(days=1), 1),
    ]
    assert {row.first_at for row in Reading.objects.filter(day=day)} == {at_noon(day)}


def test_a_list_of_people_is_noted_by_its_organisation(cast: Cast) -> None:
    for where in ("first", "second", "first"):
        place = cast.places[where].organisation_id
        note_reading(by=cast.office, what=What.PEOPLE, organisation_id=place, now=at_noon(cast.today))
    rows = Reading.objects.order_by("pk").values_list("organisation", "person", "times")
    first, second = (cast.places[where].organisation_id for where in ("first", "second"))
    assert list(rows) == [(first, None, 2), (second, None, 1)]


def test_looking_at_oneself_leaves_no_trace(cast: Cast) -> None:
    note_reading(by=cast.member, what=What.DATA, person_id=_person(cast), now=at_noon(cast.today))
    assert not Reading.objects.exists()


def test_noting_takes_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    by, now = cast.secretary, at_noon(cast.today)
    with django_assert_num_queries(1):
        note_reading(by=by, what=What.FILE, person_id=_person(cast), now=now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_looks_at_one_moment_none_is_lost(cast: Cast) -> None:
    by, person, now = cast.secretary, _person(cast), at_noon(cast.today)
    start = Barrier(8)

    def look() -> None:
        start.wait()
        note_reading(by=by, what=What.FILE, person_id=person, now=now)
        connection.close()

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Reading.objects.values_list("times", flat=True)) == [8]


def test_the_administrators_look_at_somebodys_data_stands_on_that_persons_page(cast: Cast) -> None:
    address = f"/people/{_person(cast)}/data/"
    assert cast.client("administrator").get(address).status_code == 200
    assert cast.client("member").get(address).context["own"] is True
    page = cast.client("member").get(address).content.decode()
    assert "谁看过这些信息" in page
    assert "澜溪区委系统管理员 管自明" in page
    assert list(Reading.objects.values_list("what", "times")) == [("data", 1)]


def test_the_administrator_finds_readings_by_names_and_days(cast: Cast) -> None:
    for ahead, reader in ((-2, "secretary"), (-1, "office"), (0, "secretary")):
        _note(cast, ahead=ahead, reader=reader)
    client = cast.client("administrator")

    def found(**asked: str) -> list[tuple[str, Any]]:
        rows = client.get("/people/readings/", asked).context["rows"]
        return [(row.reading.reader.name, row.reading.day) for row in rows]

    day = cast.today
    latest, middle, first = (
        ("林小满", day),
        ("方文清", day - timedelta(days=1)),
        ("林小满", day - timedelta(days=2)),
    )
    assert found() == [latest, middle, first]
    assert found(reader="林小满") == [latest, first]
    assert found(person="程初晓", first=str(day)) == [latest]
    assert found(last=str(day - timedelta(days=1))) == [middle, first]
    assert found(person="林小满") == []


def test_a_day_that_is_none_is_said_and_the_rest_still_shown(cast: Cast) -> None:
    _note(cast)
    page = cast.client("administrator").get("/people/readings/", {"first": "昨天"})
    assert "没有这一天" in page.content.decode()
    assert len(page.context["rows"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_readings_takes_the_same_queries_for_one_and_three_rows(
    cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    for ahead in range(rows):
        _note(cast, ahead=-ahead)
        place = cast.places["first"].organisation_id
        now = at_noon(cast.today - timedelta(days=ahead))
        note_reading(by=cast.office, what=What.PEOPLE, organisation_id=place, now=now)
    client = cast.client("administrator")
    with django_assert_num_queries(6):
        assert len(client.get("/people/readings/").context["rows"]) == 2 * rows


def test_the_list_goes_on_behind_fifty(cast: Cast) -> None:
    for ahead in range(53):
        _note(cast, ahead=-ahead)
    client = cast.client("administrator")
    first = client.get("/people/readings/")
    second = client.get("/people/readings/", {"after": first.context["next_key"]})
    days = [row.reading.day for page in (first, second) for row in page.context["rows"]]
    assert sorted(days) == sorted(cast.today - timedelta(days=ahead) for ahead in range(53))
    assert second.context["next_key"] is None
