"""The schedule drawn on the server: a bar for each phase and task, with a line for today."""

from collections.abc import Iterator
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengyou.ui.wording import day_text

from .reading import Row, Schedule, Section

LEFT, WIDE, HIGH, TOP = 300, 860, 26, 46
_NAME = 20


def gantt(schedule: Schedule) -> SafeString:
    """The drawing; empty where nothing is dated. Its title states the finding, its description tells every bar."""
    rows = schedule.rows
    if not rows:
        return SafeString("")
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    lines = list(_lines(schedule))
    height = TOP + HIGH * len(lines) + 10
    axis = _Axis(first.replace(day=1), last)
    return format_html(
        '<svg class="gantt" role="img" aria-labelledby="gantt-title gantt-desc" viewBox="0 0 {} {}">'
        '<title id="gantt-title">{}</title><desc id="gantt-desc">{}</desc>{}{}{}</svg>',
        LEFT + WIDE + 10,
        height,
        schedule.finding,
        "；".join(_told(row, schedule.day) for row in rows),
        _months(axis, height),
        format_html_join(
            "", "{}", ((_line(one, number, axis, schedule.day),) for number, one in enumerate(lines))
        ),
        _today(schedule.day, axis, height),
    )


class _Axis:
    """Where a day lies, from the left edge."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max((last - first).days + 1, 1)

    def at(self, day: date, *, after: int = 0) -> float:
        return round(LEFT + WIDE * ((day - self.first).days + after) / self._days, 1)

    def months(self) -> Iterator[date]:
        month = self.first
        while month <= self.last:
            yield month
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _lines(schedule: Schedule) -> Iterator[Section | Row]:
    for section in schedule.sections:
        yield section
        yield from section.rows


def _told(row: Row, day: date) -> str:
    span = f"{day_text(row.first, today=day)}{_('至')}{day_text(row.last, today=day)}"
    return "，".join(part for part in (row.name, span, row.state) if part)


def _months(axis: _Axis, height: int) -> SafeString:
    months = list(axis.months())
    step = 1 + len(months) // 14
    return format_html_join(
        "",
        '<line class="gantt-month" x1="{0}" x2="{0}" y1="30" y2="{1}"/>'
        '<text class="gantt-label" x="{0}" y="24">{2}</text>',
        ((axis.at(month), height - 10, _month(month, number)) for number, month in enumerate(months[::step])),
    )


def _month(month: date, number: int) -> str:
    word = _("%(month)d月") % {"month": month.month}
    return f"{month.year}年{word}" if number == 0 or month.month == 1 else word


def _line(one: Section | Row, number: int, axis: _Axis, day: date) -> SafeString:
    y = TOP + HIGH * number
    if isinstance(one, Section):
        word = _("上级要求：%(issuer)s") % {"issuer": one.issuer} if one.above else one.issuer
        return format_html('<text class="gantt-section" x="0" y="{}">{}</text>', y + 16, word)
    left, right = axis.at(one.first), axis.at(one.last, after=1)
    when = "past" if one.last < day else "future" if one.first > day else "current"
    thick = 14 if one.kind == "phase" else 8
    return format_html(
        '<text class="gantt-name is-{}" x="{}" y="{}">{}</text>'
        '<rect class="gantt-bar is-{} is-{}{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        one.kind,
        0 if one.kind == "phase" else 14,
        y + 16,
        one.name if len(one.name) <= _NAME else f"{one.name[: _NAME - 1]}…",
        one.kind,
        when,
        " is-missing" if one.tally.missing else "",
        left,
        y + 11 - thick / 2,
        max(round(right - left, 1), 3),
        thick,
    )


def _today(day: date, axis: _Axis, height: int) -> SafeString:
    if not axis.first <= day <= axis.last:
        return SafeString("")
    x = axis.at(day)
    anchor = "end" if x > LEFT + WIDE * 0.88 else "start" if x < LEFT + WIDE * 0.12 else "middle"
    return format_html(
        '<line class="gantt-today" x1="{0}" x2="{0}" y1="16" y2="{1}"/>'
        '<text class="gantt-today-label" x="{0}" y="11" text-anchor="{2}">{3}</text>',
        x,
        height - 10,
        anchor,
        _("今天 %(day)s") % {"day": day_text(day, today=day)},
    )
