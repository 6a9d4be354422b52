"""The draw: the same input gives the same units, order does not matter, quotas are met, and every unit has its
chance."""

import hashlib
import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from zhengyou.campaigns.rules.inspections.drawing import (
    Left,
    Listed,
    Wanted,
    digest,
    draw,
    effective_seed,
    frame_digest,
    frame_text,
    quotas,
)

codes = st.lists(st.text("ABC0123456789.-", min_size=1, max_size=8), unique=True, max_size=40)
sizes = st.lists(st.integers(0, 400), min_size=1, max_size=8)


@st.composite
def frames(make: st.DrawFn) -> list[Listed]:
    return [Listed(code, f"单位{code}", make(st.integers(1, 3))) for code in make(codes)]


@st.composite
def wishes(make: st.DrawFn) -> tuple[list[Wanted], list[int]]:
    found = make(sizes)
    one = st.builds(Wanted, number=st.integers(1, 50)) | st.builds(Wanted, percent=st.integers(1, 100))
    return make(st.lists(one, min_size=len(found), max_size=len(found))), found


@given(frames(), st.text(max_size=20), st.randoms(use_true_random=False))
def test_the_same_seed_and_frame_give_the_same_units_in_whatever_order_they_are_listed(
    frame: list[Listed], seed: str, chance: object
) -> None:
    shuffled = sorted(frame, key=lambda unit: hashlib.sha256(unit.code.encode()).digest())
    assert draw(seed, frame, [2, 3, 1]) == draw(seed, shuffled, [2, 3, 1])
    assert frame_digest(frame, []) == frame_digest(shuffled, [])


@given(frames(), st.text(max_size=20), st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_each_stratum_gives_as_many_as_its_quota_or_all_it_has(
    frame: list[Listed], seed: str, quota: list[int]
) -> None:
    drawn = Counter(unit.stratum for unit in draw(seed, frame, quota))
    there = Counter(unit.stratum for unit in frame)
    assert [drawn[number] for number in (1, 2, 3)] == [
        min(quota[number - 1], there[number]) for number in (1, 2, 3)
    ]


@given(frames(), st.text(max_size=20), st.integers(0, 30))
def test_those_drawn_have_smaller_values_than_those_that_are_not(
    frame: list[Listed], seed: str, quota: int
) -> None:
    drawn = {unit.code for unit in draw(seed, frame, [quota, 0, 0])}
    mine = [unit.code for unit in frame if unit.stratum == 1]
    into = [hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest() for code in mine if code in drawn]
    out = [hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest() for code in mine if code not in drawn]
    assert not into or not out or max(into) < min(out)


def test_over_many_seeds_every_unit_of_a_stratum_is_drawn_equally_often() -> None:
    frame = [Listed(f"T{number:04}", "", 1) for number in range(20)]
    rounds, quota = 4000, 5
    drawn = Counter(unit.code for seed in range(rounds) for unit in draw(f"第{seed}次", frame, [quota]))
    chance = quota / len(frame)
    error = math.sqrt(rounds * chance * (1 - chance))
    assert sum(drawn.values()) == rounds * quota
    assert {code: abs(drawn[code] - rounds * chance) < 4 * error for code in drawn} == {
        unit.code: True for unit in frame
    }


@given(wishes())
def test_quotas_are_never_more_than_there_are_and_shares_add_up_to_their_rounded_sum(
    wish: tuple[list[Wanted], list[int]],
) -> None:
    wanted, there = wish
    found = quotas(wanted, there)
    assert all(0 <= quota <= size for quota, size in zip(found, there, strict=True))
    shares = [
        (one.percent * size, quota)
        for one, size, quota in zip(wanted, there, found, strict=True)
        if one.percent is not None
    ]
    hundredths = sum(part for part, _quota in shares)
    assert sum(quota for _part, quota in shares) == (hundredths + 50) // 100
    assert all(part // 100 <= quota <= part // 100 + 1 for part, quota in shares)


def test_what_is_left_over_goes_to_the_largest_remainders_the_earlier_first() -> None:
    tenth = [Wanted(percent=10)] * 3
    assert quotas(tenth, [17, 16, 12]) == [2, 2, 1]  # 1.7 + 1.6 + 1.2 = 4.5, rounded to 5
    assert quotas(tenth, [15, 15, 15]) == [2, 2, 1]  # 1.5 each, 4.5 rounded to 5
    assert quotas([Wanted(number=9), *tenth], [4, 15, 15, 15]) == [4, 2, 2, 1]


def test_the_bytes_are_exactly_those_the_page_describes() -> None:
    seed = effective_seed("澜溪秋水长", "31415")
    assert seed == "澜溪秋水长\n31415"
    by_hand = "澜溪秋水长".encode() + b"\n31415\nT0004"
    assert digest(seed, "T0004") == hashlib.sha256(by_hand).hexdigest()
    text = frame_text([Listed("B", "乙", 2), Listed("A", "甲", 1)], [Left("C", "丙", "到了上限")])
    assert text == "A\t甲\t1\nB\t乙\t2\nC\t丙\t0\t到了上限\n"
