"""Packs as people meet them: the list, one pack with the way to begin from it, and the register of standards."""

from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import packs as actions
from ..actions import registers
from ..actions.corrections import Overtaken
from ..forms.packs import BeginForm
from ..forms.plans import RevisionForm
from ..queries import plans as queries
from ..queries import registers as register
from ..queries import sending
from ..rules import packs as rules
from ..rules.pack_text import preview
from ..rules.procedures import WrongState
from .workbench import READ_OR_SAVE, closed


@page(Permission.EDIT_PLAN)
@require_safe
def packs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a plan may begin from, and the register beside it."""
    found = rules.packs().values()
    here = {
        "programmes": [pack for pack in found if pack.begins],
        "registers": [pack for pack in found if not pack.begins],
    }
    return render(request, "campaigns/packs/list.html", here)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def pack(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Read a pack; choose title, day and numbers, and begin."""
    found = rules.packs().get(key)
    if found is None or (request.method == "POST" and not found.begins):
        raise Http404
    if not found.begins:
        return render(request, "campaigns/packs/register.html", {"pack": found})
    day = found.proposed_day(today())
    theirs = sending.to_upload_for(actor)
    title = theirs.title if theirs else ""
    form = BeginForm(found, request.POST if request.method == "POST" else None, day=day, superior=title)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        superior = theirs if given.get("carries_out") else None
        beginning = actions.Beginning(found, given["title"], form.begins, form.chosen, superior)
        plan = actions.begin(by=actor, beginning=beginning, now=timezone.now())
        sentence = _("已起草《%(title)s》。只有本单位能看到；逐项改成自己的，再提交审批。")
        say(request, sentence % {"title": plan.title}, draft=f"pack-{key}")
        return redirect("plan", plan.pk)
    here = {"pack": found, "form": form, "day": day, "text": preview(found, day), "draft_key": f"pack-{key}"}
    return render(request, "campaigns/packs/pack.html", here, status=422 if form.errors else 200)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def item_register(request: HttpRequest, actor: Actor, plan_id: int, item_id: int) -> HttpResponse:
    """The register's standards of an item's name side by side; one press takes one over."""
    plan = queries.plan(actor, plan_id)
    item = queries.item(plan, item_id)
    if answer := closed(request, actor, plan):
        return answer
    offered = register.offered(plan, item)
    if not offered:
        raise Http404
    if request.method == "POST":
        return _take_over(request, actor, plan, item)
    here = {"plan": plan, "item": item, "offered": offered}
    return render(request, "campaigns/packs/variants.html", here)


def _take_over(request: HttpRequest, actor: Actor, plan: Any, item: Any) -> HttpResponse:
    standard = register.chosen(plan, item, request.POST.get("standard", ""))
    if standard is None:
        say(request, _("没有看出您选的是哪一套，请再按一次“采用这一套”。"), level=WARNING)
        return redirect("plan-item-register", plan.pk, item.pk)
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    level = WARNING
    try:
        registers.take_over(by=actor, item=item, revision=revision, standard=standard)
    except (Overtaken, WrongState, registers.AlreadyGiven) as error:
        sentence = str(error)
    else:
        said = _("“%(name)s”已补上 %(n)d 条，出自%(issuer)s。哪一条不合适，就在它旁边改或去掉。")
        sentence = said % {"name": item.name, "n": len(standard.items), "issuer": standard.issuer}
        level = SUCCESS
    say(request, sentence, level=level)
    return redirect(f"{reverse('plan', args=[plan.pk])}#i{item.pk}")
