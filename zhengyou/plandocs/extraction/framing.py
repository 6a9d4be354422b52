"""What frames a plan: the documents it rests on, its themes and carriers, its period."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.dates import When, find_dates
from zhengyou.plandocs.extraction.context import Context, sentences, trimmed
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Basis, Period, Theme

_CITED = re.compile(
    r"《(?P<title>[^《》]{4,120})》(?:（(?P<number>[^（）]{2,16}[〔\[［【（(]?(?:19"
    r"|20)\d\d[〕\]］】）)]?\s?第?\d{1,4}号)）)?"
)
_OFFICIAL = re.compile(r"意见|通知|方案|决定|办法|规定|条例|纲要|要求|规划|计划|若干|精神|章程|讲话")
_CITES = re.compile(r"根据|按照|依据|遵照|贯彻|落实|学习")
_RESTS_ON = re.compile(
    r"(?:根据|按照|依据|遵照|贯彻落实|贯彻)(?P<what>(?!落实|相关"
    r"|有关)[^，。；：《》“”]{2,30}?(?:要求|精神|部署|安排|意见|通知|规定|指示))(?=[，。；：和及])"
)
_ENGLISH_BASIS = re.compile(r"[Aa]ccording to the requirements of (?P<what>[^.]{8,160}?)(?=[,，.] )")
_THEME = re.compile(
    r"(?:以|紧扣|围绕|突出)“(?P<a>[^“”]{2,60})”(?:为|的)(?:活动)?主题(?!教育)|主题(?:是|为"
    r"|：)\s?“?(?P<b>[^“”，。；：]{4,60})”?|以(?P<c>[^“”，。；]{4,40})为主题"
)
_CARRIER = re.compile(
    r"载体(?:是|为|：)\s?“?(?P<a>[^“”。；]{2,60})”?|以“(?P<b>[^“”]{2,60})”为(?:活动|有效|重要)?载体"
    r"|“(?P<c>[^“”]{2,40})”的(?:实践|活动)?载体"
)
_ENGLISH_CARRIER = re.compile(r"carrier of [^.]{0,80} is (?P<a>[^.]{8,140})")
_TIMED = re.compile(
    r"[Ff]rom [A-Z][a-z]{2,8} (?:19|20)\d\d"
    r"|活动时间|实施时间|时间(?:为|是|从|：)|[从自][^，。；]{4,16}(?:开始|起|到|至)|分[为成]?[二三四五六两]个?(?:阶段|步)"
    r"|结束|started in"
)
_TIME_HEADING = re.compile(
    r"^(?:活动|实施|开展|举办|起止|工作)?(?:起止)?时间$|^(?:活动|实施|起止|举办)?时间[：:]"
)
_BEGINS = re.compile(
    r"(?:开始|启动|起)?(?:实施)?，?[至到]?"
    r"|,? and (?:[a-z]{2,12} ){0,3}end(?:ed|s|ing)? (?:in|at|by) "
)
_FINISHES = re.compile(r"[^，。；]{0,6}(?:结束|完成|止)|[.,;]|\s?$")
_TWO_ENDS = re.compile("[至到—-]| to |启动|开始| and ")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年")
_LENGTH = re.compile(
    r"(?:为期|历时|时间为|用|期限为?)(?P<n>[一二两三四五六1-9])(?P<unit>年"
    r"|个月)(?:左右)?(?:的?时间)?|for a period of (?P<en>one|two|three|four|five) years"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def basis(context: Context) -> tuple[Basis, ...]:
    """Superior documents cited in the opening, and the demands it says it follows."""
    found: dict[str, Basis] = {}
    for line in _opening(context):
        for match in _CITED.finditer(line.match):
            sentence = line.match[max(0, line.match.rfind("。", 0, match.start())) : match.start()]
            if _OFFICIAL.search(match["title"]) and _CITES.search(sentence):
                item = Basis(
                    **line.at(*match.span()),
                    text=f"《{line.words(*match.span('title'))}》",
                    number=_printed(line, match),
                )
                found.setdefault(match["title"], item)
        for pattern in (_RESTS_ON, _ENGLISH_BASIS):
            for match in pattern.finditer(line.match):
                span = match.span("what")
                found.setdefault(match["what"], Basis(**line.at(*span), text=line.words(*span)))
    return tuple(sorted(found.values(), key=lambda b: (b.line, b.start)))


def _printed(line: Line, match: re.Match[str]) -> str | None:
    return line.words(*match.span("number")) if match["number"] else None


def _opening(context: Context) -> list[Line]:
    """The lines before the first section, or the first five of a document without sections."""
    roots = context.structure.roots
    first = roots[0].line.number if roots and label_of(roots[0].line) else None
    lines = [line for line in context.lines if line.match.strip()]
    return [line for line in lines if line.number < first] if first else lines[:5]


def themes(context: Context) -> tuple[Theme, ...]:
    """Themes and carriers, each with the year its own sentence opens with."""
    found: dict[tuple[str, str], Theme] = {}
    for unit in context.units:
        for start, end in sentences(unit):
            for kind, pattern in (("theme", _THEME), ("carrier", _CARRIER), ("carrier", _ENGLISH_CARRIER)):
                for match in pattern.finditer(unit.line.match, start, end):
                    if _in_title_of_other(unit.line.match, match.start()):
                        continue
                    span = trimmed(unit.line.match, *match.span(match.lastgroup or 0))
                    year = _YEAR.search(unit.line.match, start, match.start())
                    theme = Theme(
                        **unit.line.at(*span),
                        text=unit.line.words(*span),
                        kind=kind,
                        year=int(year["year"]) if year else None,
                    )
                    found.setdefault((kind, theme.text), theme)
    return tuple(sorted(found.values(), key=lambda t: (t.line, t.start)))


def period(context: Context) -> Period | None:
    """The time the whole plan covers: a range of dates where the text gives one, else the year it is the plan of, else
    a stated length. A report's year is when things were done, no period."""
    lines = [line for line in context.lines if line.match.strip()]
    for line in _of_time(context):
        for when in find_dates(line.match):
            if all(when.dates()) and _TWO_ENDS.search(line.match, when.start, when.end):
                return _dated(line, when)
    head = [*_opening(context), *lines[:2]]
    timed = [line for line in lines if _TIMED.search(line.match)]
    spans = [(line, when) for line in [*head, *timed] for when in _long_times(line)]
    ranges = [(line, when) for line, when in spans if _TWO_ENDS.search(line.match, when.start, when.end)]
    years = [] if context.kind == "report" else [one for one in spans if one not in ranges]
    for line, when in [*ranges, *years]:
        return _dated(line, when)
    return _of_length(lines) or _only_year(context, lines)


def _of_time(context: Context) -> list[Line]:
    """The lines of a section that is about nothing but when: 二、活动时间."""
    return [unit.line for unit in context.units if any(_TIME_HEADING.search(n.heading) for n in unit.path)]


def _long_times(line: Line) -> list[When]:
    """Times of more than half a year, not those in the title of another document."""
    found = []
    for when in _spans(line.match):
        starts, ends = when.dates()
        if starts and ends and (ends - starts).days > 180 and not _in_title_of_other(line.match, when.start):
            found.append(when)
    return found


def _spans(text: str) -> list[When]:
    """The times of a text, with 2011年3月启动，2012年6月结束 as one."""
    times = find_dates(text)
    whole = [
        replace(a, end=b.end, last=b.last, last_year=b.last_year or a.first_year)
        for a, b in pairwise(times)
        if a.first and b.last and _BEGINS.fullmatch(text, a.end, b.start) and _FINISHES.match(text, b.end)
    ]
    return [*whole, *times]


def _dated(line: Line, when: When) -> Period:
    starts, ends = when.dates()
    return Period(
        **line.at(when.start, when.end), starts=starts, ends=ends, text=line.words(when.start, when.end)
    )


def _of_length(lines: list[Line]) -> Period | None:
    for line in lines:
        match = _LENGTH.search(line.match)
        if match:
            n, unit = match["n"], match["unit"]
            years = _WORDS[match["en"]] if match["en"] else integer(n) if unit == "年" else None
            span = match.span()
            return Period(**line.at(*span), starts=None, ends=None, text=line.words(*span), years=years)
    return None


def _only_year(context: Context, lines: list[Line]) -> Period | None:
    """A plan that prints one year only, and begins a sentence with it, is the plan of that year."""
    times = [(line, when) for line in lines for when in find_dates(line.match) if when.first_year]
    if (
        context.kind != "plan"
        or len({y for _, when in times for y in (when.first_year, when.last_year)}) != 1
    ):
        return None
    for line, when in times:
        begins = not line.match[: when.start].strip() or line.match[when.start - 1] == "。"
        if begins and when.first == (1, 1) and when.last == (12, 31):
            return _dated(line, when)
    return None


def _in_title_of_other(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)
