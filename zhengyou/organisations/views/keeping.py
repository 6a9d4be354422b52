"""Units of the administration, and the list of weak organisations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import units, weak
from ..actions.groups import NotKept
from ..forms.groups import EndForm, SettledForm, UnitForm, WeakForm
from ..queries import groups as found
from ..rules import Actor, Permission
from ..rules.orders import FURTHEST
from .around import breadcrumbs, day_asked

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])
PAGE = 50


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def unit_add(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Say in which unit of the administration an organisation stands."""
    node = queries.visible_place(actor, Permission.KEEP_GROUPS, organisation_id, queries.today())
    form = UnitForm(request.POST if request.method == "POST" else None)
    here = _page(actor, node, _("登记行政单位"), _("%(name)s设在哪个单位") % {"name": node.name})
    if form.is_bound and form.is_valid():
        try:
            units.link(by=actor, organisation=organisation_id, **form.cleaned_data)
        except NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("已登记。一个组织可以设在几个单位，一个单位也可以有几个组织。"))
            return redirect("organisation", organisation_id)
    return _form(request, here | {"form": form})


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def unit_end(request: HttpRequest, actor: Actor, link_id: int) -> HttpResponse:
    """Say that an organisation stands in a unit no longer."""
    link = found.unit_link(actor, link_id)
    node = queries.standing_place(link.organisation_id, queries.today())
    form = EndForm(request.POST if request.method == "POST" else None)
    here = _page(actor, node, _("解除"), _("从哪天起不再设在%(unit)s") % {"unit": link.unit.name})
    if form.is_bound and form.is_valid():
        try:
            units.unlink(by=actor, link=link, day=form.cleaned_data["day"])
        except NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("已解除，以前的登记还查得到。"))
            return redirect("organisation", link.organisation_id)
    return _form(request, here | {"form": form})


@require_safe
@page(Permission.VIEW_REPORT)
def weak_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The organisations that are to be put in order, at and under the actor's own."""
    key = number_in(request.GET, "after") or 0
    day, bad_day = day_asked(request)
    rows = found.weak(actor, day, after=key, size=PAGE + 1)
    here = {
        "rows": rows[:PAGE],
        "day": day,
        "bad_day": bad_day,
        "today": queries.today(),
        "furthest": queries.today() + FURTHEST,
        "next_key": rows[PAGE - 1].weakness.pk if len(rows) > PAGE else None,
        "may_settle": actor.may(Permission.REORGANISE) and day == queries.today(),
        "own": actor.organisation_id,
        "breadcrumbs": [(_("组织"), reverse("organisations")), (_("整顿名单"), "")],
    }
    return render(request, "organisations/weak.html", here)


@READ_OR_SAVE
@page(Permission.REORGANISE)
def weak_add(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Put an organisation below on the list."""
    node = queries.visible_place(actor, Permission.REORGANISE, organisation_id, queries.today())
    form = WeakForm(request.POST if request.method == "POST" else None)
    here = _page(actor, node, _("列入整顿名单"), _("%(name)s为什么要整顿") % {"name": node.name})
    here["draft_key"] = f"weak-{organisation_id}"
    if form.is_bound and form.is_valid():
        try:
            weak.put_on_list(by=actor, organisation=organisation_id, **form.cleaned_data)
        except NotKept as refused:
            form.add_error(None, str(refused))
        else:
            words = _("已列入整顿名单，这个组织自己也看得到。整顿好了，在名单上写明结果移出。")
            say(request, words, draft=here["draft_key"])
            return redirect("weak")
    return _form(request, here | {"form": form})


@READ_OR_SAVE
@page(Permission.REORGANISE)
def weak_settle(request: HttpRequest, actor: Actor, weakness_id: int) -> HttpResponse:
    """Take an organisation off the list with what was reached."""
    one = found.weakness(actor, weakness_id)
    node = queries.standing_place(one.organisation_id, queries.today())
    form = SettledForm(request.POST if request.method == "POST" else None)
    here = _page(actor, node, _("移出整顿名单"), _("%(name)s整顿得怎么样") % {"name": node.name})
    here["cancel_url"] = reverse("weak")
    if form.is_bound and form.is_valid():
        try:
            weak.take_off_list(by=actor, weakness=one, **form.cleaned_data)
        except NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("已定移出整顿名单，列入的缘由和结果都留在台账里。"))
            return redirect("weak")
    return _form(request, here | {"form": form})


def _page(actor: Actor, node: Any, word: str, question: str) -> dict[str, Any]:
    return {
        "word": word,
        "question": question,
        "draft_key": "",
        "cancel_url": reverse("organisation", args=[node.organisation_id]),
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (word, "")],
    }


def _form(request: HttpRequest, here: dict[str, Any]) -> HttpResponse:
    return render(request, "organisations/keeping.html", here, status=422 if here["form"].errors else 200)
