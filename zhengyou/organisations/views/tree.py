"""The tree of organisations as of a day: what one is, who holds which post, who belongs to it, what stands under it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import queries
from ..access import page
from ..queries import groups
from ..queries.handovers import handovers_of
from ..queries.person import waiting_transfers
from ..queries.reorganising import history
from ..queries.responsible import responsible
from ..rules import Actor, Permission
from ..rules.offering import MEMBER, POST_ORDER, SECRETARY
from ..rules.orders import FURTHEST
from .around import breadcrumbs, day_asked, offered

SHORT = 12
"""So many names stand on an organisation's page; the roster of its people is a page of its own."""


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def organisations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The actor's own organisation: where looking around begins."""
    return organisation(request, organisation_id=actor.organisation_id)


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def organisation(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """One organisation as of a day, with its posts, its members and what stands directly under it; one that has ended
    as of its last day."""
    day, bad_day = day_asked(request)
    closed = _closed(actor, organisation_id, day)
    if closed is not None:
        day = closed
    node = queries.visible_place(actor, Permission.VIEW_ORGANISATIONS, organisation_id, day)
    below = queries.counts_below(node, day)
    own = queries.member_counts_of(organisation_id, day)
    answers = responsible(node, day)
    context = {
        "node": node,
        "day": day,
        "bad_day": bad_day,
        "today": queries.today(),
        "furthest": queries.today() + FURTHEST,
        "closed": closed is not None,
        "holders": _holders(actor, organisation_id, node, day),
        "responsible": answers,
        "vacant": node.depth > 0 and (answers is None or not answers.own),
        "own": own,
        "whole": queries.member_counts(node.path, day),
        "children": [
            (child, below[child.organisation_id]) for child in queries.children(organisation_id, day)
        ],
        "warnings": groups.warned(node, own, day),
        "weakness": groups.weakness_of(organisation_id, day) if actor.may(Permission.VIEW_REPORT) else None,
        "may_see_weak": actor.may(Permission.VIEW_REPORT),
        "groups": groups.groups_of(organisation_id, day),
        "units": groups.units_of(organisation_id, day),
        "history": history(organisation_id, queries.today()),
        "breadcrumbs": breadcrumbs(actor, node, day=day),
        **_offered(actor, node, closed is not None),
        **_people(actor, node, day),
    }
    return render(request, "organisations/organisation.html", context)


def _closed(actor: Actor, organisation_id: int, day: date) -> date | None:
    """The last day of an organisation that had ended by the day; None for one that stands. Http404 for strangers and
    for one that had not begun."""
    if queries.placements([organisation_id], day):
        return None
    last = queries.last_open_day(organisation_id, day)
    if last is None:
        raise Http404
    if not actor.may(Permission.VIEW_ORGANISATIONS, queries.standing_place(organisation_id, day).path):
        raise Http404
    return last


def _offered(actor: Actor, node: Any, closed: bool) -> dict[str, Any]:
    """What the actor's post may do here today."""
    if closed:
        return {}
    return {
        "changes": offered(actor, node),
        "may_keep": actor.may(Permission.KEEP_GROUPS, node.path),
        "may_list": actor.may(Permission.REORGANISE, node.path) and actor.above(node.path),
        "may_take_roster": actor.may(Permission.EXPORT_ROSTER)
        and node.organisation_id == actor.organisation_id,
        **_of_people(actor, node),
    }


def _of_people(actor: Actor, node: Any) -> dict[str, Any]:
    """What may be done about people and posts here, and what waits for it."""
    keeps = actor.may(Permission.KEEP_PEOPLE, node.path)
    gives = actor.gives(node.path)
    return {
        "may_keep_people": keeps,
        "may_appoint": bool(gives),
        "may_hand_over": SECRETARY in gives,
        "may_invite": actor.may(Permission.INVITE, node.path),
        "arriving": waiting_transfers(node.organisation_id) if keeps else [],
        "handovers": handovers_of(node.organisation_id, actor, every=SECRETARY in gives),
    }


def _holders(actor: Actor, organisation_id: int, node: Any, day: date) -> list[tuple[Any, bool]]:
    """Who holds which post, with whether the actor may end it; that somebody is a member is no post to be named."""
    gives = actor.gives(node.path)
    posts = [post for post in queries.posts_at(organisation_id, day) if post.kind != MEMBER]
    return [
        (post, post.kind in gives and post.person_id != actor.person_id)
        for post in sorted(posts, key=lambda post: (POST_ORDER.index(post.kind), post.since))
    ]


def _people(actor: Actor, node: Any, day: date) -> dict[str, Any]:
    """The first of the people, for those who may see them."""
    if not actor.may(Permission.VIEW_PEOPLE, node.path):
        return {"may_see_people": False}
    rows = queries.people_in_order(node.organisation_id, day, after=None, size=SHORT + 1)
    return {"may_see_people": True, "people": rows[:SHORT], "more_people": len(rows) > SHORT}
