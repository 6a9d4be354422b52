"""Pages of the ledger come from indexes alone, and hold what a plain search through everything would find."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from zhengyou.ledger.models import Entry
from zhengyou.ledger.pages import Narrowed, Reach, page_sql
from zhengyou.ledger.queries import page

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# A root, four committees of eight branches each.
COMMITTEES = [f"/1/{number}/" for number in range(2, 6)]
PATHS = ["/1/", *COMMITTEES, *(f"{above}{number}/" for above in COMMITTEES for number in range(10, 18))]
SUBJECTS = ("campaigns.record", "campaigns.plan", "organisations.group")


@pytest.fixture
def filled(db: None) -> list[Entry]:
    """Some lines at random places and times; several of one moment."""
    chance = random.Random(7)
    for number in range(600):
        Entry.objects.create(
            entered_at=BEGAN + timedelta(hours=chance.randrange(2000)),
            actor_id=chance.choice([None, 1, 2, 3]),
            actor_name="系统",
            verb="test.write",
            subject=chance.choice(SUBJECTS),
            subject_id=number,
            organisation_path=chance.choice(PATHS),
            sentence=f"第{number}行",
        )
    return sorted(Entry.objects.all(), key=lambda entry: (entry.entered_at, entry.pk), reverse=True)


def _wanted(entry: Entry, reach: Reach, narrowed: Narrowed) -> bool:
    day = timezone.localdate(entry.entered_at)
    return (
        reach.holds(entry.organisation_path)
        and (narrowed.first is None or narrowed.first <= day)
        and (narrowed.last is None or day <= narrowed.last)
        and (narrowed.actor_id is None or narrowed.actor_id == entry.actor_id)
        and (not narrowed.subject or narrowed.subject == entry.subject)
    )


REACHES = [
    Reach(("/1/",)),
    Reach(("/1/3/",)),
    Reach(("/1/3/12/",)),
    Reach(("/1/3/", "/1/5/")),
    Reach(("/1/3/",), ("/1/4/", "/1/4/15/", "/1/2/11/")),
    Reach(("/1/30/",)),
    Reach(("/2/",), ("/1/5/17/",)),
]
NARROWED = [
    Narrowed(),
    Narrowed(first=date(2026, 2, 1)),
    Narrowed(last=date(2026, 1, 20)),
    Narrowed(first=date(2026, 2, 1), last=date(2026, 2, 1)),
    Narrowed(actor_id=2),
    Narrowed(subject="campaigns.plan", first=date(2026, 1, 10)),
]


def test_page_by_page_one_reads_what_a_search_through_everything_finds(filled: list[Entry]) -> None:
    for reach, narrowed in itertools.product(REACHES, NARROWED):
        expected = [entry.sentence for entry in filled if _wanted(entry, reach, narrowed)]
        assert list(_read(reach, narrowed, size=7)) == expected, (reach, narrowed)


def _read(reach: Reach, narrowed: Narrowed, size: int) -> Iterator[str]:
    after = None
    while lines := page(reach, narrowed, after=after, size=size):
        yield from (line.sentence for line in lines)
        after = lines[-1].pk


def test_a_path_that_only_begins_with_the_same_digits_is_another() -> None:
    for path in ("/1/3/", "/1/30/", "/1/3/4/", "/1/2/"):
        Entry.objects.create(
            actor_name="系统", verb="test.write", subject="test", organisation_path=path, sentence=path
        )
    assert sorted(line.sentence for line in page(Reach(("/1/3/",)))) == ["/1/3/", "/1/3/4/"]


@pytest.fixture
def many(db: None) -> None:
    """Twenty thousand lines; those of one branch are all old, one branch has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (entered_at, actor_id, actor_name, names, verb, subject, organisation_path,"
            " sentence) SELECT %(began)s::timestamptz + n * interval '1 minute', n %% 40, '', '{}', 'test.write',"
            " (%(subjects)s::text[])[1 + n %% 3], CASE WHEN n < 100 THEN '/1/2/10/'"
            " ELSE (%(paths)s::text[])[1 + n %% %(many)s] END, 'x' FROM generate_series(0, 19999) n",
            {
                "began": BEGAN,
                "subjects": list(SUBJECTS),
                "paths": [path for path in PATHS if path not in ("/1/2/10/", "/1/2/11/")],
                "many": len(PATHS) - 2,
            },
        )
        cursor.execute("ANALYZE ledger_entry")


def test_no_page_reads_the_whole_table_or_sorts_more_than_a_few_pages(many: None) -> None:
    reaches = [Reach(("/1/",)), Reach(("/1/2/",), ("/1/3/12/",)), Reach(("/1/2/10/",)), Reach(("/1/2/11/",))]
    deep = Entry.objects.order_by("pk")[8_000]
    for reach, narrowed, before in itertools.product(reaches, NARROWED, [None, deep]):
        nodes = _plan(reach, narrowed, before)
        scans = [node for node in nodes if node.get("Relation Name") == "ledger_entry"]
        read = [node["Actual Rows"] * node["Actual Loops"] for node in scans]
        sorted_ = [node["Plans"][0]["Actual Rows"] for node in nodes if node["Node Type"] == "Sort"]
        thrown_away = [node.get("Rows Removed by Filter", 0) for node in nodes]
        case = (reach, narrowed, before)
        assert "Seq Scan" not in {node["Node Type"] for node in scans}, case
        assert sum(read) <= 51 * 51 + 4 * len(PATHS), case
        assert max([*sorted_, 0]) <= 51 * 51, case
        assert max(thrown_away) <= 51, case


def _plan(reach: Reach, narrowed: Narrowed, before: Entry | None) -> list[dict[str, Any]]:
    """The nodes of the plan by which a page was really found."""
    sql, parameters = page_sql(reach, narrowed, before=before, size=51)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", parameters)
        (found,) = cursor.fetchone()
    return list(_nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)
