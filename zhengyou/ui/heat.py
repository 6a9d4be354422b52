"""Completion as a table of organisations x tasks: text in every cell, shaded in five steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhengyou.ui import wording


@dataclass(frozen=True)
class HeatCell:
    """How much of what is asked for is done; total 0: nothing is asked of this organisation here."""

    done: int
    total: int
    href: str = ""

    @property
    def text(self) -> str:
        percent = wording.whole_percent(self.done, self.total)
        return wording.NOTHING if percent is None else f"{percent}%"

    @property
    def counts(self) -> str:
        if self.total <= 0:
            return _("没有任务")
        return f"{wording.number_text(self.done)}/{wording.number_text(self.total)}"

    @property
    def shade(self) -> str:
        """Css class: five steps of a quarter each, the last for the whole alone."""
        percent = wording.whole_percent(self.done, self.total)
        return "heat-none" if percent is None else f"heat-{percent // 25}"


@dataclass(frozen=True)
class CountCell:
    """How often something happened, shaded by the most that any cell has."""

    count: int
    most: int
    href: str = ""

    @property
    def text(self) -> str:
        return wording.number_text(self.count) if self.count else wording.NOTHING

    @property
    def counts(self) -> str:
        return _("%(count)s次") % {"count": wording.number_text(self.count)}

    @property
    def shade(self) -> str:
        """Css class: none, then four steps up to the most."""
        return f"heat-{min(4, 1 + self.count * 4 // (self.most + 1))}" if self.count else "heat-none"


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: Sequence[HeatCell | CountCell]
    href: str = ""

    @property
    def markup(self) -> SafeString:
        """The row's cells as HTML: a district has a thousand, which took a template three times as long."""
        bracketed = _("（%(counts)s）")
        return mark_safe("".join(_cell(cell, bracketed) for cell in self.cells))  # noqa: S308 - escaped in _cell


def _cell(cell: HeatCell | CountCell, bracketed: str) -> str:
    counts = escape(cell.counts)
    heard = f'<span class="visually-hidden">{escape(bracketed % {"counts": cell.counts})}</span>'
    if cell.href:
        shown = f'<a href="{escape(cell.href)}" title="{counts}">{cell.text}{heard}</a>'
    else:
        shown = f'<span title="{counts}">{cell.text}{heard}</span>'
    return f'<td class="{cell.shade}">{shown}</td>'


@dataclass(frozen=True)
class HeatMap:
    """`title` states the finding; `corner` names the rows ("单位"); `of_shares`: its steps are shares."""

    title: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    corner: str = ""
    of_shares: bool = True
