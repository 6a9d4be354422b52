"""The phases of a campaign: where each stands, what is missing before it closes, the event it ended with (M09)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import phase_events
from ..actions import phases as actions
from ..forms.phases import EventForm, GatesForm
from ..queries import campaigns
from ..queries import phases as queries
from ..queries.phases import missing
from ..rules.gates import GATES, Passed
from ..rules.procedures import PHASE, WrongState
from .stepping import Thing, chip, journey, presses, taken

AFTERWARDS = 50
_LISTING = ("open", "listed")


@require_safe
@page(Permission.VIEW_RECORDS)
def phases(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All phases of a campaign, each with its dates and where it stands."""
    campaign = campaigns.campaign(actor, campaign_id, Permission.VIEW_RECORDS)
    rows = queries.phases(campaign)
    context = {
        "campaign": campaign,
        "rows": [(row, chip(PHASE, row.state), queries.event_awaited(row)) for row in rows],
        "today": organisations.today(),
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("阶段"), "")],
    }
    return render(request, "campaigns/phases/list.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
def phase(request: HttpRequest, actor: Actor, phase_id: int) -> HttpResponse:
    """One phase: where it stands, what is missing, what must be there, and what may be done now."""
    row = queries.phase(actor, phase_id)
    thing, day = _thing(actor, row), organisations.today()
    node, lists = _node(actor, row), queries.lists(row)
    shown = lists[0] if lists and row.state in ("listed", "closed") else None
    context = {
        "row": row,
        "chip": chip(PHASE, row.state),
        "presses": presses(thing, actor),
        "may_decide": queries.may_decide(actor, row),
        "event": queries.event(row),
        "event_awaited": queries.event_awaited(row),
        "closing": shown,
        "gates": _gates(shown),
        "asked": [(gate.word, row.gates[key]) for key, gate in GATES.items() if key in row.gates],
        "by_task": _by_task(row, shown),
        "by_unit": _by_unit(shown, node),
        "node": node,
        "lists": lists,
        "afterwards": queries.afterwards(row, node.path, day, AFTERWARDS),
        "stages": journey(PHASE, queries.stages(row)),
        "today": day,
        "breadcrumbs": [*thing.breadcrumbs, (row.name, "")],
    }
    return render(request, "campaigns/phases/phase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def step(request: HttpRequest, actor: Actor, phase_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, _thing(actor, queries.phase(actor, phase_id)), verb)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def gates(request: HttpRequest, actor: Actor, phase_id: int) -> HttpResponse:
    """What must be there before the phase closes."""
    row = _own(actor, phase_id)
    sent = request.method == "POST"
    form = GatesForm(request.POST if sent else None, initial=row.gates)
    if sent and form.is_valid():
        try:
            actions.set_gates(by=actor, phase=row, gates=form.gates(), now=timezone.now())
        except (actions.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("条件已定好。结束这个阶段以前，清单上会写明哪条达到、哪条没有。"))
            return redirect("phase", row.pk)
    words = (_("定结束的条件"), _("这个阶段结束以前要有什么？"), _("填最少要达到百分之几，空着的不作条件。"))
    return _form(request, row, form, words, _("定下"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def event(request: HttpRequest, actor: Actor, phase_id: int) -> HttpResponse:
    """Record the event the phase ends with."""
    row = _own(actor, phase_id)
    if not queries.event_awaited(row):
        say(request, _("这个阶段的结束日期已经有了，不用再记。"))
        return redirect("phase", row.pk)
    sent = request.method == "POST"
    form = EventForm(request.POST if sent else None, initial={"happened_on": organisations.today()})
    if sent and form.is_valid():
        try:
            phase_events.record(by=actor, phase=row, happened=form.happened(), now=timezone.now())
        except (phase_events.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(
                request,
                _(
                    "已记下，本阶段没有自己期限的任务都有了日子，各支部在待办里看到。还没有人照办以前可以收回。"
                ),
            )
            return redirect("phase", row.pk)
    words = (
        _("记下结束的事件"),
        _("“%(text)s”，这件事发生了吗？") % {"text": row.date_text},
        _("记下以后，本阶段没有自己期限的任务按这一天到期；已经报送的和已经到期的不变。"),
    )
    return _form(request, row, form, words, _("记下"))


@require_POST
@page(Permission.DECIDE)
def event_undo(request: HttpRequest, actor: Actor, phase_id: int) -> HttpResponse:
    """Take the event back: it was recorded by mistake."""
    row = _own(actor, phase_id)
    try:
        phase_events.take_back(by=actor, phase=row, now=timezone.now())
    except (phase_events.NotPossible, WrongState) as refusal:
        say(request, str(refusal))
    else:
        say(request, _("已收回，本阶段又没有结束日期了，任务的期限也随着改回。"))
    return redirect("phase", row.pk)


def _own(actor: Actor, phase_id: int) -> Any:
    """A phase whose campaign the actor's own organisation issued; raises NotPermitted for others."""
    row = queries.phase(actor, phase_id)
    if not queries.may_decide(actor, row):
        actor.require(Permission.DECIDE, "")
    return row


def _form(
    request: HttpRequest, row: Any, form: Any, words: tuple[str, str, str], submit_label: str
) -> HttpResponse:
    title, question, lede = words
    context = {
        "title": title,
        "question": question,
        "lede": lede,
        "form": form,
        "submit_label": submit_label,
        "cancel_url": reverse("phase", args=[row.pk]),
        "breadcrumbs": [*_breadcrumbs(row), (row.name, reverse("phase", args=[row.pk])), (title, "")],
    }
    return render(request, "campaigns/phases/form.html", context, status=422 if form.errors else 200)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, phase=row, verb=verb, answers=answers, now=timezone.now())

    return Thing(
        procedure=PHASE,
        row=row,
        concerned=queries.concerned_in(row, organisations.today()),
        url=reverse("phase", args=[row.pk]),
        step_url=lambda verb: reverse("phase-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        breadcrumbs=tuple(_breadcrumbs(row)),
    )


def _breadcrumbs(row: Any) -> list[tuple[str, str]]:
    return [
        (row.campaign.title, reverse("campaign", args=[row.campaign_id])),
        (_("阶段"), reverse("phases", args=[row.campaign_id])),
    ]


def _node(actor: Actor, row: Any) -> Any:
    """Where the list is looked at: the issuer, or the actor's own organisation below it."""
    top = organisations.standing_place(row.campaign.organisation_id, organisations.today())
    if top.path.startswith(actor.path):
        return top
    return organisations.standing_place(actor.organisation_id, organisations.today())


def _gates(closing: Any) -> list[Passed]:
    """What the gates came to when the list was made."""
    return [Passed(**kept) for kept in closing.gates] if closing is not None else []


def _by_task(row: Any, closing: Any) -> list[Any]:
    if closing is not None:
        return missing.kept_by_task(closing)
    return missing.by_task(row, organisations.today()) if row.state in _LISTING else []


def _by_unit(closing: Any, node: Any) -> list[Any]:
    if closing is None:
        return []
    below = organisations.children(node.organisation_id, organisations.today())
    names = {place.organisation_id: place.name for place in (node, *below)}
    return missing.kept_by_unit(closing, node, names)
