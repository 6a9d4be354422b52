"""Numbered programmes as lists to tick off (六个一, 五个一, 二三一四工程; domain.md M18, M84): reading their items from
the words of a task, and how far somebody has come with them. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhengyou.plandocs.numbers import integer

LONGEST = 80
MOST = 20
_N = "一二三四五六七八九十两"
_LABEL = re.compile(
    rf"[“\"]?(?:(?P<count>[{_N}]{{1,2}})个[一二两三四五](?![{_N}月年])|(?P<digits>[{_N}]{{2,6}})工程)[”\"]?"
)
# What stands between the name and its items: 六个一：…, 六个一活动，即…, 六个一（…）
_OPENS = re.compile(r"[^。；，：:（(“”]{0,8}(?:[：:]\s?即?|[，]?即|[（(]|——|—{1,2})[：:“]?\s?")
_BEFORE = re.compile(r"“(?P<body>[^“”。]{8,300})”(?:的|等)?$")
_MARKS = ("；", "、", "，", "[、，；]")
_TIMES = re.compile(rf"(?P<n>\d{{1,2}}|[{_N}]{{1,3}})(?:次|场|期|回|遍)")
_TRIM = " 。；，、：“”（）()."
_ORDINAL = re.compile(rf"^(?:[一是]是|[{_N}]是|\d{{1,2}}[.．、]|[（(][{_N}\d]{{1,2}}[)）])")


def checklist_of(text: str) -> list[str]:
    """The items that the words of a task count out; nothing where they name no numbered programme, or not as many items
    as its name promises."""
    for label in _LABEL.finditer(text):
        for body in _bodies(text, label):
            for mark in _MARKS:
                items = [_cut(part) for part in re.split(mark, body)]
                items = [item for item in items if item]
                if len(items) in _promised(label) and all(2 <= len(item) <= LONGEST for item in items):
                    return items
    return []


def _bodies(text: str, label: re.Match[str]) -> Iterator[str]:
    opens = _OPENS.match(text, label.end())
    if opens:
        rest = text[opens.end() :]
        if opens.group().rstrip().endswith(("（", "(")):
            yield re.split(r"[)）]", rest)[0]
        yield rest.split("。")[0]
    before = _BEFORE.search(text[: label.start()])
    if before:
        yield before["body"]


def _promised(label: re.Match[str]) -> set[int]:
    """How many items the name means: 六个一 six; 二三一四工程 four groups, or ten things."""
    if label["count"]:
        return {integer(label["count"].replace("两", "二")) or 0}
    numbers = [integer(one.replace("两", "二")) or 0 for one in label["digits"]]
    return {len(numbers), sum(numbers)}


def _cut(part: str) -> str:
    return _ORDINAL.sub("", part.strip(_TRIM)).strip(_TRIM)


def needed(item: str) -> int:
    """How many times an item is to be done: 走访农户两次 is two; once where it says nothing."""
    found = _TIMES.search(item)
    return max(integer(found["n"].replace("两", "二")) or 1, 1) if found else 1


@dataclass(frozen=True)
class Item:
    """One item, how often it is to be done, how often it was told of, and how often that was confirmed."""

    words: str
    needed: int
    told: int
    confirmed: int

    @property
    def whole(self) -> bool:
        """Whether it was told of as often as it is to be done."""
        return self.told >= self.needed

    @property
    def settled(self) -> bool:
        """Whether that was confirmed as well."""
        return self.confirmed >= self.needed


def standing(checklist: Sequence[str], told: Iterable[tuple[Sequence[str], bool]]) -> list[Item]:
    """How far a checklist has come; `told` are the items of each record that counts, and whether it is confirmed."""
    counted: Counter[str] = Counter()
    confirmed: Counter[str] = Counter()
    for items, is_confirmed in told:
        counted.update(set(items))
        confirmed.update(set(items) if is_confirmed else ())
    return [Item(words, needed(words), counted[words], confirmed[words]) for words in checklist]


def whole(items: Iterable[Item]) -> bool:
    """Whether all of it was told of."""
    return all(item.whole for item in items)


def proposed(words: Sequence[str], items: Iterable[Item]) -> list[str]:
    """The items that an activity probably is: not told of often enough, and one of these words stands in it."""
    return [item.words for item in items if not item.whole and any(word in item.words for word in words)]


def typed(text: str) -> list[str]:
    """A checklist as it is typed, an item a line, each once; an item longer than LONGEST or more than MOST of them
    raise ValueError with a sentence."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if long := next((line for line in lines if len(line) > LONGEST), None):
        raise ValueError(f"“{long[:12]}…”太长了，一项最多{LONGEST}个字。")
    if len(lines) > MOST:
        raise ValueError(f"一共最多{MOST}项，现在有{len(lines)}项，请合并几项。")
    return lines
