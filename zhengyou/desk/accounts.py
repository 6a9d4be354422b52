"""What was done to accounts: to one's own, and to those of the people whom one invites."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhengyou.accounts import queries as accounts
from zhengyou.accounts.coming_in import account_of
from zhengyou.ledger import queries
from zhengyou.ledger.queries import Narrowed, Reach, Told
from zhengyou.organisations.access import page
from zhengyou.organisations.middleware import current_actor
from zhengyou.organisations.queries import today, visible_place
from zhengyou.organisations.queries.reach import ledger_reach
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in

from .ledger_words import KINDS, Changed, changes_of

LINES_PAGE = 50
ABOUT = (accounts.SUBJECT, "accounts.invitation", "accounts.wall")
"""What lines of the page on others' accounts are about: accounts, invitations, codes on the wall."""


@dataclass(frozen=True)
class Shown:
    """A line with its change; `url` leads to its form in the ledger, "" for whoever may not read that."""

    line: Told
    changes: list[Changed]
    url: str


@require_safe
@login_required
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """Everything that was ever done to the reader's own account, the newest first."""
    account = account_of(request)
    lines = queries.about(accounts.SUBJECT, account.pk, after=_after(request), size=LINES_PAGE + 1)
    here = _page(lines, current_actor(request))
    here["breadcrumbs"] = [(_("我的账号"), reverse("account")), (_("账号上发生过什么"), "")]
    return render(request, "desk/account_ledger.html", here)


@require_safe
@page(Permission.INVITE)
def below(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """What was done to the accounts, invitations (?kind=) and wall codes of an organisation and all below it."""
    place = visible_place(actor, Permission.INVITE, organisation_id, today())
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in ABOUT else ABOUT[0]
    reach = ledger_reach(organisation_id, today())
    lines = queries.page(reach, Narrowed(subject=kind), after=_after(request), size=LINES_PAGE + 1)
    here = _page(lines, actor)
    here["place"], here["kind"] = place, kind
    here["kinds"] = [(one, KINDS[one]) for one in ABOUT]
    here["breadcrumbs"] = [
        (place.name, reverse("organisation", args=[organisation_id])),
        (_("开通账号"), reverse("invitations", args=[organisation_id])),
        (_("账号上发生过什么"), ""),
    ]
    return render(request, "desk/account_ledger.html", here)


def _page(lines: list[Told], actor: Actor | None) -> dict[str, object]:
    """The lines of one page, with a way to the next."""
    shown = lines[:LINES_PAGE]
    reads = actor is not None and actor.may(Permission.VIEW_LEDGER)
    reach = ledger_reach(actor.organisation_id, today()) if actor is not None and reads else None
    return {
        "rows": [Shown(line, changes_of(line), _url(line, reach)) for line in shown],
        "next_key": shown[-1].pk if len(lines) > LINES_PAGE else None,
    }


def _url(line: Told, reach: Reach | None) -> str:
    readable = reach is not None and reach.holds(line.organisation_path)
    return reverse("ledger-line", args=[line.pk]) if readable else ""


def _after(request: HttpRequest) -> int | None:
    return number_in(request.GET, "after")
