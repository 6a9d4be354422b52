"""The pages on which one votes: a code, the sheet, looking it over, the receipt. No account, no cookie, no script
needed; the code travels in the body of a form, never in an address (docs/decisions/0025)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.casting import cast as cast_ballot
from ..actions.pile import code_key
from ..forms.voting import BallotForm
from ..queries.voting import Asked, asked, receipted
from ..rules import codes
from ..rules.sealing import Answers, Sealer

Answer = Callable[[HttpRequest, str, Asked], HttpResponse]

# Nobody is logged in here, so there is nothing another site could do in somebody's name; who holds the code may vote.


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The code (GET), and the sheet that it opens (POST), with what was marked before where one comes back to it."""
    if request.method != "POST":
        return render(request, "appraisals/voting/enter.html")
    return _with_code(request, _sheet)


@csrf_exempt
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What was marked, to be looked over before it is cast."""
    return _with_code(request, _look_over)


@csrf_exempt
@require_POST
def cast(request: HttpRequest) -> HttpResponse:
    """Cast the ballot and show its receipt. Sent twice, it counts once and shows the same receipt."""
    return _with_code(request, _cast)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Whether the ballot with a receipt was counted, after the urns were opened."""
    typed = request.POST.get("receipt", "")
    context: dict[str, object] = {"typed": typed}
    if request.method == "POST":
        try:
            found = receipted(codes.receipt_digest(codes.read_receipt(typed)))
        except codes.Misread as mistake:
            context["mistake"] = str(mistake)
        else:
            context |= {"asked": True, "found": found}
    return render(
        request, "appraisals/voting/receipt.html", context, status=422 if "mistake" in context else 200
    )


@require_safe
def secrecy(request: HttpRequest) -> HttpResponse:
    """In plain words: what is kept of a ballot, from whom it is secret, and from whom it cannot be."""
    return render(request, "appraisals/voting/secrecy.html")


def _with_code(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page behind a code, or the code's page with a sentence why there is none."""
    typed = request.POST.get("code", "")
    try:
        code = codes.read_code(typed, code_key())
    except codes.Misread as mistake:
        return _refused(request, typed, str(mistake))
    found = asked(codes.digest(code))
    if found is None:
        return _gone(request, typed, code)
    if found.used:
        return _received(request, code, found.round.name, again=True)
    if not found.live:
        return _refused(request, typed, _("“%(name)s”已经截止，不再收票。") % {"name": found.round.name})
    return answer(request, code, found)


def _sheet(request: HttpRequest, code: str, found: Asked, status: int = 200) -> HttpResponse:
    form = BallotForm(found, request.POST)
    context = {"code": code, "asked": found, "form": form}
    return render(request, "appraisals/voting/sheet.html", context, status=status)


def _look_over(request: HttpRequest, code: str, found: Asked) -> HttpResponse:
    form = BallotForm(found, request.POST)
    if form.mistakes:
        return _sheet(request, code, found, status=422)
    return render(request, "appraisals/voting/check.html", {"code": code, "asked": found, "form": form})


def _cast(request: HttpRequest, code: str, found: Asked) -> HttpResponse:
    form = BallotForm(found, request.POST)
    if form.mistakes:
        return _sheet(request, code, found, status=422)
    answers = Answers(form.marks, form.remarks, codes.receipt(code))
    sealed = Sealer(bytes(found.round.public_key or b"")).seal(answers, found.size)
    if cast_ballot(digest=codes.digest(code), sealed=sealed):
        return _received(request, code, found.round.name)
    # Between looking and casting the code was used, or the vote ended: it is told as it stands now.
    again = asked(codes.digest(code))
    if again is not None and again.used:
        return _received(request, code, found.round.name, again=True)
    return _refused(request, code, _("“%(name)s”刚刚截止，这张票没有收下。") % {"name": found.round.name})


def _received(request: HttpRequest, code: str, name: str, again: bool = False) -> HttpResponse:
    shown = codes.grouped(codes.receipt(code))
    context = {"receipt": shown, "name": name, "again": again}
    return render(request, "appraisals/voting/received.html", context)


def _gone(request: HttpRequest, typed: str, code: str) -> HttpResponse:
    """A code of ours that is not kept any more: its urn was opened."""
    counted = receipted(codes.receipt_digest(codes.receipt(code)))
    if counted is None:
        return _refused(request, typed, _("这个评议码的评议已经结束，没有用它投过票。"))
    context = {
        "receipt": codes.grouped(codes.receipt(code)),
        "name": counted.name,
        "again": True,
        "counted": True,
    }
    return render(request, "appraisals/voting/received.html", context)


def _refused(request: HttpRequest, typed: str, mistake: str) -> HttpResponse:
    return render(request, "appraisals/voting/enter.html", {"typed": typed, "mistake": mistake}, status=422)
