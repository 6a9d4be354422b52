"""The nearest of ten thousand plans: how fast they are found, and how many of those that an exact comparison finds."""

import argparse
import os
import random
import statistics
import time
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from bench.instance import data_folder
from zhengyou.commandline import database
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.opened import load_django
from zhengyou.plandocs.comparison import SKETCH_VERSION, bands, compare, sketch, stream
from zhengyou.plandocs.comparison.aligning import shingles

QUERIES = 40
FAMILY = 10  # plans of which each family is made: one, and nine made from it by changing more and more
LEVELS = ((0.8, 1.01), (0.5, 0.8), (0.3, 0.5), (0.15, 0.3))
NEAREST = 50


def main() -> None:
    """Store sketches of invented plans, look up the nearest of some, and compare with looking at every plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    options = parser.parse_args()
    texts = list(_plans(options.plans))
    with data_folder(None) as folder:
        data = DataFolder(folder)
        with database.available(data, "bench") as url:
            load_django(data, url)
            _measure(texts)
    _lengths()


def _plans(count: int) -> Iterator[str]:
    """Invented plans of about 3,000 characters, line by line; families share the usual phrases only."""
    drawn = random.Random(7)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]
    phrases = ["".join(drawn.choices(signs, k=drawn.randint(7, 18))) for _ in range(60_000)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(phrases))))

    def sentences(number: int) -> list[str]:
        return ["，".join(drawn.choices(phrases, cum_weights=weights, k=4)) + "。" for _ in range(number)]

    while count > 0:
        base = sentences(60)
        for change in range(min(FAMILY, count)):
            share = change * change * 0.007
            kept = [one if drawn.random() > share else sentences(1)[0] for one in base]
            yield "\n".join(kept)
        count -= FAMILY


def _measure(texts: list[str]) -> None:
    from zhengyou.campaigns.models import Plan  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.campaigns.queries.likeness import nearest  # noqa: PLC0415 - Django is loaded only now

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
    from django.core.management import call_command  # noqa: PLC0415 - Django is loaded only now
    from django.db import connection  # noqa: PLC0415 - Django is loaded only now
    from django.utils import timezone  # noqa: PLC0415 - Django is loaded only now

    from zhengyou.campaigns.models import Plan, PlanSketch  # noqa: PLC0415 - Django is loaded only now
    from zhengyou.organisations.models import Account, Organisation, Person  # noqa: PLC0415 - Django is loaded only now

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


def _lengths() -> None:
    """Aligning two plans at growing length, beside one pass that merely collects the shingles of both."""
    print(f"\n{'characters':>10} {'align ms':>10} {'of shingles':>12}")
    parts = list(_plans(60))
    for times in (1, 4, 16):
        one = stream("\n".join(parts[: 2 * times : 2]).splitlines())
        two = stream("\n".join(parts[1 : 2 * times : 2]).splitlines())
        begun = time.perf_counter()
        shingles(one.units), shingles(two.units)
        base = time.perf_counter() - begun
        begun = time.perf_counter()
        compare(one, two)
        taken = time.perf_counter() - begun
        print(f"{len(one):10,} {taken * 1000:10.1f} {taken / base:12.1f}")


if __name__ == "__main__":
    os.environ.pop("ZHENGYOU_DATABASE_URL", None)
    main()
