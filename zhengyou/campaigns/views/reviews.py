"""Leader reviews: how far they are at a node, one review with its steps, recording one after another (domain.md P4)."""

from collections.abc import Mapping
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

from ..actions import reviews as actions
from ..forms.reviews import LINES, RecordForm
from ..queries import campaigns, coverage
from ..queries import rectification as problems
from ..queries import reviews as queries
from ..queries.policies import policy
from ..rules.policies import NONE_FOUND
from ..rules.procedures import RECTIFICATION, REVIEW, WrongState
from .asking import node_asked
from .heads import at_head
from .stepping import Thing, chip, journey, not_open, presses, taken

PAGE = 50
_REFUSALS = (actions.NotPossible, actions.EmptyPraise, actions.NotMarked)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
@at_head
def reviews(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Coverage at a node (?node=, ?round=) for whoever sees records; what the own organisation gives; what is said of
    oneself."""
    campaign = campaigns.campaign(actor, campaign_id)
    rounds = queries.rounds(campaign.pk)
    round_ = chosen_round(request, rounds)
    sees = actor.may(Permission.VIEW_RECORDS)
    node = node_asked(request, actor) if sees else None
    own = node is not None and node.organisation_id == actor.organisation_id
    context = {
        "campaign": campaign,
        "node": node,
        "round": round_,
        "rounds": [(str(one.pk), one.name, None) for one in rounds],
        "received": [(row, chip(REVIEW, row.state)) for row in queries.received(actor, campaign.pk)],
        "may_open": queries.may_open(actor, campaign),
        "today": organisations.today(),
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("领导点评"), "")],
    }
    if round_ is not None and node is not None:
        context |= _counted(actor, round_, node)
        if own and queries.gives(actor):
            context |= _giving(request, actor, round_)
    return render(request, "campaigns/reviews/list.html", context)


def _counted(actor: Actor, round_: Any, node: Any) -> dict[str, Any]:
    """The counts of the node, and a row for each organisation directly below it."""
    day = organisations.today()
    found = coverage.coverage([round_.pk], node, day)
    said = queries.of_children(actor, round_.pk, node)
    places = [*organisations.children(node.organisation_id, day)]
    if places:
        places.append(node)
    rows = [_row(place, found, said.get(place.organisation_id), own=place is node) for place in places]
    return {"coverage": found, "rows": rows, "may_go_up": node.path != actor.path}


def _row(place: Any, found: coverage.Coverage, said: Any, *, own: bool) -> dict[str, Any]:
    organisations_ = found.organisations.get(place.organisation_id, coverage.Reviewed())
    members = found.members.get(place.organisation_id, coverage.Reviewed())
    return {
        "place": place,
        "own": own,
        "organisations": organisations_,
        "members": members,
        "both": coverage.added((organisations_, members)),
        "review": said,
        "chip": chip(REVIEW, said.state) if said else None,
    }


def _giving(request: HttpRequest, actor: Actor, round_: Any) -> dict[str, Any]:
    """What the actor's organisation has to review, and who is next."""
    only = request.GET.get("only", "")
    states = queries.FILTERS[only][1] if only in queries.FILTERS else None
    key = number_in(request.GET, "after")
    shown, next_key = queries.page_of(queries.given(actor, round_.pk), states, key, PAGE)
    return {
        "gives": True,
        "giving": [(row, chip(REVIEW, row.state), row.state in queries.WAITING) for row in shown],
        "only": [
            *((name, word, None) for name, (word, _states) in queries.FILTERS.items()),
            ("all", _("全部"), None),
        ],
        "next_key": next_key,
        "next_up": queries.following(actor, None, round_.pk),
    }


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def review(request: HttpRequest, actor: Actor, review_id: int) -> HttpResponse:
    """One review: what was said, what is put right, and what may be done now."""
    row = queries.review(actor, review_id)
    thing = _thing(actor, row)
    names = organisations.standing_places([row.organisation_id, row.reviewer_id], organisations.today())
    context = {
        "row": row,
        "place": names[row.organisation_id],
        "reviewer": names[row.reviewer_id],
        "chip": chip(REVIEW, row.state),
        "held": row.state in queries.HELD,
        "problems": [(one, chip(RECTIFICATION, one.state), is_overdue(one)) for one in queries.problems(row)],
        "marks": queries.marks(row),
        "carried": [] if row.state in queries.HELD else queries.carried(row),
        "presses": [] if row.until else presses(thing, actor),
        "stages": journey(REVIEW, queries.stages(row)),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.title, "")],
    }
    return render(request, "campaigns/reviews/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def step(request: HttpRequest, actor: Actor, review_id: int, verb: str) -> HttpResponse:
    """One step of the procedure; recording has a form of its own."""
    row = queries.review(actor, review_id)
    if verb == "record":
        return _record(request, actor, row)
    return taken(request, actor, _thing(actor, row), verb)


def _record(request: HttpRequest, actor: Actor, row: Any) -> HttpResponse:
    thing = _thing(actor, row)
    if REVIEW.step("record") not in thing.offered(actor):
        return not_open(request, actor, thing, "record")
    form = _form(request, actor, row)
    if form.is_bound and form.is_valid():
        try:
            actions.record(by=actor, review=row, held=form.held(), now=timezone.now())
        except _REFUSALS as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect(thing.url)
        else:
            return _recorded(request, actor, row, form)
    context = {
        "row": row,
        "form": form,
        "thing": thing,
        "next_up": queries.following(actor, row, row.round_id),
        "draft_key": _draft(row),
        "cancel_url": _list(row),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (row.title, thing.url), (_("记下点评"), "")],
    }
    return render(request, "campaigns/reviews/record.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, actor: Actor, row: Any) -> RecordForm:
    """Empty with what is likely known; as sent; or, where only more lines are wanted, with what was typed."""
    day = organisations.today()
    sent = request.POST
    lines = max(LINES, sum(name.startswith("problem_") for name in sent))
    more = "more" in sent
    last = queries.last_held(actor, row.round_id)
    known = {"held_on": last.held_on, "form": last.form} if last else {"held_on": day}
    return RecordForm(
        *((sent,) if sent and not more else ()),
        step=REVIEW.step("record"),
        carried=queries.carried(row),
        reviewers=queries.reviewers(actor, row, day),
        rectify_by=row.round.rectify_by,
        least=policy(row.round.campaign_id, NONE_FOUND, day),
        today=day,
        lines=lines + LINES if more else lines,
        initial=sent.dict() if more else known,
    )


def _recorded(request: HttpRequest, actor: Actor, row: Any, form: RecordForm) -> HttpResponse:
    """Say what was kept and who sees it, and go on to the next where that is wanted."""
    next_up = queries.following(actor, row, row.round_id)
    number = len(form.held().problems)
    told = (
        _("已记下对%(whom)s的点评，%(n)s个问题开始整改。对方在待办里看到；看过之前可以更正。")
        if number
        else _("已记下对%(whom)s的点评，没有发现问题。对方在待办里看到；看过之前可以更正。")
    )
    say(request, told % {"whom": row.whom, "n": number}, draft=_draft(row))
    if "next" in request.POST and next_up is not None:
        return redirect("review-step", next_up.pk, "record")
    return redirect(_list(row))


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, review=row, verb=verb, answers=answers, now=timezone.now())

    campaign = row.round.campaign
    return Thing(
        procedure=REVIEW,
        row=row,
        concerned=queries.concerned_in(row, organisations.today()),
        url=reverse("review", args=[row.pk]),
        step_url=lambda verb: reverse("review-step", args=[row.pk, verb]),
        take=take,
        refusals=_REFUSALS,
        initial={
            name: getattr(row, name) for name in ("form", "held_on", "strengths", "direction", "self_report")
        },
        breadcrumbs=((campaign.title, reverse("campaign", args=[campaign.pk])), (_("领导点评"), _list(row))),
    )


def is_overdue(row: Any) -> bool:
    """Whether a problem is open past its day."""
    return row.state in problems.OPEN and row.due_on < organisations.today()


def _draft(row: Any) -> str:
    return f"review-{row.pk}-record"


def _list(row: Any) -> str:
    return f"{reverse('reviews', args=[row.round.campaign_id])}?round={row.round_id}"


def chosen_round(request: HttpRequest, rounds: list[Any]) -> Any:
    """The round asked for (?round=), else the latest, None where there is none; Http404 for one that is not there."""
    number = request.GET.get("round", "")
    if not number:
        return rounds[0] if rounds else None
    for one in rounds:
        if str(one.pk) == number:
            return one
    raise Http404
