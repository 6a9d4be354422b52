"""Figures of activities held: by kind, sessions with attendance, absentees told later."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.held import HeldRow, KindCounts, held_rows
from zhengyou.campaigns.rules.activity_kinds import catalogue, name_of
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .counted import Counted
from .definition import Definition, Dimension, Slice
from .listing import Page, Row, Rows, cut
from .values import Count, Rate, Value

_RULE = "domain.md P17：只算确认过的，一次活动一条规则只算一次"
_COMING = "domain.md P2、P18：到会率和缺席的补课"
_BY = (Dimension.ACTIVITY,)
_KINDS = tuple(kind.key for kind in catalogue().kinds)


def _count(value: Callable[[KindCounts], Value]) -> Callable[[Counted, Slice | None], Value]:
    return lambda counted, part: value(counted.held.of(part.value if part else None))


def _rows(
    what: str, head: Callable[[], tuple[str, ...]], cells: Callable[[HeldRow], tuple[str, ...]]
) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织报送的记录。"))
        kind = part.value if part else None
        found = held_rows(scope, what, kind, after_id=page.after_id, size=page.size + 1)
        shown, last = cut(found, page.size)
        listed = [
            Row(
                row.title,
                (row.organisation_name, day_text(row.happened_on, today=scope.as_of), *cells(row)),
                reverse("record", args=[row.record_id]),
            )
            for row in shown
        ]
        return Rows((_("活动"), _("组织"), _("日期"), *head()), listed, str(last.record_id) if last else "")

    return rows


DEFINITIONS = (
    Definition(
        "held", gettext_lazy("开展的活动"), "Activities held", gettext_lazy("次"),
        gettext_lazy("截至当日已验收、说明了是哪类活动的记录，一条算一次。"), _RULE,
        _count(lambda one: Count(one.held)),
        _rows("held", lambda: (_("类别"),), lambda row: (name_of(row.kind),)),
        tuple(f"held.activity.{key}" for key in _KINDS), _BY,
    ),
    Definition(
        "sessions", gettext_lazy("全体党员参加的会议和学习"), "Sessions held", gettext_lazy("次"),
        gettext_lazy("开展的活动里，要求全体党员到会、记了应到实到的。"), _COMING,
        _count(lambda one: Count(one.sessions)),
        _rows("sessions", lambda: (_("应到"), _("实到")), lambda row: (str(row.due), str(row.present))),
        (), _BY,
    ),
    Definition(
        "attendance", gettext_lazy("到会率"), "Attendance", "",
        gettext_lazy("各次会议和学习实到党员合计÷应到党员合计；流动、年老体弱和经批准不参加而没到的，不算应到。"),
        _COMING, _count(lambda one: Rate(one.present, one.due)),
        _rows("sessions", lambda: (_("应到"), _("实到")), lambda row: (str(row.due), str(row.present))),
        (), _BY,
    ),
    Definition(
        "briefed", gettext_lazy("缺席的补课率"), "Absentees briefed", "",
        gettext_lazy("应到没到的人次里，截至当日记下已补课、传达的÷应到没到的人次。"),
        _COMING, _count(lambda one: Rate(one.briefed, one.absent)),
        _rows("absent", lambda: (_("没到"), _("已补")), lambda row: (str(row.absent), str(row.briefed))),
        (), _BY,
    ),
)  # fmt: skip
