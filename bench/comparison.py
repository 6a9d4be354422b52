"""The nearest of ten thousand plans: how fast they are found, and how many of those that an exact comparison finds."""

import argparse
import os
import random
import time
from collections.abc import Iterator
from itertools import accumulate

from bench.instance import data_folder
from bench.opened import opened
from zhengyou.plandocs.comparison import compare, stream
from zhengyou.plandocs.comparison.aligning import shingles

FAMILY = 10  # plans of which each family is made: one, and nine made from it by changing more and more


def main() -> None:
    """Store sketches of invented plans, look up the nearest of some, and compare with looking at every plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    options = parser.parse_args()
    texts = list(_plans(options.plans))
    with data_folder(None) as folder, opened(folder, "comparison") as loaded:
        loaded.measure(texts)
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
