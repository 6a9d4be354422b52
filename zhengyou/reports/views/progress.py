"""How far a campaign is: the list of campaigns, the progress page at any node, one task, what is overdue."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns, filings
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.checklists import items_done
from zhengyou.campaigns.queries.progress import progress
from zhengyou.campaigns.queries.standings import BadKey, Standing, longest_overdue, standings
from zhengyou.campaigns.queries.versions import amendment
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import children, today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import day_text

from ..boards import Board, Unit, phase_line, task_facts
from ..doors import Doors
from ..figures.catalogue import Catalogue
from ..quoting import inner
from .asking import BadDay, breadcrumbs, day_asked, node_asked, scope_asked

OVERDUE_SHOWN = 5
PAGE = 50


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def campaign_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every campaign that reaches the actor."""
    day = today()
    found = [
        (campaign, campaigns.current_phase(list(campaign.phases.all()), day))
        for campaign in campaigns.campaigns(actor)
    ]
    return render(
        request,
        "reports/campaigns.html",
        {"campaigns": found, "today": day, "may_plan": actor.may(Permission.EDIT_PLAN)},
    )


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def campaign(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The progress of a campaign at one node as of one day. A day that cannot be read is said so, beside today's."""
    bad_day, day = "", None
    try:
        day = day_asked(request)
    except BadDay as error:
        bad_day = str(error)
    scope = campaigns.scope(actor, campaign_id, node_asked(request), day)
    context = _progress_context(scope, actor) | {"bad_day": bad_day}
    return render(request, "reports/progress.html", context, status=400 if bad_day else 200)


def _progress_context(scope: Scope, actor: Actor) -> dict[str, object]:
    counted = progress(scope)
    board = Board(scope, counted, units_of(scope))
    phases, tasks = campaigns.phases(scope.campaign.pk), campaigns.tasks(scope.campaign.pk)
    title, bins = board.spread()
    may_see = actor.may(Permission.VIEW_RECORDS)
    return {
        **_frame(scope, actor),
        "headlines": board.headlines(),
        "phases": phase_line(phases),
        "phase": campaigns.current_phase(phases, scope.as_of),
        "heat": board.heat(tasks),
        "tasks": board.tasks(tasks),
        "has_tasks": bool(tasks),
        "children": board.children(),
        "sectors": board.sectors(),
        "spread_title": title,
        "spread": bins,
        "overdue": _with_days(longest_overdue(scope, OVERDUE_SHOWN), scope.as_of),
        "missing": counted.total.missing,
        "overdue_url": board.doors.page("overdue"),
        "filings_url": board.doors.page("filings") if may_see and filings.asks_plans(tasks) else "",
        "procedures": board.doors.procedures() if may_see else [],
        "amendment": amendment(scope.campaign, scope.as_of),
        "may_compare": actor.organisation_id == scope.campaign.organisation_id
        and actor.may(Permission.VIEW_PLANS),
    }


def _frame(scope: Scope, actor: Actor, *last: tuple[str, str]) -> dict[str, object]:
    """What all pages of a scope show."""
    return {
        "scope": scope,
        "campaign": scope.campaign,
        "doors": Doors(scope),
        "today": scope.as_of,
        "latest": today(),
        "as_of": day_text(scope.as_of),
        "breadcrumbs": breadcrumbs(actor, scope, *last),
        "may_report": actor.may(Permission.VIEW_REPORT),
        "may_open": actor.may(Permission.VIEW_RECORDS),
        "report_url": Doors(scope).page("report"),
    }


def units_of(scope: Scope) -> list[Unit]:
    """The node itself and the organisations directly below it."""
    below = children(scope.node.organisation_id, scope.as_of)
    own = Unit(scope.node.organisation_id, scope.node.name, own=True)
    return [own, *(Unit(place.organisation_id, place.name) for place in below)]


def _with_days(rows: list[Standing], day: date) -> list[tuple[Standing, int]]:
    return [(row, row.days_over(day)) for row in rows]


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def task(request: HttpRequest, actor: Actor, campaign_id: int, task_id: int) -> HttpResponse:
    """What one task asks, and how far each unit below the node is with it."""
    scope = scope_asked(request, actor, campaign_id)
    found = next((task for task in campaigns.tasks(campaign_id) if task.pk == task_id), None)
    if found is None:
        raise Http404
    board = Board(scope, progress(scope), units_of(scope))
    context = {
        **_frame(scope, actor, (found.name, "")),
        "task": found,
        "name": inner(found.name),
        "facts": task_facts(found),
        "headlines": board.task_headlines(task_id),
        "rows": board.task_rows(task_id),
        "items": items_done(scope, found),
    }
    return render(request, "reports/task.html", context)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def overdue(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Everything overdue at a node, the longest first."""
    scope = scope_asked(request, actor, campaign_id)
    try:
        found = standings(scope, "missing", after=request.GET.get("after", ""), size=PAGE + 1)
    except BadKey as error:
        raise Http404 from error
    total = Catalogue(campaign_id).figure("missing").value(scope)
    context = {
        **_frame(scope, actor, (_("逾期未报"), "")),
        "rows": _with_days(found[:PAGE], scope.as_of),
        "next_key": found[PAGE - 1].key if len(found) > PAGE else "",
        "total": total,
        "total_url": Doors(scope).figure("missing"),
        "page_url": Doors(scope).page("overdue"),
        "progress_url": Doors(scope).page("campaign"),
    }
    return render(request, "reports/overdue.html", context)
