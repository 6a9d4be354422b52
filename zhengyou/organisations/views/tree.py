"""The tree of organisations: what one is, who holds which post, who belongs to it, and what stands under it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import queries
from ..access import page
from ..rules import Actor, Permission

PAGE = 50


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def organisations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The actor's own organisation: where looking around begins."""
    return organisation(request, organisation_id=actor.organisation_id)


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def organisation(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """One organisation today, with its posts, its members and what stands directly under it."""
    day = queries.today()
    node = queries.visible_place(actor, Permission.VIEW_ORGANISATIONS, organisation_id, day)
    below = queries.counts_below(node, day)
    context = {
        "node": node,
        "holders": queries.posts_at(organisation_id, day),
        "own": queries.member_counts_of(organisation_id, day),
        "whole": queries.member_counts(node.path, day),
        "children": [
            (child, below[child.organisation_id]) for child in queries.children(organisation_id, day)
        ],
        "breadcrumbs": _breadcrumbs(actor, node),
        **_people(request, actor, node),
    }
    return render(request, "organisations/organisation.html", context)


def _people(request: HttpRequest, actor: Actor, node: Any) -> dict[str, Any]:
    """One page of the people, for those who may see them."""
    if not actor.may(Permission.VIEW_PEOPLE, node.path):
        return {"may_see_people": False}
    after = request.GET.get("after", "")
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    rows = queries.people_in_order(node.organisation_id, queries.today(), after=key, size=PAGE + 1)
    shown = rows[:PAGE]
    return {
        "may_see_people": True,
        "people": shown,
        "next_key": shown[-1].pk if len(rows) > PAGE else None,
    }


def _breadcrumbs(actor: Actor, node: Any) -> list[tuple[str, str]]:
    """The tree down to the node; what lies above the actor's own organisation is named but leads nowhere."""
    crumbs = [
        (
            place.name,
            reverse("organisation", args=[place.organisation_id])
            if actor.may(Permission.VIEW_ORGANISATIONS, place.path)
            else "",
        )
        for place in queries.ancestors(node, queries.today())
    ]
    return [*crumbs, (node.name, "")]
