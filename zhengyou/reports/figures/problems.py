"""Figures of the problems raised and put right (整改)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.problems import Problems, problems_page
from zhengyou.campaigns.rules.procedures import RECTIFICATION
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .definition import Definition, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count

_RULE = "domain.md P14：提出的一方核验过才销号"


def _rows(closed: bool | None) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织的整改台账。"))
        found = problems_page(scope, closed=closed, after_id=page.after_id, size=page.size + 1)
        shown, last = cut(found, page.size)
        places = standing_places([stage.row.organisation_id for stage in shown], scope.as_of)
        listed = [
            Row(
                _("党员个人的问题") if stage.row.personal else stage.row.title,
                (
                    places[stage.row.organisation_id].name,
                    day_text(stage.row.raised_on, today=scope.as_of),
                    RECTIFICATION.labels[stage.state],
                ),
                "" if stage.row.personal else reverse("rectification", args=[stage.row_id]),
            )
            for stage in shown
        ]
        head = (_("问题"), _("单位"), _("哪天提出"), _("那天的情况"))
        return Rows(head, listed, str(last.row_id) if last else "")

    return rows


def _figure(
    key: str,
    name: Text,
    name_en: str,
    formula: Text,
    count: Callable[[Problems], int],
    closed: bool | None,
    parts: tuple[str, ...] = (),
) -> Definition:
    return Definition(
        key=key,
        name=name,
        name_en=name_en,
        unit=gettext_lazy("件"),
        formula=formula,
        source=_RULE,
        count=lambda counted, part: Count(count(counted.problems)),
        listing=_rows(closed),
        parts=parts,
    )


DEFINITIONS = (
    _figure(
        "problems",
        gettext_lazy("提出的问题"),
        "problems raised",
        gettext_lazy("到那天为止各种来源提出的问题的件数，提错撤销的不算。"),
        lambda found: found.raised,
        None,
        ("problems_open", "problems_closed"),
    ),
    _figure(
        "problems_open",
        gettext_lazy("没有销号的问题"),
        "problems open",
        gettext_lazy("那天还没有核验销号的件数，包括等核验的和重新打开的。"),
        lambda found: found.open,
        False,
    ),
    _figure(
        "problems_closed",
        gettext_lazy("已销号的问题"),
        "problems closed",
        gettext_lazy("那天已由提出的一方核验销号的件数，包括回头看没有反弹的。"),
        lambda found: found.closed,
        True,
    ),
)
