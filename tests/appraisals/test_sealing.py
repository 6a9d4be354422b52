"""Ballots sealed to a key that two scrutineers hold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengyou.appraisals.rules import codes, sealing


def _three() -> tuple[dict[int, str], bytes, dict[str, str]]:
    slips = {number: sealing.new_slip() for number in (3, 7, 12)}
    public, envelopes = sealing.make_round_key(
        {number: sealing.public_half(slip) for number, slip in slips.items()}
    )
    return slips, public, envelopes


def test_any_two_of_three_scrutineers_open_what_was_sealed() -> None:
    slips, public, envelopes = _three()
    ballot = sealing.Answers((1, 4, 0), ("少跑一趟",), "ABCDEFGHJKLMNPQR")
    sealed = sealing.Sealer(public).seal(ballot, sealing.room(3, 1, 200))
    for pair in combinations(slips, 2):
        secret = sealing.open_envelope(envelopes, {number: slips[number] for number in pair})
        assert sealing.Opener(secret).open(sealed) == ballot


def test_one_scrutineer_with_whatever_other_slip_opens_nothing() -> None:
    slips, _public, envelopes = _three()
    for number in slips:
        other = next(one for one in slips if one != number)
        with pytest.raises(sealing.Unreadable):
            sealing.open_envelope(envelopes, {number: slips[number], other: sealing.new_slip()})
        with pytest.raises(sealing.Unreadable):
            sealing.open_envelope(envelopes, {number: slips[number], other: slips[number]})


def test_a_round_has_at_least_two_scrutineers() -> None:
    with pytest.raises(ValueError, match="two scrutineers"):
        sealing.make_round_key({1: sealing.public_half(sealing.new_slip())})


@given(
    marks=st.lists(st.integers(0, 10), min_size=5, max_size=5),
    remark=st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)
def test_no_ballot_tells_by_its_length_what_is_in_it(marks: list[int], remark: str) -> None:
    _slips, public, _envelopes = _three()
    size = sealing.room(5, 1, 200)
    sealed = sealing.Sealer(public).seal(sealing.Answers(tuple(marks), (remark,), "A" * 16), size)
    assert len(sealed) == size + 48


def test_what_was_changed_in_the_urn_is_noticed() -> None:
    slips, public, envelopes = _three()
    sealed = sealing.Sealer(public).seal(sealing.Answers((1,), (), "A" * 16), 100)
    opener = sealing.Opener(sealing.open_envelope(envelopes, {number: slips[number] for number in (3, 7)}))
    for place in (0, 40, len(sealed) - 1):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(sealing.Unreadable):
            opener.open(changed)


def test_a_slip_is_read_as_it_is_written_down_and_refused_in_a_sentence() -> None:
    slip = sealing.new_slip()
    assert sealing.read_slip(sealing.show_slip(slip).lower()) == slip
    with pytest.raises(codes.Misread, match="钥匙条是26位"):
        sealing.read_slip(slip[:-1])
