"""A document's title, issuer, number, dates and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zhengyou.plandocs.cleaning import Line, latin, simplified
from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.parts import is_title
from zhengyou.plandocs.plan import Place

_HEAD_LINES = 12
_STATE = re.compile(r"^\s{0,40}（(?:试行|暂行|草案|讨论稿|征求意见稿|送审稿|审议稿|修订稿?|初稿)）\s{0,8}$")
_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<number>[\u4e00-\u9fff]{1,12}(?:字)?[〔\[［【（](?:19"
    r"|20)\d\d[〕\]］】）]\s?第?\d{1,4}号)"
)
_PUBLISHED = re.compile(
    r"(?:上传|发布|发表|更新)(?:日期|时间)：|^\s?(?:时间|日期)：(?=\s?(?:19|20)\d\d[-/.])|Release (?:time|date):",
    re.IGNORECASE,
)
_TITLE_SPLIT = re.compile(
    r"(?P<issuer>[\u4e00-\u9fffXx×*]{2,30}?)"
    r"(?:\s?(?:19|20)\d\d年度?|(?:关于|印发|转发|“)|(?:在.{0,12})?(?:广泛|深入|扎实|全面)*(?:开展"
    r"|推进|实施|推动|加强|落实)|创先争优|争先创优"
    r"|(?:党建|团建|学习|工作|活动|教育)?(?:实施|工作|活动)(?:方案|计划|意见|总结))"
)
_ORGAN = re.compile(
    r"(?:委员会|党委|党组|党工委|总支|支部|党支部|人民政府|办公室|小组|教育局|局|厅|委|部|处|科|院"
    r"|校|学校|大学|学院|中学|小学|幼儿园|园|街道办事处"
    r"|办事处|居委会|村委会|社区|公司|集团|中心|协会|关工委|工会|团委|妇联|医院|所|站|厂|矿|银行|乡|镇|村|县|区|市)"
    r"(?:（[^）]{1,12}）)?$"
)
_PARTY_BODY = re.compile(
    r"(?:中共|中国共产党)[\u4e00-\u9fffXx×*]{2,30}(?:委员会|工作委员会|总支部|支部|党组)"
)
_REPORT = re.compile(r"总结|汇报|报告|调研|体会|简报|情况反映|经验材料|事迹|summary|report", re.IGNORECASE)
_REPORTS = re.compile(r"现将[^，。；]{0,40}(?:汇报|总结|报告)如下|(?:汇报|总结)如下：")
_BOTH = re.compile(
    r"(?:总结|汇报|小结|回顾)(?:及|和|与|暨|、)"
)  # 总结及明年计划: the outlook is a part of it
_NOTICE = re.compile(r"通知|通报|公告|通告|函$|notice", re.IGNORECASE)
_PLAN = re.compile(r"方案|计划|意见|安排|要点|规划|办法|细则|plan", re.IGNORECASE)
_PAST = re.compile(
    r"以来|(?:召开|成立|开展|组织|举办|完成|制定|进行|建立|取得|确定|传达|学习|评选|签下|获得|组建"
    r"|研究|签订|公示|解决|发放|张贴|走访|慰问|培训|帮助|投入|形成|提高|增强|促进|受到|得到|落实|健全|完善|举行|推行|化解|设立)了|去年|取得(?:良好|明显|显著)?成效"
    r"|荣获|被评为|被授予|涌现出|目前，|截至"
)
_FUTURE = re.compile(
    r"(?:要|将|拟|应|须|必须)(?:[\u4e00-\u9fff]{0,4})(?:开展|组织|召开|制定|建立|加强|做好|抓好"
    r"|落实|举办)|继续|进一步|力争|确保|特制定|计划如下|方案如下"
)


@dataclass(frozen=True)
class Facts:
    """What the head and the foot of a document say about it."""

    title: str
    title_at: Place | None
    issuer: str | None
    issuer_at: Place | None
    number: str | None
    number_at: Place | None
    signed_on: date | None
    signed_at: Place | None
    published_on: date | None
    published_at: Place | None
    title_lines: list[Line]


def facts(lines: list[Line], skipped: dict[int, str], named: bool = True) -> Facts:
    """Read title, issuer, number and dates of one document; `skipped` are lines that are not its text.

    `named` is False for parts of a collection, whose titles say nothing about issuer or kind.
    """
    body = [line for line in lines if line.match.strip() and line.number not in skipped]
    title, title_at, title_lines = _title(body)
    signed_on, signed_at, issuer, issuer_at = _signature(body)
    if issuer is None and named:
        issuer, issuer_at = _issuer_in_title(title_lines)
    number, number_at = _number(body)
    published_on, published_at = _published(lines)
    return Facts(
        title, title_at, issuer, issuer_at, number, number_at, signed_on, signed_at, published_on, published_at,
        title_lines,
    )  # fmt: skip


def kind_of(title: str, text: str, trusted: bool = True) -> str:
    """plan, report, notice or unknown. A collection's titles are not to be trusted: content decides there."""
    past, future = len(_PAST.findall(text)), len(_FUTURE.findall(text))
    if not trusted:
        if _REPORTS.search(text) or (past >= 4 and past * 3 >= future * 2):
            return "report"
        return "plan" if future or _last_named(simplified(title)) == "plan" else "unknown"
    named = _last_named(simplified(title))
    if named == "plan" and _BOTH.search(simplified(title)):
        return "report"
    if named in {"report", "notice"}:
        return named
    if named == "plan":
        return "report" if past >= 6 and past > 2 * future else "plan"
    if past + future < 2:
        return "plan" if re.search("[Tt]he plan is as follows", text) else "unknown"
    return "report" if past > future else "plan"


def _last_named(title: str) -> str:
    """The kind a title names last: 关于做好总结工作的通知 is a notice, 总结工作方案 a plan."""
    ends = {
        name: max((match.end() for match in pattern.finditer(title)), default=-1)
        for name, pattern in (("report", _REPORT), ("notice", _NOTICE), ("plan", _PLAN))
    }
    best = max(ends, key=lambda name: ends[name])
    return best if ends[best] >= 0 else ""


def _title(body: list[Line]) -> tuple[str, Place | None, list[Line]]:
    """The first line of the head that ends like a title, with the lines above that it continues."""
    head = []
    for line in body[:_HEAD_LINES]:
        if (label := label_of(line)) and label.kind in {"cn", "cn-paren", "num"}:
            break
        head.append(line)
    for index, line in enumerate(head):
        if is_title(line.match):
            begin = index
            while begin and _continues(head[begin - 1], head[begin]):
                begin -= 1
            state = len(head) > index + 1 and bool(_STATE.match(head[index + 1].match))
            return _whole_title(head[begin : index + 1 + state])
    first = next((line for line in head[:4] if _short(line.match.strip())), None)
    return _whole_title([first]) if first else ("", None, [])


def _short(text: str) -> bool:
    return (
        len(text) <= (160 if latin(text) else 70)
        and not re.search("[。；]", text)
        and not text.endswith((".", "："))
    )


def _continues(above: Line, line: Line) -> bool:
    """Whether a title runs on from the line above: the upper one is unfinished or the lower begins in the middle."""
    text, below = above.match.strip(), line.match.strip()
    if len(text) > 40 or re.search(r"[。，：；！号>|]|\d", text) or is_title(text):
        return False
    return (
        text.endswith(("的", "和", "中", "、", "开展", "关于", "印发"))
        or below.startswith("关于")
        or len(below) <= 6
        or (len(text) <= 30 and " " not in text and bool(_ORGAN.search(text)))
    )


def _whole_title(lines: list[Line]) -> tuple[str, Place | None, list[Line]]:
    text = "".join(line.mended.strip() for line in lines)
    return text, Place(**lines[0].at(0, len(lines[0].match))), lines


def _signature(body: list[Line]) -> tuple[date | None, Place | None, str | None, Place | None]:
    """The date line near the end and the organ above it (or before it on the same line)."""
    for index in range(len(body) - 1, -1, -1):
        line = body[index]
        if len(line.match) > 60 or line.kind != "body":
            continue
        days = [when for when in find_dates(line.match) if when.is_day]
        if not days or line.match[days[-1].end :].strip(" ）印发"):
            continue
        day = days[-1]
        before = line.match[: day.start].strip(" （")
        at = Place(**line.at(day.start, day.end))
        if before:
            return (
                (day.dates()[0], at, *_organ(line, 0, day.start))
                if _ORGAN.search(before)
                else (None, None, None, None)
            )
        if index < 6 and line.match.strip().startswith("（"):  # under the title
            return (day.dates()[0], at, *_organ(body[-1], 0, len(body[-1].match)))
        above = body[index - 1] if index else None
        if len(body) - index > 8 and (above is None or _organ(above, 0, len(above.match))[0] is None):
            continue
        return (day.dates()[0], at, *(_organ(above, 0, len(above.match)) if above else (None, None)))
    last = body[-1] if body else None
    return (None, None, *(_organ(last, 0, len(last.match)) if last and len(body) > 3 else (None, None)))


def _organ(line: Line, start: int, end: int) -> tuple[str | None, Place | None]:
    text = line.match[start:end].strip()
    if not 3 <= len(text) <= 40 or re.search("[。，；：]", text) or not _ORGAN.search(text) or is_title(text):
        return None, None
    return line.words(start, end), Place(**line.at(start, end))


def _issuer_in_title(lines: list[Line]) -> tuple[str | None, Place | None]:
    """The organ with which a title begins: 澜溪区教育党工委 | 开展…的实施方案."""
    for line in lines:
        offset = len(line.match) - len(line.match.lstrip())
        whole = _PARTY_BODY.match(line.match, offset)
        if whole:
            return line.words(*whole.span()), Place(**line.at(*whole.span()))
        match = _TITLE_SPLIT.match(line.match, offset)
        span = match.span("issuer") if match else (offset, len(line.match.rstrip()))
        if _ORGAN.search(line.match[slice(*span)]) and span[1] - span[0] <= 40:
            return line.words(*span), Place(**line.at(*span))
    return None, None


def _number(body: list[Line]) -> tuple[str | None, Place | None]:
    """The document's own number: on a line of its own in the head."""
    for line in body[:_HEAD_LINES]:
        match = _NUMBER.search(line.match)
        if match and len(line.match.strip()) <= len(match["number"]) + 12:
            return line.words(*match.span("number")), Place(**line.at(*match.span("number")))
    return None, None


def _published(lines: list[Line]) -> tuple[date | None, Place | None]:
    """The web site's date, which is not the document's."""
    for line in lines[:_HEAD_LINES]:
        label = _PUBLISHED.search(line.match)
        days = [
            when for when in find_dates(line.match) if when.is_day and label and when.start >= label.end()
        ]
        if days:
            return days[0].dates()[0], Place(**line.at(days[0].start, days[0].end))
    return None, None
