"""Written summaries: how far they are, one's own, one with its steps, publishing those of a branch (domain.md M28)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import summaries as actions
from ..forms.summaries import PublishForm
from ..queries import campaigns
from ..queries.campaigns import Scope
from ..queries.summaries import counted
from ..queries.summaries import written as queries
from ..rules.procedures import SUMMARY, WrongState
from .asking import node_asked
from .heads import at_head
from .reviews import chosen_round
from .stepping import Thing, chip, journey, presses, taken


@require_safe
@page(Permission.VIEW_CAMPAIGN)
@at_head
def summaries(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """One's own summary and those published in the own branch; for the branch all its members; above it, numbers."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    found = queries.rounds(campaign.pk)
    round_ = chosen_round(request, found)
    node = node_asked(request, actor) if actor.may(Permission.VIEW_RECORDS) else None
    context = {
        "campaign": campaign,
        "round": round_,
        "rounds": [(str(one.pk), one.name, None) for one in found],
        "node": node,
        "may_open": queries.may_open(actor, campaign),
        "today": day,
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("书面小结"), "")],
    }
    if round_ is not None:
        context |= _own(actor, round_)
        if node is not None:
            context |= _below(actor, Scope(campaign, node, day), round_)
    return render(request, "campaigns/summaries/list.html", context)


def _own(actor: Actor, round_: Any) -> dict[str, Any]:
    """The acting person's own, and what comrades published."""
    mine = queries.of(round_.pk, actor.person_id)
    late = round_.due_on < organisations.today() and (mine is None or mine.state not in queries.DONE)
    reads = actor.may(Permission.COMMIT)
    comrades = queries.published(round_.pk, actor.organisation_id) if reads else []
    return {
        "writes": queries.is_asked(actor, organisations.today()),
        "mine": mine,
        "mine_chip": chip(SUMMARY, mine.state) if mine else None,
        "late": late,
        "comrades": [row for row in comrades if row.person_id != actor.person_id],
    }


def _below(actor: Actor, scope: Scope, round_: Any) -> dict[str, Any]:
    """Numbers by organisation; for whoever keeps the own branch its members by name."""
    found = counted.written(scope, round_.pk)
    own = scope.node.organisation_id == actor.organisation_id
    keeps = own and (actor.may(Permission.DECIDE) or actor.may(Permission.RECORD))
    lines = queries.of_branch(round_.pk, actor.organisation_id, scope.as_of) if keeps else []
    places = organisations.placements(list(found), scope.as_of)
    below = [
        (places[child], numbers, child == scope.node.organisation_id)
        for child, numbers in found.items()
        if numbers.due
    ]
    return {
        "total": counted.total(found),
        "rows": sorted(below, key=lambda row: (row[2], row[0].path)) if len(found) > 1 else [],
        "lines": [(line, chip(SUMMARY, line.summary.state) if line.summary else None) for line in lines],
        "may_enter": own and actor.may(Permission.RECORD),
        "may_publish": own and actor.may(Permission.DECIDE) and any(_waits(line) for line in lines),
        "may_go_up": scope.node.path != actor.path,
    }


def _waits(line: queries.Line) -> bool:
    return line.summary is not None and line.summary.state == queries.State.HANDED_IN


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def summary(request: HttpRequest, actor: Actor, summary_id: int) -> HttpResponse:
    """One summary, to be read and printed, with what may be done now."""
    row = queries.summary(actor, summary_id)
    thing = _thing(actor, row)
    place = organisations.standing_place(row.organisation_id, organisations.today())
    may_write = any(
        step.verb in ("hand_in", "type_in") and step.verb not in _hidden(row) for step in thing.offered(actor)
    )
    context = {
        "row": row,
        "place": place,
        "chip": chip(SUMMARY, row.state),
        "parts": [(asked.label, getattr(row, asked.name)) for asked in SUMMARY.step("hand_in").asks],
        "presses": presses(thing, actor),
        "may_write": may_write,
        "write_url": write_url(row.round_id, row.person_id, actor),
        "stages": journey(SUMMARY, queries.stages(row)),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.person.name, "")],
    }
    return render(request, "campaigns/summaries/summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, summary_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, _thing(actor, queries.summary(actor, summary_id)), verb)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def publish(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """All summaries handed in to the own branch: where and when they were published, with one press."""
    round_, day = queries.round_(actor, round_id), organisations.today()
    waiting = queries.to_put_up(round_.pk, actor.organisation_id)
    sent, url = request.method == "POST", list_url(round_)
    form = PublishForm(
        *((request.POST,) if sent else ()), items=[(row.pk, row.person.name) for row in waiting], today=day
    )
    draft = f"summaries-{round_.pk}-{actor.organisation_id}"
    if sent and form.is_valid():
        try:
            number = actions.publish_many(
                by=actor,
                round=round_,
                items=form.cleaned_data["items"],
                where=form.cleaned_data["published_where"],
                on=form.cleaned_data["published_on"],
                now=timezone.now(),
            )
        except actions.NotPossible as refusal:
            form.add_error("published_on", str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect(url)
        else:
            told = _(
                "已公布%(n)s份，本支部的党员看得到，上级只看到份数。要收回，到那一份的页上按“收回公布”。"
            )
            say(request, told % {"n": number}, draft=draft)
            return redirect(url)
    context = {
        "round": round_,
        "waiting": waiting,
        "form": form,
        "draft_key": draft,
        "submit_label": _("在支部公布"),
        "cancel_url": url,
        "breadcrumbs": [*way_here(round_), (_("在支部公布"), "")],
    }
    return render(request, "campaigns/summaries/publish.html", context, status=422 if form.errors else 200)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, summary=row, verb=verb, answers=answers, now=timezone.now())

    day = organisations.today()
    return Thing(
        procedure=SUMMARY,
        row=row,
        concerned=queries.concerned_in(row, day),
        url=reverse("summary", args=[row.pk]),
        step_url=lambda verb: reverse("summary-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        initial={asked.name: getattr(row, asked.name) for asked in SUMMARY.step("hand_in").asks}
        | {"published_on": day},
        breadcrumbs=tuple(way_here(row.round)),
        # Writing has a page of its own with both buttons.
        not_yet=frozenset(("keep", "hand_in", "type_in")),
    )


def _hidden(row: Any) -> tuple[str, ...]:
    """What a member wrote himself, nobody else writes on."""
    return () if row.entered_for else ("type_in",)


def write_url(round_id: int, person_id: int, actor: Actor) -> str:
    """Where a summary is written: one's own, or somebody else's from his paper."""
    url = reverse("summary-write", args=[round_id])
    return url if person_id == actor.person_id else f"{url}?person={person_id}"


def list_url(round_: Any) -> str:
    """The list of a round."""
    return f"{reverse('summaries', args=[round_.campaign_id])}?round={round_.pk}"


def way_here(round_: Any) -> list[tuple[str, str]]:
    """The campaign and the list of the round."""
    campaign = round_.campaign
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (round_.name, list_url(round_)),
    ]
