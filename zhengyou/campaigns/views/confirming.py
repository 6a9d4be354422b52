"""Asking those outside: a link made for a beneficiary, the page it opens, and the public board of an organisation.

What strangers open is rendered without the request, so that nothing in it can depend on who reads, and sets no cookie.
"""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say
from zhengyou.ui.wording import day_text

from ..actions import confirming as actions
from ..queries import awaiting_promises, campaigns
from ..queries import commitments as queries
from ..queries.policies import policy
from ..rules.policies import COMMITMENT_NAMES
from ..rules.procedures import WrongState
from ..rules.promising import outside_name
from .commitments import breadcrumbs, is_overdue, shown_state

FIVE_MINUTES = 300


@require_POST
@never_cache
@page(Permission.DECIDE)
def ask(request: HttpRequest, actor: Actor, commitment_id: int) -> HttpResponse:
    """Make a link for a witness or beneficiary; it is shown this once."""
    row = queries.commitment(actor, commitment_id)
    try:
        asked = actions.ask(by=actor, commitment=row, now=timezone.now())
    except WrongState as refusal:
        say(request, str(refusal))
        return redirect("commitment", row.pk)
    address = request.build_absolute_uri(reverse("confirmation", args=[asked.secret]))
    context = {
        "row": row,
        "address": address,
        "picture": _picture(address),
        "link": asked.link,
        "today": organisations.today(),
        "breadcrumbs": [
            *breadcrumbs(row.campaign, queries.place_of(row), actor, leaf=False),
            (str(row), reverse("commitment", args=[row.pk])),
            (_("请受益的人回答"), ""),
        ],
    }
    return render(request, "campaigns/commitments/asked.html", context)


def _picture(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=3, dark="#000", light="#fff", title=_("请受益的人扫的二维码"), omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 drawn by segno from our own address


# Whoever holds the link may answer, and nobody is logged in: there is no session that another site could misuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    """Was this promise kept? Three answers, no name, once."""
    link = awaiting_promises.link(actions.digest(secret))
    context = {"said": "", "refusal": "", "lacking": False}
    try:
        actions.check(link, organisations.today())
        if request.method == "POST":
            said = actions.said(request.POST.get("said", ""))
            context["lacking"] = said is None
            if said is not None:
                context["said"] = str(actions.answer(secret=secret, said=said, now=timezone.now()).said)
    except actions.Unanswerable as refusal:
        context["refusal"] = str(refusal)
    row = link.row if link else None
    if row is not None and not context["refusal"]:
        whose = queries.place_of(row).name
        context |= {
            "row": row,
            "subject": f"{whose}{_outside(row, _in_full(row.campaign_id))}",
            "choices": actions.CHOICES,
        }
    status = 410 if context["refusal"] else 422 if context["lacking"] else 200
    page_text = render_to_string("campaigns/commitments/confirmation.html", context)
    return HttpResponse(page_text, status=status, headers={"Referrer-Policy": "no-referrer"})


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def board(request: HttpRequest, slug: str, organisation_id: int) -> HttpResponse:
    """What an organisation and its members promised and what came of it, for everybody."""
    campaign, day = campaigns.public_campaign(slug), organisations.today()
    at, found = queries.board(campaign.pk, organisation_id, day)
    full = _in_full(campaign.pk)
    context = {
        "campaign": campaign,
        "issuer": at.name,
        "organisation": at,
        "own": [(row, shown_state(row), is_overdue(row)) for row in found if row.person_id is None],
        "members": [
            (row, _outside(row, full), shown_state(row), is_overdue(row)) for row in found if row.person_id
        ],
        "total": len(found),
        "honoured": sum(row.told_state == "honoured" for row in found),
        "today": day,
        "as_of": day_text(day),
    }
    return HttpResponse(render_to_string("campaigns/commitments/board.html", context))


def _in_full(campaign_id: int) -> bool:
    """Whether a campaign names members outside by their full names (policy)."""
    return policy(campaign_id, COMMITMENT_NAMES, organisations.today()) == 1


def _outside(row: queries.Commitment, full: bool) -> str:
    """How the member of an item is named outside; "" for an organisation's own."""
    return outside_name(row.person.name, full=full) if row.person else ""
