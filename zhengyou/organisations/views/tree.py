"""The tree of organisations as of a day: what one is, who holds which post, who belongs to it, what stands under it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import queries
from ..access import page
from ..orders import FURTHEST
from ..queries import groups
from ..queries.reorganising import history
from ..rules import Actor, Permission
from .around import breadcrumbs, offered

PAGE = 50


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
    day, bad_day = _day_asked(request)
    closed = _closed(actor, organisation_id, day)
    if closed is not None:
        day = closed
    node = queries.visible_place(actor, Permission.VIEW_ORGANISATIONS, organisation_id, day)
    below = queries.counts_below(node, day)
    own = queries.member_counts_of(organisation_id, day)
    context = {
        "node": node,
        "day": day,
        "bad_day": bad_day,
        "today": queries.today(),
        "furthest": queries.today() + FURTHEST,
        "closed": closed is not None,
        "holders": queries.posts_at(organisation_id, day),
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
        **_people(request, actor, node, day),
    }
    return render(request, "organisations/organisation.html", context)


def _day_asked(request: HttpRequest) -> tuple[date, str]:
    """The day in the address and what is wrong with it; today where it is missing or wrong."""
    text = request.GET.get("as_of", "").strip()
    today = queries.today()
    if not text:
        return today, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, _("“%(text)s”不是日期，请按“2026-07-01”这样填写。") % {"text": text[:20]}
    if day > today + FURTHEST:
        return today, _("那一天太远了，最多看到一年以后。")
    return day, ""


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
    }


def _people(request: HttpRequest, actor: Actor, node: Any, day: date) -> dict[str, Any]:
    """One page of the people, for those who may see them."""
    if not actor.may(Permission.VIEW_PEOPLE, node.path):
        return {"may_see_people": False}
    after = request.GET.get("after", "")
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    rows = queries.people_in_order(node.organisation_id, day, after=key, size=PAGE + 1)
    shown = rows[:PAGE]
    return {
        "may_see_people": True,
        "people": shown,
        "next_key": shown[-1].pk if len(rows) > PAGE else None,
    }
