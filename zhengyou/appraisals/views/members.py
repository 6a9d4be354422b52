"""Rounds for all members: the list, beginning one, how far each branch is, and steps for a whole branch (domain.md P6,
P7)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.campaigns.forms.stepping import StepForm
from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.rules.procedures import Procedure, WrongState
from zhengyou.campaigns.views.heads import at_head
from zhengyou.campaigns.views.stepping import chip
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import members as actions
from ..forms.members import GradesForm, OpenForm, VoteForm
from ..queries import members as queries
from ..rules.democratic import GRADES, GRADING
from ..rules.members import KINDS
from ..rules.spirit import ANALYSIS

_SIZE = 50


@require_safe
@page(Permission.VIEW_CAMPAIGN)
@at_head
def rounds(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """What is asked of members in a campaign, with the reader's own rows."""
    campaign = campaigns.campaign(actor, campaign_id)
    listed = [(row, queries.own_row(row, actor.person_id)) for row in queries.rounds(actor, campaign)]
    context = {
        "campaign": campaign,
        "rounds": [(row, own, own and chip(procedure_of(row), own.state)) for row, own in listed],
        "may_open": actor.may(Permission.DECIDE),
        "today": organisations.today(),
        "breadcrumbs": [_crumbs(campaign)[0], (_("民主评议党员、党性分析"), "")],
    }
    return render(request, "appraisals/members/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
@at_head
def open_round(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Begin one of the two for everybody at and below the actor's organisation."""
    campaign = campaigns.campaign(actor, campaign_id)
    sent = (request.POST,) if request.method == "POST" else ()
    form = OpenForm(*sent, kinds=KINDS)
    if sent and form.is_valid():
        try:
            row = actions.open_round(by=actor, campaign=campaign, now=timezone.now(), **form.cleaned_data)
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已开始，每名党员一份。各支部在这里一步一步办。"), draft=f"members-{campaign.pk}")
            return redirect("member-round", row.pk)
    context = {
        "form": form,
        "draft_key": f"members-{campaign.pk}",
        "submit_label": _("开始"),
        "cancel_url": reverse("member-rounds", args=[campaign.pk]),
        "breadcrumbs": [*_crumbs(campaign), (_("开始一次"), "")],
    }
    return render(request, "appraisals/members/open.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def round_(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """How far the organisations of a round are, and for whoever reads them the members of one."""
    row, day = found(actor, round_id), organisations.today()
    node = _node(request, actor, row)
    place = organisations.standing_place(node, day)
    after = request.GET.get("after", "")
    listed = queries.branches(row, place.path, after, _SIZE + 1, day) if _counts(actor) else []
    own = queries.own_row(row, actor.person_id)
    context = {
        "row": row,
        "place": place,
        "own": own,
        "own_chip": own and chip(procedure_of(row), own.state),
        "total": queries.total(row, place.path, day) if _counts(actor) else None,
        "branches": [
            (branch, _reads(actor, row, branch.organisation_id)) for _path, branch in listed[:_SIZE]
        ],
        "next": listed[_SIZE - 1][0] if len(listed) > _SIZE else "",
        "today": day,
        "breadcrumbs": [*_crumbs(row.campaign), (row.name, "")],
        **(_members(actor, row, node) if _reads(actor, row, node) else {}),
    }
    return render(request, "appraisals/members/round.html", context)


def _members(actor: Actor, row: Any, node: int) -> dict[str, Any]:
    """The members that one organisation holds, and what may be done for all of them at once."""
    listed = queries.of_branch(row, node)
    told = {
        "democratic": row.kind == "democratic",
        "rows": [(one, chip(procedure_of(row), one.state), _grade(actor, row, one)) for one in listed],
    }
    if row.kind == "democratic" and listed:
        told |= {"presses": _presses(actor, listed, node), "grades": _to_grade(actor, listed)}
    return told


def _grade(actor: Actor, row: Any, one: Any) -> str:
    shown = row.kind == "democratic" and queries.sees_grade(actor, one)
    return one.get_grade_display() if shown else ""


def _presses(actor: Actor, listed: list[Any], node: int) -> list[tuple[str, str, int, bool]]:
    """Label, verb, for how many, and whether it has a form: steps for the whole branch."""
    concerned = queries.concerned_by_grading(listed[0], organisations.today())
    found = []
    for verb in actions.TOGETHER:
        step = GRADING.step(verb)
        waiting = [one for one in listed if one.state in step.sources]
        if waiting and step in GRADING.offered(waiting[0].state, actor, concerned):
            found.append((str(step.label), verb, len(waiting), verb in ("study", "vote")))
    return found


def _to_grade(actor: Actor, listed: list[Any]) -> int:
    """For how many members the actor may set down the grade."""
    concerned = queries.concerned_by_grading(listed[0], organisations.today())
    step = GRADING.step("decide")
    open_ = [one for one in listed if one.state in step.sources]
    return len(open_) if open_ and step in GRADING.offered(open_[0].state, actor, concerned) else 0


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def together(
    request: HttpRequest, actor: Actor, round_id: int, organisation_id: int, verb: str
) -> HttpResponse:
    """A step for every member of a branch: a form where it asks something, otherwise one press."""
    row = _branch(actor, round_id, organisation_id)
    if verb not in actions.TOGETHER:
        raise Http404
    back = f"{reverse('member-round', args=[row.pk])}?node={organisation_id}"
    step = GRADING.step(verb)
    sent = (request.POST,) if request.method == "POST" else ()
    form: Any = StepForm(*sent, step=step)
    if verb == "vote":
        form = VoteForm(*sent, ballots=queries.ballots_of(organisation_id))
    if sent and form.is_valid():
        answers = {} if verb == "vote" else form.cleaned_data
        ballot = form.cleaned_data["ballot"] if verb == "vote" else None
        try:
            number = actions.step_all(
                by=actor, round=row, held_by=organisation_id, verb=verb, answers=answers, ballot=ballot,
                now=timezone.now(),
            )  # fmt: skip
        except (actions.NotPossible, WrongState) as refusal:
            say(request, str(refusal))
        else:
            say(request, _("%(n)s名党员已办：%(done)s") % {"n": number, "done": step.done})
        return redirect(back)
    context = {
        "row": row,
        "form": form,
        "step": step,
        "draft_key": f"members-{row.pk}-{organisation_id}-{verb}",
        "submit_label": step.label,
        "cancel_url": back,
        "breadcrumbs": [*_crumbs(row.campaign), (row.name, back), (step.label, "")],
    }
    return render(request, "appraisals/members/together.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def grades(request: HttpRequest, actor: Actor, round_id: int, organisation_id: int) -> HttpResponse:
    """The grades of a branch on one page; only its committee has it."""
    row = _branch(actor, round_id, organisation_id)
    if not queries.committee(actor, organisation_id):
        raise Http404
    back = f"{reverse('member-round', args=[row.pk])}?node={organisation_id}"
    open_ = [
        one for one in queries.of_branch(row, organisation_id) if one.state in GRADING.step("decide").sources
    ]
    sent = (request.POST,) if request.method == "POST" else ()
    initial = {f"grade-{one.pk}": one.grade for one in open_} | {
        f"reason-{one.pk}": one.reason for one in open_
    }
    form = GradesForm(
        *sent, rows=[(one.pk, one.person.name) for one in open_], grades=GRADES, initial=initial
    )
    if sent and form.is_valid():
        try:
            number = actions.decide_grades(
                by=actor, round=row, held_by=organisation_id, decided=form.decided(),
                beyond=form.cleaned_data["beyond"], now=timezone.now(),
            )  # fmt: skip
        except actions.TooManyExcellent as refusal:
            form.add_error("beyond", str(refusal))
        except (actions.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("%(n)s名党员的等次定了，还只有支部委员会看得到。下一步告知本人。")
            say(request, said % {"n": number}, draft=f"grades-{row.pk}-{organisation_id}")
            return redirect(back)
    ballots = {one.ballot_id for one in open_ if one.ballot_id}
    context = {
        "row": row,
        "form": form,
        "ballots": [one for one in queries.ballots_of(organisation_id) if one[0] in ballots],
        "draft_key": f"grades-{row.pk}-{organisation_id}",
        "submit_label": _("定下这些等次"),
        "cancel_url": back,
        "breadcrumbs": [*_crumbs(row.campaign), (row.name, back), (_("定等次"), "")],
    }
    return render(request, "appraisals/members/grades.html", context, status=422 if form.errors else 200)


def found(actor: Actor, round_id: int) -> Any:
    """A round that reaches the actor; Http404 otherwise."""
    row = queries.round_for(actor, round_id)
    if row is None:
        raise Http404
    return row


def procedure_of(row: Any) -> Procedure:
    """The procedure that the rows of a round go through."""
    return GRADING if row.kind == "democratic" else ANALYSIS


def _branch(actor: Actor, round_id: int, organisation_id: int) -> Any:
    row = found(actor, round_id)
    if row.kind != "democratic" or queries.organisation(organisation_id) is None:
        raise Http404
    if not queries.reads_gradings(actor, organisation_id, organisations.today()):
        raise Http404
    return row


def _counts(actor: Actor) -> bool:
    return actor.may(Permission.VIEW_REPORT)


def _reads(actor: Actor, row: Any, node: int) -> bool:
    reads = queries.reads_gradings if row.kind == "democratic" else queries.reads_analyses
    return reads(actor, node, organisations.today())


def _node(request: HttpRequest, actor: Actor, row: Any) -> int:
    asked = request.GET.get("node", "")
    node = int(asked) if asked.isdecimal() and len(asked) < 10 else actor.organisation_id
    if queries.organisation(node) is None:
        raise Http404
    path = organisations.standing_place(node, organisations.today()).path
    if not path.startswith(actor.path):
        raise Http404
    return node


def _crumbs(campaign: Any) -> list[tuple[str, str]]:
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("民主评议党员、党性分析"), reverse("member-rounds", args=[campaign.pk])),
    ]
