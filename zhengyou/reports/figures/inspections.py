"""Figures of inspection rounds: rounds, units visited, problems found there and put right."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections import counts
from zhengyou.campaigns.rules.procedures import INSPECTION, INSPECTION_VISIT, RECTIFICATION
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .counted import Counted
from .definition import Definition, Dimension, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count

_RULE = "domain.md P15；domain.md 6.1"
_BY_ROUND = (Dimension.ROUND,)


def part_of(part: Slice | None) -> counts.Part:
    """The round or the line of a checklist that a slice is about."""
    if part is None:
        return counts.Part()
    key = int(part.value)
    return counts.Part(round=key) if part.dimension is Dimension.ROUND else counts.Part(line=key)


def _shown(scope: Scope, page: Page, found: Any) -> tuple[list[Any], str, dict[int, Any]]:
    rows, last = cut(list(found.filter(row_id__gt=page.after_id)[: page.size + 1]), page.size)
    places = standing_places([stage.row.organisation_id for stage in rows], scope.as_of)
    return rows, str(last.row_id) if last else "", places


def _withheld(page: Page) -> Rows | None:
    if page.may(Permission.VIEW_RECORDS):
        return None
    return Rows(withheld=_("您的岗位只看进展，不看对各组织的督查。"))


def _rounds(scope: Scope, part: Slice | None, page: Page) -> Rows:
    if (refused := _withheld(page)) is not None:
        return refused
    shown, key, places = _shown(scope, page, counts.rounds_page(scope))
    listed = [
        Row(
            stage.row.title,
            (places[stage.row.organisation_id].name, INSPECTION.labels[stage.state]),
            reverse("inspection", args=[stage.row_id]),
        )
        for stage in shown
    ]
    return Rows((_("哪一轮"), _("谁组织的"), _("那天的情况")), listed, key)


def _visits(scope: Scope, part: Slice | None, page: Page) -> Rows:
    if (refused := _withheld(page)) is not None:
        return refused
    shown, key, places = _shown(scope, page, counts.visits_page(scope, part_of(part)))
    listed = [
        Row(
            places[stage.row.organisation_id].name,
            (day_text(stage.row.visited_on, today=scope.as_of), INSPECTION_VISIT.labels[stage.state]),
            reverse("visit", args=[stage.row_id]),
        )
        for stage in shown
    ]
    return Rows((_("单位"), _("哪天查的"), _("那天的情况")), listed, key)


def _found(right: bool) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if (refused := _withheld(page)) is not None:
            return refused
        found = counts.found_page(scope, part_of(part))
        found = found.filter(state__in=counts.CLOSED) if right else found
        shown, key, places = _shown(scope, page, found)
        listed = [
            Row(
                stage.row.title,
                (places[stage.row.organisation_id].name, RECTIFICATION.labels[stage.state]),
                reverse("rectification", args=[stage.row_id]),
            )
            for stage in shown
        ]
        return Rows((_("问题"), _("单位"), _("那天的情况")), listed, key)

    return rows


def _figure(
    name: str,
    word: Text,
    name_en: str,
    unit: Text,
    formula: Text,
    listing: Callable[[Scope, Slice | None, Page], Rows],
    by: tuple[Dimension, ...] = (),
) -> Definition:
    def count(at: Counted, part: Slice | None) -> Count:
        found = counts.inspected(at.scope, part_of(part)) if part else at.inspected
        return Count(getattr(found, name))

    key = f"inspections-{name.replace('_', '-')}"
    return Definition(key, word, name_en, unit, formula, _RULE, count, listing, (), by)


DEFINITIONS = (
    _figure(
        "rounds", gettext_lazy("督查轮次"), "Inspection rounds", gettext_lazy("轮"),
        gettext_lazy("这些组织自己组织的、截至当日已开始督查的轮次，取消的不算。"), _rounds,
    ),
    _figure(
        "visits", gettext_lazy("督查的单位"), "Units inspected", gettext_lazy("个"),
        gettext_lazy("截至当日去查过并已反馈的单位，一轮算一次；没有查成的、取消的不算。"), _visits, _BY_ROUND,
    ),
    _figure(
        "findings", gettext_lazy("督查发现的问题"), "Problems found by inspections", gettext_lazy("个"),
        gettext_lazy("截至当日督查反馈的问题，一个问题开一件整改；提错撤销的不算。"), _found(False),
        (Dimension.ROUND, Dimension.LINE),
    ),
    _figure(
        "put_right", gettext_lazy("督查问题已销号"), "Inspection problems put right", gettext_lazy("个"),
        gettext_lazy("督查反馈的问题里，截至当日经核验销号的。"), _found(True), _BY_ROUND,
    ),
)  # fmt: skip
