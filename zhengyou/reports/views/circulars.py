"""The circular of an inspection round: written and issued once, afterwards the same file for ever."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.campaigns.actions import inspections as actions
from zhengyou.campaigns.actions.rectification import NotPossible
from zhengyou.campaigns.forms.stepping import StepForm
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections import rounds, told
from zhengyou.campaigns.rules.procedures import INSPECTION, WrongState
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..drafts.circular import asked, circular
from .reports import DOCX


@require_safe
@page(Permission.VIEW_RECORDS)
def inspection_circular(request: HttpRequest, actor: Actor, inspection_id: int) -> HttpResponse:
    """The circular as it was issued (.docx)."""
    found = told.issued(actor, inspection_id)
    return _file(bytes(found.content), _("%(title)s的通报") % {"title": found.inspection.title})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def circulate(request: HttpRequest, actor: Actor, inspection_id: int) -> HttpResponse:
    """Write the circular; look at it as often as wanted (`preview`), then issue it."""
    row = rounds.inspection(actor, inspection_id)
    day, url = today(), reverse("inspection", args=[row.pk])
    try:
        step = INSPECTION.check("circulate", row.state, actor, rounds.concerned_in(row, day))
    except WrongState as refusal:
        say(request, str(refusal))
        return redirect(url)
    sent = request.method == "POST"
    form = StepForm(*((request.POST,) if sent else ()), step=step, initial={"names_good": True})
    draft = f"inspection-{row.pk}-circulate"
    if sent and form.is_valid():
        scope = Scope(row.campaign, standing_place(row.organisation_id, day), day)
        document = circular(told.circulated(row), asked(form.cleaned_data), scope)
        if "preview" in request.POST:
            return _file(document, _("%(title)s的通报（草稿）") % {"title": row.title})
        try:
            actions.circulate(
                by=actor, inspection=row, answers=form.cleaned_data, document=document, now=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect(url)
        else:
            say(request, str(step.done), draft=draft)
            return redirect(url)
    context = {
        "row": row,
        "form": form,
        "found": told.circulated(row),
        "left": rounds.open_visits(row, day),
        "draft_key": draft,
        "cancel_url": url,
        "breadcrumbs": [
            (row.campaign.title, reverse("campaign", args=[row.campaign_id])),
            (_("督查"), reverse("inspections", args=[row.campaign_id])),
            (row.title, url),
            (step.label, ""),
        ],
    }
    return render(request, "reports/circulate.html", context, status=422 if form.errors else 200)


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx") or ""
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": disposition})
