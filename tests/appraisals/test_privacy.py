"""What may be told of small groups."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from zhengyou.appraisals.rules.privacy import Group, pieces

CHANNELS = ("online", "paper", "phone")
COUNTS = st.dictionaries(
    st.builds(Group, st.integers(1, 4), st.sampled_from(CHANNELS)), st.integers(0, 40), max_size=12
)


@given(counts=COUNTS, least=st.integers(2, 20))
def test_no_sum_or_difference_of_what_is_told_is_about_fewer_than_the_least_number(
    counts: dict[Group, int], least: int
) -> None:
    found = pieces(counts, least)
    sizes = [sum(counts[group] for group in piece) for piece in found]
    assert all(size >= least for size in sizes)
    # Every published total is a union of pieces: a difference of two unions is again made of whole pieces.
    unions = [sum(chosen) for number in range(len(sizes) + 1) for chosen in combinations(sizes, number)]
    assert all(size == 0 or size >= least for size in unions)


@given(counts=COUNTS, least=st.integers(2, 20))
def test_every_ballot_is_told_of_once_or_none_is(counts: dict[Group, int], least: int) -> None:
    told = [group for piece in pieces(counts, least) for group in piece]
    present = sorted(group for group, number in counts.items() if number)
    assert sorted(told) == (present if sum(counts.values()) >= least else [])


def test_a_small_channel_is_told_together_with_the_others_of_its_class_first() -> None:
    counts = {Group(1, "online"): 12, Group(1, "paper"): 3, Group(2, "online"): 20}
    assert pieces(counts, 10) == [
        frozenset({Group(1, "online"), Group(1, "paper")}),
        frozenset({Group(2, "online")}),
    ]


def test_a_small_class_is_told_together_with_the_smallest_other() -> None:
    counts = {Group(1, "online"): 4, Group(2, "online"): 20, Group(3, "online"): 11}
    assert pieces(counts, 10) == [
        frozenset({Group(1, "online"), Group(3, "online")}),
        frozenset({Group(2, "online")}),
    ]


def test_nothing_is_told_when_all_together_are_too_few() -> None:
    assert pieces({Group(1, "online"): 4, Group(2, "paper"): 5}, 10) == []
