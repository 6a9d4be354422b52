"""The nearest of many plans, by the database and by looking at every plan."""

import random
import statistics
import time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from zhengyou.campaigns.models import Plan, PlanSketch
from zhengyou.campaigns.queries.likeness import nearest
from zhengyou.organisations.models import Account, Organisation, Person
from zhengyou.plandocs.comparison import SKETCH_VERSION, bands, compare, sketch, stream
from zhengyou.plandocs.comparison.aligning import shingles

QUERIES = 40
LEVELS = ((0.8, 1.01), (0.5, 0.8), (0.3, 0.5), (0.15, 0.3))
NEAREST = 50


def measure(texts: list[str]) -> None:
    """Store the sketches of these plans, look some up, and print times and recall beside looking at all."""
    streams = [stream(text.splitlines()) for text in texts]
    ids = _store([one.units for one in streams])
    every = Plan.objects.all()
    wanted = random.Random(3).sample(range(len(texts)), QUERIES)
    nearest(ids[wanted[0]], every)
    finding, aligning, found = [], [], {}
    for number in wanted:
        begun = time.perf_counter()
        made = stream(texts[number].splitlines())
        bands(sketch(made.units))
        near = nearest(ids[number], every, limit=NEAREST)
        finding.append(time.perf_counter() - begun)
        found[number] = {ids.index(one.plan_id) for one in near}
        for one in near[:10]:
            compare(made, streams[ids.index(one.plan_id)])
        aligning.append(time.perf_counter() - begun)
    exact, brute = _exactly([one.units for one in streams], wanted)
    print(f"{len(texts):,} plans of {statistics.mean(map(len, streams)):,.0f} units, {QUERIES} looked up\n")
    print(f"{'what':44} {'p50 ms':>8} {'p95 ms':>8} {'of looking at all':>18}")
    for name, taken in (
        ("sketch it and find the nearest", finding),
        ("the same, and align the ten nearest", aligning),
    ):
        cuts = statistics.quantiles(taken, n=100)
        print(f"{name:44} {cuts[49] * 1000:8.1f} {cuts[94] * 1000:8.1f} {cuts[49] / brute:18.4f}")
    _recall(found, exact)


def _recall(found: dict[int, set[int]], exact: dict[int, dict[int, float]]) -> None:
    print(f"\n{'exact similarity':20} {'pairs':>8} {'found':>8} {'recall':>8}")
    for low, high in LEVELS:
        pairs = [(q, n) for q, near in exact.items() for n, share in near.items() if low <= share < high]
        hits = sum(n in found[q] for q, n in pairs)
        recall = f"{hits / len(pairs):8.3f}" if pairs else f"{'—':>8}"
        print(f"{low:.2f} to {min(high, 1):.2f}         {len(pairs):8} {hits:8} {recall}")


def _exactly(units: list[str], wanted: list[int]) -> tuple[dict[int, dict[int, float]], float]:
    """For each wanted plan all others alike to at least the lowest level, and the seconds one look at all takes."""
    asked = {number: shingles(units[number]) for number in wanted}
    found: dict[int, dict[int, float]] = {number: {} for number in wanted}
    making = looking = 0.0
    for other, text in enumerate(units):
        begun = time.perf_counter()
        pieces = shingles(text)
        making += time.perf_counter() - begun
        begun = time.perf_counter()
        for number, own in asked.items():
            both = len(own & pieces)
            share = both / (len(own) + len(pieces) - both)
            if share >= LEVELS[-1][0] and other != number:
                found[number][other] = share
        looking += time.perf_counter() - begun
    return found, making + looking / len(wanted)


def _store(units: list[str]) -> list[int]:
    """Plans with their sketches, in the order given; their ids."""

    call_command("migrate", verbosity=0)
    now = timezone.now()
    where = Organisation.objects.create(code="1", kind="branch", founded_on=now.date())
    account = Account.objects.create(username="bench", person=Person.objects.create(name="测", pinyin="ce"))
    facts: dict[str, Any] = {"organisation": where, "uploaded_by": account, "uploaded_at": now}
    plans = Plan.objects.bulk_create([Plan(title=str(n), **facts) for n in range(len(units))])
    begun = time.perf_counter()
    made = [sketch(one) for one in units]
    each = (time.perf_counter() - begun) / len(units)
    PlanSketch.objects.bulk_create(
        [
            PlanSketch(
                plan=plan,
                part="whole",
                version=SKETCH_VERSION,
                units=len(text),
                numbers=numbers,
                bands=bands(numbers),
            )
            for plan, text, numbers in zip(plans, units, made, strict=True)
        ],
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"a sketch takes {each * 1000:.2f} ms\n")
    return [plan.pk for plan in plans]
