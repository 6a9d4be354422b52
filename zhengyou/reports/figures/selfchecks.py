"""Figures of self-checks over all rounds of a campaign."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.selfchecks import progress
from zhengyou.campaigns.rules.procedures import SELF_CHECK
from zhengyou.organisations.rules import Permission

from .counted import Counted
from .definition import Definition, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count, Value

_RULE = "domain.md P8"
_SHEETS, _ITEMS = gettext_lazy("份"), gettext_lazy("项")


def _rows(counted: str) -> Callable[[Scope, Slice | None, Page], Rows]:
    """The sheets, or the items of sheets, counted under one name."""

    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织的自查表。"))
        rounds = progress.rounds_by(scope.campaign.pk, scope.as_of)
        found = progress.listed(
            rounds, scope.node, scope.as_of, counted, after=page.after_id, size=page.size + 1
        )
        shown, last = cut(found, page.size)
        of_items = counted in ("met", "gaps")
        listed = [_item(row) if of_items else _sheet(row) for row in shown]
        head = (_("组织"), _("标准")) if of_items else (_("组织"), _("情况"))
        return Rows(head, listed, str(last.pk) if last else "")

    return rows


def _sheet(row: progress.Row) -> Row:
    href = reverse("selfcheck", args=[row.sheet_id])
    return Row(row.organisation, (), href, SELF_CHECK.shapes[row.state], SELF_CHECK.labels[row.state])


def _item(row: progress.Row) -> Row:
    return Row(row.organisation, (row.item,), reverse("selfcheck", args=[row.sheet_id]))


def _figure(
    key: str,
    name: Text,
    name_en: str,
    unit: Text,
    formula: Text,
    counted: str,
    parts: tuple[str, ...] = (),
) -> Definition:
    def count(at: Counted, part: Slice | None) -> Value:
        if counted in ("met", "gaps"):
            met, gaps = at.self_check_items
            return Count(met if counted == "met" else gaps)
        return Count(getattr(at.self_checks, counted))

    return Definition(key, name, name_en, unit, formula, _RULE, count, _rows(counted), parts)


DEFINITIONS = (
    _figure(
        "selfchecks-due", gettext_lazy("应交的自查表"), "Self-checks due", _SHEETS,
        gettext_lazy("各轮自查里当日应当交自查表的组织，一轮算一份；上级准许不交的不算。"),
        "due", ("selfchecks-handed-up", "selfchecks-left"),
    ),
    _figure(
        "selfchecks-handed-up", gettext_lazy("已交的自查表"), "Self-checks handed up", _SHEETS,
        gettext_lazy("截至当日交上去、没有收回也没有退回的自查表。"), "handed_up",
    ),
    _figure(
        "selfchecks-left", gettext_lazy("没有交的自查表"), "Self-checks left", _SHEETS,
        gettext_lazy("截至当日应交、还没有交或者退回去还没有再交的。"), "left",
    ),
    _figure(
        "selfchecks-reviewed", gettext_lazy("审核过的自查表"), "Self-checks reviewed", _SHEETS,
        gettext_lazy("已交的自查表里，截至当日上级已经同意的。"), "reviewed",
    ),
    _figure(
        "selfchecks-excused", gettext_lazy("准许不交的自查表"), "Self-checks excused", _SHEETS,
        gettext_lazy("截至当日上级写明原因准许不交的自查表；单独计数，不算应交。"), "excused",
    ),
    _figure(
        "selfchecks-items-met", gettext_lazy("自查达到的项数"), "Items met", _ITEMS,
        gettext_lazy("截至当日已交的自查表里，有依据地写明达到的标准项数。"), "met",
    ),
    _figure(
        "selfchecks-items-gap", gettext_lazy("自查有差距的项数"), "Items with a gap", _ITEMS,
        gettext_lazy("截至当日已交的自查表里，写明差距并定了措施的标准项数。"), "gaps",
    ),
)  # fmt: skip
