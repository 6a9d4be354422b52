"""The stage schedule of a campaign at a node (?node=): drawn, as a table, to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission

from ..documents import render as rendered
from ..doors import Doors
from ..schedules.drawing import gantt
from ..schedules.printing import document, sheet
from ..schedules.reading import schedule as read
from .asking import breadcrumbs, scope_asked
from .downloads import taken_away
from .reports import DOCX


@require_safe
@page(Permission.VIEW_RECORDS)
def schedule(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """When what is to be done, and how far it is."""
    scope = scope_asked(request, actor, campaign_id, Permission.VIEW_RECORDS)
    found = read(scope)
    doors = Doors(scope)
    context = {
        "scope": scope,
        "campaign": scope.campaign,
        "schedule": found,
        "drawing": gantt(found),
        "months": found.months(),
        "today": scope.as_of,
        "sheet_url": doors.page("schedule-sheet"),
        "document_url": doors.page("schedule-document"),
        "breadcrumbs": breadcrumbs(actor, scope, (_("日程安排表"), "")),
    }
    return render(request, "reports/schedule.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
def schedule_sheet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The table as a workbook."""
    scope = scope_asked(request, actor, campaign_id, Permission.VIEW_RECORDS)
    return taken_away(_name(scope), sheet(read(scope)))


@require_safe
@page(Permission.VIEW_RECORDS)
def schedule_document(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The table as an official document (.docx)."""
    scope = scope_asked(request, actor, campaign_id, Permission.VIEW_RECORDS)
    disposition = content_disposition_header(as_attachment=True, filename=f"{_name(scope)}.docx") or ""
    content = rendered(document(read(scope), scope))
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": disposition})


def _name(scope: Scope) -> str:
    return _("日程安排表（%(node)s，%(day)s）") % {"node": scope.node.name, "day": scope.as_of}
