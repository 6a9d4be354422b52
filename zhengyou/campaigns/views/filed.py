"""The page on which the level above reads a plan that was filed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.organisations.access import page
from zhengyou.organisations.queries import standing_place, today
from zhengyou.organisations.rules import Actor, Permission

from ..queries import filed as queries
from ..rules import chips
from .records import node_breadcrumbs


@require_safe
@page(Permission.VIEW_RECORDS)
def filed(request: HttpRequest, actor: Actor, record_id: int) -> HttpResponse:
    """The version that went up: its own part first, the answers to the superior, what changed since it was returned."""
    day = today()
    found = queries.filed(actor, record_id, day)
    where = standing_place(found.record.organisation_id, day)
    above = [*node_breadcrumbs(actor, where, leaf=False)]
    context = {
        "filed": found,
        "place": where,
        "today": day,
        "chip": chips.of_filing(found.record.state),
        "unanswered": [one for one in found.answered if not (one.item or one.reason)],
        "breadcrumbs": [*above, (found.record.title, reverse("record", args=[record_id])), (_("方案"), "")],
    }
    return render(request, "campaigns/filing/filed.html", context)
