"""Named projects (一支部一品牌): those of a subtree, one with its steps, drafting and changing one (domain.md M17)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import projects as actions
from ..forms.projects import MilestoneForm, ProjectForm, as_it_is, carried_on
from ..queries import campaigns
from ..queries import projects as queries
from ..rules.procedures import PROJECT, WrongState
from .heads import at_head
from .stepping import Thing, chip, journey, presses, taken

PAGE = 50


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def projects(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The named projects of organisations at or under a node (?node=), the newest first."""
    campaign = campaigns.campaign(actor, campaign_id)
    number = number_in(request.GET, "node") or actor.organisation_id
    node = organisations.visible_place(actor, Permission.VIEW_RECORDS, number, organisations.today())
    only = request.GET.get("only", "")
    found = queries.ledger(
        actor, campaign.pk, node, only=only, after=number_in(request.GET, "after"), size=PAGE + 1
    )
    shown = found[:PAGE]
    names = queries.names(shown)
    context = {
        "campaign": campaign,
        "node": node,
        "totals": queries.totals(actor, campaign.pk, node),
        "rows": [(row, names.get(row.organisation_id, ""), chip(PROJECT, row.state)) for row in shown],
        "only": [("", _("全部"), None), *((key, word, None) for key, word in queries.FILTERS.items())],
        "chosen": urlencode({"node": node.organisation_id, "only": only}),
        "next_key": shown[-1].pk if len(found) > PAGE else None,
        "may_add": queries.may_propose(actor) and node.organisation_id == actor.organisation_id,
        "today": organisations.today(),
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("%(name)s的品牌项目") % {"name": node.name}, ""),
        ],
    }
    return render(request, "campaigns/projects/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
@at_head
def add(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Draft a project of the own organisation; with ?from= one of last year is carried on."""
    campaign = campaigns.campaign(actor, campaign_id)
    before = _carried(request, actor)
    form = ProjectForm(
        *((request.POST,) if request.method == "POST" else ()),
        people=queries.people(actor.organisation_id, organisations.today()),
        initial={"starts_on": organisations.today()} | (carried_on(before) if before else {}),
    )
    draft = f"project-{campaign.pk}-{before.pk if before else 'new'}"
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(
                by=actor,
                campaign=campaign.pk,
                drafted=form.drafted(),
                now=timezone.now(),
                carried_from=before,
            )
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(
                request,
                _("“%(name)s”已拟好，看一遍，没有要改的就按“开始做”。") % {"name": row.name},
                draft=draft,
            )
            return redirect("project", row.pk)
    back = reverse("projects", args=[campaign.pk])
    crumbs = [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("品牌项目"), back)]
    context = {
        "before": before,
        "form": form,
        "draft_key": draft,
        "submit_label": _("拟好了，看一遍"),
        "cancel_url": back,
        "breadcrumbs": [*crumbs, (_("拟一个项目"), "")],
    }
    return render(request, "campaigns/projects/form.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_RECORDS)
def project(request: HttpRequest, actor: Actor, project_id: int) -> HttpResponse:
    """One project: its goal, its steps, what was done for it, and what may be done now."""
    row = queries.project(actor, project_id)
    place, day = queries.place_of(row), organisations.today()
    thing = _thing(actor, row)
    steps = list(row.milestones.all())
    own = row.organisation_id == actor.organisation_id and actor.may(Permission.RECORD)
    context = {
        "row": row,
        "place": place,
        "may_name": actor.may(Permission.VIEW_PEOPLE, place.path),
        "chip": chip(PROJECT, row.state),
        "presses": presses(thing, actor),
        "milestones": steps,
        "ticked": sum(one.done_on is not None for one in steps),
        "records": queries.records_of(row),
        "may_change": own and row.state in ("draft", "running"),
        "may_tick": own and row.state == "running",
        "may_carry_on": own and row.state == "confirmed" and not hasattr(row, "carried_to"),
        "stages": journey(PROJECT, queries.stages(row)),
        "today": day,
        "breadcrumbs": [*thing.breadcrumbs, (row.name, "")],
    }
    return render(request, "campaigns/projects/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def change(request: HttpRequest, actor: Actor, project_id: int) -> HttpResponse:
    """Write an own project down anew while it is drafted or running."""
    row = _own(actor, project_id)
    left = [one for one in row.milestones.all() if one.done_on is None]
    form = ProjectForm(
        *((request.POST,) if request.method == "POST" else ()),
        people=queries.people(actor.organisation_id, organisations.today()),
        initial=as_it_is(row, left),
    )
    draft = f"project-{row.pk}-change"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=actor, project=row, drafted=form.drafted(), now=timezone.now())
        except (actions.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已改好，经过里留下了原来的写法。"), draft=draft)
            return redirect("project", row.pk)
    thing = _thing(actor, row)
    context = {
        "row": row,
        "form": form,
        "draft_key": draft,
        "submit_label": _("存下"),
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (row.name, thing.url), (_("修改"), "")],
    }
    return render(request, "campaigns/projects/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
def milestone(request: HttpRequest, actor: Actor, project_id: int, milestone_id: int) -> HttpResponse:
    """Tick off one step of an own running project, with a word on what came of it."""
    row = _own(actor, project_id)
    found, day = queries.milestone(row, milestone_id), organisations.today()
    form = MilestoneForm(
        *((request.POST,) if request.method == "POST" else ()),
        first=row.starts_on,
        today=day,
        initial={"done_on": day},
    )
    draft = f"milestone-{found.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.tick(by=actor, milestone=found, now=timezone.now(), **form.cleaned_data)
        except (actions.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("“%(text)s”办成了，已打勾。") % {"text": found.text}, draft=draft)
            return redirect("project", row.pk)
    thing = _thing(actor, row)
    context = {
        "row": row,
        "milestone": found,
        "form": form,
        "draft_key": draft,
        "submit_label": _("打勾"),
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (row.name, thing.url), (found.text, "")],
    }
    return render(request, "campaigns/projects/milestone.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.RECORD)
def milestone_undo(request: HttpRequest, actor: Actor, project_id: int, milestone_id: int) -> HttpResponse:
    """Take the tick of a step back."""
    row = _own(actor, project_id)
    found = queries.milestone(row, milestone_id)
    try:
        actions.untick(by=actor, milestone=found, now=timezone.now())
    except (actions.NotPossible, WrongState) as refusal:
        say(request, str(refusal))
    else:
        say(request, _("“%(text)s”的勾取消了。") % {"text": found.text})
    return redirect("project", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def step(request: HttpRequest, actor: Actor, project_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, _thing(actor, queries.project(actor, project_id)), verb)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, project=row, verb=verb, answers=answers, now=timezone.now())

    day = organisations.today()
    ledger = f"{reverse('projects', args=[row.campaign_id])}?node={row.organisation_id}"
    return Thing(
        procedure=PROJECT,
        row=row,
        concerned=queries.concerned_in(row, day),
        url=reverse("project", args=[row.pk]),
        step_url=lambda verb: reverse("project-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        initial={"result": row.result, "done_on": row.done_on or day},
        breadcrumbs=(
            (row.campaign.title, reverse("campaign", args=[row.campaign_id])),
            (_("品牌项目"), ledger),
        ),
    )


def _own(actor: Actor, project_id: int) -> Any:
    """A project of the actor's own organisation that may still be changed; otherwise Http404."""
    row = queries.project(actor, project_id)
    if row.organisation_id != actor.organisation_id:
        raise Http404
    return row


def _carried(request: HttpRequest, actor: Actor) -> Any:
    number = number_in(request.GET, "from")
    return _own(actor, number) if number else None
