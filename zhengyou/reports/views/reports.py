"""The report of a campaign: a continuous draft on screen, and the same as an official document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import day_text

from ..doors import Doors
from ..drafts.draft import Draft, as_document, compose
from ..drafts.reading import readable
from ..figures.checking import Book
from .asking import breadcrumbs, scope_asked
from .figures import explanation_form
from .progress import units_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@page(Permission.VIEW_REPORT)
def report_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The campaigns to report on."""
    return render(
        request, "reports/reports.html", {"campaigns": campaigns.campaigns(actor), "today": today()}
    )


@require_safe
@page(Permission.VIEW_REPORT)
def report(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The draft as it stands; 409 with what is to be explained while a figure disagrees with its parts."""
    scope = scope_asked(request, actor, campaign_id, Permission.VIEW_REPORT)
    draft = _drafted(scope)
    if draft.refused:
        return _refused(request, actor, scope, draft)
    context = {
        **_frame(actor, scope),
        "title": draft.title,
        "blocks": readable(draft.blocks, Doors(scope)),
        "document_url": Doors(scope).page("report-document"),
    }
    return render(request, "reports/report.html", context)


@require_safe
@page(Permission.VIEW_REPORT)
def report_document(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The draft as .docx; 409 while a figure disagrees with its parts."""
    scope = scope_asked(request, actor, campaign_id, Permission.VIEW_REPORT)
    draft = _drafted(scope)
    if draft.refused:
        return _refused(request, actor, scope, draft)
    name = f"{draft.title}（{scope.node.name}，截至{scope.as_of}）.docx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(as_document(draft, scope), content_type=DOCX, headers=headers)


def _drafted(scope: Scope) -> Draft:
    number = scope.campaign.pk
    return compose(Book(scope), campaigns.phases(number), campaigns.tasks(number), units_of(scope))


def _frame(actor: Actor, scope: Scope) -> dict[str, object]:
    return {
        "scope": scope,
        "campaign": scope.campaign,
        "latest": today(),
        "as_of": day_text(scope.as_of),
        "breadcrumbs": breadcrumbs(actor, scope, (_("报告"), "")),
    }


def _refused(request: HttpRequest, actor: Actor, scope: Scope, draft: Draft) -> HttpResponse:
    may = actor.may(Permission.EXPLAIN_FIGURE, scope.path)
    doors = Doors(scope)
    context = {
        **_frame(actor, scope),
        "refused": [
            {
                "checked": one,
                "form": explanation_form(one, back="report") if may else None,
                "explain_url": doors.explain(one.figure.key),
                "url": doors.figure(one.figure.key),
            }
            for one in draft.refused
        ],
    }
    return render(request, "reports/refused.html", context, status=409)
