"""The list of people asks the database for one page, never for everybody: seen in the plans of its statements."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.organisations.reorganising.deciding import number
from zhengyou.organisations.models import Membership, Person
from zhengyou.organisations.queries import place
from zhengyou.organisations.queries.members import Sought, members_page

BIG = {"organisations_person", "organisations_membership"}
SYLLABLES = ("zhang", "wang", "li", "zhao", "chen", "sun", "zhou", "wu")


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Six thousand people in the four organisations of the street and the village."""
    places = [number(cast, where) for where in ("first", "second", "general", "village")]
    people = [
        Person(name=f"名{n}", pinyin=f"{SYLLABLES[n % 8]} {SYLLABLES[n // 8 % 8]} {n:05}")
        for n in range(6000)
    ]
    Membership.objects.bulk_create(
        Membership(person=person, organisation_id=places[n % 4], status="full", since=cast.today)
        for n, person in enumerate(Person.objects.bulk_create(people))
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cast


@pytest.mark.parametrize("where", ["district", "street", "first"])
@pytest.mark.parametrize("words", ["", "zw", "zhangw", "名77"])
def test_no_plan_reads_all_people_or_sorts_them(many: Cast, where: str, words: str) -> None:
    node = place(number(many, where), many.today)
    with CaptureQueriesContext(connection) as asked:
        rows = members_page(node, many.today, Sought(words), size=50)
    assert rows
    main = next(one["sql"] for one in asked.captured_queries if "LIMIT" in one["sql"])
    with connection.cursor() as cursor:
        # Whether an index serves is asked, not whether so few rows are worth one to the planner.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {main}")
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    scanned = {node["Relation Name"] for node in _nodes(plan) if node["Node Type"] == "Seq Scan"}
    sorts = [node["Sort Space Used"] for node in _nodes(plan) if node.get("Sort Space Type")]
    assert scanned & BIG == set()
    assert all(kilobytes < 500 for kilobytes in sorts)
    assert {node.get("Sort Space Type", "Memory") for node in _nodes(plan)} == {"Memory"}


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", []) for node in _nodes(part))]
