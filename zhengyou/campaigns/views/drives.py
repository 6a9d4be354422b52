"""Themed drives (三查三看, domain.md P24): which there are, starting one, and how far its units have come."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import drives as actions
from ..forms.drives import StartForm
from ..queries import campaigns
from ..queries import drives as queries
from ..rules.drives import Drive, drive_of, drives

PAGE = 50
ALL = "all"


@require_safe
@page(Permission.EDIT_PLAN)
def drive_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The drives that may be started, and those that run."""
    context = {"drives": list(drives().values()), "started": queries.started(actor)}
    return render(request, "campaigns/drives/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EDIT_PLAN)
def drive(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One drive: its steps, whom it falls on and how much it asks; choose and begin."""
    found = drive_of(key)
    if found is None:
        raise Http404
    day = found.pack.proposed_day(organisations.today())
    plan, items = actions.imagined(found, day)
    seen = queries.foreseen(actor, found, plan, items)
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, drive=found, day=day, counts=seen.units)
    if request.method == "POST" and form.is_valid():
        return _start(request, actor, found, form)
    context = {
        "drive": found,
        "foreseen": seen,
        "form": form,
        "draft_key": f"drive-{key}",
        "submit_label": _("起草"),
        "cancel_url": reverse("drives"),
        "breadcrumbs": [(_("专题行动"), reverse("drives")), (found.pack.title, "")],
    }
    return render(request, "campaigns/drives/start.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest, actor: Actor, found: Drive, form: StartForm) -> HttpResponse:
    title, begins = form.cleaned_data["title"], form.cleaned_data["begins_on"]
    plan = actions.start(
        by=actor, drive=found, title=title, begins=begins, units=form.chosen(), now=timezone.now()
    )
    told = _("已起草《%(title)s》。看一遍，不用改的就提交审批；批准以后各单位才收到。")
    say(request, told % {"title": plan.title}, draft=f"drive-{found.key}")
    return redirect("plan", plan.pk)


@require_safe
@page(Permission.VIEW_RECORDS)
def drive_progress(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """How many units are through each step, and by exception who is not done (?only= a step: who lacks it)."""
    scope = campaigns.scope(actor, campaign_id, number_in(request.GET, "node"), None, Permission.VIEW_RECORDS)
    found = queries.running(scope.campaign)
    if found is None:
        raise Http404
    units = queries.units(scope, found)
    only = request.GET.get("only", "")
    lacking = [(row, row.lacks(found)) for row in units]
    open_ones = [(row, lacks) for row, lacks in lacking if lacks]
    chosen = (
        lacking
        if only == ALL
        else [(row, lacks) for row, lacks in open_ones if not only or only in [one.key for one in lacks]]
    )
    start = _after(request, chosen)
    shown = chosen[start : start + PAGE]
    context = {
        "campaign": scope.campaign,
        "node": scope.node,
        "drive": found,
        "total": len(units),
        "done": len(units) - len(open_ones),
        "steps": _line(found, units, scope),
        "rows": shown,
        "all": only == ALL,
        "only": [*_only(found, open_ones), (ALL, _("全部单位"), len(units))],
        "next_key": shown[-1][0].organisation_id if len(chosen) > start + PAGE else None,
        "breadcrumbs": [
            (scope.campaign.title, reverse("campaign", args=[campaign_id])),
            (_("专题进展"), ""),
        ],
    }
    return render(request, "campaigns/drives/progress.html", context)


def _after(request: HttpRequest, rows: list[Any]) -> int:
    """Where the page begins: behind the unit in the address."""
    key = request.GET.get("after", "")
    places = [number for number, (row, _lacks) in enumerate(rows, 1) if str(row.organisation_id) == key]
    return places[0] if places else 0


def _line(found: Drive, units: list[queries.UnitRow], scope: Any) -> list[dict[str, Any]]:
    """The steps with how many units are through each, where its deadline is, and where it leads."""
    ends = campaigns.step_days(scope.campaign.pk)
    today: date = organisations.today()
    return [
        {
            "name": step.name,
            "through": sum(step.key in row.through for row in units),
            "due_on": ends.get(step.key),
            "over": ends.get(step.key, today) < today,
        }
        for step in found.course.steps
    ]


def _only(found: Drive, open_ones: list[Any]) -> list[tuple[str, str, int | None]]:
    wanted = [step for step in found.course.steps if step.key in found.course.done]
    named = [
        (step.key, _("没有%(step)s") % {"step": step.name}, sum(step in lacks for _row, lacks in open_ones))
        for step in wanted
    ]
    return [("", _("没办完的"), len(open_ones)), *named]
