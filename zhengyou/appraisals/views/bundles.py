"""One bundle of papers: read by two apart, compared side by side, closed by both; and its cover sheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import bundles as actions
from ..actions.rounds import NotPossible
from ..forms.paper import ReadingForm, remarks_in
from ..queries import paper as queries
from ..rules.paper import MARKED, MISSING, VOID, Reading, typed_again
from ..rules.sheets import Sheet, from_json
from .paper import counted_by
from .rounds import thing_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def bundle(request: HttpRequest, actor: Actor, bundle_id: int) -> HttpResponse:
    """Where a bundle stands; what two read differently, side by side; agreeing that it was read rightly (POST)."""
    row, told, round_ = _found(actor, bundle_id)
    refused = ""
    reason = request.POST.get("reason", "").strip()[:300]
    if request.method == "POST":
        try:
            closed = actions.agree(by=actor, bundle=row, reason=reason, now=timezone.now())
        except NotPossible as refusal:
            refused = str(refusal)
        else:
            say(request, _("两位都核对过，这一捆封好了。") if closed else _("您核对过了。请另一位也来核对。"))
            return redirect("appraisal-bundle", row.pk)
    both = row.first_done and row.second_done and round_.state == "closed"
    first, second = queries.readings(row, 1), queries.readings(row, 2)
    apart = queries.differing(first, second) if both else []
    hand = _hand(row, actor)
    context = {
        "row": row,
        "told": told,
        "round": round_,
        "refused": refused,
        "reason": reason or row.reason,
        "hand": hand,
        "done": {1: row.first_done, 2: row.second_done}.get(hand, False),
        "both": both,
        "agreed": {1: row.first_agrees, 2: row.second_agrees}.get(hand, False),
        "differences": [_side_by_side(paper, first, second, round_) for paper in apart],
        "missing": sum(one.kind == MISSING for one in first.values()) if both else 0,
        "breadcrumbs": _way(actor, told, round_, row, ""),
    }
    return render(request, "appraisals/paper/bundle.html", context, status=422 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_CAMPAIGN)
def read(request: HttpRequest, actor: Actor, bundle_id: int) -> HttpResponse:
    """Read the papers of a bundle, a key for each mark; what is well typed is kept at every press."""
    row, told, round_ = _found(actor, bundle_id)
    sheet, hand = from_json(round_.sheet), _hand(row, actor)
    both = row.first_done and row.second_done
    numbers = queries.differences(row) if both else list(row.papers)
    kept = queries.readings(row, hand) if hand else {}
    subjects = queries.subjects(told.batch, told.organisation)
    sent = request.POST if request.method == "POST" else None
    form = ReadingForm(sheet, subjects, numbers, kept, sent)
    refused = ""
    if sent is not None:
        try:
            to = _kept(actor, row, form, sheet, request)
        except NotPossible as refusal:
            refused = str(refusal)
        else:
            if to:
                return redirect(to, row.pk)
    written = queries.remarks(row) if hand in (0, 1) else {}
    context = {
        "row": row,
        "told": told,
        "round": round_,
        "form": form,
        "refused": refused,
        "both": both,
        "sheet": sheet,
        "keys": len(sheet.items),
        "scales": _scales(sheet),
        "prompts": []
        if both or hand == 2 or (hand == 0 and row.first_id)
        else [
            (place, label, request.POST.get(f"r{place}", "\n".join(written.get(place, []))))
            for place, label in enumerate(sheet.prompts)
        ],
        "breadcrumbs": _way(actor, told, round_, row, reverse("appraisal-bundle", args=[row.pk])),
    }
    return render(
        request, "appraisals/paper/read.html", context, status=422 if refused or form.mistakes else 200
    )


def _kept(actor: Actor, row: Any, form: ReadingForm, sheet: Sheet, request: HttpRequest) -> str:
    """Keep what was typed; the name of the page that comes next, empty to stay on this one."""
    now = timezone.now()
    remarks = remarks_in(request.POST, len(sheet.prompts), sheet.characters)
    settling = row.first_done and row.second_done
    actions.enter(by=actor, bundle=row, papers=form.readings, remarks=remarks, now=now)
    if form.mistakes:
        return ""
    if settling:
        say(request, _("改好了。"))
        return "appraisal-bundle"
    if "finish" not in request.POST:
        say(request, _("存下了%(papers)s张，可以接着录。") % {"papers": len(form.readings)})
        return "appraisal-bundle-read"
    both = actions.finish(by=actor, bundle=row, now=now)
    say(request, _("两位都录完了，下面是对照。") if both else _("您录完了。等另一位也录完，就可以对照。"))
    return "appraisal-bundle"


@never_cache
@require_safe
@page(Permission.VIEW_CAMPAIGN)
def cover(request: HttpRequest, actor: Actor, bundle_id: int) -> HttpResponse:
    """The cover sheet of a bundle, to be printed, signed by hand and tied to the papers."""
    row, told, round_ = _found(actor, bundle_id)
    first = queries.readings(row, 1) if row.closed else {}
    kinds = [one.kind for one in first.values()]
    context = {
        "row": row,
        "told": told,
        "round": round_,
        "valid": kinds.count(MARKED),
        "void": kinds.count(VOID),
        "known": bool(first),
        "breadcrumbs": _way(actor, told, round_, row, reverse("appraisal-bundle", args=[row.pk])),
    }
    return render(request, "appraisals/paper/cover.html", context)


def _found(actor: Actor, bundle_id: int) -> tuple[Any, queries.PaperBatch, Any]:
    """A bundle of a round that the actor counts in."""
    found = queries.bundle(bundle_id)
    if found is None:
        raise Http404
    row, told = found
    return row, told, counted_by(actor, told)


def _hand(row: Any, actor: Actor) -> int:
    """Which of the two the actor is; 0 while he is neither."""
    return {row.second_id: 2, row.first_id: 1}.get(actor.account_id, 0)


def _side_by_side(
    paper: int, first: dict[int, Reading], second: dict[int, Reading], row: Any
) -> tuple[int, str, str]:
    sheet = from_json(row.sheet)
    one, other = (
        " ".join(typed_again(read[paper], sheet)) if paper in read else "" for read in (first, second)
    )
    return paper, one, other


def _scales(sheet: Sheet) -> list[tuple[str, list[tuple[int, str]]]]:
    """The keys of each different scale, with the items that have it."""
    found: dict[tuple[str, ...], list[int]] = {}
    for place, item in enumerate(sheet.items, start=1):
        found.setdefault(tuple(option.label for option in item.options), []).append(place)
    return [
        (
            "" if len(found) == 1 else "、".join(map(str, places)),
            list(enumerate(labels, start=1)),
        )
        for labels, places in found.items()
    ]


def _way(actor: Actor, told: queries.PaperBatch, round_: Any, row: Any, url: str) -> list[tuple[str, str]]:
    thing = thing_of(actor, round_)
    papers = reverse("appraisal-paper", args=[round_.pk])
    word = _("%(where)s第%(number)s捆") % {"where": told.organisation, "number": row.number}
    return [*thing.breadcrumbs, (str(round_), thing.url), (_("纸质票"), papers), (word, url)]
