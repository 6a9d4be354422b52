"""For those who count, before a count is approved: counting again, hints, and ballots that two say do not count."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import voiding
from ..actions.rounds import NotPossible
from ..forms.following import VoidForm
from ..queries.results import counts, scrutiny, seeing
from .rounds import found, thing_of
from .shown import Speaker

PAGE = 50


@never_cache
@require_safe
@page(Permission.VIEW_CAMPAIGN)
def hints(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """What may be looked at more closely, with numbers and without a verdict; ?again=1 counts again; ?piece=&after=
    shows the ballots of one piece."""
    row = found(actor, round_id)
    if row.state not in seeing.COUNTED or not seeing.counts(actor, row):
        raise Http404
    speaker, thing = Speaker(row), thing_of(actor, row)
    piece = number_in(request.GET, "piece")
    shown = scrutiny.ballots(row, piece, None, PAGE + 1, _key(request.GET.get("after", ""))) if piece else []
    context = {
        "row": row,
        "again": scrutiny.recount(row) if request.GET.get("again") == "1" else None,
        "alike": scrutiny.alike(row),
        "throughout": scrutiny.one_mark_throughout(row),
        "overfull": len(scrutiny.overfull(row)),
        "proposals": scrutiny.proposals(row),
        "mine": actor.person_id,
        "open": row.state == "counted",
        "pieces": speaker.told(counts.whole_pieces(row)),
        "piece": piece,
        "ballots": shown[:PAGE],
        "next_key": shown[PAGE - 1].pk if len(shown) > PAGE else None,
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("核票"), "")],
    }
    return render(request, "appraisals/results/scrutiny.html", context)


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def propose(request: HttpRequest, actor: Actor, ballot_id: UUID) -> HttpResponse:
    """Say why one ballot should not count; another of those who count then agrees or not."""
    ballot = scrutiny.ballot(ballot_id)
    if ballot is None:
        raise Http404
    row = found(actor, ballot.piece.round_id)
    if not seeing.counts(actor, row):
        raise Http404
    sent = (request.POST,) if request.method == "POST" else ()
    form = VoidForm(*sent)
    if sent and form.is_valid():
        try:
            voiding.propose(by=actor, ballot=ballot, reason=form.cleaned_data["reason"], now=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("提出了。要另一位监票人或计票人同意，这张票才不算。"))
            return redirect("appraisal-scrutiny", row.pk)
    thing = thing_of(actor, row)
    context = {
        "row": row,
        "ballot": ballot,
        "form": form,
        "submit_label": _("提出作废"),
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("作废一张票"), "")],
    }
    return render(request, "appraisals/results/void.html", context, status=422 if form.errors else 200)


@require_POST
@page(Permission.VIEW_CAMPAIGN)
def settle(request: HttpRequest, actor: Actor, proposal_id: int, verb: str) -> HttpResponse:
    """Agree that a ballot does not count, or leave it counted."""
    proposal = scrutiny.proposal(proposal_id)
    if proposal is None:
        raise Http404
    row = found(actor, proposal.ballot.piece.round_id)
    try:
        if verb == "agree":
            voiding.agree(by=actor, proposal=proposal, now=timezone.now())
            say(request, _("作废了，已经照剩下的票重新数过。"))
        else:
            voiding.decline(by=actor, proposal=proposal, now=timezone.now())
            say(request, _("这张票照旧有效。"))
    except NotPossible as refusal:
        say(request, str(refusal))
    return redirect("appraisal-scrutiny", row.pk)
