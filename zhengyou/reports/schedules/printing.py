"""The schedule to take away: as a table of a workbook, and as an official document."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.ui.wording import day_text

from ..documents import OfficialDocument, Paragraph, Table
from ..documents.sheets import Cell, Sheet
from .reading import Schedule, Section


def sheet(schedule: Schedule) -> Sheet:
    """The table as a sheet."""
    head = [
        _("阶段、任务"), _("谁的要求"), _("类别"), _("从哪天"), _("到哪天"), _("多久一次、期限"),
        _("现在"), _("已办结"), _("已到期"),
    ]  # fmt: skip
    return Sheet(_("日程安排"), head, _cells(schedule))


def _cells(schedule: Schedule) -> Iterator[list[Cell]]:
    for section in schedule.sections:
        for row in section.rows:
            last: Cell = row.event or row.last
            kind = _("阶段") if row.kind == "phase" else _("任务")
            done = [row.tally.done, row.tally.due] if row.kind == "task" else [None, None]
            yield [row.name, whose(section), kind, row.first, last, row.rhythm, row.state, *done]


def whose(section: Section) -> str:
    """Whose days these are: "上级要求：…" where a superior set them."""
    return _("上级要求：%(issuer)s") % {"issuer": section.issuer} if section.above else section.issuer


def document(schedule: Schedule, scope: Scope) -> OfficialDocument:
    """The table as an official document, a table for each campaign."""
    title = _("%(node)s阶段性日程安排表") % {"node": scope.node.name}
    words = {"day": day_text(schedule.day), "finding": schedule.finding}
    body = [Paragraph((_("截至%(day)s，%(finding)s。") % words,))]
    return OfficialDocument(
        title=title,
        date=schedule.day,
        issuer=scope.node.name,
        body=(*body, *(_table(section, schedule) for section in schedule.sections)),
    )


def _table(section: Section, schedule: Schedule) -> Table:
    rows = []
    for row in section.rows:
        last = row.event or day_text(row.last)
        name = row.name if row.kind == "phase" else f"　{row.name}"
        rows.append((name, f"{day_text(row.first)}{_('至')}{last}", row.rhythm, row.state))
    head = (_("阶段、任务"), _("时间"), _("多久一次、期限"), _("现在"))
    return Table(head, tuple(rows), caption=f"{whose(section)}《{section.title}》", widths=(9, 9, 5, 4))
