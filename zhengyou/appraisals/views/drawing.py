"""Handing out codes: drawn by whoever may vote, or printed as slips. What is shown here is kept nowhere."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import pile
from ..queries import drawing as queries
from ..rules.codes import grouped
from .rounds import found, thing_of

PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(None)
def draw(request: HttpRequest, actor: Actor, elector_id: int) -> HttpResponse:
    """What the vote is about (GET); drawing the one code (POST), shown this once."""
    elector = queries.elector(actor, elector_id)
    if elector is None:
        raise Http404
    context = {"elector": elector, "round": elector.batch.urn.round, "today": organisations.today()}
    if request.method != "POST":
        return render(request, "appraisals/drawing/draw.html", context)
    try:
        code = pile.draw(by=actor, elector=elector)
    except pile.NothingToDraw as refusal:
        say(request, str(refusal))
        return redirect("appraisal-draw", elector.pk)
    return render(request, "appraisals/drawing/drawn.html", context | {"code": code, "shown": grouped(code)})


@require_safe
@page(Permission.DECIDE)
def slips(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """The batches of slips of a round, printed or not, page by page (?after=)."""
    row = found(actor, round_id)
    thing = thing_of(actor, row)
    rows = queries.slip_batches(row, number_in(request.GET, "after") or 0, PAGE + 1)
    context = {
        "row": row,
        "batches": rows[:PAGE],
        "next_key": rows[PAGE - 1].batch.pk if len(rows) > PAGE else None,
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("纸条"), "")],
    }
    return render(request, "appraisals/drawing/batches.html", context)


@never_cache
@require_POST
@page(Permission.DECIDE)
def print_slips(request: HttpRequest, actor: Actor, batch_id: int) -> HttpResponse:
    """One batch of slips, each with its QR code, to be printed, cut, shuffled and drawn from a box."""
    batch = queries.slip_batch(batch_id)
    if batch is None:
        raise Http404
    row = found(actor, batch.batch.urn.round_id)
    try:
        codes = pile.print_slips(by=actor, batch=batch.batch)
    except pile.NothingToDraw as refusal:
        say(request, str(refusal))
        return redirect("appraisal-slips", row.pk)
    address = request.build_absolute_uri(reverse("vote"))
    made = [(grouped(code), _picture(f"{address}#{code}")) for code in codes]
    context = {"row": row, "organisation": batch.organisation, "slips": made, "address": address}
    return render(request, "appraisals/drawing/sheet.html", context)


def _picture(address: str) -> SafeString:
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(scale=3, border=2, omitsize=False)
    return mark_safe(drawn)  # noqa: S308  drawn by segno from our own address
