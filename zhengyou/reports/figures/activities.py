"""Figures of the campaign itself and of the records it brought."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.reported import RecordCounts, reported
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .definition import Definition, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count

_PLAN = "domain.md 3.1：方案的阶段与任务"
_RECORDS = "domain.md P17；domain.md 第4节：退回都带意见"
_CHIPS = {"accepted": "done", "submitted": "awaiting", "returned": "returned"}


def _phase_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    rows = [
        Row(phase.name, (day_text(phase.starts_on), day_text(phase.ends_on), phase.date_text))
        for phase in campaigns.phases(scope.campaign.pk)[page.after_id :]
    ]
    return _numbered((_("阶段"), _("开始"), _("结束"), _("方案里的说法")), rows, page)


def _task_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    rows = [
        Row(
            task.name,
            (task.phase.name if task.phase else _("不分阶段"), task.owner, day_text(task.due_on)),
            f"{reverse('task', args=[scope.campaign.pk, task.pk])}"
            f"?node={scope.node.organisation_id}&as_of={scope.as_of}",
        )
        for task in campaigns.tasks(scope.campaign.pk)[page.after_id :]
    ]
    return _numbered((_("任务"), _("阶段"), _("牵头"), _("截止")), rows, page)


def _numbered(head: tuple[str, ...], rows: list[Row], page: Page) -> Rows:
    """Short lists of the plan, paged by how many rows came before."""
    more = len(rows) > page.size
    return Rows(head, rows[: page.size], str(page.after_id + page.size) if more else "")


def _records(*states: str) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织报送的记录。"))
        found = reported(scope, states, after_id=page.after_id, size=page.size + 1)
        shown, last = cut(found, page.size)
        listed = [
            Row(
                row.title,
                (row.organisation_name, day_text(row.happened_on, today=scope.as_of)),
                reverse("record", args=[row.record_id]),
                _CHIPS[row.state],
                row.label,
            )
            for row in shown
        ]
        return Rows((_("记录"), _("组织"), _("发生"), _("情况")), listed, str(last.record_id) if last else "")

    return rows


def _record_figure(
    key: str,
    name: Text,
    name_en: str,
    formula: Text,
    states: tuple[str, ...],
    count: Callable[[RecordCounts], int],
    parts: tuple[str, ...] = (),
) -> Definition:
    return Definition(
        key, name, name_en, gettext_lazy("条"), formula, _RECORDS,
        lambda counted, part: Count(count(counted.records)), _records(*states), parts,
    )  # fmt: skip


DEFINITIONS = (
    Definition(
        "phases", gettext_lazy("阶段"), "Phases", gettext_lazy("个"), gettext_lazy("方案划分的阶段。"), _PLAN,
        lambda counted, part: Count(counted.phases), _phase_rows, (), (), True,
    ),
    Definition(
        "tasks", gettext_lazy("任务"), "Tasks", gettext_lazy("项"), gettext_lazy("方案布置的任务，反复做的算一项。"),
        _PLAN, lambda counted, part: Count(counted.tasks), _task_rows, (), (), True,
    ),
    _record_figure(
        "records", gettext_lazy("报送记录"), "Records",
        gettext_lazy("截至当日报送的记录，撤回的除外。一条记录可以对应几项应办事项。"),
        ("accepted", "submitted", "returned"), lambda found: found.all,
        ("records-accepted", "records-waiting", "records-returned"),
    ),
    _record_figure(
        "records-accepted", gettext_lazy("已验收的记录"), "Records accepted",
        gettext_lazy("截至当日已经上级验收的记录。"), ("accepted",), lambda found: found.accepted,
    ),
    _record_figure(
        "records-waiting", gettext_lazy("待验收的记录"), "Records waiting",
        gettext_lazy("截至当日已报送、上级还没有验收的记录。"), ("submitted",), lambda found: found.submitted,
    ),
    _record_figure(
        "records-returned", gettext_lazy("退回未补正的记录"), "Records returned",
        gettext_lazy("截至当日被退回、还没有重新报送的记录，退回以后撤回的也算在内。"),
        ("returned",), lambda found: found.returned,
    ),
)  # fmt: skip
