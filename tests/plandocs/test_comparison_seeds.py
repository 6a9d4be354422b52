"""The likenesses that domain.md tells of the documents this was built for, when they lie beside the project."""

from __future__ import annotations

from functools import cache

import pytest

from tests.plandocs.test_seeds import SEEDS, seed
from zhengyou.plandocs import Document, Reading, read
from zhengyou.plandocs.comparison import Stream, alike, compare, likely_origin, sketch, stream_of

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="the seed documents may not be copied into the project, and here they do not stand beside it",
)


@cache
def reading(number: str) -> Reading:
    return read(*seed(number))


def whole(number: str) -> tuple[Document, Stream]:
    found = reading(number)
    return found.documents[0], stream_of(found)


def part(ending: str) -> tuple[Document, Stream]:
    found = reading("004")
    for number, document in enumerate(found.documents):
        if document.title.endswith(ending):
            return document, stream_of(found, number)
    pytest.skip(f"part {ending} is not in the excerpt")


def test_p5_and_p6_are_one_text_of_which_p5_lost_punctuation() -> None:
    (p5, one), (p6, two) = part("篇五"), part("篇六")
    found = compare(one, two)
    assert round(found.similarity, 2) == 0.98
    assert min(found.first.share, found.second.share) > 0.99
    likely = likely_origin(p5, p6, found, (one, two))
    assert likely is not None
    assert (likely.origin, likely.reason) == (2, "另一份在相同的文字里少了8个标点。")


def test_000_and_003_share_no_word_but_are_known_for_plan_and_translation() -> None:
    (plan, one), (translation, two) = whole("000"), whole("003")
    found = compare(one, two)
    assert (found.first.share, found.second.share, found.similarity, found.passages) == (0.0, 0.0, 0.0, ())
    likely = likely_origin(plan, translation, found, (one, two))
    assert likely is not None
    assert likely.origin == 1
    assert likely.reason.endswith("都点到盧小君。")
    turned = likely_origin(translation, plan, compare(two, one), (two, one))
    assert turned is not None
    assert (turned.origin, turned.reason[-11:]) == (2, "都点到Lu Xiaojun。"[-11:])


def test_no_two_other_parts_of_the_collection_share_more_than_a_few_phrases() -> None:
    found = reading("004")
    texts = [stream_of(found, number) for number in range(len(found.documents))]
    pairs = [
        (found.documents[i].title, found.documents[j].title)
        for i in range(len(texts))
        for j in range(i)
        if max(compare(texts[i], texts[j]).first.share, compare(texts[i], texts[j]).second.share) > 0.05
    ]
    assert pairs == [("关工委活动计划篇六", "关工委活动计划篇五")]


def test_a_translation_of_another_plan_is_not_taken_for_this_one() -> None:
    (plan, one), (translation, two) = whole("001"), whole("003")
    assert likely_origin(plan, translation, compare(one, two), (one, two)) is None


def test_sketches_of_the_seeds_tell_what_the_exact_comparison_tells() -> None:
    found = reading("004")
    texts = [stream_of(found, number) for number in range(len(found.documents))]
    off = [
        abs(alike(sketch(a.units), sketch(b.units)) - compare(a, b).similarity) for a in texts for b in texts
    ]
    assert max(off) < 0.1
