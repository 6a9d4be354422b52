"""Who counts and how: naming scrutineers and counters, making a key slip, opening the urns by two."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhengyou.campaigns.rules.procedures import WrongState
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import counting, officers
from ..actions.rounds import NotPossible
from ..forms.rounds import CountForm, OfficerForm
from ..queries import naming
from ..queries import rounds as queries
from ..rules.procedures import APPRAISAL
from ..rules.sealing import show_slip
from .rounds import found, thing_of


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def name_officer(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Find somebody by his name (?q=) and name him scrutineer or counter."""
    row = found(actor, round_id)
    sought = request.GET.get("q", "").strip()
    people = naming.people_called(actor, sought)
    sent = (request.POST,) if request.method == "POST" else ()
    form = OfficerForm(*sent, people=[(one.person_id, one.told) for one in people])
    if sent and form.is_valid():
        person = naming.person(form.cleaned_data["person"])
        try:
            officers.name_officer(
                by=actor, row=row, person=person, duty=form.cleaned_data["duty"], now=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已指定%(name)s。") % {"name": person.name})
            return redirect("appraisal", row.pk)
    context = {
        "row": row,
        "sought": sought,
        "people": people,
        "form": form,
        "breadcrumbs": [
            *thing_of(actor, row).breadcrumbs,
            (str(row), f"../../{row.pk}/"),
            (_("指定谁数票"), ""),
        ],
    }
    return render(request, "appraisals/rounds/officer.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.DECIDE)
def remove_officer(request: HttpRequest, actor: Actor, officer_id: int) -> HttpResponse:
    """Take somebody off the count before the vote begins."""
    officer = naming.officer(officer_id)
    if officer is None:
        raise Http404
    row = found(actor, officer.round_id)
    try:
        officers.remove_officer(by=actor, officer=officer, now=timezone.now())
    except NotPossible as refusal:
        say(request, str(refusal))
    return redirect("appraisal", row.pk)


@never_cache
@require_POST
@page(Permission.VIEW_CAMPAIGN)
def make_slip(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """The acting scrutineer's key slip, shown this once."""
    row = found(actor, round_id)
    try:
        slip = officers.make_slip(by=actor, row=row, now=timezone.now())
    except NotPossible as refusal:
        say(request, str(refusal))
        return redirect("appraisal", row.pk)
    return render(request, "appraisals/rounds/slip.html", {"row": row, "slip": show_slip(slip)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def count(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Open the urns with the slips of two scrutineers. A slip typed wrong is typed again: none is sent back."""
    row = found(actor, round_id)
    try:
        APPRAISAL.check("count", row.state, actor, queries.concerned_in(row, organisations.today()))
    except WrongState as refusal:
        say(request, str(refusal))
        return redirect("appraisal", row.pk)
    sent = (request.POST,) if request.method == "POST" else ()
    form = CountForm(*sent)
    if sent and form.is_valid():
        slips = [form.cleaned_data["first"], form.cleaned_data["second"]]
        try:
            counting.count(by=actor, row=row, slips=slips, now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, str(APPRAISAL.step("count").done))
            return redirect("appraisal", row.pk)
    context = {"row": row, "form": form, "breadcrumbs": [*thing_of(actor, row).breadcrumbs, (str(row), "")]}
    return render(request, "appraisals/rounds/count.html", context, status=422 if form.errors else 200)
