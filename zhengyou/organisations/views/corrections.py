"""Pages of corrections: asking, one of them with its answer, and taking a step."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import own_page
from ..actions import personal as actions
from ..forms.personal import AnswerForm, WishForm
from ..queries.corrections import answers
from ..queries.corrections import correction as one_correction
from ..rules import Actor, Permission
from ..rules.corrections import STEPS, NotAnswered, offered
from ..rules.oneself import Who

_VERBS = {step.verb for step in STEPS}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def ask(request: HttpRequest, who: Who, person_id: int) -> HttpResponse:
    """Ask to have something corrected of the own data."""
    if who.person_id != person_id:
        raise Http404
    form = WishForm(request.POST if request.method == "POST" else None)
    data_url = reverse("person-data", args=[person_id])
    here = {
        "form": form,
        "word": _("请求更正"),
        "question": _("我的信息哪里不对"),
        "draft_key": "correction",
        "cancel_url": data_url,
        "breadcrumbs": [(_("我的信息"), data_url), (_("请求更正"), "")],
    }
    if form.is_bound and form.is_valid():
        try:
            made = actions.ask(by=who, wish=form.cleaned_data["wish"], now=timezone.now())
        except actions.NotAsked as refused:
            form.add_error(None, str(refused))
        else:
            told = _("已提出。所在组织的书记在“等我办的事”里看得到，办完这里会有答复；说错了可以撤回。")
            say(request, told, draft="correction")
            return redirect("correction", made.pk)
    return render(request, "organisations/keeping.html", here, status=422 if form.errors else 200)


@require_safe
@own_page
def correction(request: HttpRequest, who: Who, correction_id: int) -> HttpResponse:
    """One request: what was asked, what was answered, and what may be done now."""
    return _page(request, who, one_correction(who, correction_id, queries.today()), AnswerForm())


@require_POST
@own_page
def settle(request: HttpRequest, who: Who, correction_id: int, verb: str) -> HttpResponse:
    """Take one of the steps."""
    if verb not in _VERBS:
        raise Http404
    found = one_correction(who, correction_id, queries.today())
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    if form.errors:
        return _page(request, who, found, form, status=422)
    try:
        actions.settle(by=who, correction=found, verb=verb, answer=answer, now=timezone.now())
    except NotAnswered as refused:
        form.add_error(None, str(refused))
        return _page(request, who, found, form, status=422)
    words = {
        "withdraw": _("已撤回，没有人再办这件事。"),
        "correct": _("已答复，本人打开“我的信息”就看得到。"),
        "decline": _("已答复，本人打开“我的信息”就看得到理由。"),
    }
    say(request, words[verb])
    return redirect("correction", correction_id)


def _page(request: HttpRequest, who: Who, found: Any, form: AnswerForm, status: int = 200) -> HttpResponse:
    day = queries.today()
    own = who.person_id == found.person_id
    back = (
        (_("我的信息"), reverse("person-data", args=[found.person_id]))
        if own
        else (_("待办"), reverse("desk"))
    )
    context = {
        "found": found,
        "own": own,
        "form": form,
        "mends": isinstance(who, Actor) and who.may(Permission.KEEP_PEOPLE),
        "steps": offered(found.state, who, found.person_id, answers=answers(who, found.person_id, day)),
        "breadcrumbs": [back, (_("更正请求"), "")],
        "today": day,
    }
    return render(request, "organisations/personal/correction.html", context, status=status)
