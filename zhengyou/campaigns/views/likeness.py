"""The page of a plan that says how much of it is its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import today
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import number_text

from ..queries import plans as queries
from ..queries.near_copies import NearCopies, near_copies
from ..queries.own_text import FORMER, INHERITED, OwnText, own_text
from ..templatetags.likeness import share_text


@page(Permission.VIEW_PLANS)
@require_safe
def likeness(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """The plan's own text first, what it took over folded away; the passages beside those of ?with=, another plan."""
    found = queries.plan(actor, plan_id)
    day = today()
    text = own_text(found, day, _chosen(request))
    below = near_copies(actor, found, day)
    here = {"plan": found, "text": text, "headlines": _headlines(text, below), "below": below}
    return render(request, "campaigns/likeness/likeness.html", here)


def _chosen(request: HttpRequest) -> int | None:
    given = request.GET.get("with")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404
    return int(given)


def _headlines(text: OwnText, below: NearCopies) -> list[dict[str, Any]]:
    """The few large figures: each leads to where the text stands."""
    relations = {other.relation for other in text.others}
    parts = [(_("自己写的"), text.own, "#own")]
    parts += [(_("上级方案里的"), text.inherited, "#others")] if INHERITED in relations else []
    parts += [(_("以往方案里的"), text.former, "#others")] if FORMER in relations else []
    shares = [
        {
            "label": label,
            "value": share_text(count / text.units if text.units else 0.0),
            "href": href,
            "note": _("%(count)s 字，全文 %(all)s 字")
            % {"count": number_text(count), "all": number_text(text.units)},
        }
        for label, count, href in parts
    ]
    if not below.total:
        return shares
    alike = sum(bool(row.sibling) for row in below.rows)
    note = _("其中 %(alike)d 份与同级有相同") % {"alike": alike} if alike else _("没有互相照抄的")
    return [
        *shares,
        {"label": _("下级方案"), "value": below.total, "unit": _("份"), "href": "#below", "note": note},
    ]
