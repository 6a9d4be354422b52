"""Papers as they are typed: a key for each mark, so that a bundle of forty takes minutes (domain.md P5)."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .sheets import Sheet

BUNDLE = 40
"""Papers in one bundle."""

MARKED, VOID, MISSING = "marked", "void", "missing"
_VOID = ("X", "废")
_MISSING = ("-", "缺")
_KEYS = "0123456789A"


class MistypedPaper(Exception):
    """What was typed for a paper is no reading of it; the sentence says what to look at."""


@dataclass(frozen=True)
class Reading:
    """One paper as somebody read it: its marks by subject and item (0: left blank), or that it is void or missing."""

    kind: str
    marks: tuple[int, ...] = ()


def read_paper(typed: Sequence[str], sheet: Sheet) -> Reading | None:
    """What was typed for the subjects of one paper, one text for each; None where nothing was typed at all. Raises
    MistypedPaper."""
    texts = [_folded(text) for text in typed]
    if not any(texts):
        return None
    for signs, kind in ((_VOID, VOID), (_MISSING, MISSING)):
        if any(text in signs for text in texts):
            if any(text and text not in signs for text in texts):
                raise MistypedPaper("废票只写一个x，没有这张只写一个-，别的都不写。")
            return Reading(kind)
    return Reading(MARKED, tuple(mark for text in texts for mark in _marks(text, sheet)))


def typed_again(reading: Reading, sheet: Sheet) -> list[str]:
    """A reading as it is typed, a text for each subject (one only where the paper is void or missing)."""
    if reading.kind != MARKED:
        return [_VOID[0].lower() if reading.kind == VOID else _MISSING[0]]
    keys = "".join(_KEYS[mark] for mark in reading.marks)
    each = len(sheet.items)
    return [keys[place : place + each] for place in range(0, len(keys), each)]


def differing(first: Mapping[int, Reading], second: Mapping[int, Reading]) -> list[int]:
    """The numbers of papers which two read differently, or one did not read."""
    return [paper for paper in sorted({*first, *second}) if first.get(paper) != second.get(paper)]


def agrees(issued: int, handed: int, unused: int, found: int) -> bool:
    """Whether the papers of a box are all accounted for: what was handed out and what was not are those made out, and
    no more lay in the box than were handed out."""
    return handed + unused == issued and found <= handed


def bundles(found: int) -> list[tuple[int, int]]:
    """The lowest and highest number of each bundle of so many papers."""
    return [(low, min(low + BUNDLE - 1, found)) for low in range(1, found + 1, BUNDLE)]


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(folded.split())


def _marks(text: str, sheet: Sheet) -> list[int]:
    if len(text) != len(sheet.items):
        raise MistypedPaper(f"要按{len(sheet.items)}个键（没有选的按0），这里是{len(text)}个。")
    found = []
    for key, item in zip(text, sheet.items, strict=True):
        mark = _KEYS.find(key)
        if not 0 <= mark <= len(item.options):
            raise MistypedPaper(f"“{item.label}”没有“{key}”这一档，只有1到{len(item.options)}，没有选的按0。")
        found.append(mark)
    return found
