"""What was held in a campaign: the rows with a picture by month and kind, and the same rows as a workbook."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import activities as queries
from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.activities import ActivityRow, Asked
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.rules import chips
from zhengyou.campaigns.rules.activity_kinds import catalogue, name_of
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.heat import CountCell, HeatMap, HeatRow

from ..documents.sheets import Cell, Sheet
from .asking import breadcrumbs, node_asked
from .downloads import taken_away

PAGE = 50
_MONTHS = 12


@require_safe
@page(Permission.VIEW_RECORDS)
def activities(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The activities at and under a node (?node=), of a kind (?kind=), of a month (?month=2026-11)."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    asked = _asked(request)
    found = queries.activities(scope, asked, after_id=number_in(request.GET, "after"), size=PAGE + 1)
    shown = found[:PAGE]
    counts = queries.by_month(scope)
    context = {
        "scope": scope,
        "rows": [(row, name_of(row.record.kind), chips.of_record(row.record.state)) for row in shown],
        "next_key": shown[-1].record.pk if len(found) > PAGE else None,
        "heat": _heat(scope, counts),
        "total": sum(counts.values()),
        "kinds": _kinds(counts),
        "months": _months(counts),
        "chosen": _query(scope, asked),
        "today": scope.as_of,
        "breadcrumbs": breadcrumbs(actor, scope, (_("办了哪些活动"), "")),
    }
    return render(request, "reports/activities.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
def activities_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All rows that the same choice shows on the page."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    columns = [
        _("做了什么"), _("单位"), _("哪类活动"), _("哪一天"), _("在哪里"), _("应到"), _("实到"), _("多少人参加"),
        _("现在"),
    ]  # fmt: skip
    rows = _cells(queries.activities(scope, _asked(request), after_id=None, size=None))
    name = _("活动（%(node)s，截至%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
    return taken_away(name, Sheet(_("活动"), columns, rows))


def _cells(found: list[ActivityRow]) -> Iterator[list[Cell]]:
    for row in found:
        one = row.record
        yield [
            one.title,
            row.organisation_name,
            name_of(one.kind),
            one.happened_on,
            one.place,
            row.due,
            row.present,
            one.attended,
            str(one.get_state_display()),
        ]


def _asked(request: HttpRequest) -> Asked:
    """What is chosen; what cannot be read is as if it were not there."""
    kind = catalogue().kind(request.GET.get("kind", ""))
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        month = None
    return Asked(kind=kind.key if kind else "", month=month)


_Counts = dict[tuple[str, date], int]


def _heat(scope: Scope, counts: _Counts) -> HeatMap | None:
    """Kinds by months, the last twelve; None where nothing was held."""
    months = queries.months_of(month for _kind, month in counts)[-_MONTHS:]
    if not months:
        return None
    most = max(counts.values())
    rows = [
        HeatRow(
            name_of(kind),
            [
                CountCell(
                    counts.get((kind, month), 0), most, f"?{_query(scope, Asked(kind=kind, month=month))}"
                )
                for month in months
            ],
            f"?{_query(scope, Asked(kind=kind))}",
        )
        for kind, _number in _of_kinds(counts).most_common()
    ]
    return HeatMap(
        _finding(counts), [f"{month:%Y-%m}" for month in months], rows, _("哪类活动"), of_shares=False
    )


def _finding(counts: _Counts) -> str:
    """What the picture says: the kind held most often, and the month in which most was held."""
    if not counts:
        return ""
    kinds, months = _of_kinds(counts), Counter[date]()
    for (_kind, month), number in sorted(counts.items()):
        months[month] += number
    (kind, number), (month, held) = kinds.most_common(1)[0], months.most_common(1)[0]
    return _("办得最多的是%(kind)s（%(number)d次）；最忙的是%(year)d年%(month)d月（%(held)d次）") % {
        "kind": name_of(kind),
        "number": number,
        "year": month.year,
        "month": month.month,
        "held": held,
    }


def _of_kinds(counts: _Counts) -> Counter[str]:
    found = Counter[str]()
    for (kind, _month), number in sorted(counts.items()):
        found[kind] += number
    return found


def _kinds(counts: _Counts) -> list[tuple[str, str, int | None]]:
    """The kinds to choose from, those held most often first."""
    kinds = [(kind, name_of(kind), number) for kind, number in _of_kinds(counts).most_common()]
    return [("", _("各类活动"), None), *kinds]


def _months(counts: _Counts) -> list[tuple[str, str, int | None]]:
    """The months to choose from, the last one first."""
    known = sorted({month for _kind, month in counts}, reverse=True)[:_MONTHS]
    return [("", _("各月"), None), *((f"{month:%Y-%m}", f"{month:%Y-%m}", None) for month in known)]


def _query(scope: Scope, asked: Asked) -> str:
    month = f"{asked.month:%Y-%m}" if asked.month else ""
    return urlencode({"node": scope.node.organisation_id, "kind": asked.kind, "month": month})
