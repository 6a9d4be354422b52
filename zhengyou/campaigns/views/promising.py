"""A branch's promises from one page each: typed in, vetted, published; and the signatures of a collective one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import commitments as one
from ..actions import promising as actions
from ..forms.commitments import PublishForm, Rows, SignForm, verdicts
from ..queries import awaiting_promises, campaigns
from ..queries import commitments as queries
from ..rules.procedures import WrongState
from ..rules.vagueness import hints
from .commitments import breadcrumbs, vague_in
from .heads import at_head


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.RECORD)
@at_head
def entry(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All members of the own organisation with a row each: whatever is typed is sent to be vetted with one press."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    members = queries.enterable(campaign_id, actor.organisation_id, day)
    due_on = max(day, min(campaign.ends_on, day.replace(month=12, day=31)))
    sent = request.method == "POST"
    rows = Rows(request.POST if sent else None, members, due_on)
    draft, fault = f"commitments-{campaign_id}-{actor.organisation_id}", ""
    if sent and rows.is_valid():
        items = [form.promised(campaign_id, actor.organisation_id) for form in rows.used]
        try:
            number = actions.enter_many(by=actor, promised=items, now=timezone.now())
        except actions.SomeNotPossible as refusal:
            for at, sentence in refusal.rows.items():
                if rows.used:
                    rows.used[at].add_error("text", sentence)
                else:
                    fault = sentence
        else:
            told = _("已替党员录入%(n)s项承诺，等审。您录的不能由您自己审，由副书记或者上级来审。")
            say(request, told % {"n": number}, draft=draft)
            return redirect("commitments", campaign_id)
    wrong = rows.wrong
    context = {
        "campaign": campaign,
        "organisation": actor.organisation_name,
        "rows": rows.forms,
        "wrong": wrong,
        "fault": fault,
        "most": queries.most(campaign_id, day),
        "draft_key": draft,
        "cancel_url": reverse("commitments", args=[campaign_id]),
        "breadcrumbs": _here(actor, campaign, _("替党员录入")),
    }
    return render(request, "campaigns/commitments/entry.html", context, status=422 if wrong or fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.DECIDE)
@at_head
def vet(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All items that wait to be vetted here, each with its verdict; what is left alone stays as it is."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    waiting = queries.to_vet(actor, campaign_id, organisations.place(actor.organisation_id, day))
    open_to = queries.offered(actor, waiting, day)
    mine = [row for row in waiting if any(step.verb == "accept" for step in open_to[row.pk])]
    sent = request.method == "POST"
    given, faults = verdicts(request.POST, [row.pk for row in mine]) if sent else ({}, {})
    fault = _("还没有给哪一项选“审定”或“退回”。") if sent and mine and not given else ""
    if sent and not fault and not faults:
        say(request, _vetted(actor, given))
        return redirect("commitments-vet", campaign_id)
    names = queries.subject_names(actor, waiting, actor.organisation_id)
    context = {
        "campaign": campaign,
        "organisation": actor.organisation_name,
        "rows": [
            {
                "row": row,
                "name": names[row.pk],
                "hints": hints(vague_in(row)),
                "verdict": request.POST.get(f"v{row.pk}", ""),
                "comment": request.POST.get(f"c{row.pk}", ""),
                "fault": faults.get(row.pk, ""),
            }
            for row in mine
        ],
        "others": len(waiting) - len(mine),
        "fault": fault,
        "faults": list(faults.items()),
        "today": day,
        "breadcrumbs": _here(actor, campaign, _("审诺")),
    }
    return render(request, "campaigns/commitments/vet.html", context, status=422 if fault or faults else 200)


def _vetted(actor: Actor, given: dict[int, actions.Verdict]) -> str:
    """Decide, and say what came of it; with nothing left to decide somebody else was quicker."""
    try:
        done = actions.vet_many(
            by=actor, organisation=actor.organisation_id, verdicts=given, now=timezone.now()
        )
    except WrongState as refusal:
        return str(refusal)
    told = _("审定%(accepted)s项，退回%(returned)s项。审定的接下来公示，退回的对方在待办里看到。")
    left = _("有%(n)s项刚由另一位同志审过，没有再改。") % {"n": done.left} if done.left else ""
    return told % {"accepted": done.accepted, "returned": done.returned} + left


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def publish(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """All vetted items of the own organisation: where and when they were put up, with one press."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    if not actor.may(Permission.RECORD) and not actor.may(Permission.EDIT_PLAN):
        raise Http404
    vetted = queries.to_publish(actor, campaign_id, organisations.place(actor.organisation_id, day))
    open_to = queries.offered(actor, vetted, day)
    mine = [row for row in vetted if any(step.verb == "publish" for step in open_to[row.pk])]
    names = queries.subject_names(actor, mine, actor.organisation_id)
    sent = request.method == "POST"
    form = PublishForm(
        *((request.POST,) if sent else ()),
        items=[(row.pk, f"{names[row.pk]}：{row.text}") for row in mine],
        initial={"published_on": day},
    )
    draft = f"publish-{campaign_id}-{actor.organisation_id}"
    if sent and form.is_valid():
        try:
            number = actions.publish_many(
                by=actor,
                organisation=actor.organisation_id,
                items=form.cleaned_data["items"],
                place=form.cleaned_data["published_where"],
                day=form.cleaned_data["published_on"],
                now=timezone.now(),
            )
        except one.NotPossible as refusal:
            form.add_error("published_on", str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return redirect("commitments", campaign_id)
        else:
            say(request, _("已公示%(n)s项，公开页上看得到。") % {"n": number}, draft=draft)
            return redirect("commitments", campaign_id)
    context = {
        "campaign": campaign,
        "organisation": actor.organisation_name,
        "rows": mine,
        "form": form,
        "draft_key": draft,
        "submit_label": _("公示"),
        "cancel_url": reverse("commitments", args=[campaign_id]),
        "breadcrumbs": _here(actor, campaign, _("公示")),
    }
    return render(request, "campaigns/commitments/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EDIT_PLAN)
def sign(request: HttpRequest, actor: Actor, commitment_id: int) -> HttpResponse:
    """Who signed a collective item."""
    row, day = queries.commitment(actor, commitment_id), organisations.today()
    if row.organisation_id != actor.organisation_id or not row.collective:
        raise Http404
    _signed, unsigned = awaiting_promises.signatures(row, day)
    sent = request.method == "POST"
    form = SignForm(*((request.POST,) if sent else ()), people=unsigned, initial={"signed_on": day})
    if sent and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            number = one.sign(
                by=actor,
                commitment=row,
                people=given["people"],
                signed_on=given["signed_on"],
                now=timezone.now(),
            )
        except (one.NotPossible, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("已登记%(n)s名党员签名。") % {"n": number}, draft=f"sign-{row.pk}")
            return redirect("commitment", row.pk)
    context = {
        "row": row,
        "form": form,
        "draft_key": f"sign-{row.pk}",
        "submit_label": _("登记签名"),
        "cancel_url": reverse("commitment", args=[row.pk]),
        "breadcrumbs": [
            *breadcrumbs(row.campaign, queries.place_of(row), actor, leaf=False),
            (str(row), reverse("commitment", args=[row.pk])),
            (_("签名"), ""),
        ],
    }
    return render(request, "campaigns/commitments/sign.html", context, status=422 if form.errors else 200)


def _here(actor: Actor, campaign: Any, last: str) -> list[tuple[str, str]]:
    node = organisations.place(actor.organisation_id, organisations.today())
    return breadcrumbs(campaign, node, actor, last=last)
