"""Asking for summaries, and writing one: what is on record stands there already."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import summaries as actions
from ..forms.summaries import RoundForm, WriteForm
from ..queries import campaigns
from ..queries.summaries import written as queries
from ..queries.summaries.known import known
from ..rules.procedures import WrongState
from .heads import at_head
from .summaries import list_url, way_here


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def rounds(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Ask every member for a summary."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    if not queries.may_open(actor, campaign):
        raise NotPermitted(_("书面小结由印发方案的组织布置。"))
    sent = request.method == "POST"
    initial = {"covers_from": campaign.starts_on, "covers_until": day, "due_on": day + timedelta(days=30)}
    form = RoundForm(request.POST if sent else None, initial=initial)
    draft = f"summary-round-{campaign.pk}"
    if sent and form.is_valid():
        try:
            row = actions.open_round(by=actor, campaign=campaign, opening=form.opening(), now=timezone.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已布置%(name)s。党员在待办里看到，写好交给支部；这里只看到份数。")
            say(request, told % {"name": row.name}, draft=draft)
            return redirect(list_url(row))
    context = {
        "form": form,
        "draft_key": draft,
        "submit_label": _("布置下去"),
        "cancel_url": reverse("summaries", args=[campaign.pk]),
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("书面小结"), reverse("summaries", args=[campaign.pk])),
            (_("布置小结"), ""),
        ],
    }
    return render(request, "campaigns/summaries/open.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.COMMIT)
def write(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Write one's own summary, or (?person=) type in that of a member of the own branch from his paper."""
    round_ = queries.round_(actor, round_id)
    person = number_in(request.GET, "person") or actor.person_id
    name, row = _whose(actor, round_, person)
    on_behalf, sent = person != actor.person_id, request.method == "POST"
    facts = known(round_, person).texts()
    start = {part: getattr(row, part) for part in facts} if row else facts
    form = WriteForm(*((request.POST,) if sent else ()), on_behalf=on_behalf, known=facts, initial=start)
    draft = f"summary-{round_.pk}-{person}"
    if sent and form.is_valid():
        keep = "keep" in request.POST and not on_behalf
        try:
            kept = actions.write_summary(
                by=actor,
                round=round_,
                person=person,
                texts=form.texts(),
                hand_in=not keep,
                now=timezone.now(),
            )
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect(list_url(round_))
        else:
            say(request, _done(keep, on_behalf, name), draft=draft)
            return redirect("summary", kept.pk)
    context = {
        "round": round_,
        "row": row,
        "name": name,
        "on_behalf": on_behalf,
        "may_keep": not on_behalf and (row is None or row.state == queries.State.DRAFT),
        "facts": [text for text in facts.values() if text] if row else [],
        "form": form,
        "draft_key": draft,
        "cancel_url": list_url(round_),
        "today": organisations.today(),
        "breadcrumbs": [*way_here(round_), (_("写小结"), "")],
    }
    return render(request, "campaigns/summaries/write.html", context, status=422 if form.errors else 200)


def _whose(actor: Actor, round_: Any, person: int) -> tuple[str, Any]:
    """The name and the summary so far of whom it is of; Http404 where the actor may not write for him."""
    row = queries.of(round_.pk, person)
    if person == actor.person_id:
        if row is None and not queries.is_member(person, organisations.today()):
            raise Http404
        return actor.name, row
    if not actor.may(Permission.RECORD):
        raise Http404
    if row is not None and not (row.entered_for and row.organisation_id == actor.organisation_id):
        raise Http404
    name = queries.name_in_branch(actor.organisation_id, person, organisations.today())
    if name is None:
        raise Http404
    return name, row


def _done(keep: bool, on_behalf: bool, name: str) -> str:
    if keep:
        return _("已存下，只有您自己看得到；写好了再交。")
    if on_behalf:
        return _("已替%(name)s录入，注明了“代录”。") % {"name": name}
    return _("已交给支部。公布之前您可以拿回来再改。")
