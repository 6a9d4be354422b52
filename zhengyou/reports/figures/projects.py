"""Figures of the named projects (一支部一品牌)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import projects
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules.procedures import PROJECT
from zhengyou.organisations.queries import standing_places
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .definition import Definition, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count

_RULE = "domain.md M17：一支部一品牌，结果由上级确认"


def _rows(states: tuple[projects.ProjectState, ...]) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织的品牌项目。"))
        found = projects.projects_page(scope, states, after_id=page.after_id, size=page.size + 1)
        shown, last = cut(found, page.size)
        places = standing_places([stage.row.organisation_id for stage in shown], scope.as_of)
        listed = [
            Row(
                stage.row.name,
                (
                    places[stage.row.organisation_id].name,
                    day_text(stage.row.ends_on, today=scope.as_of),
                    PROJECT.labels[stage.state],
                ),
                reverse("project", args=[stage.row_id]),
            )
            for stage in shown
        ]
        head = (_("项目"), _("单位"), _("哪天以前做成"), _("那天的情况"))
        return Rows(head, listed, str(last.row_id) if last else "")

    return rows


def _figure(
    key: str,
    name: Text,
    name_en: str,
    formula: Text,
    count: Callable[[projects.ProjectCounts], int],
    states: tuple[projects.ProjectState, ...],
) -> Definition:
    return Definition(
        key=key,
        name=name,
        name_en=name_en,
        unit=gettext_lazy("个"),
        formula=formula,
        source=_RULE,
        count=lambda counted, part: Count(count(counted.projects)),
        listing=_rows(states),
    )


DEFINITIONS = (
    _figure(
        "projects_running",
        gettext_lazy("正在做的品牌项目"),
        "named projects running",
        gettext_lazy("那天已经开始、上级还没有确认结果的品牌项目，包括等确认的；还在拟的和不做了的不算。"),
        lambda found: found.running,
        projects.RUNNING,
    ),
    _figure(
        "projects_finished",
        gettext_lazy("做成的品牌项目"),
        "named projects finished",
        gettext_lazy("那天结果已由上级确认的品牌项目。"),
        lambda found: found.finished,
        projects.FINISHED,
    ),
)
