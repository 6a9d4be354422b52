"""Figures of phases, and of the time that what is asked takes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import phases, running_burden
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules.policies import BURDEN_MINUTES
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text, number_text

from .counted import Counted
from .definition import Definition, Slice
from .listing import Page, Row, Rows, cut
from .values import Count, Middle


def _closed(counted: Counted, part: Slice | None) -> Count:
    return Count(len(phases.closed_by(counted.scope.campaign.pk, counted.scope.as_of)))


def _closed_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    found = phases.closed_by(scope.campaign.pk, scope.as_of, after_id=page.after_id, size=page.size + 1)
    shown, last = cut(found, page.size)
    opens = page.may(Permission.VIEW_RECORDS)
    listed = [
        Row(
            stage.row.name,
            (day_text(stage.since, today=scope.as_of),),
            reverse("phase", args=[stage.row_id]) if opens else "",
        )
        for stage in shown
    ]
    return Rows((_("阶段"), _("哪天结束的")), listed, str(last.row_id) if last else "")


def _minutes(counted: Counted, part: Slice | None) -> Middle:
    """Over the branches that are asked something in the month of the day."""
    scope = counted.scope
    month = scope.as_of.replace(day=1)
    last, budget = running_burden.months_on(month, 1), BURDEN_MINUTES.default
    found = running_burden.spread(scope.path, first=month, last=last, day=scope.as_of, budget=budget)
    return Middle(found[0].median if found else None)


def _minute_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    month = scope.as_of.replace(day=1)
    found = running_burden.each(scope.path, month, scope.as_of, after=page.after_id, size=page.size + 1)
    shown, last = cut(found, page.size)
    opens = page.may(Permission.VIEW_RECORDS)
    listed = [
        Row(name, (number_text(minutes),), f"{reverse('burden')}?node={pk}" if opens else "")
        for pk, name, minutes in shown
    ]
    return Rows((_("支部"), _("这个月要花的分钟")), listed, str(last[0]) if last else "")


DEFINITIONS = (
    Definition(
        key="phases_closed",
        name=gettext_lazy("结束了的阶段"),
        name_en="Phases closed",
        unit=gettext_lazy("个"),
        formula=gettext_lazy("那天处于“已结束”的阶段；重新打开的不算。"),
        source="domain.md M09",
        count=_closed,
        listing=_closed_rows,
    ),
    Definition(
        key="burden_minutes",
        name=gettext_lazy("一个支部这个月要花的时间"),
        name_en="Minutes asked of the middle branch this month",
        unit=gettext_lazy("分钟"),
        formula=gettext_lazy(
            "那天布置给各支部、在那个月到期的全部事项（所有活动加在一起），按活动种类的通常时长折成分钟，"
            "取有事要办的支部的中间一个。"
        ),
        source="domain.md 第7节：每月负担表",
        count=_minutes,
        listing=_minute_rows,
    ),
)
