"""A radar picture: the own marks of four to eight items beside a median (interface.md). A pure function of plain
values; it stands beside a table that says the same. Other numbers of items are no radar: see `charts.median_bar`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhengyou.ui import wording

LEAST, MOST = 4, 8
_WIDTH, _HEIGHT, _RADIUS = 360, 300, 96
_X, _Y = _WIDTH / 2, _HEIGHT / 2
_SHORT = 8
"""So many characters of an item's word stand at its spoke."""


@dataclass(frozen=True)
class Spoke:
    """One item: its word, the own value, the median (None: not known)."""

    word: str
    value: float
    median: float | None = None


def radar(title: str, spokes: Sequence[Spoke], maximum: float) -> SafeString:
    """The drawing from zero in the middle to `maximum`; empty for fewer than four or more than eight items. The median
    is drawn where every item has one."""
    if not LEAST <= len(spokes) <= MOST or maximum <= 0:
        return SafeString("")
    number = len(spokes)
    medians = [spoke.median for spoke in spokes if spoke.median is not None]
    median = SafeString("")
    if len(medians) == number:
        median = _outline("median", medians, maximum)
    return format_html(
        '<svg class="radar" role="img" viewBox="0 0 {} {}" width="{}" height="{}"><title>{}</title><desc>{}</desc>'
        "{}{}{}{}{}{}</svg>",
        _WIDTH, _HEIGHT, _WIDTH, _HEIGHT, title, _told(spokes),
        _rings(number), _axes(number), median, _outline("own", [spoke.value for spoke in spokes], maximum),
        _dots([spoke.value for spoke in spokes], maximum), _words(spokes),
    )  # fmt: skip


def _at(index: int, number: int, part: float) -> tuple[float, float]:
    """The point of an item, beginning at the top and going round with the clock; `part` of the radius."""
    angle = 2 * pi * index / number - pi / 2
    return round(_X + _RADIUS * part * cos(angle), 1), round(_Y + _RADIUS * part * sin(angle), 1)


def _part(value: float, maximum: float) -> float:
    return min(max(value / maximum, 0), 1)


def _points(parts: Sequence[float]) -> str:
    points = (_at(index, len(parts), part) for index, part in enumerate(parts))
    return " ".join(f"{x},{y}" for x, y in points)


def _outline(name: str, values: Sequence[float], maximum: float) -> SafeString:
    parts = [_part(value, maximum) for value in values]
    return format_html('<polygon class="{}" points="{}"/>', name, _points(parts))


def _dots(values: Sequence[float], maximum: float) -> SafeString:
    points = (_at(index, len(values), _part(value, maximum)) for index, value in enumerate(values))
    return format_html_join("", '<circle class="own-dot" cx="{}" cy="{}" r="3"/>', points)


def _rings(number: int) -> SafeString:
    rings = ((_points([part] * number),) for part in (0.5, 1.0))
    return format_html_join("", '<polygon class="ring" points="{}"/>', rings)


def _axes(number: int) -> SafeString:
    ends = (_at(index, number, 1) for index in range(number))
    return format_html_join(
        "", '<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>', ((_X, _Y, x, y) for x, y in ends)
    )


def _words(spokes: Sequence[Spoke]) -> SafeString:
    """Each word outside its spoke: to the left of those on the left, over and under those in the middle."""
    placed = []
    for index, spoke in enumerate(spokes):
        x, y = _at(index, len(spokes), 1.12)
        anchor = "middle" if abs(x - _X) < _RADIUS / 8 else "start" if x > _X else "end"
        word = spoke.word if len(spoke.word) <= _SHORT else f"{spoke.word[: _SHORT - 1]}…"
        placed.append((x, y - 4 if y < _Y - 8 else y + 12 if y > _Y + 8 else y + 4, anchor, word))
    return format_html_join("", '<text class="word" x="{}" y="{}" text-anchor="{}">{}</text>', placed)


def _told(spokes: Sequence[Spoke]) -> str:
    lines = []
    for spoke in spokes:
        line = _("%(word)s%(value)s分") % {"word": spoke.word, "value": wording.number_text(spoke.value)}
        if spoke.median is not None:
            line += _("，中间数%(median)s分") % {"median": wording.number_text(spoke.median)}
        lines.append(line)
    return "；".join(lines)
