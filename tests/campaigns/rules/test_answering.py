"""Which own task probably answers what the superior asks for."""

import pytest

from zhengyou.campaigns.rules.answering import LIKELY, alike


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("为民办实事", ""), ("为民办实事", "每个支部办一件实事。")),
        (("每月开展一次集中学习研讨", ""), ("集中学习研讨", "各支部每月开展一次集中学习研讨。")),
        (("设立党员示范岗 12 个", ""), ("设立党员示范岗", "")),
    ],
)
def test_the_same_thing_in_nearly_the_same_words_is_likely(
    ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    assert alike(*ours, *theirs) >= LIKELY


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("开设便民窗口", "临街商铺设一个窗口。"), ("召开动员大会", "")),
        (("走访困难群众", ""), ("集中学习研讨", "各支部每月开展一次集中学习研讨。")),
        (("", ""), ("召开动员大会", "")),
        (("12", "2026"), ("12", "2026")),
    ],
)
def test_other_things_are_not(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    assert alike(*ours, *theirs) < LIKELY
