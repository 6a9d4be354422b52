"""Dates that contradict each other, the calendar of known events, or the plan's own order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.defects.evidence import ERROR, NOTE, WARNING, Evidence, of_place, of_span
from zhengyou.plandocs.extraction.tables import repeats, rows
from zhengyou.plandocs.numbers import integer
from zhengyou.plandocs.occasions import anniversaries, congresses
from zhengyou.plandocs.plan import Defect

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
        for awaited in congresses(line.match):
            if low > awaited.year:
                said = (
                    f"文中说还在等{awaited.words}（{awaited.year}年召开），写的年份却是{low}年，"
                    f"年份可能被替换过。请按原件改正。"
                )
                yield of_span("year-damage", WARNING, said, line, awaited.start, awaited.end)
    yield from _lengths(evidence)


def _anniversaries(line: Line, low: int, high: int) -> Iterator[Defect]:
    printed = f"{low}" if low == high else f"{low}—{high}"
    for feast in anniversaries(line.match):
        if not low <= feast.year <= high:
            said = (
                f"{feast.words}是{feast.year}年，与文中的{printed}年对不上，年份可能被替换过。请按原件改正。"
            )
            yield of_span("year-damage", WARNING, said, line, feast.start, feast.end)


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
