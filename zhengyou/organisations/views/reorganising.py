"""Changing the tree: a form, a preview of all that would happen, and only then the change itself."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import reorganising as actions
from ..forms.reorganising import FORMS, OrderForm
from ..queries import reorganising as changes
from ..queries.choosing import choices
from ..queries.previewing import told
from ..queries.wording import sentence_of, undoing_sentence_of
from ..rules import Actor, Permission
from .around import WORDS, breadcrumbs, verbs_for

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SAVE
@page(Permission.REORGANISE)
def reorganise(request: HttpRequest, actor: Actor, organisation_id: int, verb: str) -> HttpResponse:
    """One change: the form; its preview; with `confirm` the change itself. What is in the way stands on the form."""
    day = queries.today()
    node = queries.visible_place(actor, Permission.REORGANISE, organisation_id, day)
    if verb not in FORMS or verb not in verbs_for(actor, node):
        raise Http404
    offer = choices(actor, node, verb, day)
    form = FORMS[verb](request.POST if request.method == "POST" else None, choices=offer)
    here: dict[str, Any] = {
        "form": form,
        "node": node,
        "word": WORDS[verb],
        "draft_key": f"reorganise-{organisation_id}-{verb}",
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (WORDS[verb], "")],
        "cancel_url": reverse("organisation", args=[organisation_id]),
    }
    if not form.is_bound or not form.is_valid():
        return _form(request, here)
    shift = changes.preview(actor, form.wanted(), form.order())
    if shift.faults:
        return _form(request, here, shift.faults)
    if "edit" in request.POST:
        return render(request, "organisations/change_form.html", here)
    if "confirm" not in request.POST:
        return _preview(request, here, shift, sentence_of(shift))
    try:
        change = actions.reorganise(by=actor, wanted=form.wanted(), order=form.order(), now=timezone.now())
    except actions.NotPossible as refused:
        return _form(request, here, refused.faults)
    _say_done(request, change, sentence_of(shift), here["draft_key"])
    return redirect("reorganisation", change.pk)


def _form(request: HttpRequest, here: dict[str, Any], faults: list[str] | None = None) -> HttpResponse:
    for fault in faults or []:
        here["form"].add_error(None, fault)
    return render(request, "organisations/change_form.html", here, status=422 if here["form"].errors else 200)


def _preview(request: HttpRequest, here: dict[str, Any], shift: Any, sentence: str) -> HttpResponse:
    more = {"preview": told(shift), "sentence": sentence, "order": here["form"].order()}
    return render(request, "organisations/change_preview.html", {**here, **more})


def _say_done(request: HttpRequest, change: Any, sentence: str, draft: str) -> None:
    told = {"sentence": sentence, "day": change.effective_on.isoformat()}
    if change.effective_on > queries.today():
        words = _("已定：%(sentence)s，%(day)s起生效。到那天各处自动换成新的设置；在这以前可以在这一页撤回。")
    else:
        words = _(
            "已办：%(sentence)s，今天起生效。活动里的新任务夜里自动下达；以前各天的数字不变。要恢复，在这一页撤回。"
        )
    say(request, words % told, draft=draft)


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def reorganisation(request: HttpRequest, actor: Actor, change_id: int) -> HttpResponse:
    """One change as it was decided: what it did, why, and whether it was taken back."""
    change = changes.reorganisation(actor, change_id)
    here = {
        "change": change,
        "parts": changes.parts_of(actor, change),
        "before_after": changes.before_after(change),
        "may_take_back": changes.may_take_back(actor, change) and not hasattr(change, "reversed_by"),
        "today": queries.today(),
        "breadcrumbs": [(_("组织"), reverse("organisations")), (change.get_kind_display(), "")],
    }
    return render(request, "organisations/change.html", here)


@READ_OR_SAVE
@page(Permission.REORGANISE)
def take_back(request: HttpRequest, actor: Actor, change_id: int) -> HttpResponse:
    """Take a change back: the form, its preview, with `confirm` the taking back."""
    change = changes.reorganisation(actor, change_id)
    if not changes.may_take_back(actor, change):
        raise Http404
    begin = {"effective_on": max(change.effective_on, queries.today())}
    form = OrderForm(request.POST if request.method == "POST" else None, initial=begin)
    url = reverse("reorganisation", args=[change_id])
    here: dict[str, Any] = {
        "form": form,
        "change": change,
        "word": _("撤回"),
        "draft_key": f"take-back-{change_id}",
        "breadcrumbs": [
            (_("组织"), reverse("organisations")),
            (change.get_kind_display(), url),
            (_("撤回"), ""),
        ],
        "cancel_url": url,
    }
    if not form.is_bound or not form.is_valid():
        return _form(request, here)
    shift = changes.preview(actor, change, form.order())
    if shift.faults:
        return _form(request, here, shift.faults)
    if "edit" in request.POST:
        return render(request, "organisations/change_form.html", here)
    if "confirm" not in request.POST:
        return _preview(request, here, shift, undoing_sentence_of(shift, change.effective_on))
    try:
        counter = actions.take_back(by=actor, change=change, order=form.order(), now=timezone.now())
    except actions.NotPossible as refused:
        return _form(request, here, refused.faults)
    say(
        request,
        _("已撤回，%(day)s起恢复原来的组织设置。这中间各天的数字不变；已经终止的岗位要重新任命。")
        % {"day": counter.effective_on.isoformat()},
        draft=f"take-back-{change_id}",
    )
    return redirect("reorganisation", counter.pk)
