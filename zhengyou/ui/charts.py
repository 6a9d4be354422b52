"""Server-drawn SVG: no script, no inline style, presentation attributes and css classes only.

Each drawing is a pure function of plain values and returns a SafeString; texts are escaped here. Horizontal
positions are percentages, so a drawing takes the width it is given and its letters keep their size. Every
drawing has <title> and <desc>, and stands beside a list or table that says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhengyou.ui import wording

_GLYPH = '<svg class="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">{}</svg>'
_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"{}/>'
_STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'

# Each differs from every other in outline, not only in colour.
SHAPES = {
    "done": _GLYPH.format(_DISC + '<path class="cut" d="M4.8 8.3l2.2 2.2 4.2-4.6"/>'),
    "due": _GLYPH.format(_RING.format("")),
    "late": _GLYPH.format(
        '<path d="M8 1.2l7 13H1z" fill="currentColor"/><path class="cut" d="M8 6v3.4M8 11.8v.2"/>'
    ),
    "returned": _GLYPH.format(f'<path d="M6 3L2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6" {_STROKE}/>'),
    "not_due": _GLYPH.format(_RING.format(' stroke-dasharray="2 2.7"')),
    "zero": _GLYPH.format(
        f'<ellipse cx="8" cy="8" rx="4" ry="6" {_STROKE}/><path d="M5.6 11.6l4.8-7.2" {_STROKE}/>'
    ),
    "excused": _GLYPH.format(f'<path d="M2 8h12" {_STROKE}/>'),
    "missing": _GLYPH.format(f'<path d="M3 3l10 10M13 3L3 13" {_STROKE}/>'),
    "awaiting": _GLYPH.format(_RING.format("") + '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>'),
}

_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Phase:
    """A phase by its first and last day; None where the plan does not say, and without an end it goes on."""

    ordinal: int
    name: str
    start: date | None
    end: date | None
    href: str = ""


@dataclass(frozen=True)
class ToldPhase:
    """A phase in words: `when` is past, current, future or undated; `word` says the same to a reader."""

    mark: str
    name: str
    days: str
    when: str
    word: str
    href: str


def told(phases: Sequence[Phase], today: date) -> list[ToldPhase]:
    return [_told(phase, today) for phase in phases]


def _told(phase: Phase, today: date) -> ToldPhase:
    when = _when(phase, today)
    words = {
        "past": _("已结束"),
        "current": _("正在进行"),
        "future": _("还没开始"),
        "undated": _("日期未定"),
    }
    return ToldPhase(_mark(phase.ordinal), phase.name, _days(phase, today), when, words[when], phase.href)


def _days(phase: Phase, today: date) -> str:
    """From when to when; the second day without its year when that is the year of the first."""
    if phase.start is None and phase.end is None:
        return ""
    end = wording.day_text(phase.end, today=phase.start or today)
    if phase.start is None:
        return _("到%(end)s") % {"end": end}
    start = wording.day_text(phase.start, today=today)
    return _("%(start)s起") % {"start": start} if phase.end is None else f"{start}{_('至')}{end}"


def _when(phase: Phase, today: date) -> str:
    if phase.start is None:
        return "undated"
    if today < phase.start:
        return "future"
    return "current" if phase.end is None or today <= phase.end else "past"


def _mark(ordinal: int) -> str:
    chinese = (get_language() or "").startswith("zh") and 0 < ordinal < len(_NUMERALS)
    return _NUMERALS[ordinal] if chinese else str(ordinal)


def _pieces(phases: Sequence[Phase]) -> list[tuple[Phase, date, date]]:
    """The phases that can be drawn, with first and last day. One without an end reaches to the last day known."""
    started = [(phase, phase.start) for phase in phases if phase.start is not None]
    horizon = max((day for phase, start in started for day in (start, phase.end or start)), default=None)
    return [(phase, start, max(start, phase.end or horizon or start)) for phase, start in started]


def phase_line(phases: Sequence[Phase], today: date) -> SafeString:
    """A horizontal line of phases with today on it; undated phases are not drawn.

    Without any dated phase the result is empty.
    """
    pieces = _pieces(phases)
    if not pieces:
        return SafeString("")
    first, last = min(piece[1] for piece in pieces), max(piece[2] for piece in pieces)
    span = (last - first).days + 1

    def at(day: date, *, after: int = 0) -> float:
        return round(100 * ((day - first).days + after) / span, 2)

    segments = format_html_join(
        "",
        '<rect class="segment is-{}" x="{}%" y="{}" width="{}%" height="{}" rx="2"/>'
        '<text class="ordinal is-{}" x="{}%" y="62" text-anchor="middle">{}</text>',
        (
            _segment(phase, at(start), at(end, after=1), today)
            for phase, start, end in pieces
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="phase-line" role="img" width="100%" height="70">'
        "<title>{}</title><desc>{}</desc>{}{}</svg>",
        _finding(phases, today),
        _sentence(phases, today),
        segments,
        _today(today, first, last, at(today)),
    )


def _segment(phase: Phase, left: float, right: float, today: date) -> tuple[object, ...]:
    when = _when(phase, today)
    thick = 12 if when == "current" else 6
    width = round(max(right - left - 0.3, 0.3), 2)
    middle = round((left + right) / 2, 2)
    return when, left, 38 - thick / 2, width, thick, when, middle, _mark(phase.ordinal)


def _today(today: date, first: date, last: date, x: float) -> SafeString:
    """The mark of today, or at the nearer edge a sentence that today lies outside."""
    day = wording.day_text(today, today=today)
    if today < first or today > last:
        edge, anchor = ("0%", "start") if today < first else ("100%", "end")
        text = _("今天 %(day)s，还没开始") if today < first else _("今天 %(day)s，已经结束")
        return format_html(
            '<text class="today" x="{}" y="14" text-anchor="{}">{}</text>',
            edge, anchor, text % {"day": day},
        )  # fmt: skip
    anchor = "start" if x < 12 else "end" if x > 88 else "middle"
    return format_html(
        '<line class="today" x1="{0}%" x2="{0}%" y1="20" y2="46"/>'
        '<text class="today" x="{0}%" y="14" text-anchor="{1}">{2}</text>',
        x, anchor, _("今天 %(day)s") % {"day": day},
    )  # fmt: skip


def _finding(phases: Sequence[Phase], today: date) -> str:
    current = "、".join(phase.name for phase in phases if _when(phase, today) == "current")
    return _("今天在：%(phase)s") % {"phase": current} if current else _("今天不在任何阶段里")


def _sentence(phases: Sequence[Phase], today: date) -> str:
    lines = [[f"{phase.mark}、{phase.name}", phase.days, phase.word] for phase in told(phases, today)]
    return "；".join("，".join(part for part in line if part) for line in lines)


def median_bar(
    value: float, median: float | None, maximum: float, *, unit: str = "", label: str = ""
) -> SafeString:
    """A small bar from zero to `maximum` with a tick at the median; values outside are drawn at the edge."""

    def at(number: float) -> float:
        return round(120 * min(max(number / maximum, 0), 1), 1) if maximum > 0 else 0

    tick = SafeString("")
    words = f"{wording.number_text(value)}{unit}"
    if median is not None:
        tick = format_html('<line class="median" x1="{0}" x2="{0}" y1="0" y2="16"/>', max(at(median), 1))
        words = _("%(value)s，中位数%(median)s") % {
            "value": words,
            "median": f"{wording.number_text(median)}{unit}",
        }
    return format_html(
        '<svg class="median-bar" role="img" viewBox="0 0 120 16" width="120" height="16">'
        '<title>{}</title><desc>{}</desc><rect class="track" x="0" y="4" width="120" height="8"/>'
        '<rect class="bar" x="0" y="4" width="{}" height="8"/>{}</svg>',
        label or words, words, at(value), tick,
    )  # fmt: skip


def distribution(
    title: str, bins: Sequence[tuple[str, int]], *, unit: str = "", mine: int | None = None
) -> SafeString:
    """A histogram; bars start at zero. Empty without bins.

    bins: (word, count) in order; `mine` is the index of our own bin, marked by a word and a shape.
    """
    if not bins:
        return SafeString("")
    most = max(max(count for _word, count in bins), 1)
    every = 1 if len(bins) <= 6 else -(-len(bins) // 6)
    columns = format_html_join(
        "",
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"/><text class="count" x="{}%" y="{}" '
        'text-anchor="middle">{}</text><text class="word" x="{}%" y="156" text-anchor="middle">{}</text>',
        (
            _column(index, word, count, len(bins), most, mine, shown=index % every == 0)
            for index, (word, count) in enumerate(bins)
        ),
    )
    return format_html(
        '<svg class="distribution" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc>{}'
        '<line class="axis" x1="0" x2="100%" y1="138" y2="138"/>{}</svg>',
        164 if mine is None else 184,
        title,
        "；".join(f"{word} {count}{unit}" for word, count in bins),
        columns,
        SafeString("") if mine is None else _mine(mine, len(bins)),
    )


def _step(bins: int) -> float:
    """Percent of the width that one bin takes; a few bins do not swell into walls."""
    return min(100 / bins, 20)


def _column(
    index: int, word: str, count: int, bins: int, most: int, mine: int | None, *, shown: bool
) -> tuple[object, ...]:
    step = _step(bins)
    height = round(110 * count / most, 1)
    left, middle = round(index * step + step * 0.1, 2), round((index + 0.5) * step, 2)
    name = "column is-mine" if index == mine else "column"
    top = round(138 - height, 1)
    return (
        name, left, top, round(step * 0.8, 2), height,
        middle, top - 6, wording.number_text(count), middle, word if shown else "",
    )  # fmt: skip


def _mine(mine: int, bins: int) -> SafeString:
    return format_html(
        '<text class="mine" x="{}%" y="178" text-anchor="middle">{}</text>',
        round((mine + 0.5) * _step(bins), 2), _("▲ 本单位"),
    )  # fmt: skip
