"""Rosters in: handed in, looked at, imported; each page says how far it is and goes on by itself."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import rosters as actions
from ..actions.importing import Source
from ..forms.rosters import RosterForm
from ..queries import roster as found
from ..roster import states
from ..roster.difference import Counts
from ..rules import Actor, Permission
from .around import breadcrumbs


@require_safe
@page(Permission.EXPORT_ROSTER)
def rosters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where rosters go in and out, for the actor's own organisation and what stands below it."""
    return _rosters(request, actor, RosterForm())


@require_POST
@page(Permission.IMPORT_ROSTER)
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand in a file; it is looked through in the background."""
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _rosters(request, actor, form)
    given = form.cleaned_data["roster"]
    source = Source(given.name or _("名册"), given.read())
    run = actions.hand_in(by=actor, source=source, now=timezone.now())
    return redirect("roster-run", run.pk)


def _rosters(request: HttpRequest, actor: Actor, form: RosterForm) -> HttpResponse:
    node = queries.place(actor.organisation_id, queries.today())
    context = {
        "node": node,
        "form": form,
        "may_import": actor.may(Permission.IMPORT_ROSTER),
        "runs": found.runs(actor),
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (_("名册"), "")],
    }
    return render(request, "organisations/rosters/rosters.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.IMPORT_ROSTER)
def run(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """One roster: how far it is, what it would do, or what became of it."""
    one = found.run(actor, run_id)
    standing = found.standing(one)
    going_on = one.state in states.WAITING | states.WORKING and not standing.died
    if request.htmx and not going_on:  # type: ignore[attr-defined]  # django_htmx
        # What is polled is over: the whole page is another one.
        return HttpResponse(headers={"HX-Refresh": "true"})
    node = queries.place(actor.organisation_id, queries.today())
    context = {
        "run": one,
        "standing": standing,
        "going_on": going_on,
        "failed": one.state == "failed" or standing.died,
        "may_drop": states.may_become(one.state, "dropped"),
        "percent": one.permille // 10,
        "counts": Counts(**one.counts) if one.counts else None,
        "shown": one.preview or {},
        "breadcrumbs": [
            *breadcrumbs(actor, node, leaf=False),
            (_("名册"), reverse("rosters")),
            (one.name, ""),
        ],
    }
    return render(request, "organisations/rosters/run.html", context)


@require_POST
@page(Permission.IMPORT_ROSTER)
def confirm(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """Have it imported as it was shown."""
    one = found.run(actor, run_id)
    return _then(
        request, one, lambda: actions.confirm(by=actor, run=one, digest=request.POST.get("digest", ""))
    )


@require_POST
@page(Permission.IMPORT_ROSTER)
def retry(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """Have it looked through once more."""
    one = found.run(actor, run_id)
    return _then(request, one, lambda: actions.retry(by=actor, run=one))


@require_POST
@page(Permission.IMPORT_ROSTER)
def drop(request: HttpRequest, actor: Actor, run_id: int) -> HttpResponse:
    """Give it up."""
    one = found.run(actor, run_id)
    done = _("“%(name)s”没有导入，上传的文件已经清除。") % {"name": one.name}
    return _then(request, one, lambda: actions.drop(by=actor, run=one, now=timezone.now()), done)


def _then(request: HttpRequest, one: Any, act: Any, done: str = "") -> HttpResponse:
    """Do it; what cannot be done now is said on the page that shows how things stand."""
    try:
        act()
    except actions.NotNow as refused:
        say(request, str(refused), level=WARNING)
        return redirect("roster-run", one.pk)
    if done:
        say(request, done)
        return redirect("rosters")
    return redirect("roster-run", one.pk)
