"""A round of self-checks as a workbook (.xlsx)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhengyou.campaigns.queries import campaigns
from zhengyou.campaigns.queries.selfchecks import opening
from zhengyou.campaigns.views.heads import at_head
from zhengyou.campaigns.views.reviews import chosen_round
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission

from ..selfcheck_sheets import sheets
from .asking import node_asked
from .downloads import taken_away


@require_safe
@page(Permission.VIEW_RECORDS)
@at_head
def selfchecks_table(request: HttpRequest, actor: Actor, campaign_id: int) -> HttpResponse:
    """The tables of a node in a round (?node=, ?round=): counts, items, and where each sheet stands."""
    scope = campaigns.scope(actor, campaign_id, node_asked(request), None, Permission.VIEW_RECORDS)
    round_ = chosen_round(request, opening.rounds_at(scope.campaign.pk, scope.node))
    if round_ is None:
        raise Http404
    words = {"node": scope.node.name, "round": round_.name, "day": scope.as_of}
    return taken_away(_("%(node)s－%(round)s－%(day)s") % words, *sheets(round_, scope.node))
