"""Whether two documents are the same plan where their words cannot be compared: a plan and its translation.

domain.md 3.2 (near-duplicates, "cross-language structure"): the order, depth and numbers of headings stay, and so do
the people named, whose names a translation spells in pinyin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Indel

from zhengyou.plandocs.cleaning import simplified
from zhengyou.plandocs.numbers import ordinal
from zhengyou.plandocs.plan import Document, Section


def other_language(one: Document, two: Document) -> bool:
    """Whether one is in Latin letters and the other is not."""
    return (one.script == "latin") != (two.script == "latin")


def structure_alike(one: Document, two: Document) -> float:
    """How alike the order, depth and numbers of the headings are, 0 to 1; 0 where one has no headings.

    Official prose is built much alike: below 0.8 this says little, and above it not everything.
    """
    first, second = list(_bones(one.sections)), list(_bones(two.sections))
    return Indel.normalized_similarity(first, second) if first and second else 0.0


def same_people(one: Document, two: Document) -> tuple[str, ...]:
    """People named in the first who by the sound of their names also stand in the second."""
    heard = {_sound(person.name) for person in two.people}
    return tuple(person.name for person in one.people if _sound(person.name) in heard)


def _bones(sections: Iterable[Section], depth: int = 0) -> Iterator[tuple[int, int]]:
    for section in sections:
        yield depth, ordinal(section.label.strip("（）()、.， 第")) or 0
        yield from _bones(section.children, depth + 1)


def _sound(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries take long to load and few plans need them

    letters = "".join(lazy_pinyin(simplified(name))).lower()
    return "".join(char for char in letters if char.isalpha())
