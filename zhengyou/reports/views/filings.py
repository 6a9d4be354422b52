"""Which organisations have sent their plans up, in one table for the office that receives them; also as .xlsx."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries import filings as queries
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.filings import BINS, BadKey, Counts, Filing, Narrowed
from zhengyou.campaigns.rules.filings import FilingState, chip
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import day_text, number_text

from ..documents.sheets import Cell, Sheet
from .asking import breadcrumbs, node_asked
from .downloads import taken_away

PAGE = 50
RECEIVED = (FilingState.ON_TIME, FilingState.LATE)
FILED = (*RECEIVED, FilingState.AWAITING, FilingState.RETURNED)


@require_safe
@page(Permission.VIEW_RECORDS)
def filings(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """?node= narrows to a subtree, ?state=, ?kind= and ?copies= choose, ?sort= orders, ?after= goes on."""
    scope = _scope(request, actor, campaign_id)
    chosen, sort = _chosen(request.GET), _sort(request.GET)
    counts = queries.counts(scope)
    try:
        found = queries.filings(
            scope,
            chosen,
            near_copy=counts.near_copy,
            sort=sort,
            after=request.GET.get("after", ""),
            size=PAGE + 1,
        )
    except BadKey as error:
        raise Http404 from error
    shown = found[:PAGE]
    context = {
        "scope": scope,
        "campaign": scope.campaign,
        "today": scope.as_of,
        "as_of": day_text(scope.as_of),
        "breadcrumbs": breadcrumbs(actor, scope, (_("方案报备"), "")),
        "rows": [(row, chip(row.state)) for row in shown],
        "next_key": shown[-1].key if len(found) > PAGE else None,
        "total": counts.total(chosen),
        "asked": counts.total(),
        "headlines": _headlines(scope, counts),
        "near_copy": counts.near_copy,
        "near": counts.near_copy / 100,
        "export": _export_address(request, scope),
        "here": reverse("filings", args=[campaign_id]) + f"?node={scope.node.organisation_id}",
        "narrowed": chosen != Narrowed(),
        **_choices(counts, chosen),
        **_picture(counts, chosen),
    }
    return render(request, "reports/filings.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
def filings_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All rows that the same choice shows on the page, as a workbook."""
    scope = _scope(request, actor, campaign_id)
    near = queries.counts(scope).near_copy
    found = queries.filings(scope, _chosen(request.GET), near_copy=near, sort=_sort(request.GET), size=None)
    name = _("方案报备（%(node)s，截至%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
    head = [
        _("单位"), _("报给谁"), _("状态"), _("进度"), _("期限"), _("报上来的日子"), _("版本"), _("会议日期"),
        _("沿用上级"), _("自己的任务"), _("自己的指标"), _("最像谁"), _("与它相同"),
    ]  # fmt: skip
    return taken_away(name, Sheet(_("方案报备"), head, [_cells(row) for row in found]))


def _cells(row: Filing) -> list[Cell]:
    return [
        row.name,
        row.receiver,
        chip(row.state).word,
        row.plan_word,
        row.last_day,
        row.filed_on,
        row.version,
        row.met_on,
        row.inherited,
        row.tasks if row.plan_state else None,
        row.targets if row.plan_state else None,
        row.likest,
        row.likeness if row.likest else None,
    ]


def _scope(request: HttpRequest, actor: Actor, campaign_id: int) -> Scope:
    return campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)


def _chosen(given: QueryDict) -> Narrowed:
    """What is asked for; a word that no link of ours has given chooses nothing."""
    state, kind = given.get("state", ""), given.get("kind", "")
    return Narrowed(
        state if state in FilingState.values else "",
        kind if kind in queries.KINDS else "",
        given.get("copies") == "1",
    )


def _sort(given: QueryDict) -> str:
    sort = given.get("sort", "")
    return sort if sort in queries.ORDERS else ""


def _export_address(request: HttpRequest, scope: Scope) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query["node"] = str(scope.node.organisation_id)
    return f"{reverse('filings-sheet', args=[scope.campaign.pk])}?{query.urlencode()}"


def _headlines(scope: Scope, counts: Counts) -> list[dict[str, Any]]:
    """The numbers that answer the question, each leading to its rows."""
    states = counts.states(Narrowed())
    here = reverse("filings", args=[scope.campaign.pk]) + f"?node={scope.node.organisation_id}"
    asked, filed = counts.total(), sum(states[state] for state in FILED)
    copies = counts.copies(Narrowed())
    return [
        {
            "label": _("已经报来"),
            "value": filed,
            "unit": _("个"),
            "href": f"{here}&sort=filed",
            "note": _("共 %(asked)s 个单位要报") % {"asked": number_text(asked)},
        },
        {
            "label": _("待审核"),
            "value": states[FilingState.AWAITING],
            "unit": _("份"),
            "href": f"{here}&state={FilingState.AWAITING}&sort=filed",
        },
        {
            "label": _("逾期未报"),
            "value": states[FilingState.MISSING],
            "unit": _("个"),
            "href": f"{here}&state={FilingState.MISSING}",
        },
        {
            "label": _("近似的方案"),
            "value": copies,
            "unit": _("份"),
            "href": f"{here}&copies=1&sort=-like",
        },
    ]


def _choices(counts: Counts, chosen: Narrowed) -> dict[str, Any]:
    """The links that narrow the table, each with how many rows it would show; what is empty is left out."""
    states, kinds = counts.states(chosen), counts.kinds(chosen)
    copies = counts.copies(chosen)
    every = Narrowed(chosen.state, chosen.kind)
    return {
        "states": [("", _("全部"), states.total())]
        + [
            (state.value, str(state.label), states[state])
            for state in FilingState
            if states[state] or state == chosen.state
        ],
        "kinds": [("", _("全部"), kinds.total())]
        + [
            (kind, word, kinds[kind])
            for kind, word in queries.KINDS.items()
            if kinds[kind] or kind == chosen.kind
        ],
        "copies": [("", _("全部"), counts.total(every)), ("1", _("近似的"), copies)]
        if copies or chosen.copies
        else [],
    }


def _picture(counts: Counts, chosen: Narrowed) -> dict[str, Any]:
    """Filed plans by how much of their text is their own, under a title that states what it shows."""
    own = counts.own(chosen)
    if not own:
        return {"bins": []}
    words = [
        _("%(from)d—%(to)d%%") % {"from": 100 // BINS * n, "to": 100 // BINS * (n + 1)} for n in range(BINS)
    ]
    title = _("%(filed)s 份报来的方案里，%(few)s 份自己写的不到两成") % {
        "filed": number_text(sum(own)),
        "few": number_text(sum(own[:2])),
    }
    return {"bins": list(zip(words, own, strict=True)), "picture": title}
