"""Pages of groups: one group with its people, setting one up, ending it, who joins and who leaves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import page
from ..actions import groups as actions
from ..forms.groups import EndForm, GroupForm, JoinForm
from ..queries import groups as found
from ..rules import Actor, Permission
from ..rules.orders import FURTHEST
from ..rules.structure import GROUP_KINDS, word_of
from .around import breadcrumbs, day_asked

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def group(request: HttpRequest, actor: Actor, group_id: int) -> HttpResponse:
    """One group: what it is for, its term, who is in it and who was."""
    one = found.group(actor, group_id)
    day, bad_day = day_asked(request)
    today = queries.today()
    node = queries.standing_place(one.organisation_id, max(today, one.since))
    may_keep = actor.may(Permission.KEEP_GROUPS, node.path) and one.until is None and day == today
    here = {
        "group": one,
        "kind": word_of(GROUP_KINDS, one.kind),
        "seats": found.seats(one, day),
        "former": found.seats(one, day, former=True),
        "parts": [shown for shown in found.groups_of(one.organisation_id, day) if shown.group.pk == one.pk],
        "may_keep": may_keep,
        "day": day,
        "bad_day": bad_day,
        "today": today,
        "furthest": today + FURTHEST,
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (one.name, "")],
    }
    return render(request, "organisations/group.html", here)


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def add(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Set up a group in an organisation."""
    day = queries.today()
    node = queries.visible_place(actor, Permission.KEEP_GROUPS, organisation_id, day)
    within = [(shown.group.pk, shown.group.name) for shown in found.groups_of(organisation_id, day)]
    form = GroupForm(request.POST if request.method == "POST" else None, within=within)
    here = _page(actor, node, _("成立小组"), _("成立一个什么组"), f"group-add-{organisation_id}") | {
        "form": form
    }
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_group(by=actor, organisation=organisation_id, told=form.told())
        except actions.NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(
                request,
                _("已成立“%(name)s”。接着把人加进来。") % {"name": made.name},
                draft=here["draft_key"],
            )
            return redirect("group", made.pk)
    return _form(request, here)


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def end(request: HttpRequest, actor: Actor, group_id: int) -> HttpResponse:
    """End a group."""
    one = found.group(actor, group_id, Permission.KEEP_GROUPS)
    form = EndForm(request.POST if request.method == "POST" else None)
    node = queries.standing_place(one.organisation_id, queries.today())
    here = _of_group(actor, node, one, _("撤销小组"), _("从哪天起撤销这个组")) | {"form": form}
    if form.is_bound and form.is_valid():
        try:
            actions.end_group(by=actor, group=one, day=form.cleaned_data["day"])
        except actions.NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("“%(name)s”已定撤销，名单和经过都还查得到。") % {"name": one.name})
            return redirect("group", group_id)
    return _form(request, here)


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def join(request: HttpRequest, actor: Actor, group_id: int) -> HttpResponse:
    """Take somebody into a group; of several people of one name it is asked which."""
    one = found.group(actor, group_id, Permission.KEEP_GROUPS)
    form = JoinForm(request.POST if request.method == "POST" else None, path=actor.path)
    node = queries.standing_place(one.organisation_id, queries.today())
    here = _of_group(actor, node, one, _("加入"), _("谁加入这个组")) | {"form": form}
    if form.is_bound and form.is_valid():
        try:
            made = actions.join(by=actor, group=one, joining=form.joining())
        except actions.NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("%(name)s已在组里。弄错了，在名单上按“离组”。") % {"name": made.person.name})
            return redirect("group", group_id)
    return _form(request, here)


@READ_OR_SAVE
@page(Permission.KEEP_GROUPS)
def leave(request: HttpRequest, actor: Actor, member_id: int) -> HttpResponse:
    """Let somebody go from a group."""
    member = found.seat(actor, member_id)
    one = found.group(actor, member.group_id, Permission.KEEP_GROUPS)
    form = EndForm(request.POST if request.method == "POST" else None)
    node = queries.standing_place(one.organisation_id, queries.today())
    question = _("%(name)s从哪天起离组") % {"name": member.person.name}
    here = _of_group(actor, node, one, _("离组"), question) | {"form": form}
    if form.is_bound and form.is_valid():
        try:
            actions.leave(by=actor, member=member, day=form.cleaned_data["day"])
        except actions.NotKept as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("%(name)s已定离组，过去的名单不变。") % {"name": member.person.name})
            return redirect("group", one.pk)
    return _form(request, here)


def _page(actor: Actor, node: Any, word: str, question: str, draft_key: str) -> dict[str, Any]:
    return {
        "word": word,
        "question": question,
        "draft_key": draft_key,
        "cancel_url": reverse("organisation", args=[node.organisation_id]),
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (word, "")],
    }


def _of_group(actor: Actor, node: Any, one: Any, word: str, question: str) -> dict[str, Any]:
    url = reverse("group", args=[one.pk])
    here = _page(actor, node, word, question, "")
    crumbs = [*breadcrumbs(actor, node, leaf=False), (one.name, url), (word, "")]
    return here | {"cancel_url": url, "breadcrumbs": crumbs}


def _form(request: HttpRequest, here: dict[str, Any]) -> HttpResponse:
    return render(request, "organisations/keeping.html", here, status=422 if here["form"].errors else 200)
