"""Dates that contradict each other, the calendar of known events, or the plan's own order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.defects.evidence import ERROR, NOTE, WARNING, Evidence, of_place, of_span
from zhengyou.plandocs.extraction.tables import repeats, rows
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.plan import Defect

_FOUNDED = (
    (re.compile(r"建党|(?:共产)?党(?:的)?(?:成立|诞生|生日)|共产党成立|“七一”"), 1921, "建党"),
    (re.compile(r"建军|解放军(?:建军|成立)"), 1927, "建军"),
    (re.compile(r"建国|新中国成立|国庆|共和国成立"), 1949, "新中国成立"),
    (re.compile(r"五四运动"), 1919, "五四运动"),
    (re.compile(r"共青团|建团"), 1922, "建团"),
    (re.compile(r"抗(?:日)?战(?:争)?胜利"), 1945, "抗战胜利"),
    (re.compile(r"红军长征|长征胜利"), 1936, "长征胜利"),
    (re.compile(r"改革开放"), 1978, "改革开放"),
)
_ANNIVERSARY = re.compile(
    r"(?P<what>[^，。；：]{0,16}?)(?P<n>\d{2,3}"
    r"|[一二三四五六七八九]?[百]?[零]?[一二三四五六七八九]?十[一二三四五六七八九]?)(?:_{1,3}|\s?周年|华诞)"
)
_CONGRESS = {
    "十七": date(2007, 10, 15),
    "十八": date(2012, 11, 8),
    "十九": date(2017, 10, 18),
    "二十": date(2022, 10, 16),
}
_AWAITED = re.compile(
    r"(?:迎接|向)(?:党的)?(?P<a>十[七八九]|二十)大|(?:党的)?(?P<b>十[七八九]|二十)大(?:的)?(?:即将"
    r"|胜利)?召开(?:之)?(?:以?前|在即)?|(?P<c>十[七八九]|二十)大(?:的)?即将"
)
_LONG_WORDS = re.compile(r"为期(?P<n>[一二两三四五])年|(?P<m>[两三四五])年(?:的)?时间")


def timing(evidence: Evidence) -> Iterator[Defect]:
    """date-order, date-conflict and year-damage."""
    yield from _order(evidence)
    yield from _conflicts(evidence)
    yield from _tabled(evidence)
    yield from _damage(evidence)


def _order(evidence: Evidence) -> Iterator[Defect]:
    before = None
    for phase in evidence.read.phases:
        if phase.starts and phase.ends and phase.starts > phase.ends:
            yield of_place(
                "date-order",
                ERROR,
                f"“{phase.name}”开始（{phase.starts}）晚于结束（{phase.ends}），请核对。",
                phase,
            )
        if before and before.starts and phase.starts and phase.starts < before.starts:
            said = f"“{phase.name}”比前一阶段“{before.name}”开始得还早，请核对年份和月份。"
            yield of_place("date-order", WARNING, said, phase)
        before = phase
    period = evidence.read.period
    if period and period.starts and period.ends and period.starts > period.ends:
        yield of_place("date-order", ERROR, "活动的开始时间晚于结束时间，请核对。", period)
    told = {phase.line for phase in evidence.read.phases if phase.starts and phase.ends}
    for line in evidence.body:
        for when in find_dates(line.match):
            if when.first_year and when.last_year and line.number not in told:
                first, last = when.dates()
                if first and last and first > last:
                    said = f"“{line.words(when.start, when.end)}”前后颠倒，请核对。"
                    yield of_span("date-order", ERROR, said, line, when.start, when.end)


def _conflicts(evidence: Evidence) -> Iterator[Defect]:
    read = evidence.read
    if read.signed_on and read.published_on and read.signed_at and read.signed_on != read.published_on:
        said = f"落款是{read.signed_on}，网上发布是{read.published_on}。以落款为准，两个日期都已保留。"
        yield of_place("date-conflict", NOTE, said, read.signed_at)
    year = next((when.first_year for when in find_dates(evidence.context.title) if when.first_year), None)
    if year and read.signed_on and read.signed_at and abs(read.signed_on.year - year) > 1:
        said = f"标题写{year}年，落款却是{read.signed_on.year}年，请核对。"
        yield of_place("date-conflict", WARNING, said, read.signed_at)
    for phase in read.phases:
        if read.period and phase.starts and read.period.starts and read.period.ends:
            ends = phase.ends or phase.starts
            if phase.starts < read.period.starts or ends > read.period.ends:
                said = f"“{phase.name}”不在全文所说的起止时间（{read.period.text}）之内，请核对。"
                yield of_place("date-conflict", WARNING, said, phase)


def _tabled(evidence: Evidence) -> Iterator[Defect]:
    """A schedule in a table that gives a phase other dates than the text does."""
    for row in rows(evidence.context.lines):
        when = next(iter(find_dates(row.words("time"))), None)
        for phase in evidence.read.phases:
            if when is None or phase.line == row.line.number or not repeats(row, phase.name):
                continue
            starts, ends = when.dates()
            if (starts and phase.starts and starts != phase.starts) or (
                ends and phase.ends and ends != phase.ends
            ):
                said = (
                    f"日程表里“{phase.name}”的时间与正文第{phase.line}行（{phase.date_text}）不一致，请核对。"
                )
                yield of_span("date-conflict", WARNING, said, row.line, *row.cells["time"])


def _damage(evidence: Evidence) -> Iterator[Defect]:
    """Years replaced wholesale: anniversaries, congresses and lengths that do not fit the years printed."""
    years = {
        y
        for line in evidence.body
        for when in find_dates(line.match)
        for y in (when.first_year, when.last_year)
        if y
    }
    if not years:
        return
    low, high = min(years), max(years)
    for line in evidence.body:
        yield from _anniversaries(line, low, high)
        for match in _AWAITED.finditer(line.match):
            held = _CONGRESS[match["a"] or match["b"] or match["c"]]
            if low > held.year:
                said = (
                    f"文中说还在等{match[0]}（{held.year}年召开），写的年份却是{low}年，"
                    f"年份可能被替换过。请按原件改正。"
                )
                yield of_span("year-damage", WARNING, said, line, *match.span())
    yield from _lengths(evidence)


def _anniversaries(line: Line, low: int, high: int) -> Iterator[Defect]:
    if "周年" not in line.match and "_" not in line.match and "华诞" not in line.match:
        return
    for match in _ANNIVERSARY.finditer(line.match):
        count = integer(match["n"])
        near = line.match[max(0, match.start("n") - 14) : match.start("n")]
        for pattern, founded, name in _FOUNDED:
            if count and pattern.search(near):
                year = founded + count
                if not low <= year <= high:
                    said = (
                        f"{name}{count}周年是{year}年，"
                        f"与文中的{low if low == high else f'{low}—{high}'}年对不上，年份可能被替换过。请按原件改正。"
                    )
                    yield of_span("year-damage", WARNING, said, line, match.start("n"), match.end())
                break


def _lengths(evidence: Evidence) -> Iterator[Defect]:
    for line in evidence.body:
        match = _LONG_WORDS.search(line.match)
        years = integer(match["n"] or match["m"]) if match else None
        if match is None or years is None:
            continue
        for when in find_dates(line.match):
            first, last = when.dates()
            if first and last and when.first != when.last and abs((last - first).days / 365 - years) > 0.75:
                months = round((last - first).days / 30)
                if months > 1 and (when.last or (0, 0))[0] != 0 and when.end - when.start > 7:
                    said = f"原文说{match[0]}，写的起止却只有约{months}个月，年份可能被替换过。请按原件改正。"
                    yield of_span("year-damage", WARNING, said, line, when.start, when.end)
