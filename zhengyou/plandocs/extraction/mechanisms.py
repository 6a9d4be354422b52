"""Standing arrangements: …机制, …制度, …责任制, and the practices that everybody in a campaign knows by name.

The practices are those of the inventory in domain.md section 1 (M17 to M97); a plan need not say 制度 to set one up.
"""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.extraction.context import Context, sentences, trimmed
from zhengyou.plandocs.plan import Mechanism

_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,14}?(?:机制|责任制"
    r"|(?<!规章)(?<!各项)制度|(?:负责|追究|办结|告知|公示|问责|约谈|票决|承诺|例会|值班)制(?!度)))"
    r"(?![\u4e00-\u9fff]?创新|化|建设|性|完善)"
)
_QUOTED = re.compile(
    r"(?P<name>“[\u4e00-\u9fff]{2,10}”[\u4e00-\u9fff]{0,2}?(?:制度|机制|责任制|负责制|工作法|议事法))"
)
_LEAD = re.compile(
    r".*(?:建立健全|健全完善|建立完善|探索建立|探索|建立|健全|完善|形成|落实|实行|实施|推行|执行|坚持|修订|制定|活动(?=长效)|的|了"
    r"|和|与|及|以|是|把|将|有效|工作中|入|一(?!次性|站式|岗|事|网)|党内|结合)(?=[\u4e00-\u9fff]{2,10}$)"
)
_BUILT = re.compile(r"建立|健全|完善|形成|落实|实行|推行|坚持|执行|引入|固定|探索|修订|结合")
_GENERIC = re.compile(
    r"(?:工作|有效|管理|相关|规章|各项|一项|社会|党建|党建工作|基层党组织)?(?:机制|制度)|责任制"
)
_PRACTICES = (
    "(?:公开|集体|师德)承诺书?",
    "(?:领导)点评(?!议)",
    "群众评议|民主评议|民主测评|满意度(?:调查|测评)|行风评议|述职(?:述廉|评议)|量化考核",
    "评选表彰(?=[，。；、”]|活动|制度|机制)",
    "(?:党员)?(?:安全)?(?:示范|先锋)岗|党员责任区|(?:党员)?示范(?:科室|户|窗口)|(?:党建)?示范点",
    "一个?支部一个?品牌|项目引领|目标管理(?!制度)|岗位练兵",
    "结对(?:帮扶|帮困|共建|助学)|一[帮对]一|手拉手|双向?培养|四议两公开|(?:党员)?志愿服务|联校办学|支教|送教(?:下乡)?",
    "公开日|首问负?责任?制?|限时办结制?|(?:人员)?去向告知制?",
    "巡回检查|定期督[察查]|一日调研|三会一课",
    "(?:组织|工作)网络|学科党小组|网络(?:研究)?团队|讲师团|义务监督员|五老",
    "道德银行|(?:假日|假期|暑期|寒假|家长)学校|家访",
    "留守(?:学生|儿童)(?:名册|档案)|台[账帐]",
)
_PRACTICE = re.compile("|".join(_PRACTICES))
_TRIMMINGS = re.compile("党员|人员|安全|研究|党建|书$|制$")  # with or without them it is the same practice
_HAN = re.compile("[\u4e00-\u9fff]")
_ENGLISH = re.compile(
    r"(?:public|collective) commitments?|leaders?(?:hip)? (?:reviews?|comments?)"
    r"|(?:public|mass) (?:comments?|appraisals?)"
    r"|democratic evaluation|satisfaction survey|style assessment|one-on-one|hand in hand|incentives"
    r"|(?P<name>[a-z]+(?:-[a-z]+)? (?:mechanism|responsibility system))"
    r"|(?:improve|establish) (?:and improve )?(?:the|a) (?P<system>[a-z]+ system)",
    re.IGNORECASE,
)
_GENERIC_ENGLISH = re.compile(
    r"(?:working|the|a|work|management|building|this|theoretical|value) ", re.IGNORECASE
)


def mechanisms(context: Context) -> tuple[Mechanism, ...]:
    """Mechanisms, rules and practices of a document, each where it is first named."""
    found: dict[str, Mechanism] = {}
    for unit in context.units:
        for start, end in sentences(unit):
            for a, b in _in_sentence(unit.line, start, end):
                if any(len(known) > b - a and unit.line.match[a:b] in known for known in found):
                    continue
                text = unit.line.words(*trimmed(unit.line.match, start, end))
                found.setdefault(
                    _TRIMMINGS.sub("", unit.line.match[a:b].lower()),
                    Mechanism(**unit.line.at(a, b), name=unit.line.words(a, b), text=text),
                )
    return tuple(sorted(found.values(), key=lambda m: (m.line, m.start)))


def _in_sentence(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    if not _HAN.search(line.match, start, end):
        return _english(line, start, end)
    found = [match.span("name") for match in _QUOTED.finditer(line.match, start, end)]
    named = (_core(line, start, match) for match in _NAMED.finditer(line.match, start, end))
    for spans in (named, (match.span() for match in _PRACTICE.finditer(line.match, start, end))):
        covered = {i for a, b in found for i in range(a, b)}
        found += [span for span in spans if span and span[1] - 1 not in covered and span[0] not in covered]
    return found


def _core(line: Line, start: int, match: re.Match[str]) -> tuple[int, int] | None:
    """The name without the words that lead up to it; None where nothing sets it up or it is no name."""
    a, b = match.span("name")
    lead = _LEAD.match(line.match, a, b)
    a = lead.end() if lead else a
    name, near = line.match[a:b], line.match[max(start, a - 40) : a]
    fits = 4 <= len(name) <= 12 and not re.match("[一二三四五六七八九]项|各", name)
    return (a, b) if fits and not _GENERIC.fullmatch(name) and _BUILT.search(near) else None


def _english(line: Line, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _ENGLISH.finditer(line.match, start, end):
        group = match.lastgroup or 0
        if not _GENERIC_ENGLISH.match(match[group]):
            found.append(match.span(group))
    return found
