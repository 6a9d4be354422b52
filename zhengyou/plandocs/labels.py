"""Numbering as printed: which label a line begins with, and the run-on lists inside a paragraph.

Kinds from the outermost to the innermost, as official documents nest them (domain.md 3.1, "Numbering systems met"):
第一部分, 一、, （一）, 1. or 1、, 1.1, （1）, 1）, ①, 第一，, 一是. 第一阶段 hangs under whatever stands above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.numbers import CAPITALS, CN, ordinal

STAGE = "stage"
RUN_RANK = 9.0
_ENGLISH = "First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
_COUNTS = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
_LABELS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (kind, rank, re.compile(rf"\s{{0,8}}(?P<label>{pattern})"))
    for kind, rank, pattern in (
        ("part", 0.0, rf"第[{CN}]{{1,3}}(?:部分|章|编|篇)"),
        ("part", 0.5, rf"[{CAPITALS}]{{1,2}}[、.]"),
        (
            STAGE,
            1.5,
            rf"(?:The )?(?:{_ENGLISH}|{_ENGLISH.lower()}) (?:stage|phase|step)(?=[ :,.])",
        ),
        ("part", 0.7, rf"第[{CN}]{{1,3}}节"),
        ("article", 2.5, rf"第[{CN}]{{1,4}}条(?=[\s：])"),
        (STAGE, 1.5, r"(?:Stage|Phase|Step) (?:[1-9]|I{1,3}|IV|V)(?=[ :,.])"),
        (STAGE, 1.5, rf"第[{CN}1-9]{{1,3}}个?(?:阶段|步骤|步(?!入|伐|调))"),
        ("cn", 1.0, rf"[{CN}]{{1,3}}(?:[、.](?![{CN}]{{1,2}}[、年月])|\s(?=[\u4e00-\u9fff]))"),
        ("cn", 1.0, rf"(?:(?:{_ENGLISH})(?:ly)?|{_COUNTS})[，,]|[IVX]{{1,5}}[.、]\s"),
        ("cn-paren", 2.0, rf"（\s?[{CN}]{{1,3}}\s?）[、.]?"),
        (
            "num-deep",
            3.5,
            r"\d{1,2}(?:\.\d{1,2}){1,3}(?:[、.]|\s|(?=[\u4e00-\u9fff])(?![万亿元米公平个倍亩吨%千百年月日]))",
        ),
        ("num", 3.0, r"\d{1,2}(?:[、.](?!\d)|[、.](?=\d{1,2}月)|,(?=\s?[a-z]))"),
        ("num-paren", 4.0, r"[（(]\s?\d{1,2}\s?[）)]"),
        ("num-half", 5.0, r"\d{1,2}）"),
        ("circled", 6.0, r"[①-⑳]"),
        ("ordinal", 8.0, rf"第[{CN}]{{1,2}}[，、：]"),
        ("run", RUN_RANK, rf"[{CN}]{{1,2}}[是要](?!否|求|不是|点)"),
        ("run", RUN_RANK, r"The (?:first|second|third|fourth|fifth|sixth) (?:is|was)\b"),
    )
)
_BEFORE = r"(?:^|(?<=[。；：，！？”）:;,.\s]))"
_RUNS = tuple(
    re.compile(_BEFORE + pattern)
    for pattern in (
        rf"(?P<label>(?P<n>[{CN}]{{1,2}})是)(?!否|非)",
        rf"(?P<label>(?P<n>[{CN}]{{1,2}})要)(?!求|点|素|闻)",
        rf"(?P<label>第(?P<n>[{CN}]{{1,2}})[，、：])",
        rf"(?P<label>其(?P<n>[{CN}])[，、是])",
        rf"(?P<label>（(?P<n>[{CN}]{{1,2}})）)",
        r"(?P<label>（(?P<n>\d{1,2})）)",
        r"(?P<label>(?P<n>[①-⑳]))",
        r"(?P<label>(?P<n>\d{1,2})[、.])(?!\d(?!\d?月))",
        rf"(?P<label>(?P<n>[{CN}])、)(?![{CN}][、年])(?=[\u4e00-\u9fff]{{3}})",
        rf"(?P<label>(?:The )?(?P<n>{_ENGLISH}|first|second|third|fourth|fifth)(?:,| is\b))",
    )
)
_RUN_GATE = re.compile(
    rf"[{CN}]是|[{CN}]要|第[{CN}][，、：]|其[{CN}]|（[{CN}\d]|[①-⑳]|\d[、.]|[{CN}]、|(?i:first)"
)


@dataclass(frozen=True)
class Label:
    """A label at a line's beginning: its kind, rank, number, and offsets in the line's working copy."""

    kind: str
    rank: float
    value: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Item:
    """One item of a run-on list: offsets of label, of what follows it, and of its end."""

    label: str
    value: int
    start: int
    body: int
    end: int


def label_of(line: Line) -> Label | None:
    """The label the line begins with, or None."""
    for kind, rank, pattern in _LABELS:
        match = pattern.match(line.match)
        if match is None:
            continue
        value = _value(kind, match["label"])
        if value is None or value > 60:
            continue
        start, end = match.span("label")
        depth = match["label"].count(".", 0, -1) - 1 if kind == "num-deep" else 0
        return Label(kind, rank + 0.1 * depth, value, line.words(start, end), start, end)
    return None


def _value(kind: str, label: str) -> int | None:
    if kind == "num-deep":  # 2.3 is the third of its section
        return int(re.findall(r"\d{1,2}", label)[-1])
    words = label.removeprefix("The ").split(" ")
    return ordinal(words[-1] if words[0] in {"Stage", "Phase", "Step"} else words[0])


def runs_of(line: Line, begin: int = 0) -> list[list[Item]]:
    """The run-on lists in a line from `begin` on: 一是…二是…; each counts from one and has at least two items.

    A list inside an item of another is left out: the outermost list is the one people mean.
    """
    text = line.match
    if not _RUN_GATE.search(text, begin):
        return []
    chains = [chain for pattern in _RUNS for chain in _chains(pattern, line, begin)]
    chains.sort(key=lambda chain: (chain[0].start, -chain[-1].end))
    kept: list[list[Item]] = []
    for chain in chains:
        if not kept or chain[0].start >= kept[-1][-1].start:
            kept.append(chain)
    ends = [chain[0].start for chain in kept[1:]] + [len(text)]
    return [_ended(chain, end, text) for chain, end in zip(kept, ends, strict=False)]


def runs_near(line: Line, begin: int, reach: int) -> list[list[Item]]:
    """The same where a list may begin within `reach` characters; nothing, without looking further, elsewhere."""
    return runs_of(line, begin) if _RUN_GATE.search(line.match, begin, begin + reach) else []


def _chains(pattern: re.Pattern[str], line: Line, begin: int) -> list[list[Item]]:
    """Consecutive matches that count 1, 2, 3…"""
    done: list[list[Item]] = []
    chain: list[Item] = []
    for match in pattern.finditer(line.match, begin):
        value = ordinal(match["n"])
        if value == 1 or (chain and value == chain[-1].value + 1):
            if value == 1:
                done.append(chain)
                chain = []
            start, body = match.span("label")
            chain.append(Item(line.words(start, body), value or 1, start, body, len(line.match)))
    done.append(chain)
    return [one for one in done if len(one) > 1]


def _ended(chain: list[Item], end: int, text: str) -> list[Item]:
    """The chain with its ends. Where every earlier item is one sentence the last one is too, and what follows is not
    part of the list."""
    ends = [item.start for item in chain[1:]] + [end]
    if all(text.count("。", item.body, stop) <= 1 for item, stop in zip(chain[:-1], ends, strict=False)):
        ends[-1] = text.find("。", chain[-1].body, end) + 1 or end
    return [Item(i.label, i.value, i.start, i.body, stop) for i, stop in zip(chain, ends, strict=True)]
