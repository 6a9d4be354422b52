"""Public commitments: the ledger of a subtree (承诺台账), one item with its steps, one's own items, a new one."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.saying import say

from ..actions import commitments as actions
from ..actions.confirming import may_ask
from ..forms.commitments import ItemForm, flags
from ..queries import awaiting_promises, campaigns, honesty
from ..queries import commitments as queries
from ..queries.campaigns import Scope
from ..queries.promised import coverage as covered_by_child
from ..queries.promised import promised
from ..rules.pledges import beside
from ..rules.procedures import commitment_procedure
from ..rules.vagueness import hints, vague
from .attached import attached
from .heads import at_head
from .stepping import Thing, chip, journey, presses, taken

PAGE = 50


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def commitments(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """承诺台账: what was promised at or under a node (?node=), narrowed by links."""
    scope = scope_of(request, actor, campaign_id)
    found = list(queries.ledger(actor, campaign_id, scope.node, **chosen(request), size=PAGE + 1))
    shown = found[:PAGE]
    names = queries.subject_names(actor, shown, scope.node.organisation_id)
    counts = promised(scope, chosen(request)["round"])
    rounds = queries.rounds(campaign_id)
    own = scope.node.organisation_id == actor.organisation_id
    context = {
        "scope": scope,
        "campaign": scope.campaign,
        "node": scope.node,
        "counts": counts["person"] + counts["organisation"],
        "rows": [(row, names[row.pk], shown_state(row), is_overdue(row)) for row in shown],
        "only": [
            ("", _("全部"), None),
            (queries.OVERDUE, _("过期没有结果的"), None),
            *((key, word, None) for key, (word, _states) in queries.FILTERS.items()),
        ],
        "subjects": [("", _("党员和组织"), None), *((key, word, None) for key, word in queries.SUBJECTS)],
        "kinds": [("", _("各类"), None), *((key, word, None) for key, word in queries.KINDS)],
        "rounds": [("", _("各轮"), None), *((one.name, one.name, None) for one in rounds)] if rounds else [],
        "may_open": queries.may_open(actor, scope.campaign),
        "next_key": shown[-1].pk if len(found) > PAGE else None,
        "own": own,
        "may_enter": own and actor.may(Permission.RECORD),
        "may_promise": own and actor.may(Permission.EDIT_PLAN),
        "may_decide": own and actor.may(Permission.DECIDE),
        "today": scope.as_of,
        "breadcrumbs": breadcrumbs(scope.campaign, scope.node, actor),
    }
    return render(request, "campaigns/commitments/list.html", context)


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def coverage(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Who below a node has promised at all: members and organisations with at least one item published."""
    scope = scope_of(request, actor, campaign_id)
    found = covered_by_child(scope)
    places = organisations.placements(list(found), scope.as_of)
    rows = [
        (places[child], parts.get("person"), parts.get("organisation"), child != scope.node.organisation_id)
        for child, parts in found.items()
    ]
    context = {
        "campaign": scope.campaign,
        "node": scope.node,
        "round": queries.current_round(campaign_id, scope.as_of),
        "rows": sorted(rows, key=lambda row: (row[3], row[0].path)),
        "names": awaiting_promises.without(campaign_id, scope.node.organisation_id, scope.as_of)
        if actor.may(Permission.VIEW_PEOPLE)
        else [],
        "breadcrumbs": breadcrumbs(scope.campaign, scope.node, actor, last=_("谁还没有承诺")),
    }
    return render(request, "campaigns/commitments/coverage.html", context)


@require_safe
@page(Permission.COMMIT)
@at_head
def mine(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """One's own items, and those of comrades that may be witnessed."""
    campaign = campaigns.campaign(actor, campaign_id)
    own, comrades = queries.own(actor, campaign_id), queries.of_comrades(actor, campaign_id)
    context = {
        "campaign": campaign,
        "rows": [(row, shown_state(row), is_overdue(row)) for row in own],
        "comrades": [(row, shown_state(row)) for row in comrades],
        "may_add": queries.membership(actor.person_id, organisations.today()) is not None,
        "today": organisations.today(),
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("我的承诺"), "")],
    }
    return render(request, "campaigns/commitments/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.COMMIT)
@at_head
def add(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """Promise one item: the acting person's own, or with ?of=organisation the own organisation's."""
    campaign, day = campaigns.campaign(actor, campaign_id), organisations.today()
    own = request.GET.get("of") == "organisation"
    organisation, person = _subject(actor, own)
    sent, keep = request.method == "POST", "keep" in request.POST
    initial = {"due_on": max(day, min(campaign.ends_on, day.replace(month=12, day=31))), "kind": "post"}
    form = ItemForm(
        *((request.POST,) if sent else ()),
        standards=queries.standard_items(campaign_id),
        own=own,
        initial=initial,
    )
    draft = f"commitment-{campaign_id}-{person or 'organisation'}"
    if sent and form.is_valid():
        item = form.promised(campaign_id, organisation, person)
        try:
            row = actions.promise(by=actor, promised=item, submit=not keep, now=timezone.now())
        except actions.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已存成草稿，还没有送审。") if keep else _("已送审。审过以后公示；审之前可以撤回。")
            say(request, told, draft=draft)
            return redirect("commitment", row.pk)
    back = "commitments" if own else "commitments-mine"
    context = {
        "form": form,
        "own": own,
        "hints": hints(flags(request.POST)) if sent else [],
        "draft_key": draft,
        "cancel_url": reverse(back, args=[campaign_id]),
        "breadcrumbs": [
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("本组织的承诺") if own else _("我的承诺"), reverse(back, args=[campaign_id])),
            (_("新的承诺"), ""),
        ],
    }
    return render(request, "campaigns/commitments/add.html", context, status=422 if form.errors else 200)


def _subject(actor: Actor, own: bool) -> tuple[int, int | None]:
    """Organisation and person of a new item; NotPermitted or 404 for whoever may make none."""
    if own:
        actor.require(Permission.EDIT_PLAN, actor.path)
        return actor.organisation_id, None
    membership = queries.membership(actor.person_id, organisations.today())
    if membership is None:
        raise Http404
    return membership.organisation_id, actor.person_id


@require_POST
@page(Permission.COMMIT)
def vague_words(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is vague in an item that is being typed, as a part of the page (htmx)."""
    return render(request, "campaigns/commitments/hints.html", {"hints": hints(flags(request.POST))})


@require_safe
@page(None)
def commitment(request: HttpRequest, actor: Actor, commitment_id: int) -> HttpResponse:
    """One item: what was promised, how it stands, what may be done now."""
    row = queries.commitment(actor, commitment_id)
    thing, day = _thing(actor, row), organisations.today()
    place = queries.place_of(row)
    decides = actor.may(Permission.DECIDE, place.path)
    files = queries.files(row)
    sums = [one.sha256 for one in files]
    signed, unsigned = awaiting_promises.signatures(row, day) if row.collective else ([], [])
    context = {
        "row": row,
        "place": place,
        "subject": queries.subject_names(actor, [row])[row.pk],
        "chip": shown_state(row),
        "archived": row.state == queries.State.ARCHIVED,
        "overdue": is_overdue(row),
        "presses": presses(thing, actor),
        "hints": hints(vague_in(row)) if row.state in ("draft", "submitted", "returned") else [],
        "links": awaiting_promises.answers(row) if decides else [],
        "may_ask": may_ask(actor, row, place.path),
        "beside": beside(row.pledge.text, row.pledge_text) if row.pledge else [],
        "files": files,
        "twins": honesty.records_with(actor, sums, day),
        "twin_promises": honesty.promises_with(actor, sums, day, besides=row.pk),
        "reads": actor.may(Permission.VIEW_RECORDS),
        "signed": signed,
        "unsigned": unsigned,
        "may_sign": actor.path == place.path and actor.may(Permission.EDIT_PLAN) and row.published_on,
        "names": actor.path == place.path or actor.may(Permission.VIEW_PEOPLE, place.path),
        "stages": journey(thing.procedure, queries.stages(row)),
        "today": day,
        "breadcrumbs": [*thing.breadcrumbs, (str(row), "")],
    }
    return render(request, "campaigns/commitments/commitment.html", context)


@require_safe
@page(None)
def file(request: HttpRequest, actor: Actor, commitment_id: int, file_id: int) -> HttpResponse:
    """One file beside an item."""
    found = queries.file(actor, commitment_id, file_id)
    return attached(found.name, found.media_type, bytes(found.content))


@require_http_methods(["GET", "HEAD", "POST"])
@page(None)
def step(request: HttpRequest, actor: Actor, commitment_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, _thing(actor, queries.commitment(actor, commitment_id)), verb)


def _thing(actor: Actor, row: Any) -> Thing:
    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, commitment=row, verb=verb, answers=answers, now=timezone.now())

    day = organisations.today()
    return Thing(
        procedure=commitment_procedure(row),
        row=row,
        concerned=queries.concerned_in(row, day),
        url=reverse("commitment", args=[row.pk]),
        step_url=lambda verb: reverse("commitment-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotPossible,),
        people=lambda: queries.standard_items(row.campaign_id),
        initial={"text": row.text, "result": row.result, "due_on": row.due_on, "beneficiary": row.beneficiary}
        | {"asked_text": row.text, "asked_result": row.result, "asked_due": row.due_on}
        | {
            name: getattr(row, name)
            for name in ("kind", "quantity", "unit", "standard_item_id", "pledge_text")
        }
        | {"published_on": day, "done_on": day, "outcome": row.outcome},
        breadcrumbs=tuple(_way_here(actor, row)),
        left_out=frozenset() if row.pledge_id else frozenset(("pledge_text",)),
        not_yet=frozenset(("unmet", "unmet_objective")) if row.due_on > day else frozenset(),
    )


def _way_here(actor: Actor, row: Any) -> list[tuple[str, str]]:
    """Back to the ledger for those who read it, else to one's own items."""
    place = queries.place_of(row)
    if actor.may(Permission.VIEW_RECORDS, place.path):
        return breadcrumbs(row.campaign, place, actor, leaf=False)
    return [
        (row.campaign.title, reverse("campaign", args=[row.campaign_id])),
        (_("我的承诺"), reverse("commitments-mine", args=[row.campaign_id])),
    ]


def vague_in(row: Any) -> Any:
    """What is vague in an item."""
    return vague(
        row.text, row.result, beneficiary=row.beneficiary, counted=row.quantity is not None, dated=True
    )


def shown_state(row: Any) -> Any:
    """The chip of the state an item is in; of an archived one of that in which it ended."""
    return chip(commitment_procedure(row), row.told_state)


def is_overdue(row: Any) -> bool:
    """Whether it should have been kept by now and has no result."""
    return row.state in queries.RUNNING and row.due_on < organisations.today()


def scope_of(request: HttpRequest, actor: Actor, campaign_id: int) -> Scope:
    """The campaign at the node asked for today, as far as the actor reads its records."""
    return campaigns.scope(actor, campaign_id, number_in(request.GET, "node"), None, Permission.VIEW_RECORDS)


def chosen(request: HttpRequest) -> dict[str, Any]:
    """How the ledger is narrowed by its links."""
    return {
        "only": request.GET.get("only", ""),
        "subject": request.GET.get("subject", ""),
        "kind": request.GET.get("kind", ""),
        "round": request.GET.get("round", ""),
        "after": number_in(request.GET, "after"),
    }


def breadcrumbs(
    campaign: Any, node: Any, actor: Actor, *, leaf: bool = True, last: str = ""
) -> list[tuple[str, str]]:
    """The campaign, its ledger of promises at the node, and what follows."""
    here = reverse("commitments", args=[campaign.pk])
    url = f"{here}?node={node.organisation_id}" if node.path.startswith(actor.path) else here
    return [
        (campaign.title, reverse("campaign", args=[campaign.pk])),
        (_("%(name)s承诺台账") % {"name": node.name}, "" if leaf and not last else url),
        *([(last, "")] if last else []),
    ]
