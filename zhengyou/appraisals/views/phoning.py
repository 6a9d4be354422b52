"""Calling people of a sample: taking the next one on, asking along the sheet, or noting why there was no answer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import phoning as actions
from ..actions.pile import code_key
from ..forms.voting import BallotForm
from ..queries import sampling as queries
from ..rules import codes
from ..rules.sealing import Answers, Sealer
from .rounds import found

_NOT_ANSWERED = ("no_answer", "refused", "wrong")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def calls(request: HttpRequest, actor: Actor, sample_id: int) -> HttpResponse:
    """How the calls stand (GET); taking the next one on (POST)."""
    told = queries.sample(sample_id)
    if told is None or not queries.calls_for(actor, found(actor, told.round.pk)):
        raise Http404
    if request.method == "POST" and told.round.state == "open":
        contact = actions.next_call(by=actor, sample=told.sample)
        if contact is not None:
            return redirect("appraisal-contact", contact.pk)
        say(request, _("能打的都打过了。"))
    context = {
        "told": told,
        "open": told.round.state == "open",
        "outcomes": queries.told_outcomes(told.sample),
        "breadcrumbs": [
            (str(told.round), reverse("appraisal", args=[told.round.pk])),
            (_("电话抽样"), reverse("appraisal-samples", args=[told.round.pk])),
            (told.organisation, ""),
        ],
    }
    return render(request, "appraisals/phone/calls.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def contact(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    """Whom the reader has on the phone: his number, and the sheet to be asked along (GET); his answers, or that there
    were none (POST)."""
    called = queries.on_the_phone(actor, contact_id)
    if called is None:
        return _over(request, actor)
    form = BallotForm(called.asked, request.POST)
    sample_id = called.contact.sample_id
    outcome = request.POST.get("outcome", "")
    if request.method == "POST" and outcome in _NOT_ANSWERED:
        actions.note_outcome(by=actor, contact=called.contact, outcome=outcome)
        say(request, _("记下了，打下一个。"))
        return redirect("appraisal-calls", sample_id)
    if request.method == "POST" and form.blank == len(form.marks):
        form.mistakes.append(_("一题也没有答。不愿意答的，请按“不愿意答”。"))
    if request.method != "POST" or form.mistakes:
        context = {"called": called, "asked": called.asked, "form": form}
        return render(request, "appraisals/phone/contact.html", context, status=422 if form.mistakes else 200)
    return _cast(request, actor, called, form)


def _cast(request: HttpRequest, actor: Actor, called: queries.Called, form: BallotForm) -> HttpResponse:
    """Seal and cast like any ballot; its receipt belongs to a code that nobody ever held."""
    receipt = codes.receipt(codes.new_code(code_key()))
    round_ = called.asked.round
    sealer = Sealer(bytes(round_.public_key or b""))
    sealed = sealer.seal(Answers(form.marks, form.remarks, receipt), called.asked.size)
    if not actions.answer(by=actor, contact_id=called.contact.pk, round_id=round_.pk, sealed=sealed):
        return _over(request, actor)
    context = {"receipt": codes.grouped(receipt), "sample_id": called.contact.sample_id, "row": round_}
    return render(request, "appraisals/phone/received.html", context)


def _over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sent twice, or after the end: told to whoever calls people for the round, by the sample that the form names."""
    told = queries.sample(number_in(request.POST, "sample") or 0)
    if told is None or not queries.calls_for(actor, told.round):
        raise Http404
    return render(request, "appraisals/phone/over.html", {"told": told}, status=409)
