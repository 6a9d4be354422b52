"""Named standards (五个好, 五带头, 四强) and their items. Register and cautions: domain.md 3.3.

A label may stand alone (items never given), before its items (…“五个好”：一是…), after them (“…；…”的“五比五带头”), or
as a heading over them. The same label may have other items elsewhere: nothing is filled in from memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.extraction import english
from zhengyou.plandocs.extraction.context import Context, spanned, trimmed
from zhengyou.plandocs.labels import Item, runs_near
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Standard, StandardItem
from zhengyou.plandocs.structure import Node, heading_span

_N = "一二三四五六七八九十两双"
_CORE = (
    "好|带头|先|强|优|新|实|讲|比|争|创|表率|模范|先锋|不准|项禁令|禁令|树|注重|为|评|亮|带|做到|能|满意|过硬|有|个一|个四|看"
    "|查|廉|心|型"
)
_LABEL = re.compile(rf"[{_N}](?:个|项|条)?(?:{_CORE})[^“”，。；：、]{{0,6}}$")
_INITIALS = re.compile(r"\d[A-Za-z]$")  # “3s”服务
_COMPOUND = re.compile(
    rf"[{_N}](?![{_N}])[\u4e00-\u9fff]{{1,2}}(?:(?!一)[{_N}][\u4e00-\u9fff]{{1,3}}|一(?:争|保|满意|创|提升|带|树|强|优|评|亮|促))$"
)
_QUOTED = re.compile(r"“(?P<labels>[^“”。；：]{2,24})”")
_LISTS = re.compile(r"个一$|个四$|看$|查$|禁令$|不准$")  # checklists and bans, not standards of somebody
_BARE = re.compile(r"(?<![“\u4e00-\u9fff])(?P<label>五个好|五带头|四强四优)(?!”)")
_NOT = re.compile(
    r"三个代表|三严三实|一岗双责|两学一做|三会一课|三重一大|一把手|一帮一|一对一|两个率先|结合$"
    r"|抓手$|行动$|任务$|工程$|制度$|机制$|阶段$|贯穿$"
    r"|一创建$|支撑$|四个全面|五位一体|双创|新一轮|三农|四议两公开|两委|两新"
)
_PIECE = re.compile("[^、，；。：“”]{2,24}")
_WORKING = re.compile(
    "工作法|民主议事|制度|责任制|[^，。；“”]{0,8}(?:荣誉|称号)"
)  # a way of working, an honour
_ENUMERATION = re.compile(r"[”\"]?(?:[^。；“”：:]{0,24})?(?:[：，]\s?即|：|:|（|即|——|—{1,2})[：，]?\s?")
_BEFORE = re.compile(r"“(?P<body>[^“”]{8,300})”的“?(?P<label>[一二三四五六七八九十两][\u4e00-\u9fff]{1,8})")
_MEMBER = re.compile(r"党员|团员|party members?")
_NAMED = re.compile(r"教师|干部|职工|学生|教职工|公务员|医务人员|民警|个人")
_BODY = re.compile(r"党组织|党支部|支部|党委|党总支|班子|集体|组织|单位|party organi[sz]ations?")
_DEFAULT = {"五个好": "organisation", "五带头": "member", "四强": "organisation", "四优": "member"}


@dataclass(frozen=True)
class _Mention:
    line: Line
    start: int
    end: int
    key: str


@dataclass(frozen=True)
class _Sections:
    """All sections by the number of the line they begin in, and by their heading."""

    by_line: dict[int, list[Node]]
    by_heading: dict[str, Node]


def standards(context: Context) -> tuple[Standard, ...]:
    """Each label once, where its items stand, or where it is first named."""
    mentions = [mention for line in context.lines for mention in _mentions(line)]
    nodes = _sections(context.structure.roots)
    best: dict[str, Standard] = {}
    for mention in mentions:
        known = best.get(mention.key)
        if known is None or not known.items:
            found = _standard(mention, _items(mention, context, nodes))
            if known is None or found.items:
                applies = found.applies_to or (known.applies_to if known else "")
                best[mention.key] = found if applies == found.applies_to else _applied(found, applies)
            elif not known.applies_to and found.applies_to:
                best[mention.key] = _applied(known, found.applies_to)
    given = [key for key, standard in best.items() if standard.items]
    kept = [
        s
        for s in best.values()
        if s.items or not (any(_named_after(s.key, key) for key in given) or _made_of(s.key, given))
    ]
    return tuple(sorted(kept, key=lambda s: (s.line, s.start)))


def _named_after(key: str, other: str) -> bool:
    """四有先锋 are those who meet 四有, no standard of their own."""
    return (
        key != other
        and key.startswith(other)
        and key[len(other) :] in {"先锋", "标兵", "党员", "教师", "干部", "支部"}
    )


def _made_of(key: str, given: list[str]) -> bool:
    """四强四优 where 四强 and 四优 are each spelt out."""
    parts = _halves(key)
    return len(parts) > 1 and all(part in given for part in parts)


def _halves(key: str) -> list[str]:
    return re.findall(f"[{_N}][^{_N}]+", key)


def expected(key: str) -> int | None:
    """How many items a label promises: 五个好 five; None for compound labels (四强四优) and 双."""
    return integer(key[0]) if len(re.findall(f"[{_N}]", key)) == 1 else None


def _applied(standard: Standard, applies_to: str) -> Standard:
    return Standard(**{**standard.__dict__, "applies_to": applies_to})


def _mentions(line: Line) -> list[_Mention]:
    found = [_Mention(line, *match.span("label"), match["label"]) for match in _BARE.finditer(line.match)]
    found += [_Mention(line, *span, key) for span, key in english.labels(line)]
    for match in _QUOTED.finditer(line.match):
        at = match.start("labels")
        pieces = re.split("[，、]", match["labels"])
        if not all(any(p.match(piece) for p in (_LABEL, _COMPOUND, _INITIALS)) for piece in pieces):
            continue
        for piece in pieces if not _WORKING.match(line.match, match.end()) else ():
            if not _NOT.search(piece):
                found.append(_Mention(line, at, at + len(piece), piece))
            at += len(piece) + 1
    return sorted(found, key=lambda mention: mention.start)


def _standard(mention: _Mention, items: tuple[StandardItem, ...]) -> Standard:
    count = expected(mention.key)
    wrong = bool(items) and count is not None and count != len(items)
    doubt = f"名称说有{count}条，原文只找到{len(items)}条，请核对。" if wrong else ""
    return Standard(
        **mention.line.at(mention.start, mention.end),
        label=mention.line.words(mention.start, mention.end),
        key=mention.key,
        applies_to=_applies_to(mention),
        items=items,
        certain=bool(items) and not wrong,
        doubt=doubt or ("" if items else "原文只提到名称，没有给出具体条目，请补充或删去。"),
    )


def _applies_to(mention: _Mention) -> str:
    """Whom it is for: the words right after the label, else the nearest before it in the paragraph."""
    text = mention.line.match
    after = re.match(
        r"”?(?:的|型)?(?P<what>(?:[a-z ]{3,48}|[^“”。；，：、a-z]{0,14}))",
        text[mention.end : mention.end + 52],
    )
    words = after["what"] if after else ""
    member, body = _MEMBER.search(words), _BODY.search(words)
    if member or body:
        return "member" if member and (not body or member.start() < body.start()) else "organisation"
    named = _NAMED.search(words)
    if named or _LISTS.search(mention.key):
        return named[0] if named else ""
    sentence = text[max(0, text.rfind("。", 0, mention.start) + 1, mention.start - 300) : mention.start]
    if given := _given(mention):
        sentence = text[max(0, text.rfind("。", 0, given[1]) + 1) : given[1]]
    before = re.sub("“[^“”]{12,}”", "", sentence)[-60:]
    members = [m.start() for m in _MEMBER.finditer(before)]
    bodies = [m.start() for m in _BODY.finditer(before)]
    if members or bodies:
        return "member" if max(members, default=-1) > max(bodies, default=-1) else "organisation"
    return _DEFAULT.get(mention.key, "")


def _items(mention: _Mention, context: Context, nodes: _Sections) -> tuple[StandardItem, ...]:
    for find in (_run_on, _listed_before, _enumerated, _spoken):
        if items := find(mention):
            return items
    return _below(mention, context, nodes)


def _run_on(mention: _Mention) -> tuple[StandardItem, ...]:
    """…努力做到“五个好”：一是…。二是…"""
    for chain in runs_near(mention.line, mention.end, 44):
        gap = mention.line.match[mention.end : chain[0].start]
        if len(gap) <= 40 and "。" not in gap and "“" not in gap:
            return tuple(_item(mention.line, item) for item in chain)
    return ()


def _item(line: Line, item: Item) -> StandardItem:
    start, end = heading_span(line, item.body)
    end = min(end, item.end)
    rest = trimmed(line.match, end, item.end)
    return StandardItem(
        **spanned(line, item.start, item.end), label=line.words(start, end), text=line.words(rest[0], rest[1])
    )


def _listed_before(mention: _Mention) -> tuple[StandardItem, ...]:
    """开展“比党性，带头讲政治；比本领，…”的“五比五带头”活动, or …”的三创目标要求 for “三创三推进”."""
    given = _given(mention)
    return _split(mention.line, given[1], given[2], _promised(mention.key)) if given else ()


def _given(mention: _Mention) -> tuple[str, int, int] | None:
    """The enumeration that this label, or its first half, follows."""
    for given in _given_before(mention.line.match):
        if given[0].startswith(mention.key) or mention.key.startswith(given[0][:2]):
            return given
    return None


@lru_cache(maxsize=64)
def _given_before(text: str) -> tuple[tuple[str, int, int], ...]:
    """Enumerations in quotes that a label follows: the label and the span of each."""
    return tuple((match["label"], *match.span("body")) for match in _BEFORE.finditer(text))


def _enumerated(mention: _Mention) -> tuple[StandardItem, ...]:
    """“四强”（政治引领力强、发展力强…） or “四强”，即…。: only if the count is as promised."""
    text = mention.line.match
    opening = _ENUMERATION.match(text, mention.end, mention.end + 40)
    if opening is None:
        return ()
    start = opening.end()
    closes = ("）",) if text[start - 1 : start] == "（" else ("。", ". ")
    ends = [at for mark in closes if (at := text.find(mark, start, start + 400)) > 0]
    return _split(mention.line, start, min(ends, default=min(len(text), start + 400)), _promised(mention.key))


def _spoken(mention: _Mention) -> tuple[StandardItem, ...]:
    """“三亮三比”活动。组织党员亮标准、亮身份、亮承诺，比技能、…: as many in a row as promised, each with its word."""
    words = [word for half in _halves(mention.key) for word in [half[1:]] * (integer(half[0]) or 0)]
    if not words or len(_halves(mention.key)) < 2 or any(len(word) != 1 for word in words):
        return ()
    line, reach = mention.line, mention.end + 40 + 12 * len(words)
    pieces = [match.span() for match in _PIECE.finditer(line.match, mention.end, reach)]
    for at in range(len(pieces) - len(words) + 1):
        row = pieces[at : at + len(words)]
        if all(word in line.match[a:b] for word, (a, b) in zip(words, row, strict=True)):
            row[0] = (line.match.rfind(words[0], *row[0]), row[0][1])
            return tuple(StandardItem(**line.at(a, b), label=line.words(a, b), text="") for a, b in row)
    return ()


def _promised(key: str) -> tuple[int, ...]:
    """三亮三比 may count six items or three pairs."""
    if key.isascii():
        return (english.count(key),)
    numbers = [integer(char.replace("双", "二")) or 0 for char in re.findall(f"[{_N}]", key)]
    return (sum(numbers), numbers[0]) if numbers else ()


def _split(line: Line, start: int, end: int, counts: tuple[int, ...]) -> tuple[StandardItem, ...]:
    """The span cut at the one mark that gives the promised number of pieces; nothing if none does."""
    cuts = [_pieces(line, start, end, mark) for mark in ("；", "、", "，", "[、，]", ", (?:and )?|; ")]
    for count in counts:
        for pieces in cuts:
            if len(pieces) == count > 1 and all(b - a <= 60 for a, b in pieces):
                return tuple(
                    StandardItem(**line.at(a, b), label=line.words(a, b), text="") for a, b in pieces
                )
    return ()


def _pieces(line: Line, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    found, at = [], start
    for cut in [*re.finditer(mark, line.match[start:end]), None]:
        stop = start + cut.start() if cut else end
        found.append(trimmed(line.match, at, stop, " 。；，、：“”.,;"))
        at = start + cut.end() if cut else end
    return [(a, b) for a, b in found if b > a]


def _below(mention: _Mention, context: Context, nodes: _Sections) -> tuple[StandardItem, ...]:
    """Numbered children of the heading that names the label, if they are as many as it promises."""
    for node in nodes.by_line.get(mention.line.number, ()):
        if node.start <= mention.start and len(node.children) in _promised(mention.key):
            return tuple(_child(child) for child in node.children)
    return _by_parts(mention, nodes) or _unnumbered(mention, context) or _by_words(mention, nodes)


def _by_parts(mention: _Mention, nodes: _Sections) -> tuple[StandardItem, ...]:
    """“三亮三比” spelt out in sections of their own: 1.三亮：亮标准、亮身份、亮承诺。 2.三比：…"""
    parts = _halves(mention.key)
    found: list[StandardItem] = []
    for part in parts if len(parts) > 1 else ():
        node = nodes.by_heading.get(part)
        items = _split(node.line, node.heading_end, len(node.line.match), _promised(part)) if node else ()
        items = items or _titled(part, nodes)
        if not items:
            return ()
        found += items
    return tuple(found)


def _by_words(mention: _Mention, nodes: _Sections) -> tuple[StandardItem, ...]:
    """三好一满意 spelt out anywhere as numbered sections: three whose heading ends in 好 and one in 满意."""
    parts = [
        (integer(half[0].replace("双", "二")) or 0, half[1:].lstrip("个项条"))
        for half in _halves(mention.key)
    ]
    if not parts or any(not word or len(word) > 2 for _, word in parts):
        return ()
    count = sum(number for number, _ in parts)
    for node in nodes.by_heading.values():
        children = [child for child in node.children if child.heading]
        if len(children) == count and all(
            sum(child.heading.endswith(word) or child.heading.startswith(word) for child in children)
            >= number
            for number, word in parts
        ):
            return tuple(_child(child) for child in children)
    return ()


def _titled(part: str, nodes: _Sections) -> tuple[StandardItem, ...]:
    """三亮 in a heading 1、亮标准、亮身份、亮承诺."""
    count, word = integer(part[0]), part[1:]
    for node in nodes.by_heading.values():
        pieces = _pieces(node.line, node.heading_start, node.heading_end, "、")
        if len(pieces) == count and all(word in node.line.match[a:b] for a, b in pieces):
            return tuple(
                StandardItem(**node.line.at(a, b), label=node.line.words(a, b), text="") for a, b in pieces
            )
    return ()


def _sections(roots: list[Node]) -> _Sections:
    found = _Sections({}, {})
    todo = list(roots)
    while todo:
        node = todo.pop()
        todo.extend(node.children)
        found.by_line.setdefault(node.line.number, []).append(node)
        found.by_heading[node.heading.strip("“”")] = node
    return found


def _child(node: Node) -> StandardItem:
    end = node.inline_end or len(node.line.match)
    rest = trimmed(node.line.match, node.heading_end, end)
    return StandardItem(
        **spanned(node.line, node.start, end),
        label=node.line.words(node.heading_start, node.heading_end),
        text=node.line.words(*rest),
    )


def _unnumbered(mention: _Mention, context: Context) -> tuple[StandardItem, ...]:
    """The next paragraphs, one an item, each with the label's own word (好, 带头) in its title."""
    count, word = integer(mention.key[0]), mention.key.lstrip(_N).lstrip("个项条")[:2]
    if not mention.line.match.rstrip().endswith("：") or not count:
        return ()
    after = context.between(mention.line.number, mention.line.number + 3 * count)[:count]
    titles = [heading_span(line, len(line.match) - len(line.match.lstrip())) for line in after]
    if len(after) < count or not all(
        word in line.match[a:b] for line, (a, b) in zip(after, titles, strict=True)
    ):
        return ()
    return tuple(
        StandardItem(
            **spanned(line, 0, len(line.match)),
            label=line.words(a, b),
            text=line.words(*trimmed(line.match, b, len(line.match))),
        )
        for line, (a, b) in zip(after, titles, strict=True)
    )
