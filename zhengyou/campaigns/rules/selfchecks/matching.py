"""Which of the things on record may speak for an item of a standard: by the item they name and by words in common.

It is a suggestion and no more: a word in common proves nothing, so the page shows the words, and a person ticks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST = 8
"""So many are suggested."""
_RUN = re.compile(r"[\u3400-\u9fff]+")
_LEAST = 2
# Words that stand in nearly every standard and every record and tell none from another.
_EVERYWHERE = re.compile(
    "创先争优|党组织|党支部|党委|支部|党员|群众|组织|单位|工作|活动|开展|进行|加强|推动|落实|建设|情况|方面|全面|积极|认真|"
    "做好|做到|坚持|不断|各项|一个|一次|以及|能够|有效|具有|我们|大家|发挥|作用|作风好|好"
)


@dataclass(frozen=True)
class Known:
    """One thing on record: its key ("record-12"), what kind of thing it is and what it is called, its day, every text
    it is known by, and the item of a standard it names, if any."""

    key: str
    kind: str
    title: str
    day: date
    text: str = ""
    item: int | None = None


@dataclass(frozen=True)
class Suggested:
    """A thing that may speak for an item; `words` are those in common, `named`: it names the item itself."""

    known: Known
    words: tuple[str, ...]
    named: bool


def words_in_common(one: str, other: str) -> tuple[str, ...]:
    """The longest runs of Chinese characters that stand in both texts, two characters at least, without those that
    stand everywhere; each once, in the order of `other`."""
    home = "\n".join(_parts(one))
    found: dict[str, None] = {}
    for part in _parts(other):
        found |= dict.fromkeys(_shared(part, home))
    return tuple(found)


def _parts(text: str) -> list[str]:
    """What tells something: runs of characters between the words that stand everywhere."""
    return [
        part for run in _RUN.findall(text) for part in _EVERYWHERE.split(run) if part and len(part) >= _LEAST
    ]


def _shared(part: str, home: str) -> Iterable[str]:
    start = 0
    while start <= len(part) - _LEAST:
        end = start + _LEAST
        if part[start:end] not in home:
            start += 1
            continue
        while end < len(part) and part[start : end + 1] in home:
            end += 1
        yield part[start:end]
        start = end


def suggested(item: int, text: str, known: Iterable[Known], *, most: int = MOST) -> list[Suggested]:
    """What may speak for the item with this number and text: what names it first, then what shares most words, the
    latest first among equals."""
    found = [
        Suggested(one, words_in_common(text, f"{one.title}\n{one.text}"), one.item == item) for one in known
    ]
    speaking = [one for one in found if one.named or one.words]
    speaking.sort(key=_order)
    return speaking[:most]


def _order(one: Suggested) -> tuple[bool, int, int, str]:
    return not one.named, -sum(map(len, one.words)), -one.known.day.toordinal(), one.known.key
