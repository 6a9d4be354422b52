"""Figures of what was asked for and what became of it: counts, shares and medians over expectations."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import standings
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import Tally
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text, percent_text

from .counted import Counted
from .definition import Definition, Dimension, Slice, Text
from .listing import NoSuchPage, Page, Row, Rows, cut
from .values import Count, Median, Share

STATES = "architecture.md “Expectation”；domain.md P17"
_ITEMS = gettext_lazy("项")
_BOTH = (Dimension.TASK, Dimension.SECTOR)
# How the shell draws each state.
CHIPS = {"on_time": "done", "late": "late", "zero": "zero", "excused": "excused", "missing": "missing",
         "due": "due", "not_due": "not_due"}  # fmt: skip


def tally_of(counted: Counted, part: Slice | None) -> Tally:
    """All expectations of the scope, or those of one task or sector."""
    progress = counted.progress
    if part is None:
        return progress.total
    if part.dimension is Dimension.TASK:
        return progress.tasks.get(int(part.value), Tally())
    return progress.sectors.get(part.sector, Tally())


@dataclass(frozen=True)
class _Counting:
    """One count of expectations: its name in the queries, and what it means."""

    count: str
    name: Text
    name_en: str
    formula: Text
    parts: tuple[str, ...] = ()
    public: bool = False


_COUNTS = (
    _Counting("asked", gettext_lazy("应办事项"), "Asked",
              gettext_lazy("截至当日已布置的全部应办事项：一项任务、一个周期、一个组织算一项。"),
              ("due", "excused", "early", "open", "ahead"), True),
    _Counting("due", gettext_lazy("已到期"), "Due",
              gettext_lazy("截止日期不晚于当日的应办事项，不含经批准不适用的。"),
              ("on-time", "late", "zero", "missing", "in-grace"), True),
    _Counting("done", gettext_lazy("已办结"), "Done",
              gettext_lazy("已到期的事项里按时报送、迟报和零报告的合计。"), ("on-time", "late", "zero"), True),
    _Counting("on_time", gettext_lazy("按时报送"), "On time",
              gettext_lazy("已到期的事项里，在截止日期（退回补正的，在补正期限）以前报送的。")),
    _Counting("late", gettext_lazy("迟报"), "Late",
              gettext_lazy("已到期的事项里，过了截止日期（或补正期限）才报送的。")),
    _Counting("zero", gettext_lazy("零报告"), "Zero declared",
              gettext_lazy("已到期的事项里，报告本期没有发生的。")),
    _Counting("missing", gettext_lazy("逾期未报"), "Missing",
              gettext_lazy("过了截止日期（或补正期限）还没有报送、也没有批准不适用的。")),
    _Counting("in_grace", gettext_lazy("到期但还在期限内"), "Due, still in time",
              gettext_lazy("当日截止的，或者退回以后补正期限还没有过的。")),
    _Counting("excused", gettext_lazy("不适用"), "Excused",
              gettext_lazy("说明了理由、经上级同意不适用的，不论是否到期。")),
    _Counting("early", gettext_lazy("提前办结"), "Done ahead of time",
              gettext_lazy("截止日期还没有到、已经报送的。")),
    _Counting("open", gettext_lazy("待办"), "Open", gettext_lazy("已经可以办、截止日期还没有到的。")),
    _Counting("ahead", gettext_lazy("未到时候"), "Not yet open",
              gettext_lazy("还没有到开始日期的。")),
    _Counting("confirmed", gettext_lazy("已验收"), "Confirmed",
              gettext_lazy("已办结的事项里，上级验收了的。")),
    _Counting("unconfirmed", gettext_lazy("已办结未验收"), "Done, not confirmed",
              gettext_lazy("已办结的事项里，上级还没有验收的。")),
    _Counting("soon", gettext_lazy("三十天内到期"), "Due within 30 days",
              gettext_lazy("当日以后三十天内截止、还没有办的。")),
)  # fmt: skip


def _count(name: str) -> Callable[[Counted, Slice | None], Count]:
    return lambda counted, part: Count(getattr(tally_of(counted, part), name))


def _listing(name: str) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        task = int(part.value) if part and part.dimension is Dimension.TASK else None
        sector = part.sector if part and part.dimension is Dimension.SECTOR else None
        try:
            found = standings.standings(
                scope, name, sector=sector, task=task, after=page.after, size=page.size + 1
            )
        except standings.BadKey as error:
            raise NoSuchPage(page.after) from error
        shown, last = cut(found, page.size)
        opens = page.may(Permission.VIEW_RECORDS)
        head = (_("组织"), _("任务"), _("截止"), _("情况"))
        return Rows(head, [_row(row, scope, opens) for row in shown], last.key if last else "")

    return rows


def _row(row: standings.Standing, scope: Scope, opens: bool) -> Row:
    """A row leads to what was reported, or to what is to be done; to nothing where the post opens neither."""
    if row.record_id is not None:
        href = reverse("record", args=[row.record_id])
    else:
        href = reverse("expectation", args=[row.expectation_id])
    word = row.label
    if row.state == "missing":
        word = _("%(state)s，已过%(count)d天") % {"state": word, "count": row.days_over(scope.as_of)}
    elif row.confirmed and row.state != "excused":
        word = _("%(state)s，已验收") % {"state": word}
    return Row(
        row.organisation_name,
        (row.task_name, day_text(row.due_on, today=scope.as_of)),
        href if opens else "",
        CHIPS[row.state],
        word,
    )


def _rate_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    sector = part.sector if part else None
    return _organisations(scope, page, sector=sector, due_only=True)


def _asked_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    return _organisations(scope, page, sector=None, due_only=False)


def _organisations(scope: Scope, page: Page, *, sector: str | None, due_only: bool) -> Rows:
    found = standings.rates(scope, due_only=due_only, sector=sector, after=page.after, size=page.size + 1)
    shown, last = cut(found, page.size)
    rows = [
        Row(
            rate.organisation_name,
            (percent_text(rate.done, rate.due),),
            f"{reverse('campaign', args=[scope.campaign.pk])}?node={rate.organisation_id}&as_of={scope.as_of}",
        )
        for rate in shown
    ]
    return Rows((_("组织"), _("完成率")), rows, last.path if last else "")


def _median(counted: Counted, part: Slice | None) -> Median:
    progress = counted.progress
    return Median(progress.sector_medians.get(part.sector) if part else progress.median)


def _completion(counted: Counted, part: Slice | None) -> Share:
    tally = tally_of(counted, part)
    return Share(tally.done, tally.due)


def _confirmed_share(counted: Counted, part: Slice | None) -> Share:
    tally = tally_of(counted, part)
    return Share(tally.confirmed, tally.done)


DEFINITIONS = (
    *(
        Definition(
            each.count.replace("_", "-"), each.name, each.name_en, _ITEMS, each.formula, STATES,
            _count(each.count), _listing(each.count), each.parts, _BOTH, each.public,
        )
        for each in _COUNTS
    ),
    Definition(
        "completion", gettext_lazy("完成率"), "Completion rate", "",
        gettext_lazy("已办结÷已到期。迟报和零报告算办结，经批准不适用的不进分母。"), STATES,
        _completion, _listing("due"), (), _BOTH, True,
    ),
    Definition(
        "confirmed-share", gettext_lazy("验收率"), "Confirmed share", "",
        gettext_lazy("已验收÷已办结。"), STATES, _confirmed_share, _listing("done"), (), _BOTH, True,
    ),
    Definition(
        "median", gettext_lazy("完成率中位数"), "Median completion of organisations", "",
        gettext_lazy("把有到期事项的组织按各自完成率从低到高排列，居中的那个；居中有两个时取平均。"),
        "domain.md 第7节：看中位数，不看平均数", _median, _rate_rows, (), (Dimension.SECTOR,), True,
    ),
    Definition(
        "taking-part", gettext_lazy("参加活动的组织"), "Organisations taking part", gettext_lazy("个"),
        gettext_lazy("截至当日布置了应办事项的组织。"), STATES,
        lambda counted, part: Count(counted.progress.organisations), _asked_rows, (), (), True,
    ),
)  # fmt: skip
