"""Pleas that something does not apply: see one, answer it, take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.ledger.queries import history
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import excuses as actions
from ..forms.records import AnswerForm
from ..queries import records as queries
from ..rules import chips, procedures
from .expectations import asked_for

REFUSALS = (actions.AlreadySettled, procedures.WrongState)


@require_safe
@page(Permission.VIEW_RECORDS)
def excuse(request: HttpRequest, actor: Actor, excuse_id: int) -> HttpResponse:
    """One plea with its reason, its answer, and what may be done with it."""
    return _page(request, actor, queries.excuse(actor, excuse_id), AnswerForm())


@require_POST
@page(Permission.DECIDE)
def approve(request: HttpRequest, actor: Actor, excuse_id: int) -> HttpResponse:
    """Agree: it is no longer asked of them."""
    found = queries.excuse(actor, excuse_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, found, form, status=422)
    try:
        actions.approve(by=actor, excuse=found, comment=form.cleaned_data["comment"], now=timezone.now())
    except REFUSALS as refusal:
        return _refused(request, actor, excuse_id, form, refusal)
    sentence = _("已同意：这一项不再要求%(organisation)s办，也不计入完成率。对方马上能看到。")
    say(request, sentence % {"organisation": _organisation(found).name}, draft=_draft(found))
    return redirect("desk")


@require_POST
@page(Permission.DECIDE)
def refuse(request: HttpRequest, actor: Actor, excuse_id: int) -> HttpResponse:
    """Disagree with a reason: it stays to be done."""
    found = queries.excuse(actor, excuse_id)
    form = AnswerForm(request.POST)
    if not form.is_valid() or form.refuse_without_reason():
        return _page(request, actor, found, form, status=422)
    try:
        actions.refuse(by=actor, excuse=found, comment=form.cleaned_data["comment"], now=timezone.now())
    except REFUSALS as refusal:
        return _refused(request, actor, excuse_id, form, refusal)
    sentence = _("已答复不同意，这一项回到%(organisation)s的待办里，并附上了您的原因。")
    say(request, sentence % {"organisation": _organisation(found).name}, draft=_draft(found))
    return redirect("desk")


@require_POST
@page(Permission.RECORD)
def withdraw(request: HttpRequest, actor: Actor, excuse_id: int) -> HttpResponse:
    """Take a plea back that was not answered yet."""
    found = queries.excuse(actor, excuse_id)
    try:
        actions.withdraw(by=actor, excuse=found)
    except procedures.WrongState as refusal:
        say(request, str(refusal), level=messages.ERROR)
        return redirect("excuse", found.pk)
    say(request, _("已撤回说明，这一项回到待办里。"))
    return redirect("expectation", found.expectation_id)


def _page(
    request: HttpRequest, actor: Actor, found: Any, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    place = _organisation(found)
    steps = procedures.EXCUSE.offered(
        found.state, actor, procedures.Concerned(place.path, found.requested_by_id)
    )
    context = asked_for(found.expectation) | {
        "excuse": found,
        "place": place,
        "excuse_chip": chips.of_excuse(found.state),
        "history": history(actions.SUBJECT, found.pk),
        "offered": {step.verb: step for step in steps},
        "form": form,
        "draft_key": _draft(found),
    }
    context["breadcrumbs"] = [
        (_("待办"), reverse("desk")),
        (context["name"], reverse("expectation", args=[found.expectation_id])),
        (_("不适用"), ""),
    ]
    return render(request, "campaigns/records/excuse.html", context, status=status)


def _refused(
    request: HttpRequest, actor: Actor, excuse_id: int, form: AnswerForm, refusal: Exception
) -> HttpResponse:
    """The page as it is now, with the sentence and what was typed."""
    form.add_error(None, str(refusal))
    return _page(request, actor, queries.excuse(actor, excuse_id), form, status=422)


def _organisation(found: Any) -> Any:
    return organisations.standing_place(found.expectation.organisation_id, organisations.today())


def _draft(found: Any) -> str:
    return f"answer-{found.pk}"
