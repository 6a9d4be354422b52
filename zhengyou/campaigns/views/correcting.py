"""Mending one's own record: whoever finds a mistake says what was wrong and puts it right, without having to wait for
those above to find it (domain.md section 7)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import records as actions
from ..forms.records import Asked, OwnCorrectionForm
from ..queries import projects
from ..queries import records as queries
from ..rules import procedures
from ..rules.activity_kinds import catalogue
from . import activities
from .expectations import above, people
from .records import as_it_was, node_breadcrumbs, offered_steps


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def correct(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """The form with what the record says now, and a line on what was wrong."""
    found = queries.record(actor, record_id)
    if found.organisation_id != actor.organisation_id or found.plan_version_id:
        raise Http404
    place = organisations.standing_place(found.organisation_id, organisations.today())
    sent = request.method == "POST"
    if not sent and (found.zero or "correct" not in offered_steps(actor, found, place.path)):
        return redirect("record", found.pk)
    form = OwnCorrectionForm(
        *((request.POST, request.FILES) if sent else ()), initial=as_it_was(found), asked=_asked(actor, found)
    )
    if sent and form.is_valid() and _corrected(request, actor, found, form):
        return redirect("record", found.pk)
    context = {
        "record": found,
        "form": form,
        "draft_key": _draft(found),
        "submit_label": _("更正"),
        "cancel_url": reverse("record", args=[found.pk]),
        "breadcrumbs": [
            *node_breadcrumbs(actor, place, leaf=False),
            (found.title, reverse("record", args=[found.pk])),
            (_("更正"), ""),
        ],
    }
    return render(request, "campaigns/records/correct.html", context, status=422 if form.errors else 200)


def _asked(actor: Actor, found: Any) -> Asked:
    units = (row.expectation.task.unit for row in found.fulfilments.all())
    return Asked(
        today=organisations.today(),
        people=people(actor),
        unit=found.unit or next((unit for unit in units if unit), ""),
        projects=projects.running_of(found.organisation_id, found.project_id),
        knowing=activities.knowing(actor, catalogue().kind(found.kind)),
    )


def _corrected(request: HttpRequest, actor: Actor, found: Any, form: OwnCorrectionForm) -> bool:
    """Whether it was mended; a refusal is noted on the form."""
    try:
        actions.correct(
            by=actor,
            record=found,
            happening=form.happening(),
            comment=form.cleaned_data["comment"],
            now=timezone.now(),
        )
    except (actions.NotOpen, actions.NotYetHappened, procedures.WrongState) as refusal:
        form.add_error(None, str(refusal))
        return False
    sentence = _("已更正“%(title)s”，原来写的留在台账里。%(above)s会再看一次；按时报的仍算按时。")
    told = {"title": form.cleaned_data["title"], "above": above(actor)}
    say(request, sentence % told, draft=_draft(found))
    return True


def _draft(found: Any) -> str:
    return f"correct-{found.pk}"
