"""What holds for any two texts, and that the cost grows with their length only."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.plandocs.test_comparison import OTHER, PLAN, of
from zhengyou.plandocs.comparison import Span, Stream, alike, bands, compare, sketch, stream
from zhengyou.plandocs.comparison.aligning import runs

SENTENCES = [part for part in (PLAN + OTHER).replace("\n", "。").split("。") if part]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(SENTENCES), st.text(st.sampled_from("党员支部学习一二三甲乙，。 \nab12"), max_size=30)
    ),
    max_size=12,
).map("。\n".join)
QUICK = settings(max_examples=150, deadline=None)


def units_at(document: Stream, where: Span) -> str:
    """The units of the original characters a span points at, read again from the characters alone."""
    lines = list(document.lines[where.line - 1 : where.last_line])
    lines[-1] = lines[-1][: where.stop]
    lines[0] = lines[0][where.start :]
    again = stream(lines)
    return again.units


@QUICK
@given(TEXTS)
def test_any_text_stands_whole_in_itself(text: str) -> None:
    one = of(text)
    found = compare(one, one)
    assert found.first.share == found.second.share == found.similarity == (1.0 if len(one) else 0.0)
    assert alike(sketch(one.units), sketch(one.units)) == (1.0 if len(one) else 0.0)


@QUICK
@given(TEXTS, TEXTS)
def test_turning_the_pair_round_turns_the_result_round(one: str, two: str) -> None:
    there, back = compare(of(one), of(two)), compare(of(two), of(one))
    assert (there.first, there.second, there.similarity) == (back.second, back.first, back.similarity)


@QUICK
@given(TEXTS, TEXTS)
@example("甲乙党员支部学习1a" * 3, "乙党员支部学习1a甲" * 3)
def test_the_offsets_of_a_passage_point_at_equal_words(one: str, two: str) -> None:
    a, b = of(one), of(two)
    for passage in compare(a, b).passages:
        for piece in passage.pieces:
            if piece.kind == "same":
                assert piece.first is not None
                assert piece.second is not None
                assert (
                    a.units[piece.first.begin : piece.first.end]
                    == b.units[piece.second.begin : piece.second.end]
                )
                assert a.span(piece.first.begin, piece.first.end) == piece.first


@QUICK
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    st.lists(st.sampled_from(SENTENCES), max_size=8),
)
def test_the_characters_pointed_at_read_again_are_the_same_words(one: list[str], two: list[str]) -> None:
    a, b = of("\n".join(one)), of("\n".join(two))
    pieces = [piece for passage in compare(a, b).passages for piece in passage.pieces if piece.kind == "same"]
    again = [(units_at(a, p.first), units_at(b, p.second)) for p in pieces if p.first and p.second]
    expected = [a.units[p.first.begin : p.first.end] for p in pieces if p.first]
    # Read without what stands before it, a piece may begin with what looks like the number of a heading.
    assert [(x[-6:], y[-6:]) for x, y in again] == [(e[-6:], e[-6:]) for e in expected]


@QUICK
@given(TEXTS, TEXTS)
def test_pieces_of_a_passage_follow_each_other_without_gap_or_overlap(one: str, two: str) -> None:
    for passage in compare(of(one), of(two)).passages:
        for side in ("first", "second"):
            spans = [span for piece in passage.pieces if (span := getattr(piece, side))]
            assert [span.begin for span in spans[1:]] == [span.end for span in spans[:-1]]
            whole = getattr(passage, side)
            assert (spans[0].begin, spans[-1].end) == (whole.begin, whole.end)


@QUICK
@given(TEXTS)
def test_every_character_between_the_first_and_the_last_word_of_a_line_is_shown_once(text: str) -> None:
    one = of(text)
    labels = ["ab"[i % 2] for i in range(len(one))]
    shown = ["".join(words for words, _ in p.segments) for p in one.paragraphs(0, len(one), labels)]
    filled = sorted(set(one.line_of))
    assert shown == [one.lines[number - 1] for number in filled]


def test_bands_of_a_sketch_are_the_same_on_every_machine() -> None:
    # Stored with plans: if this changes, SKETCH_VERSION must change too, so that they are made anew.
    made = sketch(of(PLAN).units)
    assert (len(made), len(bands(made)), len(set(bands(made)))) == (512, 64, 64)
    assert bands(made)[:2] == [-7784134606119125086, 1840946320205938679]


def test_a_sketch_tells_how_alike_two_plans_are() -> None:
    edited = PLAN.replace("澜溪", "云岭").replace("家长座谈会", "夜谈会")
    one, two, other = (of(text) for text in (PLAN, edited, OTHER))
    exact = compare(one, two).similarity
    assert abs(alike(sketch(one.units), sketch(two.units)) - exact) < 0.1
    assert alike(sketch(one.units), sketch(other.units)) < 0.05
    assert alike(b"", sketch(one.units)) == 0.0


def test_runs_of_a_text_that_repeats_one_character_end() -> None:
    assert [run.length for run in runs("党" * 5000, "党" * 4000)] == [4000, 1000]
