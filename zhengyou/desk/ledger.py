"""The ledger's pages: the lines, one line with its change and its place in the chain, the head to be kept outside."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.ledger import queries
from zhengyou.organisations.access import page
from zhengyou.organisations.queries import standing_places, today
from zhengyou.organisations.queries.reach import ledger_reach
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.wording import moment_text

from .forms import LedgerForm
from .ledger_words import changes_of, kind_of

LEDGER_PAGE = 50
# Things in the ledger that have a page of their own, and the permission that opens it.
_SUBJECT_PAGES = {
    "campaigns.record": ("record", Permission.VIEW_RECORDS),
    "campaigns.excuse": ("excuse", Permission.VIEW_RECORDS),
    "campaigns.campaign": ("campaign", Permission.VIEW_CAMPAIGN),
}


@require_safe
@page(Permission.VIEW_LEDGER)
def ledger(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who changed what and when, in the actor's subtree, the newest first; of some days, one kind or one person."""
    form = LedgerForm(request.GET)
    by, after = number_in(request.GET, "by"), number_in(request.GET, "after")
    reach = ledger_reach(actor.organisation_id, today())
    lines = queries.page(reach, form.narrowed(by), after=after, size=LEDGER_PAGE + 1)
    shown = lines[:LEDGER_PAGE]
    context = {
        "form": form,
        "by": by,
        "by_name": shown[0].actor_name if by and shown else "",
        "narrowed": bool(by or any(request.GET.get(name) for name in form.fields)),
        "rows": shown,
        "today": today(),
        "next_key": shown[-1].pk if len(lines) > LEDGER_PAGE else None,
        "head": queries.head(),
    }
    return render(request, "desk/ledger.html", context)


@require_safe
@page(Permission.VIEW_LEDGER)
def ledger_line(request: HttpRequest, actor: Actor, line_id: int) -> HttpResponse:
    """One line: what it changed, when it happened and was entered, what else the request did, where it is sealed."""
    reach = ledger_reach(actor.organisation_id, today())
    line = queries.line(line_id)
    if line is None or not reach.holds(line.organisation_path):
        raise Http404
    place_id = int(line.organisation_path.rstrip("/").rpartition("/")[2])
    context = {
        "line": line,
        "kind": kind_of(line.subject),
        "changes": changes_of(line),
        "others": queries.beside(line, reach),
        "place": standing_places([place_id], today()).get(place_id),
        "sealed": queries.place_in_chain(line.pk),
        "subject_page": _subject_page(actor, line),
        "today": today(),
    }
    return render(request, "desk/ledger_line.html", context)


def _subject_page(actor: Actor, line: queries.Told) -> str:
    name, permission = _SUBJECT_PAGES.get(line.subject, ("", Permission.VIEW_LEDGER))
    return reverse(name, args=[line.subject_id]) if name and line.subject_id and actor.may(permission) else ""


@require_safe
@page(Permission.VIEW_LEDGER)
def ledger_head(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The chain's head as a small text, for somebody to keep outside."""
    head = queries.head()
    if head is None:
        raise Http404
    lines = [
        _("争优台账的链首"),
        _("位置：链上第 %(position)d 位（第 %(line)d 行，录入于 %(moment)s）")
        % {"position": head.position, "line": head.line, "moment": moment_text(head.entered_at)},
        _("摘要：%(digest)s") % {"digest": head.digest},
        _("取得：%(moment)s") % {"moment": moment_text(timezone.now())},
        "",
        _("请把这一页放在系统以外的地方（打印存档，或发给上级）。以后要核对时，在服务器上运行："),
        f"    python3 run.py verify-ledger --head {head.digest}",
        _("它会说明：到这一位为止，每一行是否还和今天一样；少了、改了、换了次序，都会指出在哪里。"),
    ]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ledger-head-{head.position}.txt"'
    return answer
