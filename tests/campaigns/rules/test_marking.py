"""Marks in a line of text."""

from hypothesis import given
from hypothesis import strategies as st

from zhengyou.campaigns.rules.marking import Segment, Span, segments


def test_a_line_without_marks_is_one_piece() -> None:
    assert segments("各支部每月报送一次。", []) == [Segment("各支部每月报送一次。")]


def test_words_inside_other_words_carry_both_marks() -> None:
    assert segments("每月报送一次。", [Span(0, 6, 7), Span(4, 6, 9)]) == [
        Segment("每月报送", (7,)),
        Segment("一次", (7, 9)),
        Segment("。"),
    ]


def test_words_that_overlap_share_their_middle() -> None:
    assert segments("甲乙丙丁", [Span(0, 3, 1), Span(1, 4, 2)]) == [
        Segment("甲", (1,)),
        Segment("乙丙", (1, 2)),
        Segment("丁", (2,)),
    ]


def test_words_beyond_the_line_or_without_length_mark_nothing_else() -> None:
    assert segments("甲乙", [Span(1, 99, 1), Span(1, 1, 2), Span(5, 9, 3), Span(-4, 1, 4)]) == [
        Segment("甲", (4,)),
        Segment("乙", (1,)),
    ]


def test_an_empty_line_has_no_pieces() -> None:
    assert segments("", [Span(0, 3, 1)]) == []


_SPANS = st.lists(st.builds(Span, st.integers(-3, 30), st.integers(-3, 30), st.integers(1, 5)))


@given(st.text(max_size=25), _SPANS)
def test_the_pieces_put_together_are_the_line_and_each_character_has_exactly_its_marks(
    text: str, spans: list[Span]
) -> None:
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    marks = [set(piece.items) for piece in pieces for _ in piece.text]
    assert marks == [{s.item_id for s in spans if s.start <= i < s.end} for i in range(len(text))]
