"""Appointing, ending a post, organisations without a secretary, and handing an organisation over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.ui.saying import say

from .. import queries
from ..access import own_page, page
from ..actions import handovers, posts
from ..actions.groups import NotKept
from ..forms.groups import EndForm
from ..forms.posts import HandoverForm, PostForm
from ..queries.handovers import dossier, foreseen
from ..queries.person import post_of
from ..queries.responsible import vacant as without_secretary
from ..rules import Actor, Permission
from ..rules.offering import SECRETARY
from ..rules.offering import posts as offered_posts
from ..rules.oneself import Who
from .around import breadcrumbs
from .stepping import Way, go, when

PAGE = 50
READ_OR_SAVE = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SAVE
@page(Permission.APPOINT)
def add(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Somebody holds a post from a day on."""
    node = queries.visible_place(actor, Permission.APPOINT, organisation_id, queries.today())
    kinds = offered_posts(actor.gives(node.path))
    if not kinds:
        raise Http404
    form = PostForm(
        _sent(request), path=actor.path, kinds=kinds, initial={"name": request.GET.get("name", "")}
    )
    here = _page(actor, node, form, _("任职"), _("谁在%(name)s任职") % {"name": node.name})

    def act() -> tuple[str, str]:
        made = posts.give_post(
            by=actor, organisation=organisation_id, appointment=form.appointment(), now=timezone.now()
        )
        told = _("%(name)s任%(post)s，%(when)s。没有账号的，还要请他开通账号才能登录。")
        words = {"name": made.person.name, "post": made.get_kind_display(), "when": when(made.since)}
        return told % words, reverse("organisation", args=[organisation_id])

    return go(request, here, Way(act))


@READ_OR_SAVE
@page(Permission.APPOINT)
def end(request: HttpRequest, actor: Actor, post_id: int) -> HttpResponse:
    """A post is over from a day on."""
    held = post_of(actor, post_id, queries.today())
    form = EndForm(_sent(request))
    row = held.row
    words = {"name": row.person.name, "post": row.get_kind_display()}
    here = _page(actor, held.place, form, _("免去"), _("%(name)s从哪天起不再任%(post)s") % words)

    def act() -> tuple[str, str]:
        day = form.cleaned_data["day"]
        posts.end_post(by=actor, post=row, day=day, now=timezone.now())
        told = _("%(name)s不再任%(post)s，%(when)s。到那天他不能再用这个岗位办事。")
        return told % {**words, "when": when(day)}, reverse("organisation", args=[row.organisation_id])

    return go(request, here, Way(act))


@require_safe
@page(Permission.APPOINT)
def vacant(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Organisations below that have no secretary."""
    rows = without_secretary(actor, queries.today(), after=request.GET.get("after", "")[:255], size=PAGE + 1)
    context = {
        "rows": rows[:PAGE],
        "next_key": rows[PAGE - 1].path if len(rows) > PAGE else None,
        "breadcrumbs": [(_("组织"), reverse("organisations")), (_("书记空缺"), "")],
    }
    return render(request, "organisations/people/vacant.html", context)


@READ_OR_SAVE
@page(Permission.APPOINT)
def begin_handover(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """The next secretary of an organisation below; the old one's post is over the same day."""
    node = queries.visible_place(actor, Permission.APPOINT, organisation_id, queries.today())
    if SECRETARY not in actor.gives(node.path):
        raise Http404
    form = HandoverForm(_sent(request), path=actor.path)
    here = _page(actor, node, form, _("交接"), _("谁接任%(name)s书记") % {"name": node.name})
    here["draft_key"] = f"handover-{organisation_id}"

    def act() -> tuple[str, str]:
        given = form.cleaned_data
        made = handovers.hand_over(
            by=actor,
            organisation=organisation_id,
            person=form.who,
            day=given["day"],
            note=given["note"],
            now=timezone.now(),
        )
        told = _("已定交接，%(when)s。交接清单在这一页，离任和接任的书记各自确认。")
        return told % {"when": when(made.effective_on)}, reverse("handover", args=[made.pk])

    def foresee() -> Any:
        return foreseen(node, form.who, form.cleaned_data["day"])

    return go(request, here, Way(act, foresee))


@require_safe
@own_page
def handover(request: HttpRequest, who: Who, handover_id: int) -> HttpResponse:
    """What passes from one secretary to the next: everything that stands open, each with its address."""
    day = queries.today()
    found = dossier(who, handover_id, day)
    place = found.place
    actor = who if isinstance(who, Actor) else None
    sees = actor is not None and actor.may(Permission.VIEW_ORGANISATIONS, place.path)
    crumbs = breadcrumbs(actor, place, leaf=False) if actor is not None and sees else [(place.name, "")]
    context = {
        "dossier": found,
        "handover": found.handover,
        "today": day,
        "breadcrumbs": [*crumbs, (_("交接清单"), "")],
    }
    return render(request, "organisations/people/handover.html", context)


@require_POST
@own_page
def confirm_handover(request: HttpRequest, who: Who, handover_id: int) -> HttpResponse:
    """One of the two says that all was handed over."""
    found = dossier(who, handover_id, queries.today())
    try:
        handovers.confirm_handover(by=who, handover=found.handover, now=timezone.now())
    except NotKept as refused:
        say(request, str(refused), level=30)
    else:
        say(request, _("已确认交接，日期记在台账里。这份清单从此不再变。"))
    return redirect("handover", handover_id)


@require_POST
@page(Permission.APPOINT)
def take_back_handover(request: HttpRequest, actor: Actor, handover_id: int) -> HttpResponse:
    """As if it had never been decided."""
    found = dossier(actor, handover_id, queries.today())
    try:
        handovers.take_back_handover(by=actor, handover=found.handover, now=timezone.now())
    except NotKept as refused:
        say(request, str(refused), level=30)
        return redirect("handover", handover_id)
    say(request, _("已撤回交接，原来的任职不变。"))
    return redirect("organisation", found.place.organisation_id)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(actor: Actor, node: Any, form: Any, word: str, question: str) -> dict[str, Any]:
    return {
        "form": form,
        "word": word,
        "question": question,
        "cancel_url": reverse("organisation", args=[node.organisation_id]),
        "breadcrumbs": [*breadcrumbs(actor, node, leaf=False), (word, "")],
    }
