"""Phone samples of a round: announced, listed, sealed and drawn by whoever runs it; worked out again by anybody."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.campaigns.rules.inspections.drawing import effective_seed
from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say
from zhengyou.ui.wording import day_text

from ..actions import sampling as actions
from ..actions.rounds import NotPossible
from ..forms.phone import FrameForm, SampleForm
from ..queries import drawing
from ..queries import sampling as queries
from .rounds import found, thing_of

FIVE_MINUTES = 300


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def samples(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """The phone samples of a round."""
    row = found(actor, round_id)
    context = {
        "row": row,
        "samples": queries.samples(row),
        "may_announce": _runs(actor, row) and row.state in ("framed", "circulated"),
        "calls": queries.calls_for(actor, row),
        "breadcrumbs": _crumbs(actor, row),
    }
    return render(request, "appraisals/phone/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
def announce(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Arrange a phone sample and publish its seed."""
    row = found(actor, round_id)
    sent = (request.POST,) if request.method == "POST" else ()
    classes = [(one.pk, one.name) for one in drawing.classes(row)]
    form = SampleForm(*sent, urns=queries.urns(row), classes=classes)
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            sample = actions.announce(
                by=actor,
                urn=queries.urn(data["urn"]),
                rater_class=queries.rater_class(data["rater_class"]),
                seed=data["seed"],
                method=data["method"],
                now=timezone.now(),
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("种子词已公布。下一步上传电话名单。"))
            return redirect("appraisal-sample", sample.pk)
    context = {
        "row": row,
        "form": form,
        "cancel_url": reverse("appraisal-samples", args=[row.pk]),
        "breadcrumbs": _crumbs(actor, row),
    }
    return render(request, "appraisals/phone/announce.html", context, status=422 if form.errors else 200)


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def sample(request: HttpRequest, actor: Actor, sample_id: int) -> HttpResponse:
    """One sample: where it stands, what comes next, and how the calls came out."""
    told, row = _sample(actor, sample_id)
    return _shown(request, actor, told, row, FrameForm())


@require_POST
@page(Permission.DECIDE)
def step(request: HttpRequest, actor: Actor, sample_id: int, verb: str) -> HttpResponse:
    """Hand the list in (list), seal it (seal), or draw from it (draw)."""
    told, row = _sample(actor, sample_id)
    if verb == "list":
        return _list(request, actor, told, row)
    if verb not in ("seal", "draw"):
        raise Http404
    done = {
        "seal": _("名单已封定，摘要已公布。台账连进链里以后就可以抽样，一般几分钟。"),
        "draw": _("已抽样，没抽中的号码都删了。开始投票以后，计票人可以打电话。"),
    }
    take: dict[str, Callable[..., Any]] = {"seal": actions.seal_frame, "draw": actions.draw}
    try:
        take[verb](by=actor, sample=told.sample, now=timezone.now())
    except NotPossible as refusal:
        say(request, str(refusal))
    else:
        say(request, done[verb])
    return redirect("appraisal-sample", told.sample.pk)


def _list(request: HttpRequest, actor: Actor, told: queries.Told, row: Any) -> HttpResponse:
    form = FrameForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.take_frame(by=actor, sample=told.sample, listed=form.listed, now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("读出%(n)s个号码。核对没有漏，再封定。") % {"n": len(form.listed)})
            return redirect("appraisal-sample", told.sample.pk)
    return _shown(request, actor, told, row, form)


def _shown(request: HttpRequest, actor: Actor, told: queries.Told, row: Any, form: FrameForm) -> HttpResponse:
    context = {
        "told": told,
        "row": row,
        "form": form,
        "runs": _runs(actor, row),
        "chained": bool(told.state == "sealed" and queries.second(told.sample)),
        "calls": queries.calls_for(actor, row) and told.state == "drawn" and row.state == "open",
        "outcomes": queries.told_outcomes(told.sample),
        "breadcrumbs": [
            *_crumbs(actor, row)[:-1],
            (_("电话抽样"), reverse("appraisal-samples", args=[row.pk])),
            (told.organisation, ""),
        ],
    }
    return render(request, "appraisals/phone/sample.html", context, status=422 if form.errors else 200)


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def public_sample(request: HttpRequest, slug: str, sample_id: int) -> HttpResponse:
    """How the sample was drawn, so that anybody can work it out again: places and digests, no name and no number."""
    told = queries.sample(sample_id)
    if told is None or told.round.slug != slug:
        raise Http404
    kept, day = told.sample, organisations.today()
    context = {
        "told": told,
        "row": told.round,
        "sample": kept,
        "seed": effective_seed(kept.seed, kept.second) if kept.second else "",
        "drawn": queries.lines_drawn(kept) if kept.second else [],
        "issuer": organisations.standing_place(told.round.organisation_id, day).name,
        "today": day,
        "as_of": day_text(day),
    }
    return HttpResponse(render_to_string("appraisals/phone/public.html", context))


def _sample(actor: Actor, sample_id: int) -> tuple[queries.Told, Any]:
    told = queries.sample(sample_id)
    if told is None:
        raise Http404
    return told, found(actor, told.round.pk)


def _runs(actor: Actor, row: Any) -> bool:
    return actor.may(Permission.DECIDE) and actor.organisation_id == row.organisation_id


def _crumbs(actor: Actor, row: Any) -> list[tuple[str, str]]:
    thing = thing_of(actor, row)
    return [*thing.breadcrumbs, (str(row), thing.url), (_("电话抽样"), "")]
