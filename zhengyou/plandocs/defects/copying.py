"""What copying did to the text: debris, marks, lost digits, script, cut ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.defects.evidence import NOTE, WARNING, Evidence, of_line, of_span
from zhengyou.plandocs.extraction.tables import in_columns
from zhengyou.plandocs.furniture import PAGE, SITE
from zhengyou.plandocs.labels import label_of
from zhengyou.plandocs.plan import Defect

_MANY = 100  # of one kind in one document; more are only counted
_LOST = re.compile(
    r"(?<!\d)20(?=[，、]\s?(?:是|年)|年(?!\s?\d|来|代|后|前|内|间|以))|从20(?=起)|20[xX×*_]{2}"
    r"|(?<=[定订对将])年(?=创先|工作|活动|党建|全|上半|下半)"
    r"|\d{0,3}[xX×]{2,4}(?=[、，]?(?:个|名|年|届|周年|人|次|月|日))|\d{0,3}_{2,}(?=周年|年|之际|月|日|个|名|届)"
    r"|[xX×]{2}(?=[区市县省镇乡村校园局]|街道|学校|单位|公司"
    r"| (?i:district|county|city|town|village|school))|[○〇]{2}(?=[区市县镇校])|_{2,}"
)
_SLIPS = {
    "纳人": "纳入", "塌实": "踏实", "此话动": "此活动", "共产共产": "共产",
    "创先争忧": "创先争优", "创优争先": "创先争优",
    "领到班子": "领导班子", "战斗保垒": "战斗堡垒", "战斗煲垒": "战斗堡垒", "遗趾": "遗址",
    "创先争活动": "创先争优活动",
    "贯彻落时": "贯彻落实", "座淡会": "座谈会",
}  # fmt: skip
_SLIP = re.compile("|".join(_SLIPS))
_SESSION = re.compile(r"届\s?[1-9](?=中全会)")
_QUOTES = re.compile(r"‘[^‘’“”]{1,20}”|“[^‘’“”]{1,20}’")
_HALF = re.compile(r"[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff“]")
_END = re.compile(r"[。！？!?…”）)》】.]\s*$")
_TRANSLATED = re.compile(
    r"compet(?:e|ing|ition) for excellence|creating the first|party branch|grass-?roots party"
    r"|party members|scientific (?:development concept|outlook)"
    r"|in the park|five hands|first-class competition|fighting (?:bastion|fortress)|long-term mechanism|vanguard",
    re.IGNORECASE,
)


def copying(evidence: Evidence) -> Iterator[Defect]:
    """Defects of the copy, not of the plan."""
    yield from _furniture(evidence)
    yield from _pinyin(evidence)
    yield from _marks(evidence)
    yield from _words(evidence)
    yield from _script(evidence)
    yield from _teaser(evidence.body)
    yield from _cut(evidence)
    lines = {line.number for line in evidence.around}
    by_number = {line.number: line for line in evidence.around}
    for number, code, severity, message in evidence.notes:
        if number in lines:
            yield of_line(code, severity, message, by_number[number])


def _furniture(evidence: Evidence) -> Iterator[Defect]:
    """One defect for each run of such lines."""
    before: str | None = None
    for line in (line for line in evidence.around if line.match.strip()):
        code = evidence.skipped.get(line.number)
        if code == PAGE and before != PAGE:
            yield of_line(
                code, NOTE, "这一行像是打印的页码、页眉或页脚，混进了正文。读取时已跳过，请核对后删去。", line
            )
        elif code == SITE and before != SITE:
            said = (
                "从这里起是网站自带的文字（备案号、发布时间、相关链接、广告等），不是文件内容。"
                "读取时已跳过，请核对后删去。"
            )
            yield of_line(code, NOTE, said, line)
        before = code


def _pinyin(evidence: Evidence) -> Iterator[Defect]:
    hits = [(line, span) for line in evidence.around for span in line.dropped.get("pinyin", ())]
    if hits:
        letters = {line.text[a - 1] for line, (a, _) in hits}
        line, (start, end) = hits[0]
        said = (
            f"字后面夹了拼音，共{len(hits)}处、{len(letters)}个字，多半是转换字体时带进来的。"
            f"理解时已略去，原文没有改动。请以没有拼音的原件为准核对。"
        )
        yield Defect(**line.original(start, end), code="pinyin", severity=WARNING, message=said)


def _marks(evidence: Evidence) -> Iterator[Defect]:
    count = 0
    for line in evidence.around:
        for start, end in [*line.dropped.get("stray-mark", ()), *line.dropped.get("hidden", ())]:
            count += 1
            if count <= _MANY:
                said = "这里多出一个符号（或看不见的字符），像是复制时带进来的。理解时已略去，请核对后删去。"
                yield Defect(**line.original(start, end), code="stray-mark", severity=NOTE, message=said)


def _words(evidence: Evidence) -> Iterator[Defect]:
    count = half = 0
    first: tuple[Line, int, int] | None = None
    for line in evidence.context.lines:
        for match in _LOST.finditer(line.match):
            count += 1
            if count <= _MANY:
                said = f"“{match[0]}”处的数字或名称丢失了（被遮盖或替换）。请按原件补上，系统不会替您猜。"
                yield of_span("missing-digits", WARNING, said, line, *match.span())
        for match in _SLIP.finditer(line.match):
            said = f"“{match[0]}”可能是“{_SLIPS[match[0]]}”之误，请核对。"
            yield of_span("typo", NOTE, said, line, *match.span())
        for pattern, said in (
            (_SESSION, "中央全会的届次应写汉字，请核对。"),
            (_QUOTES, "前后引号不配对，请核对。"),
        ):
            for match in pattern.finditer(line.match):
                yield of_span("typo", NOTE, said, line, *match.span())
        halves = list(_HALF.finditer(line.text))
        half += len(halves)
        first = first or ((line, halves[0].start() + 1, halves[0].start() + 2) if halves else None)
    if first and half > 2:
        said = f"中文里用了半角标点，共{half}处。不影响理解，正式行文请改为全角。"
        line, start, end = first
        yield Defect(**line.original(start, end), code="half-width", severity=NOTE, message=said)


def _script(evidence: Evidence) -> Iterator[Defect]:
    body, script = evidence.body, evidence.read.script
    if not body:
        return
    if script == "mixed":
        yield of_line(
            "mixed-script", WARNING, "简体字和繁体字混用，像是转换不完全。请以一种为准核对。", body[0]
        )
    elif script == "hant" and any(mark in line.text for line in body for mark in "“”"):
        said = (
            "正文是繁体字，标点却是简体文稿的用法，像是由简体机器转换而来，"
            "个别字可能转错（如 裏/里、後/后）。请核对。"
        )
        yield of_line("mixed-script", NOTE, said, body[0])
    elif script == "latin":
        hits = sum(len(_TRANSLATED.findall(line.match)) for line in body)
        if hits >= 3:
            said = (
                "这是机器翻译的外文稿，专用名称译法前后不一（如“五个抓手”译成 five hands），"
                "读出的内容只供参考。请找中文原件。"
            )
            yield of_line("machine-translation", WARNING, said, body[0])


def _teaser(body: list[Line]) -> Iterator[Defect]:
    """A first line that repeats the opening of a later one and breaks off."""
    for index, line in enumerate(body[:40]):
        text = line.match.strip()
        cut = text.rstrip(".…")
        if len(cut) < 12 or (cut == text and len(text) < 40):
            continue
        later = [other.match.strip() for other in body[index + 1 : index + 8]]
        tail = cut[-14:-1]
        repeats = any(other.startswith(cut[: max(12, len(cut) - 2)]) for other in later)
        if repeats or (
            text.endswith(("...", "…")) and any(tail in other[: len(cut) + 40] for other in later)
        ):
            said = "这一段与后文开头重复，像是网页上的摘要。请删去一处。"
            yield of_line("teaser-duplicate", NOTE, said, line)


def _cut(evidence: Evidence) -> Iterator[Defect]:
    """A text whose last words are no end."""
    body = [line for line in evidence.body if line.kind == "body"]
    if len(body) < 2:
        return
    last = body[-1]
    text = last.match.strip()
    signed = {place.line for place in (evidence.read.signed_at, evidence.read.issuer_at) if place}
    ended = _END.search(text) and not text.endswith(("...", "…", "…”"))
    if (
        ended
        or evidence.context.signed
        or in_columns(last)
        or _without_stops(body, last)
        or any(p.line == last.number and p.end >= len(last.text.rstrip()) for p in evidence.read.people)
        or last.number in signed
        or (len(text) < 16 and label_of(last) is None)
        or re.search(r"(?:^|电话|手机|邮箱|邮编|QQ|：)[^。，]{0,24}\d\s?$|印发|^附件?", text)
    ):
        return
    yield of_line("truncated", WARNING, "全文在一句话中间断了，后面可能还有内容。请对照原件补上。", last)


def _without_stops(body: list[Line], last: Line) -> bool:
    """Whether the items of the last line's kind go without a stop: a habit of lists, not a cut."""
    label = label_of(last)
    like = [line for line in body[:-1] if label and (one := label_of(line)) and one.kind == label.kind]
    return any(not _END.search(line.match) and not line.match.rstrip().endswith("；") for line in like[-2:])
