"""Ballots on paper: which class gets how many, printing them, and opening their box by two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import paper as actions
from ..actions.rounds import NotPossible
from ..forms.paper import BoxForm, PlanForm
from ..queries import drawing
from ..queries import paper as queries
from ..rules.sheets import from_json
from .rounds import found, thing_of

PAGE = 50


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def papers(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """The papers of a round, urn by urn, with what is to be done next (?after=)."""
    row = found(actor, round_id)
    rows = queries.paper_batches(row, number_in(request.GET, "after") or 0, PAGE + 1)
    runs = actor.may(Permission.DECIDE) and actor.organisation_id == row.organisation_id
    context = {
        "row": row,
        "papers": rows[:PAGE],
        "next_key": rows[PAGE - 1].batch.pk if len(rows) > PAGE else None,
        "may_plan": runs and row.state in ("framed", "circulated"),
        "may_print": runs and bool(rows),
        "counts": queries.counts_in(actor, row) and row.state == "closed",
        "breadcrumbs": _way(actor, row, _("纸质票"), ""),
    }
    return render(request, "appraisals/paper/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def plan(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Have a class vote on paper, in every urn or in one."""
    row = found(actor, round_id)
    classes = drawing.classes(row)
    sent = (request.POST,) if request.method == "POST" else ()
    named = [(one.pk, one.name) for one in classes]
    form = PlanForm(*sent, classes=named, urns=queries.urns(row))
    if sent and form.is_valid():
        data = form.cleaned_data
        chosen = next(one for one in classes if one.pk == data["rater_class"])
        try:
            papers = actions.plan_papers(
                by=actor,
                row=row,
                rater_class=chosen,
                papers=data["papers"],
                urn_id=data["urn"],
                now=timezone.now(),
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已安排。这一轮共%(papers)s张纸质票。") % {"papers": papers})
            return redirect("appraisal-paper", row.pk)
    context = {
        "row": row,
        "form": form,
        "submit_label": _("就这么安排"),
        "cancel_url": reverse("appraisal-paper", args=[row.pk]),
        "breadcrumbs": [
            *_way(actor, row, _("纸质票"), reverse("appraisal-paper", args=[row.pk])),
            (_("安排"), ""),
        ],
    }
    return render(request, "appraisals/paper/plan.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.DECIDE)
def print_papers(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Ballots to be printed, an urn after the other (?after=), or of one batch (?batch=)."""
    row = found(actor, round_id)
    one = number_in(request.GET, "batch")
    rows = queries.paper_batches(
        row, one - 1 if one else number_in(request.GET, "after") or 0, 1 if one else PAGE + 1
    )
    if not rows or (one and rows[0].batch.pk != one):
        raise Http404
    sheet = from_json(row.sheet)
    context = {
        "row": row,
        "sheet": sheet,
        "ballots": [(told, queries.subjects(told.batch, told.organisation)) for told in rows[:PAGE]],
        "next_key": rows[PAGE - 1].batch.pk if len(rows) > PAGE else None,
        "breadcrumbs": [
            *_way(actor, row, _("纸质票"), reverse("appraisal-paper", args=[row.pk])),
            (_("打印"), ""),
        ],
    }
    return render(request, "appraisals/paper/print.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def box(request: HttpRequest, actor: Actor, batch_id: int) -> HttpResponse:
    """Tell what lay in a box; the second person sees what the first has told, and agrees or tells otherwise."""
    told = queries.paper_batch(batch_id)
    if told is None:
        raise Http404
    row = counted_by(actor, told)
    start = (
        {"handed": told.box.handed, "unused": told.box.unused, "reason": told.box.reason} if told.box else {}
    )
    sent = (request.POST,) if request.method == "POST" else ()
    form = BoxForm(*sent, issued=told.batch.issued, initial=start)
    if sent and form.is_valid():
        try:
            kept = actions.open_box(
                by=actor, batch=told.batch, told=actions.InTheBox(**form.cleaned_data), now=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            both = kept.second_id is not None
            say(
                request,
                _("两位数的一样，可以录票了。") if both else _("记下了。请另一位用自己的账号再数一遍。"),
            )
            return redirect("appraisal-paper" if both else "appraisal-box", row.pk if both else batch_id)
    context = {
        "row": row,
        "told": told,
        "form": form,
        "mine": told.box is not None and told.box.first_id == actor.account_id,
        "submit_label": _("箱里就是这些"),
        "cancel_url": reverse("appraisal-paper", args=[row.pk]),
        "breadcrumbs": [
            *_way(actor, row, _("纸质票"), reverse("appraisal-paper", args=[row.pk])),
            (told.organisation, ""),
        ],
    }
    return render(request, "appraisals/paper/box.html", context, status=422 if form.errors else 200)


def counted_by(actor: Actor, told: queries.PaperBatch) -> Any:
    """The round of some papers that the actor counts in; Http404 where he may not look at it, NotPermitted where he
    looks but does not count."""
    row = found(actor, told.batch.urn.round_id)
    if not queries.counts_in(actor, row):
        raise NotPermitted("票箱由监票人、计票人来开，您不是这一轮的。")
    return row


def _way(actor: Actor, row: Any, word: str, url: str) -> list[tuple[str, str]]:
    thing = thing_of(actor, row)
    return [*thing.breadcrumbs, (str(row), thing.url), (word, url)]
