"""Filling in a self-check item by item, choosing the exemplar; opening a round (domain.md P8)."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, NotPermitted, Permission
from zhengyou.ui.saying import say

from ..actions import selfcheck_rounds
from ..actions import selfchecks as actions
from ..forms.selfchecks import ExemplarForm, ItemForm, RoundForm
from ..queries import campaigns
from ..queries.policies import policy
from ..queries.selfchecks import evidence, opening, others, progress, sheets
from ..rules.policies import SELF_CHECK_SCALE
from ..rules.procedures import WrongState
from ..rules.selfchecks import kinds_of, sectors_of, suggested
from .heads import at_head
from .selfchecks import back, thing_of

_NUMERALS = "一二三四五六七八九十"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def item(request: HttpRequest, actor: Actor, selfcheck_id: int, row_id: int) -> HttpResponse:
    """One item of a sheet: how it stands, what it rests on or what is done about it. Kept half filled in, too."""
    row = sheets.item(actor, selfcheck_id, row_id)
    if row.sheet.organisation_id != actor.organisation_id or not actor.may(Permission.RECORD):
        raise NotPermitted(_("自查表由本组织记录活动的同志填。"))
    if not sheets.may_fill_in(actor, row.sheet):
        say(request, _("自查表已经交了，要改的请先收回来。"))
        return back(row.sheet)
    form, following = _item_form(request, row), _following(row)
    if form.is_bound and form.is_valid():
        try:
            actions.fill_in(by=actor, item=row, entry=form.entry(), now=timezone.now())
        except actions.NotComplete as refusal:
            form.add_error(None, str(refusal))
        except WrongState as refusal:
            say(request, str(refusal))
            return back(row.sheet)
        else:
            return _kept(request, row, following)
    thing = thing_of(actor, row.sheet)
    context = {
        "row": row,
        "form": form,
        "carried": row.rectification if form.carried else None,
        "following": following,
        "draft_key": _draft(row),
        "cancel_url": thing.url,
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (str(row.sheet), thing.url), (row.item.label, "")],
    }
    return render(request, "campaigns/selfchecks/item.html", context, status=422 if form.errors else 200)


def _item_form(request: HttpRequest, row: Any) -> ItemForm:
    day = organisations.today()
    ticked = evidence.ticked(row)
    known = {one.key: one for one in (*evidence.known(row.sheet), *ticked)}
    found = suggested(row.item_id, f"{row.item.label}\n{row.item.text}", known.values())
    keys, first = [one.key for one in ticked], {one.known.key for one in found}
    initial = {
        name: getattr(row, name) for name in ("mark", "verdict", "words", "gap", "measure", "due_on")
    } | {
        "responsible": row.responsible_id,
        "suggested": [key for key in keys if key in first],
        "others": [key for key in keys if key not in first],
    }
    return ItemForm(
        *((request.POST,) if request.method == "POST" else ()),
        most=policy(row.sheet.round.campaign_id, SELF_CHECK_SCALE, day),
        suggested=found,
        known=list(known.values()),
        people=sheets.responsible_choices(row.sheet, day),
        today=day,
        carried=sheets.is_carried(row),
        initial=initial,
    )


def _following(row: Any) -> Any:
    """The next item that lacks something, beginning again at the top; None when this is the last one."""
    lines = sheets.lines(row.sheet)
    place = next(number for number, line in enumerate(lines) if line.row.pk == row.pk)
    behind = [*lines[place + 1 :], *lines[:place]]
    return next((line.row for line in behind if line.lacking), None)


def _kept(request: HttpRequest, row: Any, following: Any) -> HttpResponse:
    line = next(one for one in sheets.lines(row.sheet) if one.row.pk == row.pk)
    told = _("“%(item)s”已存下。") % {"item": row.item.label}
    if line.lacking:
        told += _("还缺%(what)s，什么时候补都行，交之前要填齐。") % {"what": "、".join(line.lacking)}
    elif following is None:
        told += _("各项都填完了，看一遍就可以交上去。")
    say(request, told, draft=_draft(row))
    if "next" in request.POST and following is not None:
        return redirect("selfcheck-item", row.sheet_id, following.pk)
    return back(row.sheet)


def _draft(row: Any) -> str:
    return f"selfcheck-item-{row.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def exemplar(request: HttpRequest, actor: Actor, selfcheck_id: int) -> HttpResponse:
    """Choose whom to measure oneself by: search (?q=), choose one, say why and what lies between."""
    row = sheets.sheet(actor, selfcheck_id)
    if row.organisation_id != actor.organisation_id or not actor.may(Permission.RECORD):
        raise NotPermitted(_("标杆由本组织记录活动的同志选。"))
    if not sheets.may_fill_in(actor, row):
        say(request, _("自查表已经交了，要改的请先收回来。"))
        return back(row)
    words = request.GET.get("q", "").strip()[:50]
    found = others.exemplars(row, words) if words else []
    chosen = others.may_be_exemplar(row, row.exemplar_id) if row.exemplar_id else None
    if chosen is not None and chosen not in found:
        found.insert(0, chosen)
    form = ExemplarForm(
        *((request.POST,) if request.method == "POST" else ()),
        found=[(place.organisation_id, place.name) for place in found],
        initial={"organisation": row.exemplar_id, "reason": row.exemplar_reason, "gap": row.exemplar_gap},
    )
    if form.is_bound and form.is_valid():
        try:
            actions.choose_exemplar(by=actor, sheet=row, exemplar=form.exemplar(), now=timezone.now())
        except (actions.NotComplete, WrongState) as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("标杆已选定，审核的人会看到。交之前随时可以换。"), draft=f"exemplar-{row.pk}")
            return back(row)
    thing = thing_of(actor, row)
    context = {
        "row": row,
        "form": form,
        "words": words,
        "found": found,
        "most": others.FOUND,
        "draft_key": f"exemplar-{row.pk}",
        "submit_label": _("选定"),
        "cancel_url": thing.url,
        "breadcrumbs": [*thing.breadcrumbs, (str(row), thing.url), (_("选标杆"), "")],
    }
    return render(request, "campaigns/selfchecks/exemplar.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
@at_head
def rounds(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The rounds at the actor's own place with their counts; whoever may opens the next (?standard=)."""
    campaign = campaigns.campaign(actor, campaign_id)
    standards = opening.standards_to_open(actor, campaign)
    if request.method == "POST" and not standards:
        raise NotPermitted(_("自查由印发方案的组织按自己方案里的标准发起。"))
    form = _round_form(request, actor, standards) if standards else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            row = selfcheck_rounds.open_round(
                by=actor, campaign=campaign, opening=form.opening(), now=timezone.now()
            )
        except selfcheck_rounds.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("%(name)s已经开始，要自查的组织在待办里看到。交上来的由各自的上级审核。")
            say(request, told % {"name": row.name}, draft=f"selfcheck-round-{campaign.pk}")
            return redirect(f"{reverse('selfchecks', args=[campaign.pk])}?round={row.pk}")
    return _rounds_page(request, actor, campaign, standards, form)


@require_POST
@page(Permission.VIEW_RECORDS)
def add_newcomers(request: HttpRequest, actor: Actor, round_id: int) -> HttpResponse:
    """Lay a round that runs on whoever was founded since it began."""
    row = opening.own_round(actor, round_id)
    try:
        added = selfcheck_rounds.add_newcomers(by=actor, round_=row, now=timezone.now())
    except selfcheck_rounds.NotPossible as refusal:
        say(request, str(refusal))
    else:
        told = _(
            "已把%(n)s个组织列入%(name)s，期限和别的组织一样；它们在待办里看到。不该交的，由上级准许不交。"
        )
        say(request, told % {"n": added, "name": row.name})
    return redirect(f"{reverse('selfchecks', args=[row.campaign_id])}?round={row.pk}")


def _rounds_page(
    request: HttpRequest, actor: Actor, campaign: Any, standards: list[Any], form: RoundForm | None
) -> HttpResponse:
    day = organisations.today()
    node = organisations.standing_place(actor.organisation_id, day)
    found = opening.rounds_at(campaign.pk, node)
    context = {
        "campaign": campaign,
        "node": node,
        "rounds": [(one, progress.total(progress.checked([one.pk], node, day))) for one in found],
        "standards": [(str(one.pk) if place else "", one.label, None) for place, one in enumerate(standards)],
        "standard": _standard(request, standards) if standards else None,
        "form": form,
        "draft_key": f"selfcheck-round-{campaign.pk}",
        "submit_label": _("开始这一轮"),
        "cancel_url": reverse("selfchecks", args=[campaign.pk]),
        "today": day,
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("自查对标"), reverse("selfchecks", args=[campaign.pk])),
            (_("各轮自查"), ""),
        ],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "campaigns/selfchecks/rounds.html", context, status=status)


def _standard(request: HttpRequest, standards: list[Any]) -> Any:
    """The standard asked for (?standard=), else the first."""
    asked = request.GET.get("standard", "")
    return next((one for one in standards if str(one.pk) == asked), standards[0])


def _round_form(request: HttpRequest, actor: Actor, standards: list[Any]) -> RoundForm:
    """Empty with what the standard's name says of whom it speaks."""
    standard = _standard(request, standards)
    counts = opening.kinds_below(actor.organisation_id)
    last = opening.last_round(standard.pk)
    number = last.number + 1 if last else 1
    word = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    initial = {
        "standard": standard.pk,
        "name": _("第%(n)s轮自查") % {"n": word},
        "due_on": organisations.today() + timedelta(days=30),
        "kinds": last.kinds if last else kinds_of(standard.label) or list(counts),
        "sectors": last.sectors if last else sectors_of(standard.label),
    }
    return RoundForm(
        *((request.POST,) if request.method == "POST" else ()),
        standards=[(one.pk, one.label) for one in standards],
        counts=counts,
        initial=initial,
    )
