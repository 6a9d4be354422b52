"""What frames a plan: the documents it rests on, its themes and carriers, its period, its mechanisms."""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.extraction.context import Context, sentences, trimmed
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Basis, Mechanism, Period, Theme

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
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年")
_LENGTH = re.compile(
    r"(?:为期|历时|时间为|用|期限为?)(?P<n>[一二两三四五六1-9])(?P<unit>年"
    r"|个月)(?:左右)?(?:的?时间)?|for a period of (?P<en>one|two|three|four|five) years"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MECHANISM = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,14}?(?:机制|责任制"
    r"|(?<!管理)(?<!规章)(?<!各项)制度))(?![\u4e00-\u9fff]?创新|化|建设|性|完善)"
)
_LEAD = re.compile(
    r".*(?:建立健全|健全完善|建立完善|探索建立|建立|健全|完善|形成|落实|实行|实施|推行|执行|坚持|的"
    r"|和|与|及|以|是|把|将|有效|工作中|入|一|党内|结合)(?=[\u4e00-\u9fff]{2,10}$)"
)
_BUILT = re.compile(r"建立|健全|完善|形成|落实|实行|推行|坚持|执行|引入|固定")
_GENERIC = frozenset(
    [
        "工作机制",
        "机制",
        "制度",
        "管理制度",
        "规章制度",
        "各项制度",
        "有效机制",
        "相关制度",
        "工作制度",
        "一项制度",
        "基层党组织制度",
        "社会制度",
    ]
)
_PRACTICE = re.compile(
    r"公开承诺|领导点评|群众评议|评选表彰|民主评议|党员示范岗|党员先锋岗|党员责任区"
    r"|一个?支部一个?品牌|一支部一品牌|项目引领|目标管理|结对帮扶|一帮一"
    r"|述职评议|限时办结|首问责任|去向告知|道德银行|公开日|一日调研|定期督察|双培养|三会一课"
)


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
    """The time the whole plan covers: a range of years or months in title or opening, or a stated length."""
    lines = [line for line in context.lines if line.match.strip()]
    for line in [*_opening(context), *lines[:2]]:
        for when in find_dates(line.match):
            starts, ends = when.dates()
            if (
                starts
                and ends
                and (ends - starts).days > 200
                and not _in_title_of_other(line.match, when.start)
            ):
                return Period(
                    **line.at(when.start, when.end),
                    starts=starts,
                    ends=ends,
                    text=line.words(when.start, when.end),
                )
    for line in lines:
        match = _LENGTH.search(line.match)
        if match:
            years = (
                _WORDS[match["en"]] if match["en"] else integer(match["n"]) if match["unit"] == "年" else None
            )
            return Period(
                **line.at(*match.span()), starts=None, ends=None, text=line.words(*match.span()), years=years
            )
    return None


def _in_title_of_other(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def mechanisms(context: Context) -> tuple[Mechanism, ...]:
    """Mechanisms and rules the plan sets up by name, and the practices everyone in the campaign knows by name."""
    found: dict[str, Mechanism] = {}
    for unit in context.units:
        for start, end in sentences(unit):
            for a, b in _named(unit.line, start, end):
                text = unit.line.words(*trimmed(unit.line.match, start, end))
                found.setdefault(
                    unit.line.match[a:b],
                    Mechanism(**unit.line.at(a, b), name=unit.line.words(a, b), text=text),
                )
    return tuple(sorted(found.values(), key=lambda m: (m.line, m.start)))


def _named(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _MECHANISM.finditer(line.match, start, end):
        a, b = match.span("name")
        lead = _LEAD.match(line.match, a, b)
        a = lead.end() if lead else a
        name = line.match[a:b]
        near = line.match[max(start, a - 40) : a]
        if (
            name not in _GENERIC
            and not re.match("[一二三四五六七八九十]项|各", name)
            and 4 <= len(name) <= 12
            and _BUILT.search(near)
        ):
            found.append((a, b))
    covered = {i for a, b in found for i in range(a, b)}
    return found + [m.span() for m in _PRACTICE.finditer(line.match, start, end) if m.start() not in covered]
