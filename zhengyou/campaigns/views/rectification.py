"""Problems being put right: the ledger of a subtree, one problem with its steps, raising one (domain.md P14)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import rectification as actions
from ..forms.rectification import RaiseForm, SortForm
from ..queries import campaigns, drives
from ..queries import rectification as queries
from ..rules.procedures import RECTIFICATION
from .asking import node_asked
from .heads import at_head
from .stepping import Thing, chip, journey, presses, taken

PAGE = 50


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def rectifications(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """整改台账: what was found at or under a node (?node=), what is open, overdue, closed."""
    campaign = campaigns.campaign(actor, campaign_id)
    node = node_asked(request, actor)
    faults = drives.faults_of(campaign)
    category = request.GET.get("category", "")
    only, source = request.GET.get("only", "open"), request.GET.get("source", "")
    found = queries.ledger(
        actor,
        campaign.pk,
        node,
        only=only,
        source=source if source in dict(queries.SOURCES) else "",
        category=category if category in dict(faults) or category == queries.UNSORTED else "",
        after=number_in(request.GET, "after"),
        size=PAGE + 1,
    )
    shown = found[:PAGE]
    names = queries.names(shown)
    context = {
        "campaign": campaign,
        "node": node,
        "totals": queries.totals(actor, campaign.pk, node),
        "rows": [
            (row, names.get(row.organisation_id, ""), chip(RECTIFICATION, row.state), _overdue(row))
            for row in shown
        ],
        "only": [*((key, word, None) for key, word in queries.FILTERS.items()), ("all", _("全部"), None)],
        "faults": drives.filters(faults),
        "sources": [("", _("各种来源"), None), *((key, word, None) for key, word in queries.SOURCES)],
        "chosen": urlencode(
            {"node": node.organisation_id, "only": only, "source": source, "category": category}
        ),
        "next_key": shown[-1].pk if len(found) > PAGE else None,
        "may_raise": queries.may_raise(actor, node.path),
        "today": organisations.today(),
        "breadcrumbs": _breadcrumbs(campaign, node, actor),
    }
    return render(request, "campaigns/rectification/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def raise_(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Raise a problem of the own organisation or of one below."""
    campaign = campaigns.campaign(actor, campaign_id)
    node, day = node_asked(request, actor), organisations.today()
    if not queries.may_raise(actor, node.path):
        actor.require(Permission.DECIDE, node.path)
    owners = queries.owners(node, day)
    sent = request.method == "POST"
    initial = {"raised_on": day, "organisation": request.GET.get("of", node.organisation_id)}
    faults = drives.faults_of(campaign)
    form = RaiseForm(
        *((request.POST,) if sent else ()), owners=owners, today=day, faults=faults, initial=initial
    )
    draft = f"rectification-{campaign.pk}-{node.organisation_id}"
    if sent and form.is_valid():
        try:
            row = actions.raise_(by=actor, raised=form.raised(campaign.pk), now=timezone.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已提出“%(title)s”。%(organisation)s在待办里看到，先报整改措施；改好由您这边核验销号。")
            say(
                request,
                told % {"title": row.title, "organisation": queries.place_of(row).name},
                draft=draft,
            )
            return redirect("rectification", row.pk)
    context = {
        "form": form,
        "node": node,
        "draft_key": draft,
        "submit_label": _("提出"),
        "cancel_url": _ledger(campaign.pk, node),
        "breadcrumbs": [*_breadcrumbs(campaign, node, actor, leaf=False), (_("提出问题"), "")],
    }
    return render(request, "campaigns/rectification/raise.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def rectification(request: HttpRequest, actor: Actor, rectification_id: int) -> HttpResponse:
    """One problem: what is wrong, what was promised, how it stands, and what may be done now."""
    row = queries.rectification(actor, rectification_id)
    place = queries.place_of(row)
    thing = _thing(actor, row)
    context = {
        "row": row,
        "fault": drives.fault_of(row),
        "may_sort": bool(drives.faults_of(row.campaign)) and queries.may_sort(actor, row),
        "place": place,
        "raiser": queries.raiser_name(row),
        "co_owners": queries.co_owner_names(row),
        "may_name": actor.may(Permission.VIEW_PEOPLE, place.path),
        "chip": chip(RECTIFICATION, row.state),
        "overdue": _overdue(row),
        "presses": presses(thing, actor),
        "stages": journey(RECTIFICATION, queries.stages(row)),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.title, "")],
    }
    return render(request, "campaigns/rectification/rectification.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def sort(request: HttpRequest, actor: Actor, rectification_id: int) -> HttpResponse:
    """Put a problem under another fault of the campaign's drive."""
    row = queries.rectification(actor, rectification_id)
    faults, thing = drives.faults_of(row.campaign), _thing(actor, row)
    if not faults:
        raise Http404
    if not queries.may_sort(actor, row):
        raise NotPermitted(_("归到哪个方面，由责任组织或者提出的一方来定。"))
    sent = (request.POST,) if request.method == "POST" else ()
    form = SortForm(*sent, faults=faults, initial={"category": row.category})
    if form.is_bound and form.is_valid():
        category = form.cleaned_data["category"]
        try:
            actions.sort(by=actor, rectification=row, category=category, now=timezone.now())
        except actions.NotPossible as refusal:
            form.add_error("category", str(refusal))
        else:
            say(request, _("已改归类，台账上写着原来归在哪里。要改回去，再选一次就行。"))
            return redirect("rectification", row.pk)
    context = {
        "row": row,
        "form": form,
        "submit_label": _("改归类"),
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (row.title, thing.url), (_("改归类"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/rectification/sort.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, rectification_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, _thing(actor, queries.rectification(actor, rectification_id)), verb)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, rectification=row, verb=verb, answers=answers, now=timezone.now())

    day = organisations.today()
    place = queries.place_of(row)
    early = row.look_back_on is not None and day < row.look_back_on
    return Thing(
        procedure=RECTIFICATION,
        row=row,
        concerned=queries.concerned_in(row, day),
        url=reverse("rectification", args=[row.pk]),
        step_url=lambda verb: reverse("rectification-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        people=lambda: queries.responsible_choices(row, day),
        initial={"due_on": row.due_on, "measure": row.measure, "responsible_id": row.responsible_id}
        | {"done_on": day, "evidence": row.evidence},
        not_yet=frozenset({"settle"}) if early else frozenset(),
        breadcrumbs=tuple(_breadcrumbs(row.campaign, place, actor, leaf=False)),
    )


def _overdue(row: Any) -> bool:
    return row.state in queries.OPEN and row.due_on < organisations.today()


def _ledger(campaign_id: int, node: Any) -> str:
    return f"{reverse('rectifications', args=[campaign_id])}?node={node.organisation_id}"


def _breadcrumbs(campaign: Any, node: Any, actor: Actor, *, leaf: bool = True) -> list[tuple[str, str]]:
    """The campaign, and its ledger at the node (at the actor's own organisation where the node lies above it). Members,
    who have no ledger, come from the reviews."""
    if not actor.may(Permission.VIEW_RECORDS):
        found = reverse("campaign", args=[campaign.pk]), reverse("reviews", args=[campaign.pk])
        return [(campaign.title, found[0]), (_("领导点评"), found[1])]
    url = _ledger(campaign.pk, node) if node.path.startswith(actor.path) else _own_ledger(campaign.pk)
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("%(name)s整改台账") % {"name": node.name}, "" if leaf else url),
    ]


def _own_ledger(campaign_id: int) -> str:
    return reverse("rectifications", args=[campaign_id])
