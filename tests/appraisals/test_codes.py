"""Codes and receipts as people type them."""

import pytest

from zhengyou.appraisals.rules import codes

KEY = b"of this installation"


def test_a_code_is_read_in_any_case_width_and_grouping() -> None:
    code = codes.new_code(KEY)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (
        code,
        code.lower(),
        codes.grouped(code),
        "-".join(codes.grouped(code).split()),
        f" {wide} ",
    ):
        assert codes.read_code(typed, KEY) == code


def test_every_single_mistyped_character_of_a_code_is_noticed_without_the_database() -> None:
    code = codes.read_code("ABCD EFGH JKLM NPQR ABP7", KEY)
    for place in range(codes.LENGTH):
        for sign in set(codes.ALPHABET) - {code[place]}:
            with pytest.raises(codes.Misread, match="不对"):
                codes.read_code(code[:place] + sign + code[place + 1 :], KEY)


def test_a_code_of_another_installation_is_none_of_ours() -> None:
    with pytest.raises(codes.Misread, match="不对"):
        codes.read_code(codes.new_code(b"of another"), KEY)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "这里是0位"), ("ABCD", "这里是4位"), ("ABCO", "没有“O”这个字"), ("甲乙", "没有“甲”")],
)
def test_what_is_no_code_is_told_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(codes.Misread, match=sentence):
        codes.read_code(typed, KEY)


def test_a_code_always_gives_the_same_receipt_and_no_two_the_same() -> None:
    many = [codes.new_code(KEY) for _each in range(2000)]
    receipts = [codes.receipt(code) for code in many]
    assert receipts == [codes.receipt(code) for code in many]
    assert len(set(receipts)) == len(set(map(codes.digest, many))) == 2000
    assert {len(one) for one in receipts} == {16}
    assert codes.read_receipt(codes.grouped(receipts[0]).lower()) == receipts[0]
