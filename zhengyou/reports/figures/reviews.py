"""Figures of leader reviews over all rounds of a campaign. Of a member's review the rows say no name and no text."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import coverage
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.coverage import Reviewed
from zhengyou.campaigns.rules.procedures import RECTIFICATION, REVIEW
from zhengyou.organisations.rules import Permission

from .counted import Counted
from .definition import Definition, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count, Share, Value

_RULE = "domain.md P4；domain.md 6.1"
_REVIEWS, _PROBLEMS = gettext_lazy("份"), gettext_lazy("个")


def _rows(counted: str) -> Callable[[Scope, Slice | None, Page], Rows]:
    """The reviews or the problems counted under one name of `Reviewed`."""
    of_problems = counted in ("problems", "closed")

    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织的点评。"))
        rounds = coverage.rounds_by(scope.campaign.pk, scope.as_of)
        found = coverage.listed(
            rounds, scope.node, scope.as_of, counted, after=page.after_id, size=page.size + 1
        )
        shown, last = cut(found, page.size)
        titles = coverage.titles([row.pk for row in shown]) if of_problems else {}
        listed = [_problem(row, titles) if of_problems else _review(row) for row in shown]
        head = (_("问题"), _("组织"), _("情况")) if of_problems else (_("点评谁"), _("组织"), _("情况"))
        return Rows(head, listed, str(last.pk) if last else "")

    return rows


def _review(row: coverage.Row) -> Row:
    name = _("一名党员") if row.of_member else row.organisation
    href = "" if row.of_member else reverse("review", args=[row.pk])
    return Row(name, (row.organisation,), href, REVIEW.shapes[row.state], REVIEW.labels[row.state])


def _problem(row: coverage.Row, titles: dict[int, str]) -> Row:
    name = titles.get(row.pk, _("党员个人的一个问题"))
    href = reverse("rectification", args=[row.pk]) if row.pk in titles else ""
    return Row(
        name, (row.organisation,), href, RECTIFICATION.shapes[row.state], RECTIFICATION.labels[row.state]
    )


def _figure(
    key: str,
    name: Text,
    name_en: str,
    unit: Text,
    formula: Text,
    counted: str,
    parts: tuple[str, ...] = (),
    public: bool = False,
) -> Definition:
    def count(at: Counted, part: Slice | None) -> Value:
        return Count(getattr(at.reviews, counted))

    return Definition(key, name, name_en, unit, formula, _RULE, count, _rows(counted), parts, (), public)


def _coverage(counted: Counted, part: Slice | None) -> Value:
    found: Reviewed = counted.reviews
    return Share(found.held, found.due)


DEFINITIONS = (
    _figure(
        "reviews-due", gettext_lazy("应点评"), "Reviews due", _REVIEWS,
        gettext_lazy("各轮里当日应当点评的组织和党员，一轮算一份；免评的、因变动不再计入的除外。"),
        "due", ("reviews-held", "reviews-left"),
    ),
    _figure(
        "reviews-held", gettext_lazy("已点评"), "Reviews held", _REVIEWS,
        gettext_lazy("截至当日已经记下的点评。"), "held",
    ),
    _figure(
        "reviews-left", gettext_lazy("还没有点评"), "Reviews left", _REVIEWS,
        gettext_lazy("截至当日应点评、还没有记下的。"), "left",
    ),
    Definition(
        "reviews-coverage", gettext_lazy("点评覆盖率"), "Review coverage", "",
        gettext_lazy("已点评的除以应点评的。"), _RULE, _coverage, _rows("due"),
    ),
    _figure(
        "reviews-problems", gettext_lazy("点评发现的问题"), "Problems found by reviews", _PROBLEMS,
        gettext_lazy("截至当日点评里提出的问题，撤销的除外。"), "problems",
    ),
    _figure(
        "reviews-problems-closed", gettext_lazy("点评问题已销号"), "Review problems closed", _PROBLEMS,
        gettext_lazy("点评提出的问题里，截至当日经核验销号的。"), "closed",
    ),
    _figure(
        "reviews-none-found", gettext_lazy("没有发现问题的点评"), "Reviews that found none", _REVIEWS,
        gettext_lazy("截至当日已点评、写明依据没有发现问题的。"), "none_found",
    ),
)  # fmt: skip
