"""A round of self-checks as tables to be handed on (domain.md 6.1): who handed up, and what was found item by item."""

from datetime import date

from django.utils.translation import gettext as _

from zhengyou.campaigns.models.selfchecks import SelfCheckRound
from zhengyou.campaigns.queries.selfchecks import progress
from zhengyou.campaigns.queries.selfchecks.progress import Checked
from zhengyou.campaigns.rules.procedures import SELF_CHECK
from zhengyou.organisations.models import Placement
from zhengyou.organisations.queries import children, today
from zhengyou.ui.wording import percent_text

from .documents.sheets import Sheet

_ALL = 100_000


def sheets(round_: SelfCheckRound, node: Placement) -> list[Sheet]:
    """Counts of each organisation directly below the node; the items; the state of each sheet."""
    return [_counts(round_, node), _items(round_, node), _states(round_, node)]


def _counts(round_: SelfCheckRound, node: Placement) -> Sheet:
    found = progress.checked([round_.pk], node, today())
    places = [*children(node.organisation_id, today()), node]
    rows = [
        [place.name, *_cells(found[place.organisation_id])]
        for place in places
        if place.organisation_id in found
    ]
    rows.append([_("合计"), *_cells(progress.total(found))])
    head = [
        _("组织"),
        _("应交"),
        _("已交"),
        _("交的比例"),
        _("审核过"),
        _("已办结"),
        _("退回补充"),
        _("过期没交"),
        _("上级准许不交，不算应交"),
    ]
    return Sheet(_("自查情况"), head, rows)


def _cells(one: Checked) -> list[int | str]:
    rate = percent_text(one.handed_up, one.due)
    return [one.due, one.handed_up, rate, one.reviewed, one.closed, one.sent_back, one.late, one.excused]


def _items(round_: SelfCheckRound, node: Placement) -> Sheet:
    rows: list[list[str | int | float]] = [
        [item.label, item.met, item.gaps, item.median] for item in progress.items([round_.pk], node, today())
    ]
    return Sheet(_("各项情况"), [_("标准"), _("达到"), _("有差距"), _("自评中间数")], rows)


def _states(round_: SelfCheckRound, node: Placement) -> Sheet:
    found = [
        row
        for counted in ("due", "excused")
        for row in progress.listed([round_.pk], node, today(), counted, after=0, size=_ALL)
    ]
    rows: list[list[str | date]] = [
        [row.organisation, SELF_CHECK.labels[row.state], round_.due_on] for row in found
    ]
    return Sheet(_("各组织的自查表"), [_("组织"), _("现在"), _("哪天以前交")], rows)
