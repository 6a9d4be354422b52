"""What reading a plan costs: against the time merely to decode and split the same text, and for a thousand plans.

    .venv/bin/python -m bench.reading [--plans 1000]

Prints (1) reading and decoding times of one plan at 1, 4 and 16 times its length: the same microseconds a character at
every length mean that the cost is linear; (2) a text of 60 KB (to be under 0.3 s); (3) a thousand different plans of
5,000 characters on two processes (to be under 60 s).
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from zhengyou.plandocs import read

TEXTS = Path(__file__).resolve().parents[1] / "tests" / "plandocs" / "gold" / "texts"
LENGTH = 5_000
_SWAPS = ("党总支", "学校", "支部", "教师", "安全", "矿党委", "服务", "群众", "学习", "村")


def plan(length: int, seed: int) -> bytes:
    """An invented plan of about `length` characters in UTF-8, one document; no two seeds give the same lines."""
    source = [line for name in ("school", "mine", "bureau", "carers", "village") for line in _body(name)]
    chance = random.Random(seed)
    lines, size = ["片区党委先锋行动实施方案"], 0
    while size < length:
        lines += [_varied(line, chance) for line in source]
        size = sum(map(len, lines))
    return "\n".join(lines)[:length].encode()


def _body(name: str) -> list[str]:
    """A text without its title, signature and dates: between the first and the last numbered heading."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    heads = [index for index, line in enumerate(lines) if re.match("[一二三四五六]、", line)]
    return [line for line in lines[heads[0] : heads[-1] + 2] if line]


def _varied(line: str, chance: random.Random) -> str:
    line = re.sub(r"(?<=\d)\d(?=[名个次日号])", lambda _: str(chance.randrange(10)), line)
    return line.replace(chance.choice(_SWAPS), "片区" + chr(0x4E00 + chance.randrange(2_000)), 1)


def decode_and_split(data: bytes) -> list[str]:
    return data.decode("utf-8").split("\n")


def best_of(times: int, work: Callable[[bytes], object], inputs: list[bytes]) -> float:
    """The least seconds of several runs, each on an input of its own."""
    least = float("inf")
    for data in inputs[:times]:
        began = time.perf_counter()
        work(data)
        least = min(least, time.perf_counter() - began)
    return least


def _read(data: bytes) -> int:
    return len(read(data, "a.txt").documents)


def lengths() -> None:
    print(f"{'characters':>10} {'reading s':>10} {'us/char':>8} {'decoding s':>11} {'times decoding':>15}")
    for factor in (1, 4, 16):
        inputs = [plan(LENGTH * factor, seed) for seed in range(factor, factor + 5)]
        _read(inputs[0][:2_000])  # converters and expressions are made at first use
        reading, decoding = best_of(5, _read, inputs), best_of(5, decode_and_split, inputs)
        size = LENGTH * factor
        print(
            f"{size:>10} {reading:>10.4f} {reading / size * 1e6:>8.1f} {decoding:>11.6f} {reading / decoding:>15.0f}"
        )


def sixty_kilobytes() -> None:
    inputs = [plan(30_000, seed)[:61_440] for seed in range(50, 55)]
    print(f"60 KB ({len(inputs[0].decode(errors='ignore'))} characters): {best_of(5, _read, inputs):.3f} s")


def many(count: int) -> None:
    """The plans are made beforehand; the time is reading alone, with starting the two processes."""
    inputs = [plan(LENGTH, seed) for seed in range(1_000, 1_000 + count)]
    began = time.perf_counter()
    with get_context("spawn").Pool(2) as pool:
        read_count = sum(pool.imap_unordered(_read, inputs, chunksize=20))
    seconds = time.perf_counter() - began
    rate = count / seconds
    print(
        f"{count} plans of {LENGTH} characters on two processes: {seconds:.1f} s ({rate:.0f}/s), {read_count} documents"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    arguments.add_argument("--plans", type=int, default=1_000)
    lengths()
    sixty_kilobytes()
    many(arguments.parse_args().plans)


if __name__ == "__main__":
    main()
