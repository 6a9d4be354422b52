"""Pages of a plan's versions, of its amendment and of its end. Each step asks first and says what it means."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission

from ..actions import plans as actions
from ..forms.amending import CloseForm
from ..queries import plans as queries
from ..queries import versions as version_queries
from ..queries.ending import ending
from ..queries.foretold import amends
from ..queries.version_changes import Standing, as_it_is, as_it_was, compared, undone_by_abandoning
from ..queries.versions import Kept
from ..rules.procedures import EDITABLE, WrongState, procedure_of
from .at_plan import back
from .workbench import meter

READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])
# In the address: the plan as it is being worked on.
NOW = "now"


@page(Permission.VIEW_RECORDS)
@require_safe
def versions(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """All versions of a plan, and two of them compared; ?from= and ?to= are numbers, or "now" for the draft."""
    plan, kept = version_queries.seen(actor, plan_id)
    own = plan.organisation_id == actor.organisation_id
    working = own and bool(kept) and plan.state in EDITABLE
    choices = [str(one.number) for one in kept] + ([NOW] if working else [])
    before, after = _asked(request, kept, choices)
    found = (
        compared(_standing(plan, kept, before), _standing(plan, kept, after)) if before and after else None
    )
    here = {
        "plan": plan,
        "own": own,
        "versions": list(reversed(kept)),
        "last": kept[-1].number if kept else 0,
        "choices": choices,
        "before": before,
        "after": after,
        "found": found,
    }
    return render(request, "campaigns/amending/versions.html", here)


def _asked(request: HttpRequest, kept: list[Kept], choices: list[str]) -> tuple[str, str]:
    """The two that are asked for; by default what came last beside what was there before it."""
    if len(choices) < 2:
        return "", ""
    running = [str(one.number) for one in kept if one.in_force]
    usual = running[0] if choices[-1] == NOW and running else choices[-2]
    before, after = request.GET.get("from", usual), request.GET.get("to", choices[-1])
    if before not in choices or after not in choices:
        raise Http404
    return before, after


def _standing(plan: Any, kept: list[Kept], which: str) -> Standing:
    if which == NOW:
        return as_it_is(plan)
    return next(as_it_was(one.version) for one in kept if str(one.number) == which)


@page(Permission.VIEW_PLANS)
@require_safe
def consequences(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """What an amendment will change in running tasks."""
    plan = queries.plan(actor, plan_id)
    found = amends(plan)
    weighed = meter(plan, queries.items(plan), actor.path) if found else None
    context = {"plan": plan, "amends": found, "meter": weighed}
    return render(request, "campaigns/amending/consequences.html", context)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def amend(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Say what an amendment means, then take the plan up for one."""
    plan = queries.plan(actor, plan_id)
    if request.method != "POST":
        return _ask(request, plan, "amend")
    try:
        actions.amend(by=actor, plan=plan)
    except WrongState as error:
        return back(request, plan_id, str(error), WARNING)
    done = _("可以修改方案了。修订生效以前，活动照原方案进行，下级看不到改动；不想改了按“放弃修订”。")
    return back(request, plan_id, done)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def abandon(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Ask once more with what will be undone, then let the plan read as before."""
    plan = queries.plan(actor, plan_id)
    if request.method != "POST":
        undone = undone_by_abandoning(plan) if plan.state in _sources(plan, "abandon") else []
        return _ask(request, plan, "abandon", undone=undone)
    try:
        actions.abandon(by=actor, plan=plan)
    except WrongState as error:
        return back(request, plan_id, str(error), WARNING)
    return back(request, plan_id, _("已放弃修订，方案恢复成正在实行的那一版，活动没有受影响。"))


@page(Permission.APPROVE_PLAN)
@READ_OR_SAVE
def close(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Say what ending the campaign means, ask how it came out, then end it."""
    plan = queries.plan(actor, plan_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.close(by=actor, plan=plan, now=timezone.now(), **form.cleaned_data)
        except WrongState as error:
            return back(request, plan_id, str(error), WARNING)
        done = _("活动已结束，各组织的“待办”里不再有它；进展和报告照旧可以看。这一步不能撤回。")
        return back(request, plan_id, done, draft=f"plan-close-{plan_id}")
    running = plan.state in _sources(plan, "close")
    found = ending(plan.campaign, today()) if running else None
    status = 422 if form.errors else 200
    return _ask(request, plan, "close", status, form=form, ending=found, draft_key=f"plan-close-{plan_id}")


def _sources(plan: Any, verb: str) -> tuple[str, ...]:
    return procedure_of(plan).step(verb).sources


def _ask(request: HttpRequest, plan: Any, verb: str, status: int = 200, **more: Any) -> HttpResponse:
    here = {"plan": plan, "open": plan.state in _sources(plan, verb), **more}
    return render(request, f"campaigns/amending/{verb}.html", here, status=status)
