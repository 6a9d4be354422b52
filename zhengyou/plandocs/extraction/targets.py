"""Numeric targets: 至少开展两次…, 3000—5000吨, 满意率达95%以上, 美德少年若干名 (domain.md 3.1, "Numeric targets")."""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.extraction import english
from zhengyou.plandocs.extraction.context import Context, ahead, sentences, trimmed, working_region
from zhengyou.plandocs.numbers import NUMBER, number
from zhengyou.plandocs.plan import Standard, Target

_UNIT = (
    r"万元|亿元|元|万吨|吨|分钟|个小时|个月|个百分点|分(?![钟之别类为工支局管校享])|头|床|只|公顷|笔|宗|起|首|台|例|栋|幢|户次|台次|盏|条次|公斤|人次|人|名|位|次|场次|场|期|篇|个|项|户|家|所|支|处|%|个百分点|小时"
    r"|学时|课时|天|件|条|本|份|部|遍|轮|节|堂|幅|块|面|张"
    r"|亩|公里|万字|字|米|株|棵|辆|次数|岗|点|班|套|对|批|届|间|座|台|平方米|倍"
)
_LEAST = "至少|不少于|不低于|不得少于|不得低于|最少|力争|确保|达到?|突破|超过|完成|实现"
_MOST = "不超过|不多于|不高于|控制在|至多|最多|不得超过"
_NUMBER = re.compile(
    rf"(?P<n>{NUMBER})(?:\s?[-—至到]{{1,2}}\s?(?P<upper>{NUMBER}))?\s?(?P<unit>{_UNIT})(?P<above>以上"
    rf"|以下|以内|左右)?"
)
_COMPARED = re.compile(rf"(?P<word>{_LEAST}|{_MOST})[^，。；：“”\d一二两三四五六七八九十百千]{{0,8}}$")
_DONE_TO = re.compile(
    r"(?:的)?[\u4e00-\u9fff]{0,14}(?:结对|帮扶|走访|慰问|资助|进行|开展|建立|提供|送|办理|安排)"
)  # 对12名困难学生结对帮扶
_LISTED = re.compile(
    rf"(?P<verb>[读看听投去写上做讲学交办唱参][\u4e00-\u9fff]?)(?P<n>[一二两三1-3])(?P<unit>{_UNIT})(?P<what>[^，。；、]{{1,16}})"
)
_SOME = re.compile(r"若干(?P<unit>名|个|次|项|篇|人|户|件|场)")
_GOAL = re.compile(
    r"(?:评选|选出|评出|选树|树立|表彰|培养|发展|建成|建立|打造|创建|培育|帮扶|结对|走访|慰问|承诺"
    r"|举办|开展|组织|召开|撰写|完成|推出|命名|建设|新建|培训|参加"
    r"|资助|帮教|遴选|挑选|明确|成立|组建|新建|改造|修建|修|举行|提出|征集|收集|提供|奖励|上|读|交|提|办(?!公|事)|确定|帮助|学习|设立|联系|吸收|吸纳|聘请|选派|(?<!工)作|讲|产[\u4e00-\u9fff]|巡查|排查|抽查|开设"
    r"|开课|推荐|选拔|配备|新增|落实|包|硬化|修|帮带|让|募集|发放|安排|编发|制作)[^，。；：]{0,14}$"
)
_PERIOD = re.compile(
    r"每(?:个)?(?:半年|年度|年|季度|季|月|周|学期)|(?:每[\u4e00-\u9fff]{1,3})?一学期|全年|年内"
    r"|上半年|下半年|本学期|今年|(?:19|20)\d\d年(?:底|末|度)?|一年(?=一[次期])|每班(?![级子])|每半月|每两周|每[天日]"
)
_COUNTED = re.compile(
    r"(?:方面|阶段|环节|步骤|结合|代表|重点|问题|关键|原则|层次|层面|意识|观念|确保|坚持|围绕|机制"
    r"|体系|时期|年级|人民|率先|中心|抓手|文明|关系|平台|结果|转变|提高|到位|主题|载体|核心|支撑"
    r"|行动|任务|工作(?!室|站|日|会议|例会)|台阶)"
)
_RATE = re.compile(r"率|面|度|比例|占|下降|降低|增长|提高|上升|递增|抽[取查]")
_STRICT = frozenset(("至少", "不少于", "不低于", "不得少于", "不得低于", "最少", *_MOST.split("|")))
_LASTING = frozenset(("天", "小时", "个小时", "分钟", "个月", "学时", "课时"))
_WEAK = frozenset("一百千")
_EACH_ONE = re.compile(
    r"(?:每[名个位人户]|各[\u4e00-\u9fff]{1,5}|人人)[^，。；：]{0,16}(?:联系|结对|帮扶|帮带|包抓|包|帮|带|与|和)$"
)
_MEASURES = frozenset(
    ("亩", "公里", "万吨", "吨", "公斤", "头", "只", "床", "株", "棵", "平方米", "人次", "户次", "米", "公顷")
)
_CLOSED = re.compile(r"\s{0,4}(?:[，。；、）]|$)")
_PRESENT = re.compile(
    r"(?:现有|共有|已有|原有|目前|已|了|共|总|下辖|占地|面积|有|[共下现]设|分|为|第|附|一式|电话|满|近|约|距|超|自|至|到|[“”（：])\s?[^，。；：]{0,6}$"
)
_STATE = re.compile("[共现已原]有|其中|目前|下辖|截至")
_QUOTES = re.compile("“[^”]{0,24}”")
_CLAUSE_END = re.compile("[。；，）]")
_NEAR = 40
_TIMES = frozenset("次期场篇节堂遍轮")
_REPEATED = _TIMES | {"小时", "学时", "天", "名", "个", "份"}
_HAN = re.compile("[\u4e00-\u9fff]")
_IN_QUOTES = re.compile(r"“[^”]{0,40}”|《[^》]{0,80}》")


def targets(context: Context, standards: tuple[Standard, ...]) -> tuple[Target, ...]:
    """The targets of a plan, or of a report's outlook, in order."""
    taken = {item.line for standard in standards for item in standard.items}
    found: list[Target] = []
    for unit in ahead(context):
        if (unit.path or not context.structure.roots) and working_region(unit.path, taken) not in {
            "ideology",
            "standards",
        }:
            for span in sentences(unit):
                found += (
                    _of_sentence(unit.line, *span)
                    if _HAN.search(unit.line.match, *span)
                    else english.targets(unit.line, *span)
                )
    return tuple(found)


def _of_sentence(line: Line, start: int, end: int) -> list[Target]:
    text = line.match
    hidden = {i for m in _IN_QUOTES.finditer(text, start, end) for i in range(*m.span())}
    found: list[Target] = []
    carried = ""
    at = start
    for match in _NUMBER.finditer(text, start, end):
        if match.start("n") in hidden:
            continue
        if _CLAUSE_END.search(text, at, min(match.start(), at + _NEAR)) or match.start() - at > _NEAR:
            carried = ""
        compared = _COMPARED.search(text, max(start, match.start() - 14), match.start())
        comparator = compared["word"] if compared else carried
        first = compared.start() if compared else match.start()
        target = _target(line, match, comparator, (first, max(start, at), end), start)
        if target is not None:
            found.append(target)
            carried, at = comparator, match.end()
    listed = [match for match in _LISTED.finditer(text, start, end) if match.start("n") not in hidden]
    if len(listed) >= 3:
        known = {target.start for target in found}
        found += [one for match in listed if (one := _of_list(line, match)).start not in known]
    found += [_some(line, match, start) for match in _SOME.finditer(text, start, end)]
    return sorted(found, key=lambda t: t.start)


def _target(
    line: Line, match: re.Match[str], comparator: str, span: tuple[int, int, int], start: int
) -> Target | None:
    """`span` is where the target's words begin, where the one before ended, and where the sentence ends."""
    first, after_last, end = span
    text, value = line.match, number(match["n"])
    before, after = (
        text[max(start, match.start("n") - _NEAR) : match.start("n")],
        text[match.end() : min(end, match.end() + 12)],
    )
    near = max(start, match.start() - _NEAR)
    clause = max(text.rfind(mark, near, match.start()) + 1 for mark in "。；")
    if match["unit"] == "%":  # 每班排查一次，整改率达到100%: a rate is not of the clause before it
        clause = max(clause, text.rfind("，", near, match.start()) + 1)
    period = next(reversed([*_PERIOD.finditer(text, max(near, clause), match.end())]), None)
    if value is None or not _meant(match, comparator, before, after, bool(period)):
        return None
    upper = number(match["upper"]) if match["upper"] else None
    return Target(
        **line.at(first, match.end()),
        what=_what(line, after_last, end, first, match),
        comparator=_kind(comparator, match["above"], upper),
        quantity=value,
        upper=upper,
        unit=match["unit"],
        period=period[0] if period else None,
        certain=bool(comparator or period or match["above"]),
        doubt=""
        if comparator or period or match["above"]
        else "原文没有写“至少”“不超过”等字样，请确认这是不是要达到的数。",
    )


def _meant(match: re.Match[str], comparator: str, before: str, after: str, often: bool) -> bool:
    """Whether a number is something to reach, not a manner of speaking (抓好三项工作, 分四个阶段)."""
    if (
        after.startswith(("工作日", "月内", "小时内"))
        or (match["above"] == "以内" and match["unit"] in _LASTING)
        or before.endswith(("由", "每"))
    ):
        return False
    if (
        re.match(r"第|[这那本此该同]$", before[-1:])
        or _COUNTED.match(after)
        or before.endswith(("第", "其中", "党的"))
    ):
        return False
    if match["unit"] in {"个", "项", "点", "面", "条"} and (_COUNTED.search(after[:6])):
        return False
    if match["unit"] == "件" and not match["n"][0].isdigit() and re.match("[实大好小]?事[。：]", after):
        return False  # 办好五件实事：1、…
    if re.search("(?<!不)(?<!不得)低于$|不足$|(?<!不)少于$|未达到?$", before):
        return False  # a threshold for somebody else's measure
    weak = match["n"] in _WEAK
    strong = comparator in _STRICT
    if strong or match["above"] or (match["unit"] == "%" and (comparator or _RATE.search(before[-8:]))):
        return True
    if often and match["unit"] in (_TIMES if weak else _REPEATED):
        return not before.endswith("每")
    if comparator and not weak and match["unit"] != "点":
        return True
    plain = _QUOTES.sub("", before)
    aimed = bool(_GOAL.search(plain)) or (before.endswith(("对", "为", "给")) and bool(_DONE_TO.match(after)))
    if weak and _EACH_ONE.search(plain):
        return True
    stated = (
        match["n"][0].isdigit()
        and (match["unit"] in _MEASURES or bool(_CLOSED.match(after)))
        and not _PRESENT.search(plain)
        and not _STATE.search(plain)
    )
    few = match["unit"] in {"面", "点", "天"} or (match["unit"] == "条" and not match["n"][0].isdigit())
    return not weak and (aimed or stated) and not few


def _kind(comparator: str, above: str | None, upper: float | None) -> str:
    if upper is not None:
        return "range"
    if comparator in _MOST.split("|") or above in {"以下", "以内"}:
        return "at_most"
    return "at_least" if comparator or above == "以上" else "equal"


def _what(line: Line, start: int, end: int, first: int, match: re.Match[str]) -> str:
    """What is counted: the words after the unit, else the clause before the number."""
    text = line.match
    near = min(end, match.end() + _NEAR)
    stop = next((i for i in range(match.end(), near) if text[i] in "，。；、：）"), near)
    a, b = trimmed(text, match.end(), stop)
    if b - a >= 2 and match["unit"] != "%":
        return line.words(a, min(b, a + 30)).removeprefix("的").removeprefix("为")
    start = max(start, first - 2 * _NEAR)
    begin = max(text.rfind(mark, start, first) + 1 for mark in "，。；：")
    a, b = trimmed(text, max(start, begin), match.start("n"))
    words = line.words(a, b)
    return re.sub(rf"(?:{_LEAST}|{_MOST})", "", words)[-30:] or match["unit"]


def _of_list(line: Line, match: re.Match[str]) -> Target:
    """读一本书、看一部影片、写一篇心得: three and more such in a row are a checklist with numbers (domain.md M84)."""
    what = re.split("或|等", line.words(*match.span("what")))[0]
    return Target(
        **line.at(match.start("n"), match.end("unit")),
        what=f"{match['verb']}{what}",
        comparator="equal",
        quantity=number(match["n"]),
        upper=None,
        unit=match["unit"],
        period=None,
    )


def _some(line: Line, match: re.Match[str], start: int) -> Target:
    begin = max(line.match.rfind(mark, start, match.start()) + 1 for mark in "，。；：")
    a, b = trimmed(line.match, max(start, begin), match.start())
    return Target(
        **line.at(*match.span()),
        what=line.words(a, b)[-30:],
        comparator="unspecified",
        quantity=None,
        upper=None,
        unit=match["unit"],
        period=None,
        certain=False,
        doubt="原文写“若干”，没有写数量，请填写。",
    )
