"""The first pages: what awaits me, search."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.campaigns.queries import filings, records
from zhengyou.campaigns.rules.periods import called
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.middleware import POST_IN_SESSION, current_actor
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from . import queries
from .navigation import Elsewhere, elsewhere


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What awaits me: the first lines of each kind, or (?all=kind) one kind page by page."""
    actor = current_actor(request)
    if actor is None:
        return render(request, "desk/no_post.html")
    wanted = request.GET.get("all", "")
    if wanted:
        return _one_kind(request, actor, wanted)
    day = organisations.today()
    sections = queries.sections(actor, day)
    context = {
        "sections": sections,
        "today": day,
        "summary": _summary(sections),
        "coming": None if sections else _coming(actor),
        "elsewhere": [*_filing_tables(actor, sections), *elsewhere(actor)],
    }
    return render(request, "desk/desk.html", context)


def _filing_tables(actor: Actor, sections: list[queries.Section]) -> list[Elsewhere]:
    """Where plans wait among what is to be accepted, the table of all who were asked for one."""
    if not any(line.filing for section in sections for line in section.lines):
        return []
    return [
        Elsewhere(
            _("待审核的方案 %(number)d 份") % {"number": number},
            reverse("filings", args=[campaign_id]),
            _("《%(title)s》：各单位的方案都报上来了吗，哪些近似。") % {"title": title},
        )
        for campaign_id, title, number in filings.to_review(actor, organisations.today())
    ]


def _one_kind(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    day = organisations.today()
    section = queries.section(actor, day, name, number_in(request.GET, "after"))
    if section is None:
        raise Http404
    context = {
        "section": section,
        "today": day,
        "breadcrumbs": [(_("待办"), reverse("desk")), (section.title, "")],
    }
    return render(request, "desk/kind.html", context)


def _summary(sections: list[queries.Section]) -> str:
    """One sentence over the lines: how many things, how many of them past their day."""
    mine = [section for section in sections if section.name not in queries.WITHOUT_HURRY]
    total = sum(section.total for section in mine)
    late = sum(line.state == "missing" for section in mine for line in section.lines)
    if not total:
        return _("今天没有急着要办的事。")
    if not late:
        return _("共%(total)d件。") % {"total": total}
    if any(section.name == "due" and section.left for section in mine):
        return _("共%(total)d件，有的已过期限，请先办上面的。") % {"total": total}
    return _("共%(total)d件，其中%(late)d件已过期限。") % {"total": total, "late": late}


def _coming(actor: Actor) -> dict[str, Any] | None:
    """What the actor's organisation will have to do next, where it has to do anything."""
    if not actor.may(Permission.RECORD):
        return None
    day = organisations.today()
    found = records.next_opening(actor, day)
    return {"title": called(found, day), "day": found.due_on} if found else None


@require_POST
@login_required
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act in another of the posts I hold; stays on the page where that post may see it, or goes to the desk."""
    chosen = request.POST.get("post", "")
    actors: list[Actor] = request.actors  # type: ignore[attr-defined]  # ActorMiddleware sets it
    actor = next((actor for actor in actors if str(actor.post_id) == chosen), None)
    if actor is None:
        say(request, _("这个岗位您现在没有担任，身份没有切换。"), level=messages.ERROR)
        return redirect("desk")
    request.session[POST_IN_SESSION] = actor.post_id
    sentence = _("现在以“%(organisation)s%(post)s”的身份办事。")
    say(request, sentence % {"organisation": actor.organisation_name, "post": actor.post_title})
    return redirect(_place_for(actor, request.POST.get("next", "")))


def _place_for(actor: Actor, address: str) -> str:
    """The path of a page that is about no single thing and open to the post; otherwise the desk's."""
    path = address.partition("?")[0]
    try:
        found = resolve(path)
    except Resolver404:
        return reverse("desk")
    permission = getattr(found.func, "permission", None)
    if found.kwargs or not hasattr(found.func, "permission") or (permission and not actor.may(permission)):
        return reverse("desk")
    return path


@require_safe
@page(Permission.VIEW_ORGANISATIONS)
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Organisations in the actor's subtree by a part of their names."""
    words = request.GET.get("q", "").strip()[:60]
    day = organisations.today()
    found = organisations.search(actor, words, day, limit=queries.FIRST + 1) if words else []
    parents = organisations.placements([place.parent_id for place in found if place.parent_id], day)
    context = {
        "words": words,
        "rows": [(place, parents.get(place.parent_id or 0)) for place in found[: queries.FIRST]],
        "more": len(found) > queries.FIRST,
        "first": queries.FIRST,
    }
    return render(request, "desk/search.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may find the public pages and nothing else."""
    return HttpResponse("User-agent: *\nAllow: /p/\nDisallow: /\n", content_type="text/plain")
