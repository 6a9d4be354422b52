"""Self-checks: how far they are at a node, one sheet with its items and its steps (domain.md P8)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhengyou.organisations import queries as organisations
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.asked import number_in
from zhengyou.ui.radar import Spoke, radar

from ..actions import selfchecks as actions
from ..queries import campaigns
from ..queries.policies import policies, policy
from ..queries.selfchecks import evidence, opening, others, progress, sheets
from ..rules.chips import Chip
from ..rules.policies import SELF_CHECK_OTHERS, SELF_CHECK_SCALE
from ..rules.procedures import RECTIFICATION, SELF_CHECK
from ..rules.selfchecks import Told, finding
from .asking import node_asked
from .heads import at_head
from .reviews import chosen_round
from .stepping import Thing, chip, journey, presses, taken

PAGE = 50
_ONLY = ("waiting", "sent_back", "running", "closed", "excused", "due")


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def selfchecks(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """How far the self-checks are at a node (?node=, ?round=): who has not handed up (?only=), what was found item by
    item; the sheets of the node itself."""
    campaign = campaigns.campaign(actor, campaign_id)
    node = node_asked(request, actor)
    rounds = opening.rounds_at(campaign.pk, node)
    round_ = chosen_round(request, rounds)
    own = sheets.own_sheets(campaign.pk, node.organisation_id)
    context = {
        "campaign": campaign,
        "node": node,
        "round": round_,
        "rounds": [(str(one.pk), one.name, None) for one in rounds],
        "own": [(row, chip(SELF_CHECK, row.state), is_late(row)) for row in own],
        "to_fill": next((row for row in own if sheets.may_fill_in(actor, row)), None),
        "may_open": bool(opening.standards_to_open(actor, campaign)),
        "newcomers": _newcomers(actor, round_),
        "may_go_up": node.path != actor.path,
        "today": organisations.today(),
        "breadcrumbs": [(campaign.title, reverse("campaign", args=[campaign.pk])), (_("自查对标"), "")],
    }
    children = organisations.children(node.organisation_id, organisations.today())
    if round_ is not None and children:
        context |= _counted(request, round_, node, children)
        context["figures"] = _figures(campaign, node, round_)
    return render(request, "campaigns/selfchecks/list.html", context)


def _newcomers(actor: Actor, round_: Any) -> list[str]:
    """Whom the round would fall on by now, for whoever may add them."""
    if round_ is None or round_.organisation_id != actor.organisation_id or not actor.may(Permission.DECIDE):
        return []
    return opening.newcomers(round_, organisations.today())


def _counted(request: HttpRequest, round_: Any, node: Any, children: list[Any]) -> dict[str, Any]:
    """The counts of the node, a row for each organisation directly below it, the items, and the sheets asked for."""
    day = organisations.today()
    counts = progress.checked([round_.pk], node, day)
    only, key = request.GET.get("only", ""), number_in(request.GET, "after") or 0
    counted = only if only in _ONLY else "left"
    found = progress.listed([round_.pk], node, day, counted, after=key, size=PAGE + 1)
    shown = found[:PAGE]
    return {
        "total": progress.total(counts),
        "places": [
            (place, counts[place.organisation_id]) for place in children if place.organisation_id in counts
        ],
        "items": progress.items([round_.pk], node, day),
        "sheets": [(row, chip(SELF_CHECK, row.state)) for row in shown],
        "overdue": round_.due_on < day,
        "only": [("", _("还没有交的"), None), *_words()],
        "next_key": shown[-1].pk if len(found) > PAGE else None,
    }


def _figures(campaign: Any, node: Any, round_: Any) -> dict[str, str]:
    """Addresses of the figures behind the counts; they are of all rounds, so there is none where there are several."""
    if progress.rounds_by(campaign.pk, organisations.today()) != [round_.pk]:
        return {}
    tail = f"?node={node.organisation_id}"
    keys = {
        "handed_up": "selfchecks-handed-up",
        "reviewed": "selfchecks-reviewed",
        "excused": "selfchecks-excused",
    }
    return {name: reverse("figure", args=[campaign.pk, key]) + tail for name, key in keys.items()}


def _words() -> list[tuple[str, str, None]]:
    return [
        ("waiting", _("等审核的"), None),
        ("sent_back", _("退回补充的"), None),
        ("running", _("措施在落实的"), None),
        ("closed", _("已办结的"), None),
        ("excused", _("这一轮不用交的"), None),
        ("due", _("要交的全部"), None),
    ]


@require_safe
@page(Permission.VIEW_RECORDS)
def selfcheck(request: HttpRequest, actor: Actor, selfcheck_id: int) -> HttpResponse:
    """One sheet: item by item, the picture, the exemplar, and what may be done now."""
    row = sheets.sheet(actor, selfcheck_id)
    thing = thing_of(actor, row)
    shown = sheets.shows_items(actor, row)
    lines = sheets.lines(row) if shown else []
    fills = sheets.may_fill_in(actor, row)
    missing = [line for line in lines if line.lacking]
    place = sheets.place_of(row)
    context = {
        "row": row,
        "place": place,
        "chip": chip(SELF_CHECK, row.state),
        "late": is_late(row),
        "shown": shown,
        "fills": fills,
        "missing": missing,
        "next_up": missing[0].row if fills and missing else None,
        "lines": _told_lines(row, lines),
        "may_name": actor.may(Permission.VIEW_PEOPLE, place.path),
        "exemplar": others.publicly(row) if shown else None,
        "presses": [] if fills and missing else presses(thing, actor),
        "stages": journey(SELF_CHECK, sheets.stages(row)),
        "today": organisations.today(),
        "breadcrumbs": [*thing.breadcrumbs, (str(row), "")],
    }
    if shown:
        context |= _picture(row, lines)
    return render(request, "campaigns/selfchecks/sheet.html", context)


def _told_lines(row: Any, lines: list[sheets.Line]) -> list[dict[str, Any]]:
    """Each item as the page shows it: its chip, what it rests on with addresses, its problem."""
    grounds = evidence.of_sheet(row.pk) if lines else {}
    return [
        {
            "line": line,
            "chip": _item_chip(line),
            "grounds": [(one, evidence.address(one.key)) for one in grounds.get(line.row.pk, ())],
            "problem": chip(RECTIFICATION, line.row.rectification.state) if line.row.rectification else None,
        }
        for line in lines
    ]


def _item_chip(line: sheets.Line) -> Chip:
    if line.lacking:
        return Chip("not_due", _("还没有填") if line.untouched else _("没有填完"))
    return Chip("done", _("达到")) if line.row.verdict == "met" else Chip("due", _("有差距"))


def _picture(row: Any, lines: list[sheets.Line]) -> dict[str, Any]:
    """The own marks beside the median of the others: a radar for four to eight items, bars for others."""
    day, campaign = organisations.today(), row.round.campaign_id
    found = others.medians(row)
    marked = [line.row for line in lines if line.row.mark is not None]
    told = [Told(one.item.label, one.mark or 0, found.by_item.get(one.item_id)) for one in marked]
    most = policy(campaign, SELF_CHECK_SCALE, day)
    whole = told if len(marked) == len(lines) else []
    title = finding(whole)
    return {
        "finding": title,
        "told": whole,
        "most": most,
        "medians": found,
        "drawing": radar(title, [Spoke(one.word, one.mark, one.median) for one in whole], most),
        "policies": policies(campaign, day, (SELF_CHECK_SCALE, SELF_CHECK_OTHERS)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.VIEW_RECORDS)
def step(request: HttpRequest, actor: Actor, selfcheck_id: int, verb: str) -> HttpResponse:
    """One step of the procedure."""
    return taken(request, actor, thing_of(actor, sheets.sheet(actor, selfcheck_id)), verb)


def thing_of(actor: Actor, row: Any) -> Thing:
    """A sheet as the pages of a procedure need it."""

    def take(verb: str, answers: Mapping[str, Any]) -> Any:
        return actions.step(by=actor, sheet=row, verb=verb, answers=answers, now=timezone.now())

    campaign, place = row.round.campaign, sheets.place_of(row)
    node = place.organisation_id if place.path.startswith(actor.path) else actor.organisation_id
    above = f"{reverse('selfchecks', args=[campaign.pk])}?node={node}&round={row.round_id}"
    return Thing(
        procedure=SELF_CHECK,
        row=row,
        concerned=sheets.concerned_in(row, organisations.today()),
        url=reverse("selfcheck", args=[row.pk]),
        step_url=lambda verb: reverse("selfcheck-step", args=[row.pk, verb]),
        take=take,
        refusals=(actions.NotComplete,),
        breadcrumbs=(
            (campaign.title, reverse("campaign", args=[campaign.pk])),
            (_("%(name)s自查对标") % {"name": place.name}, above),
        ),
    )


def is_late(row: Any) -> bool:
    """Whether a sheet was not handed up by its day."""
    return row.state in sheets.EDITABLE and row.due_on < organisations.today()


def back(row: Any) -> HttpResponse:
    """To the page of a sheet."""
    return redirect("selfcheck", row.pk)
